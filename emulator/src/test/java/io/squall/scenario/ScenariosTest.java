package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.time.Rate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A scenario")
class ScenariosTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;

    @TempDir
    private java.nio.file.Path directory;

    @Test
    @DisplayName("is what its file says")
    void whatTheFileSays() {
        Scenario sample = Sample.load();
        assertThat(sample.seed()).isEqualTo(new Seed(7));
        assertThat(sample.durationNs()).isEqualTo(90 * S);
        assertThat(sample.phases())
                .extracting(Phase::end)
                .containsExactly(
                        new Phase.End.After(12 * S),
                        new Phase.End.After(S),
                        new Phase.End.Until("move-dns"),
                        new Phase.End.Until("isolate-top-sources"),
                        new Phase.End.EndOfRun());
        assertThat(sample.phases().get(1).drop()).isEqualTo(Map.of("clients", 0.6));
        assertThat(sample.plane().delay()).isEqualTo(new Spread.Uniform(10 * MS, 30 * MS));
        assertThat(sample.probes().get(1))
                .isEqualTo(new ProbeSpec(Traffic.of("dns", Transport.DNS, "boundary"), 50 * MS, 10 * MS, 250 * MS));
        assertThat(sample.windowNs()).isEqualTo(S);
        assertThat(sample.holdNs()).isEqualTo(3 * S);
        assertThat(sample.expect()).isEqualTo(new Expectation(List.of("metrics", "dns", "auth", "deploy"), false, 0));
        assertThat(sample.classes())
                .containsExactly("clients", "resolvers", "metrics", "dns", "auth", "deploy", Scenario.OPERATOR);
    }

    @Test
    @DisplayName("has storms that retry, and storms that do not")
    void storms() {
        Scenario sample = Sample.load();
        Backoff backoff = new Backoff.Broken(new Backoff.Exponential(250 * MS, 8 * S));
        Spread timeout = new Spread.Uniform(225 * MS, 275 * MS);
        assertThat(sample.storms().getFirst())
                .isEqualTo(new StormSpec(
                        Traffic.of("clients", Transport.TCP, "boundary"),
                        new Population.Closed(2_400, new Spread.Exponential(30 * S)),
                        new Behaviour(timeout, RetryPolicy.of(backoff, RetryPolicy.UNLIMITED), false, 0),
                        StormSpec.Close.RST,
                        StormSpec.Lane.SOCKETS));
        assertThat(sample.storms().get(1).behaviour()).isEqualTo(new Behaviour(timeout, RetryPolicy.NEVER, false, 0));
    }

    @Test
    @DisplayName("has paths with defaults, and mitigations without them")
    void pathsAndMitigations() {
        Scenario sample = Sample.load();
        assertThat(sample.paths().getFirst())
                .isEqualTo(Path.of("boundary", Rate.perSecond(500), 14, new Path.Discipline.Fifo()));
        Mitigation.Action isolate = new Mitigation.Action.Isolate("clients", 0.5, "isolation");
        assertThat(sample.operator().get(1))
                .isEqualTo(new Mitigation(
                        "isolate-top-sources", "auth", "metrics", "deploy", 18 * S, 42 * S, 2 * S, 6 * S, isolate));
    }

    @Test
    @DisplayName("watches for 20 periods but at least 5 s, and holds three times as long, unless it says otherwise")
    void defaultWindow() {
        assertThat(Sample.load("verdict=null").windowNs()).isEqualTo(5 * S);
        Scenario slow = Sample.load("verdict=null", "probes.dns.every=303 ms");
        assertThat(slow.windowNs()).isEqualTo(6_100 * MS);
        assertThat(slow.holdNs()).isEqualTo(18_300 * MS);
        assertThat(Sample.load("verdict={window: 2 s}").holdNs()).isEqualTo(6 * S);
    }

    @Test
    @DisplayName("that extends another merges maps, replaces lists and scalars, and takes away what it sets to null")
    void extending() {
        Scenario child = Sample.read("""
                squall: 1
                extends: dec-7
                name: child
                phases: [{ name: all, kind: baseline }]
                storms: { resolvers: null, clients: { retry: { backoff: full-jitter } } }
                operator: { move-dns: { move: { classes: [dns] } } }
                """);
        Scenario parent = Scenarios.load("dec-7", List.of(), OptionalLong.empty());
        assertThat(child.name()).isEqualTo("child");
        assertThat(child.durationNs()).isEqualTo(parent.durationNs());
        assertThat(child.phases()).hasSize(1);
        assertThat(child.storms()).extracting(StormSpec::name).containsExactly("clients");
        assertThat(child.storms().getFirst().behaviour().retry())
                .isEqualTo(RetryPolicy.of(new Backoff.FullJitter(250 * MS, 8 * S), RetryPolicy.UNLIMITED));
        assertThat(child.operator().getFirst().action())
                .isEqualTo(new Mitigation.Action.Move(List.of("dns"), "dns-path"));
    }

    @Test
    @DisplayName("that extends itself by a detour is refused")
    void circle() {
        Map<String, String> presets = Map.of("a", "extends: b", "b", "extends: a");
        ScenarioException refused =
                catchThrowableOfType(ScenarioException.class, () -> new Layers(presets, new Problems())
                        .resolve(Origin.file("own.yaml"), "\nextends: a"));
        assertThat(refused.sentences()).containsExactly("b.yaml:1:10: extends: found \"a\", which extends itself");
    }

    @Test
    @DisplayName("takes overrides by key, by name and by index, in their order, and the seed of the command line last")
    void overrides() {
        List<String> sets = List.of(
                "duration=1 s", "duration=80 s", "phases.ordinary-morning.for=5 s", "phases.1.for=2 s", "seed=3");
        Scenario changed = Scenarios.read("sample.yaml", Sample.TEXT, sets, OptionalLong.of(9));
        assertThat(changed.durationNs()).isEqualTo(80 * S);
        assertThat(changed.phases().getFirst().end()).isEqualTo(new Phase.End.After(5 * S));
        assertThat(changed.phases().get(1).end()).isEqualTo(new Phase.End.After(2 * S));
        assertThat(changed.seed()).isEqualTo(new Seed(9));
    }

    @Test
    @DisplayName("is read from a file, with a byte order mark or without")
    void file() throws IOException {
        assertThat(load(Sample.TEXT)).isEqualTo(Sample.load());
        assertThat(load("\uFEFF" + Sample.TEXT)).isEqualTo(Sample.load());
    }

    @Test
    @DisplayName("is refused when there is no such file, or the file is none")
    void noFile() {
        String list = String.join(", ", Presets.names());
        assertThat(complaint("dec-8"))
                .isEqualTo("dec-8: no preset and no file of that name, did you mean \"dec-7\"? presets: " + list);
        assertThat(complaint("mine.yaml")).isEqualTo("mine.yaml: no preset and no file of that name; presets: " + list);
        assertThat(complaint("")).isEqualTo(": no preset and no file of that name; presets: " + list);
        assertThat(complaint("a\0b")).endsWith("no preset and no file of that name; presets: " + list);
        assertThat(complaint(directory.toString()))
                .isEqualTo(directory + ": this is a directory, expected a scenario file");
    }

    @Test
    @DisplayName("is refused when the file is empty, huge, no text or no map")
    void badFile() throws IOException {
        String file = directory.resolve("bad.yaml").toString();
        assertThat(complaint(written(""))).isEqualTo(file + ": the file is empty, expected a scenario");
        assertThat(complaint(written("# nothing\n\n"))).isEqualTo(file + ": the file is empty, expected a scenario");
        assertThat(complaint(written("#".repeat((1 << 20) + 1)))).isEqualTo(file + ": the file is larger than 1 MiB");
        assertThat(complaint(written("- squall")))
                .isEqualTo(file + ":1:1: found a list, expected a map of keys such as \"duration: 90 s\"");
        Files.write(directory.resolve("bad.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF});
        assertThat(complaint(file)).isEqualTo(file + ": the file is not UTF-8 text");
    }

    @Test
    @DisplayName("has at most 63 classes of its own and 127 phases, and says so about a larger one in a few sentences")
    void limits() {
        String probe = ": {transport: dns, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s}";
        String probes = IntStream.range(0, 62).mapToObj(i -> "p" + i + probe).collect(Collectors.joining(","));
        String[] many = {
            "operator=null", "expect=null", "phases=[{name: all, kind: baseline}]", "probes={" + probes + "}"
        };
        assertThat(Sample.complaints(Sample.TEXT, many))
                .containsExactly("sample.yaml:1:1: there are 64 storms and probes, expected at most 63");
        String phases = IntStream.range(0, 127)
                .mapToObj(i -> "{name: p" + i + ", kind: storm, for: 1 ms}")
                .collect(Collectors.joining(","));
        String oneMore = "phases=[" + phases + ",{name: last, kind: storm}]";
        assertThat(Sample.complaints(Sample.TEXT, oneMore))
                .containsExactly("--set: phases: there are 128 phases, expected at most 127");
        String wrong = IntStream.range(0, 90).mapToObj(i -> "k" + i + "\n: 1\n").collect(Collectors.joining());
        assertThat(Sample.complaints(wrong.replace("\n:", ":")))
                .hasSize(51)
                .last()
                .asString()
                .matches("and \\d+ more");
    }

    private Scenario load(String text) throws IOException {
        return Scenarios.load(written(text), List.of(), OptionalLong.empty());
    }

    private String written(String text) throws IOException {
        return Files.writeString(directory.resolve("bad.yaml"), text, StandardCharsets.UTF_8)
                .toString();
    }

    private static String complaint(String nameOrFile) {
        return catchThrowableOfType(
                        ScenarioException.class, () -> Scenarios.load(nameOrFile, List.of(), OptionalLong.empty()))
                .sentences()
                .getFirst();
    }
}
