package io.squall.storm;

import io.squall.load.Seed;

/** The emulated clients of one storm, a row each: {@value #BYTES} bytes a source. */
final class Sources {
    static final int BYTES = 63;

    static final byte FREE = 0;
    static final byte THINKING = 1;
    static final byte WAITING = 2;
    static final byte IN_FLIGHT = 3;

    final byte[] state;
    final byte[] phase;
    final byte[] previousPhase;
    final int[] sequence;
    final int[] failures;
    /** Tells the timer that is armed from those that were armed before it. */
    final int[] timer;

    final long[] dueNs;
    final long[] intendedNs;
    final long[] previousIntendedNs;
    final long[] firstNs;
    private final long[] random;

    Sources(int count, Seed seed, String storm) {
        state = new byte[count];
        phase = new byte[count];
        previousPhase = new byte[count];
        sequence = new int[count];
        failures = new int[count];
        timer = new int[count];
        dueNs = new long[count];
        intendedNs = new long[count];
        previousIntendedNs = new long[count];
        firstNs = new long[count];
        random = new long[count];
        for (int i = 0; i < count; i++) {
            random[i] = seed.stream(storm, i);
        }
    }

    int count() {
        return state.length;
    }

    /** The next number of this source's own stream. */
    double draw(int source) {
        random[source] = Seed.next(random[source]);
        return Seed.unit(random[source]);
    }
}
