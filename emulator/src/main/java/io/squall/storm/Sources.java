package io.squall.storm;

import io.squall.load.Seed;
import io.squall.wire.Attempt;

/** The emulated clients of one storm, a row each: 42 bytes a source, 8 more if its back-off remembers the last one, 4 more for
 * each phase of the run, and 16 for its timer. */
final class Sources {
    static final byte FREE = 0;
    static final byte THINKING = 1;
    static final byte WAITING = 2;
    static final byte IN_FLIGHT = 3;

    final byte[] state;
    final byte[] phase;
    final int[] sequence;
    final int[] failures;
    final long[] intendedNs;
    final long[] previousIntendedNs;
    final long[] firstNs;
    /** By phase: the first attempt of a source in it, or in a later one. */
    private final int[][] firstSequence;

    private final long[] random;
    private long[] delayNs = {};

    Sources(int count, int phases, Seed seed, String storm) {
        state = new byte[count];
        phase = new byte[count];
        firstSequence = new int[phases][count];
        sequence = new int[count];
        failures = new int[count];
        intendedNs = new long[count];
        previousIntendedNs = new long[count];
        firstNs = new long[count];
        random = new long[count];
        for (int i = 0; i < count; i++) {
            random[i] = seed.stream(storm, i);
        }
    }

    /** The delay before the current attempt of its request; 0 before the first retry. */
    long delayNs(int source) {
        return source < delayNs.length ? delayNs[source] : 0;
    }

    void delay(int source, long newDelayNs) {
        if (delayNs.length == 0) {
            delayNs = new long[state.length];
        }
        delayNs[source] = newDelayNs;
    }

    int count() {
        return state.length;
    }

    /** The newest attempt of a source belongs to a phase: the current one of the source or a later one. */
    void enter(int source, int newPhase) {
        for (int p = phase[source] + 1; p <= newPhase; p++) {
            firstSequence[p][source] = sequence[source];
        }
        phase[source] = (byte) newPhase;
    }

    /** The phase of an attempt, however old. */
    int phaseOf(int source, int attemptSequence) {
        int p = phase[source];
        while (p > 0 && Attempt.sequenceDistance(attemptSequence, firstSequence[p][source]) < 0) {
            p--;
        }
        return p;
    }

    /** The next number of this source's own stream. */
    double draw(int source) {
        random[source] = Seed.next(random[source]);
        return Seed.unit(random[source]);
    }
}
