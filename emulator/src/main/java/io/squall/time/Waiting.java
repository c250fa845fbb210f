package io.squall.time;

/** How a thread that has instants to keep waits for them: the later it wakes up, the less of a core it costs. */
public enum Waiting {
    /** Not at all: a core of its own, and late by a turn. */
    SPIN {
        @Override
        public Idle over(Idle idle, Clock clock) {
            return _ -> idle.idle(0);
        }
    },
    /** Not at all, but any other thread goes first: late by theirs. */
    YIELD {
        @Override
        @SuppressWarnings("ThreadPriorityCheck") // that is what was asked for
        public Idle over(Idle idle, Clock clock) {
            return waitNs -> {
                idle.idle(0);
                if (waitNs > 0) {
                    Thread.yield();
                }
            };
        }
    },
    /** Always: late by a wake-up. */
    PARK {
        @Override
        public Idle over(Idle idle, Clock clock) {
            return idle;
        }
    },
    /** Until an instant is as near as a wake-up is late here; then not at all. */
    ADAPTIVE {
        @Override
        public Idle over(Idle idle, Clock clock) {
            return new AdaptiveIdle(
                    idle, clock, Runtime.getRuntime().availableProcessors() > FEW_CORES ? 250_000 : 100_000);
        }
    };

    private static final int FEW_CORES = 2;

    /**
     * Waits in this way.
     *
     * @param idle how a thread parks, and what it does on the way
     * @param clock of the instants
     */
    public abstract Idle over(Idle idle, Clock clock);
}
