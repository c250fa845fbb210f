package io.squall.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.record.Event;
import io.squall.wire.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadAheadTest {
    /** More than all blocks hold. */
    private static final int STEPS = 200_000;

    @Test
    void what_is_read_ahead_comes_whole_and_in_order_although_no_may_mean_not_yet() {
        Strip strip = new Strip();
        for (int i = 0; i < STEPS; i++) {
            long attempt = Attempt.of(i % 64, i, i);
            strip.add(i % 3 == 0 ? Event.TIMED_OUT : Event.SENT, attempt, i % 2 == 0, i, 2L * i);
        }
        Strip read = new Strip();
        try (ReadAhead ahead = new ReadAhead(strip.reel())) {
            while (read.steps().size() < STEPS) {
                if (ahead.advance()) {
                    read.add(ahead.event(), ahead.attempt(), ahead.isFirstTry(), ahead.intendedNs(), ahead.atNs());
                }
            }
            assertThat(ahead.advance()).isFalse();
        }
        assertThat(read.steps().equals(strip.steps())).isTrue();
    }

    @Test
    void a_recording_that_cannot_be_read_on_is_no_end_of_it() {
        Reel failing = new Splice(new Strip().reel()) {
            @Override
            public boolean advance() {
                throw new IllegalArgumentException("block 7 is damaged");
            }
        };
        try (ReadAhead ahead = new ReadAhead(failing)) {
            assertThatThrownBy(() -> {
                        while (!ahead.advance()) {
                            Thread.onSpinWait();
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("block 7 is damaged");
        }
    }
}
