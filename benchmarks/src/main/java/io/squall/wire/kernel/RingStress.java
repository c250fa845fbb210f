package io.squall.wire.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.squall.stress.RingLaw;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** {@link Ring} between the storm's thread and the emitter, whose part an actor plays: no program of the kernel can be stressed here. */
public final class RingStress {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final int PLACES = 2;
    private static final int BYTES = Ring.SLOTS + (PLACES << Ring.SLOT_BITS);

    private RingStress() {}

    /** What both tests share: a ring that nobody has used, and what the program does with the memory. */
    abstract static class Both {
        private final MemorySegment memory = Arena.ofAuto().allocate(BYTES, Long.BYTES);
        final Ring ring = new Ring(PLACES, new Bpf.Shared(-1, memory));
        private long head;

        boolean add(long number) {
            boolean taken = ring.add(number, -number, 0, 0, 0, 0);
            ring.publish();
            return taken;
        }

        /** As the program does: the due instant is taken, the stamp written, then the head. */
        void emit(LongConsumer numbers) {
            long tail = (long) LONG.getAcquire(memory, (long) Ring.TAIL);
            while (head < tail) {
                long slot = Ring.SLOTS + ((head & (PLACES - 1)) << Ring.SLOT_BITS);
                long due = memory.get(ValueLayout.JAVA_LONG, slot + Ring.DUE);
                long attempt = Long.reverseBytes(memory.get(ValueLayout.JAVA_LONG, slot + Ring.ATTEMPT));
                memory.set(ValueLayout.JAVA_LONG, slot + Ring.STAMP, due);
                LONG.setRelease(memory, (long) Ring.HEAD, ++head);
                numbers.accept(due == -attempt ? due : RingLaw.TORN);
            }
        }

        void readBack(LongConsumer numbers) {
            ring.read((attempt, sentNs) -> numbers.accept(attempt == -sentNs ? sentNs : RingLaw.TORN));
        }
    }

    /** What is given to the program; places are free again once what became of them has been read. */
    @JCStressTest
    @State
    @Outcome(id = "true, true, [0-4]", expect = ACCEPTABLE, desc = "whole, in order, complete")
    public static class There extends Both {
        private final RingLaw law = new RingLaw(this::offer, this::emit);

        private boolean offer(long number) {
            readBack(_ -> {});
            return add(number);
        }

        @Actor
        public void storm() {
            law.write();
        }

        @Actor
        public void emitter() {
            law.read();
        }

        @Arbiter
        public void judge(ZZI_Result result) {
            law.judge(result);
        }
    }

    /** What became of it: the program's actor offers what it has emitted of two that were given before. */
    @JCStressTest
    @State
    @Outcome(id = "true, true, [0-4]", expect = ACCEPTABLE, desc = "whole, in order, complete")
    public static class Back extends Both {
        private final RingLaw law = new RingLaw(this::emitted, this::readBack);

        public Back() {
            add(1);
            add(2);
        }

        /** All that was given, at the first call; nothing after that. */
        private boolean emitted(long number) {
            emit(_ -> {});
            return number <= PLACES;
        }

        @Actor
        public void emitter() {
            law.write();
        }

        @Actor
        public void storm() {
            law.read();
        }

        @Arbiter
        public void judge(ZZI_Result result) {
            law.judge(result);
        }
    }
}
