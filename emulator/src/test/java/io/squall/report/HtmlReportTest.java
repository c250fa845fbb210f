package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.squall.report.Bundle.DamagedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code report.html} of a small bundle that lies in {@code src/test/resources/io/squall/report/bundle}, with the names of its style
 * sheets and scripts in their places. With {@code -Dsquall.golden=update} the bundle is made anew by playing a very short day.
 */
class HtmlReportTest {
    private static final Path GOLDEN = Path.of("src/test/resources/io/squall/report/bundle");
    private static final boolean UPDATE = "update".equals(System.getProperty("squall.golden"));
    private static final Map<String, Object> ENVIRONMENT = Map.of("java", "25 <&>");
    private static final String[] SHORT_DAY = {
        "duration=5 s",
        "phases.ordinary-morning.for=1 s",
        "phases.scaling-activity.for=300 ms",
        "operator.move-dns.decide={sighted: 200 ms, blind: 400 ms}",
        "operator.move-dns.reach-again=100 ms",
        "operator.move-dns.console=300 ms",
        "operator.isolate-top-sources.decide={sighted: 600 ms, blind: 1 s}",
        "operator.isolate-top-sources.reach-again=100 ms",
        "operator.isolate-top-sources.console=300 ms",
        "verdict.window=200 ms",
        "verdict.hold=200 ms"
    };

    @TempDir
    private Path temporary;

    private static void write(Bundle bundle, Played played) {
        bundle.writeScenario(played.scenario().source());
        bundle.writeEnvironment(ENVIRONMENT);
        bundle.writeSummary(played.summary());
        bundle.writeIntervals(played.run());
    }

    private static String csv(Played played) {
        StringBuilder out = new StringBuilder();
        try {
            IntervalsCsv.write(played.run(), out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    private static Intervals intervals(String csv, Summary summary) throws IOException {
        return Intervals.read(new BufferedReader(new StringReader(csv)), summary);
    }

    private static String html(Summary summary, String scenario) throws IOException {
        return HtmlReport.of(
                summary,
                intervals(csv(Played.QUIET), summary),
                scenario,
                ENVIRONMENT,
                Optional.empty(),
                HtmlReport::file);
    }

    @Test
    void the_page_is_that_of_the_golden_file() throws IOException {
        if (UPDATE) {
            for (String name : List.of("scenario.yaml", "environment.json", "summary.json", "intervals.csv")) {
                Files.deleteIfExists(GOLDEN.resolve(name));
            }
            Files.createDirectories(GOLDEN);
            write(Bundle.open(GOLDEN), Played.of("dec-7", SHORT_DAY));
        }
        String page =
                Bundle.open(GOLDEN).page(name -> name.equals("report.html") ? HtmlReport.file(name) : "(" + name + ")");
        Path golden = GOLDEN.resolve("report.html");
        if (UPDATE) {
            Files.writeString(golden, page);
        }
        assertThat(page).isEqualToNormalizingNewlines(Files.readString(golden));
    }

    @Test
    void a_page_made_anew_is_byte_for_byte_the_one_that_was_written() throws IOException {
        Bundle bundle = Bundle.create(temporary.resolve("run"));
        write(bundle, Played.DEC_7);
        bundle.writeReport();
        Path file = bundle.directory().resolve("report.html");
        byte[] written = Files.readAllBytes(file);
        Files.writeString(file, "lost");
        Bundle.open(bundle.directory()).writeReport();
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
        assertThat(written).hasSizeLessThan(500_000);
    }

    @Test
    void no_text_of_a_user_breaks_out_of_its_place() throws IOException {
        String evil = "</script></pre><b>\"'&{{scenario}}<!--";
        String good = html(Played.QUIET.summary(), "name: x");
        String bad = html(Examples.saying(Played.QUIET.summary(), evil), evil);
        assertThat(bad)
                .doesNotContain("<b>\"")
                .doesNotContain(evil.substring(0, 10))
                .contains("&lt;/script&gt;&lt;/pre&gt;&lt;b&gt;");
        for (String tag : List.of("<script", "</script", "</pre", "<!--", "<b>")) {
            assertThat(bad.split(tag, -1)).as(tag).hasSameSizeAs(good.split(tag, -1));
        }
    }

    @Test
    void the_page_needs_nothing_but_itself() throws IOException {
        assertThat(html(Played.QUIET.summary(), "name: x"))
                .contains("default-src 'none'")
                .doesNotContainPattern("<(link|img|iframe|object|base)\\b")
                .doesNotContainPattern(
                        "\\bsrc\\s*=|\\bhref\\s*=|@import|url\\(|\\bfetch\\(|XMLHttpRequest|WebSocket|\\bimport\\(");
    }

    @Test
    void a_long_run_is_folded_and_loses_neither_counts_nor_extremes() throws IOException {
        int cuts = 400_000;
        Summary quiet = Played.QUIET.summary();
        Summary.ClassRow probe = quiet.classes().stream()
                .filter(c -> c.role().equals("probe"))
                .findFirst()
                .orElseThrow();
        Summary summary = Examples.of(quiet, List.of(probe), cuts * 100_000_000L);
        StringBuilder csv = new StringBuilder(IntervalsCsv.HEADER);
        for (int cut = 0; cut < cuts; cut++) {
            long start = cut * 100_000_000L;
            String max = cut == 123_456 ? "250000000" : "1000000";
            csv.append(start).append(",probe,").append(probe.name()).append(",2,2,2,0,0,2,0,0,0,,");
            csv.append(start).append(",0,1000000,1000000,").append(max).append(",yes,,,,,,,\n");
        }
        Map<String, Object> columns = intervals(csv.toString(), summary).columns();
        Map<?, ?> series = (Map<?, ?>) ((List<?>) columns.getOrDefault("probe", List.of())).getFirst();
        long[] sent = (long[]) Objects.requireNonNull(series.get("sent"));
        long[] max = (long[]) Objects.requireNonNull(series.get("maxUs"));
        assertThat(sent).hasSizeBetween(1_000, 2_000);
        assertThat(Arrays.stream(sent).sum()).isEqualTo(2L * cuts);
        assertThat(max[123_456 / (cuts / sent.length)]).isEqualTo(250_000);
        assertThat(Arrays.stream(max).filter(us -> us > 1_000)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 500, -1})
    void intervals_that_are_cut_off_are_damaged(int lines) throws IOException {
        List<String> all = csv(Played.QUIET).lines().toList();
        int kept = lines < 0 ? all.size() + lines : lines;
        assertDamaged(String.join("\n", all.subList(0, kept)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,storm,x,y",
                "9000000000000000000,path,p,,,,,,,,,,,,,,,,,1,1,1,",
                "-5,path,p,,,,,,,,,,,,,,,,,1,1,1,",
                "0,tree,p,,,,,,,,,,,,,,,,,1,1,1,",
                "\u0000"
            })
    void a_line_that_is_none_is_named(String line) throws IOException {
        List<String> all = new ArrayList<>(csv(Played.QUIET).lines().toList());
        all.set(7, line);
        assertThat(assertDamaged(String.join("\n", all)))
                .endsWith("intervals.csv is damaged: line 8 is no interval of this run");
    }

    private String assertDamaged(String csv) throws IOException {
        Bundle bundle = Bundle.create(temporary.resolve("run"));
        write(bundle, Played.QUIET);
        Files.writeString(bundle.directory().resolve("intervals.csv"), csv);
        DamagedException[] thrown = new DamagedException[1];
        assertThatExceptionOfType(DamagedException.class)
                .isThrownBy(bundle::writeReport)
                .withMessageNotContaining("\n")
                .satisfies(e -> thrown[0] = e);
        assertThat(bundle.directory().resolve("report.html")).doesNotExist();
        return String.valueOf(thrown[0].getMessage());
    }

    @Test
    void a_table_has_a_caption_and_names_its_rows_and_columns() throws IOException {
        String page = html(Played.QUIET.summary(), "name: x");
        String tables = IntStream.range(1, page.split("<table>", -1).length)
                .mapToObj(i -> page.split("<table>", -1)[i])
                .collect(Collectors.joining());
        assertThat(page.split("<table>", -1)).hasSizeGreaterThan(4).hasSameSizeAs(page.split("<caption>", -1));
        assertThat(tables)
                .contains("<th scope=\"col\"")
                .contains("<th scope=\"row\">")
                .doesNotContain("<th>");
    }
}
