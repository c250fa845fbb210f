package io.squall.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.squall.stress.RingLaw;
import io.squall.wire.Attempt;
import java.util.function.LongConsumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** {@link Tape} between a recorder's thread and the journal's, with so little room that batches go round and rows are left out. */
public final class TapeStress {
    private static final long ATTEMPT = Attempt.of(1, 2, 3);

    private TapeStress() {}

    private static Tape.Rows rows(int code, LongConsumer numbers) {
        return (words, from, to) -> {
            for (int at = from; at < to; at += Tape.WORDS) {
                long number = words[at + 1];
                boolean whole = Tape.code(words[at]) == code && words[at + 2] == third(number);
                numbers.accept(whole ? number : RingLaw.TORN);
            }
        };
    }

    private static long third(long number) {
        return Tape.word(number, 2 * number, 0);
    }

    /** Attempts may be left out, and then the tape says so. */
    @JCStressTest
    @State
    @Outcome(
            id = "true, true, [0-4]",
            expect = ACCEPTABLE,
            desc = "whole, in order, complete but for the rows that it says are lost")
    public static class Attempts {
        private final Tape tape = Tape.acrossThreads(0, 2, 1);
        private final RingLaw law = new RingLaw(this::offer, numbers -> tape.drainTo(rows(Tape.FIRST_TRY, numbers)));

        private boolean offer(long number) {
            long before = tape.lostRows();
            tape.attempt(Tape.FIRST_TRY, ATTEMPT, false, 0, number, 2 * number);
            return tape.lostRows() == before;
        }

        @Actor
        public void recorder() {
            law.write();
        }

        @Actor
        public void journal() {
            law.read();
        }

        @Arbiter
        public void judge(ZZI_Result result) {
            law.judge(result);
        }
    }

    /** What is no attempt waits where there is no room; at rest the last of it is handed over. */
    @JCStressTest
    @State
    @Outcome(id = "true, true, [0-4]", expect = ACCEPTABLE, desc = "whole, in order, all")
    public static class Notes {
        private final Tape tape = Tape.acrossThreads(0, 2, 1);
        private final RingLaw law = new RingLaw(this::offer, this::drain);
        private boolean atRest;

        private boolean offer(long number) {
            tape.note(Tape.CUT, 0, number, third(number));
            return true;
        }

        private void drain(LongConsumer numbers) {
            tape.drainTo(rows(Tape.CUT, numbers));
            if (atRest) {
                tape.restTo(rows(Tape.CUT, numbers));
            }
        }

        @Actor
        public void recorder() {
            law.write();
        }

        @Actor
        public void journal() {
            law.read();
        }

        @Arbiter
        public void judge(ZZI_Result result) {
            atRest = true;
            law.judge(result);
        }
    }
}
