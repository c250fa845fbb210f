package io.squall.physics;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.Cap;
import io.squall.guard.KillSwitch;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Digest;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.run.SimulatedRun;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answer 6: when a client to whom nobody answers tries again, and when it gives up; exact, out of a scenario file. */
class ScheduleOfTriesTest {
    private static final long S = 1_000_000_000;
    private static final long END_NS = 1_000 * S;

    private static final String SCENARIO = """
            squall: 1
            name: tries
            duration: 1000 s
            phases: [{ name: silence, kind: baseline }]
            paths: { boundary: { capacity: 1/s, queue: 1 } }
            plane: { delay: 0 s }
            storms:
              client:
                path: boundary
                population: { open: { sources: 1, rate: 1/h, arrivals: paced } }
            """;

    @TempDir
    private Path folder = Path.of("");

    /** The instants at which it sent, and the one at which its request had failed. */
    private List<Double> tries(String keys) throws IOException {
        Path file = Files.writeString(folder.resolve("tries.yaml"), SCENARIO + keys);
        Scenario scenario = Scenarios.load(file.toString(), List.of(), OptionalLong.empty());
        Timeline timeline = new Timeline(END_NS, 1);
        Recorder recorder = new Recorder(timeline, new Digest(), END_NS, Long.MAX_VALUE / 2, true);
        List<Double> instants = new ArrayList<>();
        ScriptedWire wire = new ScriptedWire((_, _, nowNs) -> instants.add(nowNs / (double) S));
        var ports = new StormPorts(wire, recorder, scenario.seed(), Cap.none(), Long.MAX_VALUE);
        var spec = scenario.storms().getFirst();
        Storm storm = new Storm(0, spec.name(), spec.population(), spec.behaviour(), ports, END_NS);
        for (long dueNs = storm.nextDueNs(); dueNs < END_NS; dueNs = storm.nextDueNs()) {
            storm.doWork(dueNs);
            if (storm.pending() == 0) {
                instants.add(dueNs / (double) S);
                return instants;
            }
        }
        return instants;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tcp-syn-classic       | 0 1 3 7 15 31 63 127
            tcp-syn-linear-4      | 0 1 2 3 4 5 7 11 19 35 67 131
            dns-stub              | 0 5 10
            dns-stub-dual         | 0 5 10
            dns-stub-2-servers    | 0 5 10 15 20
            dns-stub-3-servers    | 0 5 10 15 20 25 30
            """)
    void a_client_whom_nobody_answers_sends_at_these_instants_and_has_failed_at_the_last(
            String profile, String expected) throws IOException {
        assertThat(tries("    profile: " + profile + "\n"))
                .extracting(instant -> String.valueOf(Math.round(instant)))
                .containsExactly(expected.split(" "));
        assertThat(tries("    profile: " + profile + "\n")).allMatch(instant -> instant == Math.rint(instant));
    }

    @Test
    void whoever_simulates_the_example_sees_the_instants_in_the_intervals() {
        Scenario scenario = Scenarios.load("../docs/examples/tries.yaml", List.of(), OptionalLong.empty());
        ClassRecord client = new SimulatedRun(scenario, new KillSwitch())
                .run(null, _ -> {})
                .classes()
                .getFirst();
        assertThat(seconds(client, Counter.SENT))
                .containsExactly(0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131, 132, 133, 134, 135, 136, 138);
        assertThat(seconds(client, Counter.FIRST_TRIES))
                .as("a request, and the next")
                .containsExactly(0, 131);
    }

    private static List<Integer> seconds(ClassRecord of, Counter counter) {
        return IntStream.range(0, 1_400)
                .filter(cut -> of.inCut(cut, counter) > 0)
                .mapToObj(cut -> cut / 10)
                .toList();
    }

    @Test
    void a_deadline_cuts_the_last_timeout_and_fails_the_request_at_itself() throws IOException {
        String fixed = "    transport: tcp\n    timeout: 3 s\n    retry: { backoff: fixed, base: 1 s }\n";
        assertThat(tries(fixed + "    deadline: 10 s\n")).containsExactly(0.0, 4.0, 8.0, 10.0);
        assertThat(tries(fixed + "    deadline: 7500 ms\n"))
                .as("it passes while the client waits for its next try")
                .containsExactly(0.0, 4.0, 7.5);
    }

    @Test
    void keys_beside_a_profile_win_over_it() throws IOException {
        assertThat(tries("    profile: dns-stub\n    timeout: 2 s\n    retry: { limit: 2 }\n"))
                .containsExactly(0.0, 2.0, 4.0, 6.0);
    }
}
