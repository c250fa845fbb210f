package io.squall.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Recorder;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known answer 7: a table of N entries blocks by Erlang's formula B, whatever the distribution of the hold time. */
class TableExhaustionTest {
    private static Snapshot run(String duration, int entries, String hold, String arrivals) {
        return Figures.run(Scenes.of("""
                seed: 7
                duration: %s
                paths: { boundary: { capacity: 1000000/s, queue: 1000, flows: { entries: %d, udp: %s } } }
                storms:
                  flows:
                    transport: push
                    ports: fresh
                    path: boundary
                    population: { open: { sources: 1000, %s } }
                    timeout: 1 ms
                """.formatted(duration, entries, hold, arrivals)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exponential 1 s", "1 s"})
    void a_table_blocks_as_erlang_s_formula_says(String hold) {
        Snapshot run = run("8360 s", 100, hold, "rate: 120/s, arrivals: poisson");
        int from = 20 * 10;
        int to = run.timeline().cuts();
        ClassRecord flows = run.classRecord("flows");
        double n = flows.inCuts(from, to, Counter.SENT);
        Figures.atLeast("arrivals after 20 hold times", n, 990_000);
        double blocking = flows.inCuts(from, to, Counter.TIMED_OUT) / n;
        Figures.within("blocking of 100 entries, 120 erlang, hold " + hold + ", seed 7, n " + n, blocking, .1963, .004);
        assertThat(run.pathLog().lostToTable(0, from, to))
                .as("lost to the table")
                .isCloseTo((long) (blocking * n), offset(2L));
    }

    @Test
    void a_paced_fill_meets_its_first_refusal_when_the_last_entry_is_taken() {
        ClassRecord flows =
                run("27 s", 262_144, "120 s", "rate: 10000/s, arrivals: paced").classRecord("flows");
        long first = Recorder.NONE;
        for (int cut = 0; cut < 270; cut++) {
            first = Math.min(first, flows.firstUnansweredNs(cut));
        }
        Figures.within("first refusal in s", first / 1e9, 26.2144, 1e-6);
    }
}
