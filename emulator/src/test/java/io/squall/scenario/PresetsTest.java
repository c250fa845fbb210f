package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.retry.Backoff;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The presets")
class PresetsTest {
    static List<String> names() {
        return Presets.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("load under their own name, with a title of one line and a warning about their numbers")
    void load(String name) {
        assertThat(preset(name).name()).isEqualTo(name);
        assertThat(Presets.title(name)).isNotBlank().doesNotContain("\n");
        assertThat(preset(name).note()).contains("illustrative");
    }

    @Test
    @DisplayName("dec-7 has five acts, and a back-off that takes no effect")
    void dec7() {
        Scenario dec7 = preset("dec-7");
        assertThat(dec7.phases()).hasSize(5);
        assertThat(dec7.storms().getFirst().behaviour().retry().backoff()).isInstanceOf(Backoff.Broken.class);
        assertThat(dec7.expect().recoversByItself()).isFalse();
    }

    @Test
    @DisplayName("quiet is dec-7 without a trigger, and nothing is to starve")
    void quiet() {
        Scenario quiet = preset("quiet");
        assertThat(quiet.phases())
                .containsExactly(
                        new Phase("ordinary-morning", Phase.Kind.BASELINE, new Phase.End.EndOfRun(), Map.of(), false));
        assertThat(quiet.expect()).isEqualTo(new Expectation(List.of(), null, 0.98));
        assertThat(quiet.storms()).isEqualTo(preset("dec-7").storms());
    }

    @Test
    @DisplayName("dec-7-oob is dec-7 with metrics on a path of their own")
    void outOfBand() {
        Scenario oob = preset("dec-7-oob");
        assertThat(oob.paths()).extracting(Path::name).endsWith("out-of-band");
        assertThat(oob.probes().getFirst().path()).isEqualTo("out-of-band");
        assertThat(oob.probes().getFirst().periodNs())
                .isEqualTo(preset("dec-7").probes().getFirst().periodNs());
        assertThat(oob.expect().starved()).containsExactly("dns", "auth", "deploy");
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
