package io.squall.stress;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * What every ring from one thread to another owes, whatever carries it: entries come whole, in order, and none of those it took is
 * lost, doubled, or overwritten before it was read. A test of a ring is two lambdas, two actors and an arbiter: see
 * {@link io.squall.socket.ReceiptQueueStress.Ring}.
 */
public final class RingLaw {
    /** What stands for an entry whose words do not belong together. */
    public static final long TORN = -1;

    /** More than the ring under test has room for, so that its places are used again. */
    private static final int ENTRIES = 4;

    private final LongPredicate offer;
    private final Consumer<LongConsumer> drain;
    private int taken;
    private int seen;
    private long newest;
    private boolean ordered = true;

    /**
     * Of an empty ring.
     *
     * @param offer puts an entry that is made of a number from 1 on; whether it was taken
     * @param drain hands over the numbers of all entries that have come, or {@link #TORN} for one
     */
    public RingLaw(LongPredicate offer, Consumer<LongConsumer> drain) {
        this.offer = offer;
        this.drain = drain;
    }

    /** By the writer's actor. */
    public void write() {
        for (int i = 1; i <= ENTRIES; i++) {
            taken += offer.test(i) ? 1 : 0;
        }
    }

    /** By the reader's actor. */
    public void read() {
        drain.accept(this::see);
        drain.accept(this::see);
        drain.accept(this::see);
    }

    private void see(long number) {
        ordered &= number > newest;
        newest = number;
        seen++;
    }

    /** By the arbiter: whole and in order; complete; how many came while the writer may still have been writing. */
    public void judge(ZZI_Result result) {
        result.r3 = seen;
        drain.accept(this::see);
        result.r1 = ordered;
        result.r2 = seen == taken;
    }
}
