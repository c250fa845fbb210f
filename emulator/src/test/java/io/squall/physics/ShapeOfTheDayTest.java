package io.squall.physics;

import static io.squall.physics.Figures.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Digest;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import io.squall.verdict.ClassFinding;
import io.squall.verdict.Judge;
import io.squall.verdict.Law;
import io.squall.verdict.Starvation.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shape of 7 December, in order: a trigger much shorter than the storm; monitoring dark at once; partial relief when DNS
 * moves, of that class alone; recovery only after isolation. For twenty seeds, on the shipped classes from scenario to verdict.
 *
 * <pre>
 *     12 s  13 s                     ~42 s        ~62 s      ~72 s            90 s
 *     ├trigger┤                        │ DNS moved  │ isolated  │
 *     metrics ████████████████████████████████████████████████░░
 *     dns     ████████████████████████░
 *     auth    ████████████████████████████████████████████████░░
 *     deploy  ████████████████████████████████████████████████░░
 * </pre>
 */
class ShapeOfTheDayTest {
    private static List<Day> days = List.of();

    /** What is kept of a run: its histograms would fill the heap. */
    private record Day(
            long seed,
            Map<String, List<Span>> starved,
            long dnsMovedNs,
            long isolatedNs,
            double attemptsPerSecond,
            List<String> breaches,
            String digest) {

        static Day run(long seed, TheDay day) {
            Scenario scenario = day.scenario();
            Snapshot run = day.run();
            Map<String, List<Span>> starved = new LinkedHashMap<>();
            for (ClassFinding control : Judge.judge(scenario, run).controls()) {
                starved.put(control.name(), control.spans());
            }
            long dnsMovedNs = run.mitigations().get(0).appliedNs().orElse(Long.MAX_VALUE);
            int from = (int) ((TheDay.TRIGGER_END_NS + 2 * S) / Timeline.CUT_NS);
            int to = run.timeline().cutOf(dnsMovedNs);
            return new Day(
                    seed,
                    starved,
                    dnsMovedNs,
                    run.mitigations().get(1).appliedNs().orElse(Long.MAX_VALUE),
                    run.classRecord("clients").inCuts(from, to, Counter.SENT) * 10.0 / (to - from),
                    breaches(run),
                    run.digest());
        }

        /** The law, and beyond it: no probe is left undecided. */
        private static List<String> breaches(Snapshot run) {
            List<String> breaches = new ArrayList<>(Law.breaches(run));
            for (ClassRecord probe : run.probes()) {
                if (Law.total(probe, run.phases().size()).inFlight() != 0) {
                    breaches.add(probe.name() + " has undecided probes");
                }
            }
            return breaches;
        }

        Span span(String control) {
            List<Span> spans = starved.getOrDefault(control, List.of());
            assertThat(spans)
                    .as("seed %d: spans in which %s was starved", seed, control)
                    .hasSize(1);
            return spans.getFirst();
        }

        String named(String what) {
            return "seed " + seed + ": " + what;
        }
    }

    @BeforeAll
    static void run() {
        days = LongStream.rangeClosed(1, 20)
                .parallel()
                .mapToObj(seed -> Day.run(seed, TheDay.of(seed)))
                .toList();
    }

    @Test
    void every_control_class_is_starved_within_five_seconds_of_the_trigger() {
        for (Day day : days) {
            for (String control : TheDay.CONTROLS) {
                double seconds = (day.span(control).enteredNs() - TheDay.TRIGGER_NS) / 1e9;
                Figures.within(day.named("seconds from the trigger until " + control + " starves"), seconds, 2.5, 2.5);
            }
        }
    }

    @Test
    void they_are_still_starved_twenty_seconds_after_the_trigger_has_ended_and_nobody_has_helped() {
        for (Day day : days) {
            long laterNs = TheDay.TRIGGER_END_NS + 20 * S;
            Figures.atLeast(day.named("first mitigation in s"), day.dnsMovedNs / 1e9, laterNs / 1e9);
            for (String control : TheDay.CONTROLS) {
                Figures.atLeast(
                        day.named(control + " left in s"), day.span(control).leftNs() / 1e9, laterNs / 1e9);
            }
        }
    }

    @Test
    void when_dns_moves_it_recovers_alone() {
        for (Day day : days) {
            double seconds = (day.span("dns").leftNs() - day.dnsMovedNs) / 1e9;
            Figures.within(day.named("seconds from the move of DNS to its recovery"), seconds, 5, 5);
            for (String control : List.of("metrics", "auth", "deploy")) {
                Figures.atLeast(
                        day.named(control + " left in s"), day.span(control).leftNs() / 1e9, day.isolatedNs / 1e9);
            }
        }
    }

    @Test
    void all_others_recover_within_fifteen_seconds_of_isolation() {
        for (Day day : days) {
            for (String control : List.of("metrics", "auth", "deploy")) {
                double seconds = (day.span(control).leftNs() - day.isolatedNs) / 1e9;
                Figures.within(day.named("seconds from isolation to the recovery of " + control), seconds, 7.5, 7.5);
            }
        }
    }

    @Test
    void the_storm_makes_five_thousand_attempts_a_second() {
        for (Day day : days) {
            Figures.atLeast(
                    day.named("attempts/s from 2 s after the trigger to the first mitigation"),
                    day.attemptsPerSecond,
                    5_000);
        }
    }

    @Test
    void the_law_holds_in_every_class_and_phase() {
        for (Day day : days) {
            assertThat(day.breaches).as("seed %d", day.seed).isEmpty();
        }
    }

    @Test
    void the_same_seed_gives_the_same_run_and_another_seed_another() {
        assertThat(days.stream().map(Day::digest)).doesNotHaveDuplicates();
        Day first = days.getFirst();
        assertThat(Day.run(first.seed, TheDay.of(first.seed))).isEqualTo(first);
    }

    @Test
    void two_events_that_change_places_change_the_digest() {
        Digest digest = new Digest();
        digest.add(1, 10, 0);
        digest.add(1, 20, 0);
        Digest swapped = new Digest();
        swapped.add(1, 20, 0);
        swapped.add(1, 10, 0);
        assertThat(swapped.hex()).isNotEqualTo(digest.hex());
    }

    @Test
    void with_metrics_out_of_band_the_operator_acts_earlier() {
        Day inBand = days.getFirst();
        Day outOfBand = Day.run(inBand.seed, TheDay.of(inBand.seed).metricsOutOfBand());
        assertThat(outOfBand.starved.get("metrics")).isEmpty();
        Figures.within(
                inBand.named("seconds by which DNS moves earlier when the operator can see"),
                (inBand.dnsMovedNs - outOfBand.dnsMovedNs) / 1e9,
                16,
                2);
        Figures.within(
                inBand.named("seconds by which the top sources are isolated earlier when the operator can see"),
                (inBand.isolatedNs - outOfBand.isolatedNs) / 1e9,
                24,
                2);
    }
}
