package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.load.Spread;
import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfilesTest {
    private static final long S = 1_000_000_000;

    @TempDir
    private Path folder = Path.of("");

    static List<String> names() {
        JsonNode names = JsonMapper.shared().readTree(Language.schemaText()).at("/$defs/storm/properties/profile/enum");
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static Behaviour clients(String scenario, String... sets) {
        return Scenarios.load(scenario, List.of(sets), OptionalLong.empty())
                .storms()
                .getFirst()
                .behaviour();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_profile_that_the_schema_names_leaves_nothing_of_the_back_off_below(String name) {
        Behaviour clients = clients("dec-7", "storms.clients.profile=" + name, "storms.clients.timeout=1 s");
        assertThat(clients.retry().backoff()).isNotInstanceOf(Backoff.Broken.class);
        assertThat(clients.timeouts()).containsExactly(new Spread.Fixed(S));
    }

    @Test
    void what_extends_a_scenario_lays_the_profile_over_it_and_its_own_keys_over_the_profile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                squall: 1
                extends: dec-7
                storms: { clients: { profile: request-with-deadline, retry: { base: 1 s } } }
                """);
        assertThat(clients(file.toString()))
                .isEqualTo(new Behaviour(
                        List.of(new Spread.Fixed(2 * S)),
                        10 * S,
                        RetryPolicy.of(new Backoff.FullJitter(S, 5 * S), RetryPolicy.UNLIMITED),
                        false,
                        0));
    }

    @Test
    void a_mitigation_can_roll_a_mended_client_out() {
        Scenario mended = Scenarios.load(
                "dec-7",
                List.of("operator.move-dns={when: dns starved, decide: {sighted: 1 s},"
                        + " set: {storms: {clients: {profile: sdk-standard, timeout: 1 s}}}}"),
                OptionalLong.empty());
        RetryPolicy after = Scenarios.settings(mended, List.of("operator.move-dns"))
                .storms()
                .getFirst()
                .behaviour()
                .retry();
        assertThat(after.limit()).isEqualTo(2);
        assertThat(after.backoff()).isEqualTo(new Backoff.FullJitter(S, 20 * S));
    }
}
