package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_row_keeps_its_counters_apart(long seed) {
        int rows = 7;
        Tally tally = new Tally(rows);
        List<Map<Counter, Long>> oracle = Stream.generate(() -> new EnumMap<Counter, Long>(Counter.class))
                .limit(rows)
                .map(row -> (Map<Counter, Long>) row)
                .toList();
        List<Counter> counters = List.copyOf(EnumSet.allOf(Counter.class));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            int row = random.nextInt(rows);
            Counter counter = counters.get(random.nextInt(counters.size()));
            tally.add(row, counter);
            oracle.get(row).merge(counter, 1L, Long::sum);
        }
        for (int row = 0; row < rows; row++) {
            for (Counter counter : Counter.values()) {
                assertThat(tally.get(row, counter)).isEqualTo(oracle.get(row).get(counter));
            }
        }
    }

    @Test
    void in_flight_is_what_was_sent_and_has_no_outcome_yet() {
        Tally tally = new Tally(1);
        for (int i = 0; i < 10; i++) {
            tally.add(0, Counter.SENT);
        }
        tally.add(0, Counter.ANSWERED);
        tally.add(0, Counter.FAILED);
        tally.add(0, Counter.TIMED_OUT);
        tally.add(0, Counter.LATE);
        tally.add(0, Counter.SKIPPED);
        assertThat(tally.inFlight(0)).isEqualTo(7);
    }
}
