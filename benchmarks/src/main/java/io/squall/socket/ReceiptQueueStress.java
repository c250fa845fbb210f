package io.squall.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.squall.stress.RingLaw;
import io.squall.time.Actor;
import java.util.function.LongConsumer;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** {@link ReceiptQueue} between the sink's thread and the wire's. */
public final class ReceiptQueueStress {
    private ReceiptQueueStress() {}

    @JCStressTest
    @State
    @Outcome(id = "true, true, [0-4]", expect = ACCEPTABLE, desc = "whole, in order, complete")
    public static class Ring {
        private final ReceiptQueue queue = new ReceiptQueue(2);
        private final RingLaw law = new RingLaw(this::offer, this::drain);

        private boolean offer(long number) {
            long before = queue.received();
            queue.add(number, -number);
            return queue.received() > before;
        }

        private void drain(LongConsumer numbers) {
            queue.drainTo((attempt, atNs) -> numbers.accept(attempt == -atNs ? attempt : RingLaw.TORN));
        }

        @org.openjdk.jcstress.annotations.Actor
        public void sink() {
            law.write();
        }

        @org.openjdk.jcstress.annotations.Actor
        public void wire() {
            law.read();
        }

        @Arbiter
        public void judge(ZZI_Result result) {
            law.judge(result);
        }
    }

    /** An actor that waits for the earliest receipt: it is told its instant or that there is none, and then finds it. */
    @JCStressTest
    @State
    @Outcome(id = Actor.NEVER + ", [07]", expect = ACCEPTABLE, desc = "none yet, or just now")
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "there")
    public static class Due {
        private final ReceiptQueue queue = new ReceiptQueue(2);

        @org.openjdk.jcstress.annotations.Actor
        public void sink() {
            queue.add(1, 7);
        }

        @org.openjdk.jcstress.annotations.Actor
        public void wire(JJ_Result result) {
            result.r1 = queue.nextDueNs();
            queue.drainTo((_, atNs) -> result.r2 = atNs);
        }
    }
}
