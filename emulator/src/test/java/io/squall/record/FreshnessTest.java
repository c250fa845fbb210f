package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
    private static final long MS = 1_000_000;

    private record Sample(long intendedNs, long doneNs) {}

    @Test
    void a_class_that_never_answers_is_blind_from_three_periods_after_the_start() {
        Freshness freshness = new Freshness(new Timeline(1_000 * MS, 1), 150 * MS);
        freshness.advanceTo(1_000 * MS);
        assertThat(totalBlindNs(freshness, 10)).isEqualTo(850 * MS);
        assertThat(freshness.blindNs(0)).isZero();
        assertThat(freshness.blindNs(1)).isEqualTo(50 * MS);
        assertThat(freshness.blindNs(2)).isEqualTo(100 * MS);
        assertThat(freshness.worstGapNs()).isEqualTo(1_000 * MS);
        assertThat(freshness.newestNs(9)).isZero();
    }

    @Test
    void the_age_is_counted_from_the_intended_instant_and_ends_when_the_answer_comes() {
        Freshness freshness = new Freshness(new Timeline(1_000 * MS, 1), 150 * MS);
        freshness.usable(300 * MS, 420 * MS);
        freshness.advanceTo(1_000 * MS);
        // Blind in (150, 420), when the first answer comes, which is 120 ms old; and again from 300 + 150 on.
        assertThat(totalBlindNs(freshness, 10)).isEqualTo((270 + 550) * MS);
        assertThat(freshness.worstGapNs()).isEqualTo(700 * MS);
    }

    @Test
    void an_answer_that_is_itself_too_old_does_not_end_blindness() {
        Freshness freshness = new Freshness(new Timeline(1_000 * MS, 1), 150 * MS);
        freshness.usable(100 * MS, 500 * MS);
        freshness.advanceTo(1_000 * MS);
        assertThat(totalBlindNs(freshness, 10)).isEqualTo(850 * MS);
    }

    @Test
    void an_older_answer_that_comes_later_is_of_no_use() {
        Freshness freshness = new Freshness(new Timeline(1_000 * MS, 1), 150 * MS);
        freshness.usable(500 * MS, 510 * MS);
        freshness.usable(400 * MS, 520 * MS);
        freshness.advanceTo(600 * MS);
        assertThat(freshness.newestNs(5)).isEqualTo(500 * MS);
    }

    @Test
    void a_run_that_was_stopped_is_blind_no_longer_than_it_lasted() {
        Freshness freshness = new Freshness(new Timeline(10_000 * MS, 1), 150 * MS);
        freshness.usable(1_000 * MS, 1_010 * MS);
        freshness.advanceTo(1_400 * MS);
        assertThat(totalBlindNs(freshness, 100)).isEqualTo((1_010 - 150 + 250) * MS);
        assertThat(freshness.worstGapNs()).isEqualTo(1_010 * MS);
    }

    @Test
    void answers_after_the_end_of_the_run_change_nothing_in_it() {
        Freshness freshness = new Freshness(new Timeline(1_000 * MS, 1), 150 * MS);
        freshness.usable(950 * MS, 1_050 * MS);
        freshness.advanceTo(1_200 * MS);
        assertThat(totalBlindNs(freshness, 10)).isEqualTo(850 * MS);
        assertThat(freshness.worstGapNs()).isEqualTo(1_000 * MS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void blind_time_gaps_and_newest_samples_are_those_of_a_clock_that_looks_at_every_instant(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int units = 2_000;
        long unitNs = Timeline.CUT_NS / 20;
        long staleUnits = random.nextLong(1, 41);
        Timeline timeline = new Timeline(units * unitNs, 1);
        Freshness freshness = new Freshness(timeline, staleUnits * unitNs);
        List<Sample> samples = samples(random, units);
        samples.forEach(s -> freshness.usable(s.intendedNs * unitNs, s.doneNs * unitNs));
        freshness.advanceTo(timeline.durationNs());

        long[] blind = new long[timeline.cuts()];
        long worst = 0;
        for (int unit = 0; unit < units; unit++) {
            // In the open unit (unit, unit + 1) the age runs from unit − newest to unit + 1 − newest.
            long newest = newestBy(samples, unit);
            blind[unit / 20] += unit - newest >= staleUnits ? unitNs : 0;
            worst = Math.max(worst, (unit + 1 - newest) * unitNs);
        }
        for (int cut = 0; cut < timeline.cuts(); cut++) {
            assertThat(freshness.blindNs(cut)).as("blind in cut %d", cut).isEqualTo(blind[cut]);
            // A sample that comes at the very instant at which a cut ends belongs to the next one.
            assertThat(freshness.newestNs(cut))
                    .as("newest in cut %d", cut)
                    .isEqualTo(newestBy(samples, cut * 20 + 19) * unitNs);
        }
        assertThat(freshness.worstGapNs()).isEqualTo(worst);
    }

    /** In the order in which they come; some come late, some overtake others, some are lost for a long while. */
    private static List<Sample> samples(SplittableRandom random, int units) {
        List<Sample> samples = new ArrayList<>();
        boolean lost = false;
        for (long intended = random.nextLong(1, 11); intended < units; intended += random.nextLong(1, 11)) {
            lost = random.nextInt(30) == 0 != lost;
            if (!lost) {
                samples.add(new Sample(intended, intended + random.nextInt(30)));
            }
        }
        samples.sort(Comparator.comparingLong(Sample::doneNs));
        return samples;
    }

    private static long newestBy(List<Sample> samples, long instant) {
        return samples.stream()
                .filter(s -> s.doneNs <= instant)
                .mapToLong(Sample::intendedNs)
                .max()
                .orElse(0);
    }

    private static long totalBlindNs(Freshness freshness, int cuts) {
        long total = 0;
        for (int cut = 0; cut < cuts; cut++) {
            total += freshness.blindNs(cut);
        }
        return total;
    }
}
