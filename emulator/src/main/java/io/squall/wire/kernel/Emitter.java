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

/**
 * The program that emits a storm: it is run again and again, each time on a frame of its own, which it sends if one is due and gives back
 * if none is.
 *
 * <pre>
 *     now past `until`? head = tail? slot[head] due later?      ─► XDP_DROP: the frame is used again
 *     later than may be?                 stamp = −1, head + 1   ─► XDP_DROP
 *     write source, port, push, sums;    stamp = now, head + 1  ─► XDP_TX
 * </pre>
 */
final class Emitter {
    private static final int XDP_DROP = 1;
    private static final int XDP_TX = 3;
    private static final int DATA = 0;
    private static final int DATA_END = 4;

    private final Frame frame;
    private final Ring ring;
    private final Code code = new Code();

    private Emitter(Frame frame, Ring ring) {
        this.frame = frame;
        this.ring = ring;
    }

    /** Sends what stands in the ring. */
    static Code fromRing(Frame frame, Ring ring, long skipAfterNs) {
        Emitter emitter = new Emitter(frame, ring);
        emitter.begin();
        emitter.takeFromRing(skipAfterNs);
        emitter.countLateness();
        emitter.write();
        return emitter.code;
    }

    /**
     * Sends by itself, each frame with a source address and port of its own among 2²³.
     *
     * @param periodPs from one to the next; 0 without a pause
     */
    static Code byItself(Frame frame, Ring ring, int trafficClass, long periodPs) {
        Emitter emitter = new Emitter(frame, ring);
        emitter.begin();
        emitter.make(trafficClass, periodPs);
        if (periodPs > 0) {
            emitter.countLateness();
        }
        emitter.write();
        return emitter.code;
    }

    /** R7 = the frame, R6 = the ring, R8 = now, R9 = head. */
    private void begin() {
        code.load(Size.B4, R7, R1, DATA).load(Size.B4, R2, R1, DATA_END);
        code.opr(Op.MOV, R3, R7).op(Op.ADD, R3, frame.bytes()).jumpr(If.GT, R3, R2, "drop");
        code.map(R6, ring.fd(), 0).now().opr(Op.MOV, R8, R0);
        code.load(Size.B8, R1, R6, Ring.UNTIL).jumpr(If.GE, R8, R1, "drop");
        code.load(Size.B8, R9, R6, Ring.HEAD);
    }

    /** R9 = the slot, R1 = how late it is. */
    private void takeFromRing(long skipAfterNs) {
        code.load(Size.B8, R1, R6, Ring.TAIL).jumpr(If.EQ, R9, R1, "drop");
        code.opr(Op.MOV, R2, R9);
        slot(R9);
        code.load(Size.B8, R3, R9, Ring.DUE).jumpr(If.GT, R3, R8, "drop");
        code.op(Op.ADD, R2, 1).opr(Op.MOV, R1, R8).opr(Op.SUB, R1, R3);
        code.constant(R3, skipAfterNs).jumpr(If.GE, R3, R1, "send");
        code.storeValue(Size.B8, R9, Ring.STAMP, -1)
                .store(Size.B8, R6, Ring.HEAD, R2)
                .count(R6, Ring.SKIPPED, R3)
                .jump("drop")
                .label("send");
        code.store(Size.B8, R6, Ring.NEXT, R2);
    }

    /** Register: number ─► address of its slot. */
    private void slot(int register) {
        code.op(Op.AND, register, ring.slots() - 1)
                .op(Op.LSH, register, Ring.SLOT_BITS)
                .op(Op.ADD, register, Ring.SLOTS)
                .opr(Op.ADD, register, R6);
    }

    /** The first slot is a place to work in. R9 = the slot, R1 = how late it is. */
    private void make(int trafficClass, long periodPs) {
        code.load(Size.B8, R1, R6, Ring.TAIL).jumpr(If.GE, R9, R1, "drop");
        if (periodPs == 0) {
            code.opr(Op.MOV, R3, R8);
        } else {
            // In 1/1024 ns: exact to a nanosecond in an hour.
            code.opr(Op.MOV, R3, R9)
                    .constant(R2, Math.round(periodPs * 1.024))
                    .opr(Op.MUL, R3, R2)
                    .op(Op.RSH, R3, 10);
            code.load(Size.B8, R2, R6, Ring.START).opr(Op.ADD, R3, R2).jumpr(If.GT, R3, R8, "drop");
        }
        code.opr(Op.MOV, R2, R9).op(Op.ADD, R2, 1).store(Size.B8, R6, Ring.NEXT, R2);
        code.opr(Op.MOV, R1, R8).opr(Op.SUB, R1, R3);
        // R4: the number of the frame
        code.opr(Op.MOV, R4, R9).op(Op.MOV, R9, 0);
        slot(R9);
        code.swap(R3, 64).store(Size.B8, R9, Ring.INTENDED, R3);
        code.constant(R2, (long) trafficClass << 58).opr(Op.OR, R2, R4).swap(R2, 64);
        code.store(Size.B8, R9, Ring.ATTEMPT, R2);
        code.opr(Op.MOV, R2, R4).op(Op.AND, R2, 0x7FFF).op(Op.ADD, R2, 0x8000).swap(R2, 16);
        code.store(Size.B2, R9, Ring.PORT, R2);
        code.op(Op.RSH, R4, 15)
                .op(Op.AND, R4, 0xFF)
                .op(Op.ADD, R4, sourceNetwork())
                .swap(R4, 32);
        code.store(Size.B4, R9, Ring.ADDRESS, R4).store(Size.B4, R9, Ring.SOURCE, R4);
    }

    private int sourceNetwork() {
        byte[] octets = frame.from().getAddress();
        return java.nio.ByteBuffer.wrap(octets).getInt(octets.length - 4) & ~0xFF;
    }

    private void countLateness() {
        Buckets.count(code, R6, ring.latenessAt());
    }

    private void write() {
        // The sequence and the stamp pass through the slot, where their halves can be added.
        code.load(Size.B8, R4, R6, Ring.HEAD).swap(R4, 64).store(Size.B8, R9, Ring.SEQUENCE, R4);
        code.opr(Op.MOV, R4, R8).swap(R4, 64).store(Size.B8, R9, Ring.SENT, R4);
        int push = frame.pushAt();
        code.constant(R1, frame.segmentSum());
        copy(Ring.ATTEMPT, push + PushDatagram.ATTEMPT);
        copy(Ring.INTENDED, push + PushDatagram.INTENDED);
        copy(Ring.SEQUENCE, push + PushDatagram.SEQUENCE);
        copy(Ring.SENT, push + PushDatagram.SENT);
        code.load(Size.B4, R2, R9, Ring.SOURCE)
                .store(Size.B4, R7, push + PushDatagram.SOURCE, R2)
                .opr(Op.ADD, R1, R2);
        code.load(Size.B2, R2, R9, Ring.PORT)
                .store(Size.B2, R7, frame.segmentAt(), R2)
                .opr(Op.ADD, R1, R2);
        code.load(Size.B4, R3, R9, Ring.ADDRESS)
                .store(Size.B4, R7, frame.sourceAt(), R3)
                .opr(Op.ADD, R1, R3);
        fold(R1, R2);
        if (frame.protocol() == Frame.Protocol.UDP) {
            // 0 would say that there is none (RFC 768).
            code.jump(If.NE, R1, 0, "sum").op(Op.MOV, R1, 0xFFFF).label("sum");
        }
        code.store(Size.B2, R7, frame.checksumAt(), R1);
        if (frame.isIpv4()) {
            code.constant(R1, frame.ipSum()).opr(Op.ADD, R1, R3);
            fold(R1, R2);
            code.store(Size.B2, R7, frame.ipChecksumAt(), R1);
        }
        code.store(Size.B8, R9, Ring.STAMP, R8);
        code.load(Size.B8, R2, R6, Ring.NEXT).store(Size.B8, R6, Ring.HEAD, R2);
        code.exit(XDP_TX).label("drop").exit(XDP_DROP);
    }

    /** Eight bytes of the slot into the frame, and their halves into the sum in R1. */
    private void copy(int from, int to) {
        code.load(Size.B8, R2, R9, from).store(Size.B8, R7, to, R2);
        code.load(Size.B4, R2, R9, from).opr(Op.ADD, R1, R2);
        code.load(Size.B4, R2, R9, from + 4).opr(Op.ADD, R1, R2);
    }

    /** A sum of words becomes the Internet checksum (RFC 1071). */
    private void fold(int sum, int spare) {
        code.opr(Op.MOV, spare, sum)
                .op(Op.RSH, spare, 32)
                .op(Op.LSH, sum, 32)
                .op(Op.RSH, sum, 32)
                .opr(Op.ADD, sum, spare);
        for (int i = 0; i < 3; i++) {
            code.opr(Op.MOV, spare, sum)
                    .op(Op.RSH, spare, 16)
                    .op(Op.AND, sum, 0xFFFF)
                    .opr(Op.ADD, sum, spare);
        }
        code.op(Op.XOR, sum, 0xFFFF);
    }
}
