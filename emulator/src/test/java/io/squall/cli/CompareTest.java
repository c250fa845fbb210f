package io.squall.cli;

import static io.squall.cli.Said.checked;
import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code squall compare}, on short days in virtual time. */
class CompareTest {
    @TempDir
    private Path folder;

    private String run(String name, String... more) {
        Path bundle = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of("simulate", "dec-7", "--out", bundle.toString()));
        args.addAll(List.of("--set", "duration=16 s", "--set", "phases.ordinary-morning.for=3 s"));
        args.addAll(List.of(more));
        squall(args.toArray(String[]::new));
        return bundle.toString();
    }

    private String other(String name, String... more) {
        List<String> args = new ArrayList<>(List.of("--set", "storms.clients.retry.backoff=full-jitter"));
        args.addAll(List.of(more));
        return run(name, args.toArray(String[]::new));
    }

    private static void replace(String bundle, String from, String to) throws IOException {
        Path file = Path.of(bundle, "summary.json");
        String text = Files.readString(file);
        assertThat(text).containsPattern(from);
        Files.writeString(file, text.replaceFirst(from, to));
    }

    private static void assertRefused(int code, String sentence, String... args) {
        List<String> all = new ArrayList<>(List.of("compare"));
        all.addAll(List.of(args));
        Said said = squall(all.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isEqualTo(code);
        assertThat(said.err().lines().findFirst().orElseThrow()).contains(sentence);
        assertThat(said.err()).doesNotContain("Exception");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void it_writes_text_and_json_that_keeps_its_schema() throws IOException {
        Said said = squall(
                "compare", run("a"), run("a2", "--seed", "2"), other("b"), other("b2", "--seed", "2"), "--json", "-");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).contains("B against A, starved: ", "storms.clients.retry.backoff  broken  full-jitter");
        checked(said.out(), "compare.schema.json");
    }

    @Test
    void its_page_needs_nothing_else_and_no_name_breaks_out_of_its_place() throws IOException {
        Path page = folder.resolve("page.html");
        Said said = squall("compare", run("<b>evil'"), other("b"), "--html", page.toString());
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(Files.readString(page))
                .contains("default-src 'none'", "&lt;b&gt;evil&#39;", "\"label\":\"B\"")
                .doesNotContain("<b>evil", "{{")
                .doesNotContainPattern("\\bsrc\\s*=|\\bhref\\s*=|@import|url\\(|\\bfetch\\(|XMLHttpRequest|WebSocket");
    }

    @Test
    void only_an_earlier_comparison_is_replaced() throws IOException {
        String a = run("a");
        String b = other("b");
        Path page = folder.resolve("page.html");
        for (String mine : List.of(a + "/summary.json", a + "/report.html", a + "/scenario.yaml")) {
            byte[] before = Files.readAllBytes(Path.of(mine));
            assertRefused(ExitCode.USAGE, "is no earlier result", a, b, "--json", mine);
            assertRefused(ExitCode.USAGE, "is no earlier result", a, b, "--html", mine);
            assertThat(Files.readAllBytes(Path.of(mine))).isEqualTo(before);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(squall("compare", a, b, "--html", page.toString(), "--json", page + ".json")
                            .code())
                    .isZero();
        }
        assertRefused(ExitCode.USAGE, "--html needs a file of its own", a, b, "--html", "-");
    }

    @Test
    void what_is_no_comparison_is_said_in_a_sentence() {
        String a = run("a");
        assertRefused(ExitCode.USAGE, "there is nothing to compare " + a + " with", a);
        assertThat(squall("compare", a).err()).hasLineCount(1);
        assertRefused(ExitCode.USAGE, "are the same directory", a, folder + "/../" + folder.getFileName() + "/a");
        assertRefused(ExitCode.USAGE, "are the same run", a, run("a2"));
        assertRefused(ExitCode.USAGE, "they last", a, run("long", "--set", "duration=17 s"));
    }

    @Test
    void what_cannot_be_read_is_damaged() throws IOException {
        String a = run("a");
        assertRefused(
                ExitCode.DAMAGED,
                "no such directory",
                a,
                folder.resolve("nowhere").toString());
        String b = other("b");
        replace(b, "squall-summary/1", "squall-summary/9");
        assertRefused(ExitCode.DAMAGED, "its format is squall-summary/9", a, b);
        Files.writeString(Path.of(b, "summary.json"), "{");
        assertRefused(ExitCode.DAMAGED, "summary.json is damaged", a, b);
        String c = other("c");
        Files.writeString(Path.of(c, "scenario.yaml"), "\nname: x", java.nio.file.StandardOpenOption.APPEND);
        assertRefused(ExitCode.DAMAGED, "is not what summary.json says was run", a, c);
        String d = other("d");
        Files.writeString(Path.of(d, "intervals.csv"), "x");
        Path page = folder.resolve("page.html");
        assertRefused(ExitCode.DAMAGED, "intervals.csv is damaged", a, d, "--html", page.toString());
        assertThat(page).doesNotExist();
    }

    @Test
    void a_run_that_is_invalid_or_was_cut_short_is_never_averaged() throws IOException {
        String a = run("a");
        String b = other("b");
        String c = other("c", "--seed", "2");
        replace(c, "\"outcome\" : \"[A-Z]+\"", "\"outcome\" : \"INVALID\"");
        assertRefused(ExitCode.INVALID, "the run is INVALID", a, b, c);
        replace(c, "\"outcome\" : \"[A-Z]+\"", "\"outcome\" : \"STOPPED\"");
        assertRefused(ExitCode.INVALID, "was stopped before its end", a, b, c);
    }
}
