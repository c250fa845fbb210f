package io.squall.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.squall.scenario.Scenario;
import io.squall.scenario.Scenes;
import io.squall.time.Actor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ControlPlaneTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;

    private record Answer(long request, boolean good, long atNs) {}

    /** A plane whose first service is asked, and answers at once when it is ready. */
    private static final class Run {
        final Scenario scenario;
        final ControlPlane plane;
        final List<Answer> answers = new ArrayList<>();
        final List<Long> dropped = new ArrayList<>();

        Run(String services, String... sets) {
            String first = services.strip().substring(0, services.strip().indexOf(':'));
            scenario = Scenes.of(
                    "plane:\n  delay: 0 s\n  services:\n" + services.indent(4)
                            + "probes: { c: { transport: tcp, path: boundary, service: " + first
                            + ", every: 1 s, jitter: 0 s, deadline: 1 s } }",
                    sets);
            plane = new ControlPlane(scenario);
        }

        Run accept(int requests, long atNs) {
            for (int i = 0; i < requests; i++) {
                plane.accept(0, i, atNs);
            }
            return this;
        }

        List<Answer> runTo(long untilNs) {
            plane.poll(untilNs, new ControlPlane.Answers() {
                @Override
                public void answered(int trafficClass, long request, boolean good, long dueNs) {
                    answers.add(new Answer(request, good, dueNs));
                }

                @Override
                public void dropped(int trafficClass, long request) {
                    dropped.add(request);
                }
            });
            return answers;
        }
    }

    /** Known answer 2: the client is the first layer. */
    @Test
    void three_layers_of_four_attempts_make_sixty_four_of_one_request_that_fails() {
        Run run = new Run("""
                front: { time: 1 ms, calls: { middle: { timeout: 10 s, retry: { limit: 3 } } } }
                middle: { time: 1 ms, calls: { back: { timeout: 10 s, retry: { limit: 3 } } } }
                back: { time: 1 ms, fails: 100 % }
                """);
        for (int attempt = 0; attempt < 4; attempt++) {
            run.accept(1, attempt * S).runTo((attempt + 1) * S - 1);
        }
        assertThat(run.answers).hasSize(4).noneMatch(Answer::good);
        assertThat(run.plane.taken(1)).isEqualTo(16);
        assertThat(run.plane.taken(2)).isEqualTo(64);
        assertThat(run.plane.nextDueNs()).as("time-outs of calls that are over").isGreaterThan(4 * S);
    }

    @Test
    void a_full_service_refuses_at_once_and_says_so() {
        Run run = new Run("front: { rate: 1/s, queue: 2 }").accept(4, 0);
        assertThat(run.runTo(10 * S))
                .containsExactly(
                        new Answer(3, false, 0),
                        new Answer(0, true, S),
                        new Answer(1, true, 2 * S),
                        new Answer(2, true, 3 * S));
    }

    @Test
    void what_has_waited_beyond_the_deadline_is_dropped_in_silence_when_its_turn_comes() {
        Run run = new Run("front: { rate: 1/s, drop-after: 1500 ms }").accept(4, 0);
        assertThat(run.runTo(10 * S)).extracting(Answer::request).containsExactly(0L, 1L);
        assertThat(run.dropped).as("so that nothing is kept of them").containsExactlyInAnyOrder(2L, 3L);
        assertThat(run.plane.inside(0)).isZero();
        run.accept(1, 10 * S);
        assertThat(run.runTo(20 * S)).last().isEqualTo(new Answer(0, true, 11 * S));
    }

    @Test
    void a_service_slows_down_with_what_is_inside_when_a_request_begins() {
        Run run = new Run("front: { time: 10 ms, slope: 1 ms }").accept(3, 0);
        assertThat(run.runTo(S)).extracting(Answer::atNs).containsExactly(10 * MS, 11 * MS, 12 * MS);
        run.accept(1, S);
        assertThat(run.runTo(2 * S)).extracting(Answer::atNs).last().isEqualTo(S + 10 * MS);
    }

    @Test
    void so_many_workers_serve_so_many_at_once() {
        Run run = new Run("front: { time: 10 ms, workers: 2 }").accept(5, 0);
        assertThat(run.runTo(S)).extracting(Answer::atNs).containsExactly(10 * MS, 10 * MS, 20 * MS, 20 * MS, 30 * MS);
    }

    @Test
    void a_worker_is_held_until_its_calls_are_done() {
        Run run = new Run("""
                front: { time: 1 ms, workers: 1, calls: { back: { timeout: 1 s } } }
                back: { time: 10 ms }
                """).accept(2, 0);
        assertThat(run.runTo(S)).extracting(Answer::atNs).containsExactly(11 * MS, 22 * MS);
    }

    @Test
    void calls_are_made_one_after_the_other_in_their_order() {
        Run run = new Run("""
                front: { time: 1 ms, calls: { one: { timeout: 1 s }, other: { timeout: 1 s } } }
                one: { time: 10 ms }
                other: { time: 5 ms }
                """).accept(1, 0);
        run.runTo(11 * MS - 1);
        assertThat(run.plane.taken(2)).as("before the first is answered").isZero();
        assertThat(run.runTo(S)).containsExactly(new Answer(0, true, 16 * MS));
    }

    @Test
    void a_lower_service_goes_on_with_what_its_caller_has_given_up() {
        Run run = new Run("""
                front: { time: 0 s, calls: { back: { timeout: 5 ms } } }
                back: { time: 20 ms, workers: 1 }
                """).accept(1, 0);
        assertThat(run.runTo(5 * MS)).containsExactly(new Answer(0, false, 5 * MS));
        assertThat(run.plane.inside(1)).as("stale work").isEqualTo(1);
        run.accept(1, 19 * MS);
        run.accept(1, 20 * MS);
        assertThat(run.runTo(S))
                .as("the one that waits 1 ms behind stale work times out, and so does the one behind it")
                .extracting(Answer::good)
                .containsExactly(false, false, false);
        assertThat(run.plane.inside(1)).isZero();
        assertThat(run.plane.taken(1)).isEqualTo(3);
    }

    @Test
    void an_answer_to_an_attempt_that_timed_out_does_not_answer_the_next_one() {
        Run run = new Run("""
                front: { time: 0 s, calls: { back: { timeout: 10 ms, retry: { limit: 1 } } } }
                back: { time: 15 ms }
                """).accept(1, 0);
        assertThat(run.runTo(S)).containsExactly(new Answer(0, false, 20 * MS));
    }

    @Test
    void a_service_that_fails_answers_with_an_error_after_its_work() {
        assertThat(new Run("front: { time: 3 ms, fails: 100 % }").accept(1, 0).runTo(S))
                .containsExactly(new Answer(0, false, 3 * MS));
    }

    @Test
    void it_fails_as_often_as_it_is_told() {
        Run run = new Run("front: { time: 1 ms, fails: 30 % }").accept(100_000, 0);
        double failed = run.runTo(S).stream().filter(answer -> !answer.good()).count() / 100_000.0;
        assertThat(failed).as("share of 100,000, seed 1").isBetween(.295, .305);
    }

    @Test
    void a_change_of_workers_sets_the_waiting_to_work() {
        Run run = new Run("front: { time: 10 ms, workers: 1 }").accept(3, 0);
        Scenario wider = new Run("front: { time: 10 ms, workers: 3 }").scenario;
        run.runTo(MS);
        run.plane.change(wider.plane(), MS);
        assertThat(run.runTo(S)).extracting(Answer::atNs).containsExactly(10 * MS, 11 * MS, 11 * MS);
        assertThat(run.plane.nextDueNs()).isEqualTo(Actor.NEVER);
    }

    @Test
    void a_class_without_a_service_is_answered_after_the_delay_alone() {
        Scenario scenario = Scenes.of("""
                plane: { delay: 20 ms }
                probes: { c: { transport: tcp, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s } }
                """);
        ControlPlane plane = new ControlPlane(scenario);
        plane.accept(0, 7, S);
        List<Long> dueNs = new ArrayList<>();
        plane.poll(2 * S, (_, _, good, due) -> dueNs.add(good ? due : -1));
        assertThat(dueNs).containsExactly(S + 20 * MS);
    }

    /** The mean of U(1 ms, 3 · previous) grows by half each time: 2 + 3.5 + 5.75 + 9.125 + 14.19 + 21.78 ms. */
    @Test
    void a_decorrelated_call_remembers_the_delay_before() {
        Run run = new Run("""
                front:
                  time: 0 s
                  calls: { back: { timeout: 1 s, retry: { limit: 6, backoff: decorrelated, base: 1 ms, cap: 1 h } } }
                back: { time: 0 s, fails: 100 % }
                """).accept(10_000, 0);
        double mean =
                run.runTo(100 * S).stream().mapToLong(Answer::atNs).average().orElseThrow();
        assertThat(mean / MS).as("mean of 10,000 in ms, seed 1").isCloseTo(56.35, withPercentage(3));
    }

    /** A caller needs a moment to notice a refusal: 10 ms of them at 1 µs each. */
    @Test
    @Timeout(10)
    void a_call_that_is_refused_and_tried_again_at_once_does_not_stop_the_clock() {
        Run run = new Run("""
                front: { time: 0 s, calls: { back: { timeout: 1 s, retry: { limit: unlimited } } } }
                back: { time: 10 ms, workers: 1, queue: 0 }
                """).accept(2, 0);
        assertThat(run.runTo(S)).hasSize(2).allMatch(Answer::good);
        assertThat(run.plane.taken(1)).isBetween(10_000L, 10_002L);
    }
}
