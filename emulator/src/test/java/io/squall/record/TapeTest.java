package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.wire.Attempt;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("EnumOrdinal") // a code of the tape
class TapeTest {
    private static final int SENT = Event.SENT.ordinal();

    private final List<Long> read = new ArrayList<>();
    private final List<Long> rules = new ArrayList<>();

    private void take(long[] words, int from, int to) {
        for (int i = from; i < to; i += Tape.WORDS) {
            (Tape.code(words[i]) == Tape.SAMPLING ? rules : read).add(words[i + 1]);
        }
    }

    private void write(Tape tape, int from, int to) {
        for (int i = from; i < to; i++) {
            tape.attempt(Tape.FIRST_TRY, Attempt.of(0, i, 1), false, 0, i, i);
        }
    }

    @Test
    void a_reader_sees_every_row_in_its_order_whenever_it_looks() {
        Tape tape = Tape.acrossThreads(0, 8, 16);
        for (int i = 0; i < 1000; i++) {
            write(tape, i, i + 1);
            if (i % 7 == 0) {
                tape.drainTo(this::take);
            }
        }
        tape.drainTo(this::take);
        assertThat(read).hasSize(1000).isSorted();
        assertThat(tape.lostRows()).isZero();
    }

    @Test
    void without_a_reader_requests_are_left_out_whole_and_what_is_no_attempt_is_not() {
        Tape tape = Tape.acrossThreads(1, 8, 16);
        write(tape, 0, 1000);
        for (int i = 0; i < 50; i++) {
            tape.note(Tape.PENDING, 0, -1, i);
        }
        tape.drainTo(this::take);
        // From here on there is room again; a source whose request was left out stays so until its next request.
        tape.attempt(SENT, Attempt.of(0, 999, 1), false, 0, 5_000, 5_001);
        tape.attempt(SENT, Attempt.of(0, 0, 1), false, 0, 6_000, 6_001);
        for (int i = 0; i < 10; i++) {
            tape.drainTo(this::take);
        }
        assertThat(read).doesNotContain(5_000L).contains(6_000L);
        assertThat(read.stream().filter(w -> w == -1)).hasSize(50);
        assertThat(tape.lostRows()).isBetween(800L, 1000L);
        assertThat(rules).as("one in how many was kept").startsWith(8L, 64L);
    }

    @Test
    void what_waited_may_fill_a_batch_to_its_last_row() {
        Tape tape = Tape.acrossThreads(0, 2, 1);
        for (int i = 0; i < 4; i++) {
            tape.note(Tape.PENDING, 0, i, 0);
            if (i == 2) {
                tape.drainTo(this::take);
            }
        }
        tape.drainTo(this::take);
        assertThat(read).containsExactly(0L, 1L, 2L, 3L);
    }
}
