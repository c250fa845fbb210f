package io.squall.verdict;

import java.util.Locale;

/** What a value is sought for, or a map is made of. */
public enum Goal {
    /** The scenario's own expectations and criteria, with its operator. */
    PASS("passes", "does not pass"),
    /** No control class starves: headroom. Without the operator. */
    NO_STARVE("starves no control class", "starves a control class"),
    /** It comes back from its trigger by itself: hidden capacity. Without the operator. */
    RECOVERS("comes back by itself", "does not come back by itself");

    private final String words;
    private final String missed;

    Goal(String words, String missed) {
        this.words = words;
        this.missed = missed;
    }

    /** Of a scenario: it passes. */
    public String words() {
        return words;
    }

    public String missedWords() {
        return missed;
    }

    /** As it is named on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What one trial, of one value and one seed, has shown of a goal. */
    public enum Finding {
        MET('+'),
        MISSED('-'),
        /** Missed, and for another reason: a control class starved before the trigger began. */
        OVERLOADED('!'),
        /** Watched for too short a time, or INVALID. */
        UNDECIDED('?');

        private final char mark;

        Finding(char mark) {
            this.mark = mark;
        }

        public char mark() {
            return mark;
        }

        public boolean isMiss() {
            return this == MISSED || this == OVERLOADED;
        }
    }

    /** Whether the operator stays away: what is mitigated shows nothing about the system itself. */
    public boolean isUnmitigated() {
        return this != PASS;
    }

    /** @param windowNs w of the verdict on starvation */
    public Finding of(Verdict verdict, long windowNs) {
        if (verdict.outcome() == Verdict.Outcome.INVALID) {
            return Finding.UNDECIDED;
        }
        return switch (this) {
            case PASS -> met(verdict.outcome() == Verdict.Outcome.PASS);
            case NO_STARVE -> met(verdict.recovery() == Recovery.NEVER_STARVED);
            case RECOVERS ->
                switch (verdict.recovery()) {
                    case NEVER_STARVED, RECOVERED -> Finding.MET;
                    case NOT_RECOVERED, UNDETERMINED -> down(verdict, windowNs);
                };
        };
    }

    private static Finding met(boolean met) {
        return met ? Finding.MET : Finding.MISSED;
    }

    /**
     * Settled is a run in which no control class starves before the trigger: only that can show what a trigger does. A starvation is
     * backdated by up to a window, so that much before the trigger is still the trigger's.
     */
    private static Finding down(Verdict verdict, long windowNs) {
        boolean settled = verdict.controls().stream()
                .noneMatch(control -> control.timeToStarveNs().orElse(0) < -windowNs);
        return !settled
                ? Finding.OVERLOADED
                : verdict.recovery() == Recovery.NOT_RECOVERED ? Finding.MISSED : Finding.UNDECIDED;
    }
}
