package io.squall.journal;

import io.squall.wire.Attempt;
import java.util.function.Supplier;

/**
 * A reel again and again: step i of pass n is at its instant + n periods, and its sequence goes on where the pass before ended.
 * Attempts that would be given up beyond their period are not: by then their sources may have begun anew.
 */
final class Loop extends Splice {
    private final Supplier<Reel> again;
    private final int times;
    private final long periodNs;
    private int pass;
    private int stride;

    Loop(Supplier<Reel> again, int times, long periodNs) {
        super(again.get());
        this.again = again;
        this.times = times;
        this.periodNs = periodNs;
    }

    @Override
    public boolean advance() {
        while (true) {
            while (reel.advance()) {
                if (pass == 0) {
                    stride = Math.max(stride, Attempt.sequence(reel.attempt()));
                }
                if (isDeparture() || times == 1 || reel.atNs() < periodNs) {
                    return true;
                }
            }
            if (pass + 1 >= times) {
                return false;
            }
            pass++;
            reel = again.get();
        }
    }

    @Override
    public long attempt() {
        long recorded = reel.attempt();
        int sequence = Attempt.sequence(recorded);
        return pass == 0 || sequence == 0
                ? recorded
                : Attempt.of(Attempt.trafficClass(recorded), Attempt.source(recorded), sequence + pass * stride);
    }

    @Override
    public long intendedNs() {
        return reel.intendedNs() + pass * periodNs;
    }

    @Override
    public long atNs() {
        return reel.atNs() + pass * periodNs;
    }
}
