package io.squall.wire.kernel;

import static io.squall.wire.kernel.Code.R0;
import static io.squall.wire.kernel.Code.R1;
import static io.squall.wire.kernel.Code.R2;
import static io.squall.wire.kernel.Code.R3;
import static io.squall.wire.kernel.Code.R4;
import static io.squall.wire.kernel.Code.R6;
import static io.squall.wire.kernel.Code.R7;
import static io.squall.wire.kernel.Code.R8;
import static io.squall.wire.kernel.Code.R9;

import io.squall.socket.PushDatagram;
import io.squall.wire.kernel.Code.If;
import io.squall.wire.kernel.Code.Op;
import io.squall.wire.kernel.Code.Size;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * The emitter's twin at the far end: measures every frame of the storm, none sampled, by the stamp that it carries, and lets it pass or
 * ends it there. What is no push of ours passes.
 *
 * <pre>
 *     frame ─► ours? ─► frames[class]++, delay[class][bucket]++, receipt(attempt, now) ─► XDP_PASS or XDP_DROP
 * </pre>
 */
final class Twin implements AutoCloseable {
    /** What becomes of a frame that was measured. */
    enum Then {
        DROP(1),
        PASS(2);

        private final int answer;

        Then(int answer) {
            this.answer = answer;
        }
    }

    private static final int WRITTEN = 0;
    private static final int READ = 64;
    private static final int LOST = 128;
    private static final int FRAMES = 1024;
    private static final int DELAYS = 4096;
    private static final int DATA = 0;
    private static final int DATA_END = 4;
    private static final int BITS_OF_HISTOGRAM = 18;
    private static final int BITS_OF_RECEIPT = 4;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    /** Where receipts are read. */
    @FunctionalInterface
    interface Reader {
        /** @param receivedNs on CLOCK_MONOTONIC */
        void received(long attempt, long receivedNs);
    }

    private final Bpf.Shared shared;
    private final int classes;
    private final int receipts;
    private final int program;
    private final int link;
    private long read;

    /**
     * Attaches it in the calling thread's namespace.
     *
     * @param classes traffic classes that are told apart
     * @param receipts that may wait for the reader, a power of two; 0 for none
     */
    Twin(Frame frame, int interfaceIndex, int classes, int receipts, Then then) {
        this.classes = Integer.highestOneBit(2 * classes - 1);
        this.receipts = receipts;
        shared = Bpf.Shared.of("squall_twin", receiptsAt() + ((long) receipts << BITS_OF_RECEIPT));
        program = Bpf.load("squall_twin", code(frame, then));
        link = Bpf.attach(program, interfaceIndex);
    }

    private int receiptsAt() {
        return DELAYS + (classes << BITS_OF_HISTOGRAM);
    }

    private Code code(Frame frame, Then then) {
        int push = frame.pushAt();
        Code code = new Code();
        // R7 = the frame, R6 = what is shared, R8 = now, R9 = the class
        code.load(Size.B4, R7, R1, DATA).load(Size.B4, R2, R1, DATA_END);
        code.opr(Op.MOV, R3, R7).op(Op.ADD, R3, frame.bytes()).jumpr(If.GT, R3, R2, "pass");
        code.load(Size.B8, R2, R7, push + PushDatagram.MARK)
                .constant(R3, Long.reverseBytes(PushDatagram.SQUALL))
                .jumpr(If.NE, R2, R3, "pass");
        code.map(R6, shared.fd(), 0).now().opr(Op.MOV, R8, R0);
        code.load(Size.B1, R9, R7, push + PushDatagram.ATTEMPT)
                .op(Op.RSH, R9, 2)
                .op(Op.AND, R9, classes - 1);
        code.opr(Op.MOV, R2, R9).op(Op.LSH, R2, 3).opr(Op.ADD, R2, R6).count(R2, FRAMES, R3);
        code.load(Size.B8, R2, R7, push + PushDatagram.SENT).swap(R2, 64);
        code.opr(Op.MOV, R1, R8).opr(Op.SUB, R1, R2);
        code.op(Op.LSH, R9, BITS_OF_HISTOGRAM).opr(Op.ADD, R9, R6);
        Buckets.count(code, R9, DELAYS);
        if (receipts > 0) {
            code.load(Size.B8, R1, R6, WRITTEN).load(Size.B8, R2, R6, READ);
            code.opr(Op.MOV, R3, R1).opr(Op.SUB, R3, R2).jump(If.LT, R3, receipts, "room");
            code.count(R6, LOST, R3).jump("done").label("room");
            code.opr(Op.MOV, R2, R1)
                    .op(Op.AND, R2, receipts - 1)
                    .op(Op.LSH, R2, BITS_OF_RECEIPT)
                    .op(Op.ADD, R2, receiptsAt())
                    .opr(Op.ADD, R2, R6);
            code.load(Size.B8, R4, R7, push + PushDatagram.ATTEMPT)
                    .swap(R4, 64)
                    .store(Size.B8, R2, 0, R4)
                    .store(Size.B8, R2, 8, R8);
            code.op(Op.ADD, R1, 1).store(Size.B8, R6, WRITTEN, R1).label("done");
        }
        return code.exit(then.answer).label("pass").exit(Then.PASS.answer);
    }

    /** Frames of a class that have come so far. */
    long frames(int trafficClass) {
        return (long) LONG.getOpaque(shared.memory(), FRAMES + 8L * trafficClass);
    }

    /** Receipts for which there was no room. */
    long lost() {
        return (long) LONG.getOpaque(shared.memory(), (long) LOST);
    }

    /** Receipts written so far. */
    long written() {
        return (long) LONG.getAcquire(shared.memory(), (long) WRITTEN);
    }

    /** Hands over the receipts up to a count of {@link #written}. */
    void readTo(long to, Reader reader) {
        for (; read < to; read++) {
            long at = receiptsAt() + ((read & (receipts - 1)) << BITS_OF_RECEIPT);
            reader.received(
                    shared.memory().get(ValueLayout.JAVA_LONG, at),
                    shared.memory().get(ValueLayout.JAVA_LONG, at + 8));
        }
        LONG.setRelease(shared.memory(), (long) READ, read);
    }

    /** How long the frames of a class took from stamp to here, in ns, by {@link Buckets#index}. */
    long[] delays(int trafficClass) {
        return Buckets.read(shared.memory(), DELAYS + trafficClass * Buckets.BYTES);
    }

    @Override
    public void close() {
        Libc.Call.CLOSE.attempt(link);
        Libc.Call.CLOSE.attempt(program);
        shared.close();
    }
}
