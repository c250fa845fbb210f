package io.squall.time;

import java.util.concurrent.locks.LockSupport;

/** How a thread waits between two turns. A socket thread passes its event loop, which also performs the pending I/O. */
@FunctionalInterface
public interface Idle {
    /** @param waitNs at most this long; 0 or less means: do not wait, only do what waiting would have done on the way */
    void idle(long waitNs);

    /** Parks, at most {@code longestNs} at a time, so that what has no wake-up is seen within that. */
    static Idle parking(long longestNs) {
        return waitNs -> {
            if (waitNs > 0) {
                LockSupport.parkNanos(Math.min(waitNs, longestNs));
            }
        };
    }
}
