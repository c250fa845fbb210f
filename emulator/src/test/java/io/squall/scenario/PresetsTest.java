package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import io.squall.time.Rate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The presets")
class PresetsTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;

    static List<String> names() {
        return Presets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("load, under their own name, with a title of one line")
    void load(String name) {
        assertThat(preset(name).name()).isEqualTo(name);
        assertThat(Presets.title(name)).isNotBlank().doesNotContain("\n");
        assertThat(preset(name).note()).contains("illustrative");
    }

    @Test
    @DisplayName("dec-7 is what its file says")
    void dec7() {
        Scenario dec7 = preset("dec-7");
        assertThat(dec7.seed()).isEqualTo(new Seed(7));
        assertThat(dec7.durationNs()).isEqualTo(90 * S);
        assertThat(dec7.phases())
                .extracting(Phase::end)
                .containsExactly(
                        new Phase.End.After(12 * S),
                        new Phase.End.After(S),
                        new Phase.End.Until("move-dns"),
                        new Phase.End.Until("isolate-top-sources"),
                        new Phase.End.EndOfRun());
        assertThat(dec7.phases().get(1).drop()).containsExactly(Map.entry("clients", 0.6));
        assertThat(dec7.paths().getFirst())
                .isEqualTo(new Path(
                        "boundary",
                        Rate.perSecond(500),
                        14,
                        Path.Discipline.FIFO,
                        List.of(),
                        Path.ServiceTime.DETERMINISTIC,
                        Path.WhenFull.SILENCE));
        assertThat(dec7.planeDelay()).isEqualTo(new Spread.Uniform(10 * MS, 30 * MS));
        Backoff backoff = new Backoff.Broken(new Backoff.Exponential(250 * MS, 8 * S));
        assertThat(dec7.storms().getFirst())
                .isEqualTo(new StormSpec(
                        "clients",
                        Transport.TCP,
                        "boundary",
                        new Population.Closed(2_400, new Spread.Exponential(30 * S)),
                        new Behaviour(
                                new Spread.Uniform(225 * MS, 275 * MS),
                                new RetryPolicy(backoff, RetryPolicy.UNLIMITED),
                                false),
                        StormSpec.Close.RST));
        assertThat(dec7.storms().get(1).behaviour().retry()).isEqualTo(RetryPolicy.NEVER);
        assertThat(dec7.probes().get(1))
                .isEqualTo(new ProbeSpec("dns", Transport.DNS, "boundary", 50 * MS, 10 * MS, 250 * MS));
        assertThat(dec7.operator().get(1))
                .isEqualTo(new Mitigation(
                        "isolate-top-sources",
                        "auth",
                        "metrics",
                        "deploy",
                        18 * S,
                        42 * S,
                        2 * S,
                        6 * S,
                        new Mitigation.Action.Isolate("clients", 0.5, "isolation")));
        assertThat(dec7.windowNs()).isEqualTo(S);
        assertThat(dec7.holdNs()).isEqualTo(3 * S);
        assertThat(dec7.expect())
                .isEqualTo(new Expectation(List.of("metrics", "dns", "auth", "deploy"), false, 0));
        assertThat(dec7.classes())
                .containsExactly("clients", "resolvers", "metrics", "dns", "auth", "deploy", Scenario.OPERATOR);
    }

    @Test
    @DisplayName("quiet is dec-7 without a trigger, and nothing is to starve")
    void quiet() {
        Scenario quiet = preset("quiet");
        assertThat(quiet.phases())
                .containsExactly(new Phase(
                        "ordinary-morning", Phase.Kind.BASELINE, new Phase.End.EndOfRun(), Map.of()));
        assertThat(quiet.expect()).isEqualTo(new Expectation(List.of(), null, 0.98));
        assertThat(quiet.storms()).isEqualTo(preset("dec-7").storms());
    }

    @Test
    @DisplayName("dec-7-oob is dec-7 with metrics on a path of their own")
    void outOfBand() {
        Scenario oob = preset("dec-7-oob");
        assertThat(oob.paths()).extracting(Path::name).endsWith("isolation", "out-of-band");
        assertThat(oob.probes().getFirst().path()).isEqualTo("out-of-band");
        assertThat(oob.probes().getFirst().periodNs()).isEqualTo(50 * MS);
        assertThat(oob.expect()).isEqualTo(new Expectation(List.of("dns", "auth", "deploy"), false, 0));
    }

    @Test
    @DisplayName("give their text as it was written, and know no other name")
    void text() {
        assertThat(Presets.text("dec-7")).startsWith("# 7 December 2021");
        assertThatThrownBy(() -> Presets.text("dec-8")).hasMessageContaining("there is no preset dec-8");
    }

    private static Scenario preset(String name) {
        return Scenarios.load(name, List.of(), OptionalLong.empty());
    }
}
