package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of {@code docs/presets} says holds for twenty seeds: the preset as it stands, and with the ablation of its page. */
class PresetPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "presets");
    private static final Pattern ABLATION = Pattern.compile(" {4}squall simulate (\\S+) --set '(.+)'");
    private static final int SEEDS = 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ebs-2011",
                "dynamodb-2015",
                "gcloud-2019",
                "slack-2021",
                "roblox-2021",
                "gcloud-2025",
                "dynamodb-2025"
            })
    void a_preset_shows_what_it_expects_and_its_ablation_does_not(String preset) throws IOException {
        List<MatchResult> ablations = Files.readAllLines(PAGES.resolve(preset + ".md")).stream()
                .map(ABLATION::matcher)
                .filter(m -> m.matches() && m.group(1).equals(preset))
                .map(MatchResult.class::cast)
                .toList();
        assertThat(ablations).as("one ablation in the page").hasSize(1);
        assertThat(verdicts(preset, List.of())).containsOnly("PASS");
        assertThat(verdicts(preset, List.of(ablations.getFirst().group(2)))).containsOnly("FAIL");
    }

    private static List<String> verdicts(String preset, List<String> sets) {
        Trials trials = Trials.onAllCores(new KillSwitch());
        return trials
                .run(
                        SEEDS,
                        i -> trials.simulate(Scenarios.load(preset, sets, OptionalLong.of(i + 1L)))
                                .outcome(),
                        _ -> {})
                .stream()
                .map(Optional::orElseThrow)
                .toList();
    }

    @Test
    void a_page_is_no_longer_than_a_screen_and_is_in_the_index() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        try (var pages = Files.list(PAGES)) {
            for (Path page : pages.toList()) {
                assertThat(Files.readAllLines(page)).as("%s", page).hasSizeLessThanOrEqualTo(45);
                assertThat(index).contains(page.getFileName().toString().replace("README.md", ""));
            }
        }
    }
}
