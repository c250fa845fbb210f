package io.squall.socket;

import java.util.concurrent.atomic.AtomicLong;

/** A counter with one writer; any thread may read it, and sees it grow without a lock or a fence. */
public final class Count {
    private final AtomicLong count = new AtomicLong();

    public void increment() {
        count.setOpaque(count.getPlain() + 1);
    }

    public long get() {
        return count.getOpaque();
    }
}
