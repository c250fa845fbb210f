package io.squall.record;

import java.util.Arrays;

/** When each phase has begun, as one writer knows it. A figure belongs to the phase of its intended instant. */
public final class Phases {
    private static final long NOT_BEGUN = Long.MAX_VALUE;

    private final long[] startNs;
    private int current;

    public Phases(int count) {
        startNs = new long[count];
        Arrays.fill(startNs, 1, count, NOT_BEGUN);
    }

    public void begin(int phase, long atNs) {
        startNs[phase] = atNs;
        current = phase;
    }

    public int of(long instantNs) {
        int phase = current;
        while (phase > 0 && instantNs < startNs[phase]) {
            phase--;
        }
        return phase;
    }

    public int current() {
        return current;
    }
}
