package io.squall.time;

/** A clock that stands still until it is moved. */
public final class VirtualClock implements Clock {
    private long nowNs;

    @Override
    public long nowNs() {
        return nowNs;
    }

    /** @throws IllegalArgumentException if {@code instantNs} lies in the past */
    public void advanceTo(long instantNs) {
        if (instantNs < nowNs) {
            throw new IllegalArgumentException("time does not go back: from " + nowNs + " ns to " + instantNs + " ns");
        }
        nowNs = instantNs;
    }
}
