package io.squall.physics;

import static io.squall.physics.Figures.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.verdict.ClassFinding;
import io.squall.verdict.Judge;
import io.squall.verdict.Starvation.Span;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The four conditions of FACTS.md §1 that the shape needs on a device with a queue, each broken on its own; and what must end the
 * storm, or not begin it, although all four hold.
 */
class BrokenConditionsTest {
    private static final double SHARE = .6;
    private static final long WATCHED_NS = 60 * S;

    private static Unmitigated day(TheDay day) {
        return Unmitigated.run(day.scenario(), SHARE, WATCHED_NS);
    }

    private static List<TheDay> twentyDays() {
        return LongStream.rangeClosed(1, 20).mapToObj(TheDay::of).toList();
    }

    @Test
    void with_all_four_conditions_no_class_recovers_by_itself_and_answers_are_lost() {
        for (TheDay intact : twentyDays()) {
            Unmitigated day = day(intact);
            for (String control : TheDay.CONTROLS) {
                assertThat(day.isStarvedToTheEnd(control))
                        .as("%s: %s", control, day)
                        .isTrue();
            }
            Figures.within("share of answers lost in the storm: " + day, day.stormAnswerLoss(), .92, .02);
        }
    }

    @Test
    void with_a_server_for_each_direction_everything_recovers_by_itself() {
        for (TheDay intact : twentyDays()) {
            Unmitigated day = Unmitigated.runWithTwoServers(intact.scenario(), SHARE, WATCHED_NS);
            assertThat(day.everyStarvedClassHasLeft()).as("%s", day).isTrue();
            Figures.atMost(
                    "seconds from the trigger's end to the last recovery: " + day,
                    (day.lastExitNs() - TheDay.TRIGGER_END_NS) / 1e9,
                    5);
            Figures.atMost("share of answers lost: " + day, day.stormAnswerLoss(), 0);
        }
    }

    /** Two legs × 200 places / 500 packets/s = 800 ms, and clients give up after 250 ms. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void with_a_queue_longer_than_the_timeout_nothing_recovers_even_after_isolation(long seed) {
        TheDay day = TheDay.of(seed).queue(200);
        Scenario scenario = day.scenario();
        Snapshot run = day.run();
        long isolatedNs = run.mitigations().get(1).appliedNs().orElseThrow();
        assertThat(isolatedNs).as("isolated").isLessThan(TheDay.DURATION_NS - 20 * S);
        for (ClassFinding control : Judge.judge(scenario, run).controls()) {
            boolean starvedAtTheEnd = control.spans().stream().anyMatch(Span::isOpen);
            assertThat(starvedAtTheEnd)
                    .as("seed %d: %s starved 20 s after isolation (DNS alone had moved away)", seed, control.name())
                    .isEqualTo(!control.name().equals("dns"));
        }
    }

    /** The SYN-ACK takes the very place that its SYN has just freed, and is never lost: half of C is goodput. */
    @ParameterizedTest
    @ValueSource(strings = {"0 s", "20 ms"})
    void with_a_constant_plane_delay_no_answer_is_lost_and_everything_recovers_by_itself(String delay) {
        for (TheDay intact : twentyDays()) {
            Unmitigated day = day(intact.planeDelay(delay));
            Figures.atMost("share of answers lost in the storm: " + day, day.stormAnswerLoss(), .001);
            assertThat(day.everyStarvedClassHasLeft()).as("%s", day).isTrue();
            Figures.atMost(
                    "seconds from the trigger's end to the last recovery: " + day,
                    (day.lastExitNs() - TheDay.TRIGGER_END_NS) / 1e9,
                    12);
        }
    }

    /** 50 ms are 25 service times: an exact probe meets the server at the same phase every time. */
    @Test
    void probes_without_jitter_lock_to_the_server_and_report_a_wrong_loss() {
        int sawNothing = 0;
        int sawEverything = 0;
        for (TheDay intact : twentyDays()) {
            double jittered = day(intact).stormLoss("metrics");
            Unmitigated locked = day(intact.periodicProbes());
            Figures.within("loss that jittered metrics probes report: " + locked, jittered, .925, .035);
            sawNothing += locked.stormLoss("metrics") < .02 ? 1 : 0;
            sawEverything += locked.stormLoss("metrics") > .97 ? 1 : 0;
        }
        Figures.atLeast("storms of 20 (.92 loss) of which exact probes saw under .02", sawNothing, 3);
        Figures.atLeast("storms of 20 (.92 loss) of which exact probes saw over .97", sawEverything, 3);
    }

    @Test
    void with_full_jitter_every_class_leaves_by_itself_within_twenty_seconds() {
        for (TheDay mended : twentyDays()) {
            Unmitigated day = day(mended.fullJitter());
            assertThat(day.everyStarvedClassHasLeft()).as("%s", day).isTrue();
            Figures.atMost(
                    "seconds from the trigger's end to the last recovery: " + day,
                    (day.lastExitNs() - TheDay.TRIGGER_END_NS) / 1e9,
                    20);
        }
    }

    @Test
    void without_retries_what_starves_at_all_leaves_within_five_seconds() {
        for (TheDay patient : twentyDays()) {
            Unmitigated day = day(patient.noRetries());
            assertThat(day.everyStarvedClassHasLeft()).as("%s", day).isTrue();
            Figures.atMost(
                    "seconds from the trigger's end to the last recovery: " + day,
                    (day.lastExitNs() - TheDay.TRIGGER_END_NS) / 1e9,
                    5);
        }
    }

    @Test
    void without_a_trigger_no_class_starves() {
        for (TheDay quiet : twentyDays()) {
            Unmitigated day = Unmitigated.run(quiet.scenario(), 0, WATCHED_NS);
            for (String control : TheDay.CONTROLS) {
                assertThat(day.starved(control)).as("%s: %s", control, day).isEmpty();
                Figures.atLeast("delivery of " + control + ": " + day, day.delivery(control), .98);
            }
        }
    }
}
