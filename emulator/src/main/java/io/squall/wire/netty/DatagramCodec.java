package io.squall.wire.netty;

import io.squall.socket.PushDatagram;
import io.squall.socket.ReceiptQueue;
import io.squall.time.Actor;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import io.squall.wire.OutcomeQueue;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a datagram says, and how its answer is recognised. */
interface DatagramCodec {
    /** Writes the request of an attempt into an empty buffer. */
    void write(long attempt, long intendedNs, ByteBuffer into);

    /** What a datagram that came back on the attempt's socket means for it; null if it is not its answer. */
    @Nullable
    Outcome outcome(ByteBuffer datagram, long attempt);

    /** Moves what was learned on another way than the socket. */
    default void collect(OutcomeQueue outcomes) {}

    /** The instant of the earliest that waits to be collected, or {@link Actor#NEVER}. */
    default long nextDueNs() {
        return Actor.NEVER;
    }

    /** One way. Without receipts nothing is ever known of it. */
    record Push(@Nullable ReceiptQueue receipts) implements DatagramCodec {
        private static final byte[] EMPTY = new byte[PushDatagram.BYTES];

        @Override
        public void write(long attempt, long intendedNs, ByteBuffer into) {
            PushDatagram.write(into.put(EMPTY), attempt, intendedNs, Attempt.source(attempt));
        }

        @Override
        public @Nullable Outcome outcome(ByteBuffer datagram, long attempt) {
            return null;
        }

        @Override
        public void collect(OutcomeQueue outcomes) {
            if (receipts != null) {
                receipts.drainTo((attempt, receivedNs) -> outcomes.add(attempt, Outcome.ANSWERED, receivedNs));
            }
        }

        @Override
        public long nextDueNs() {
            return receipts == null ? Actor.NEVER : receipts.nextDueNs();
        }
    }
}
