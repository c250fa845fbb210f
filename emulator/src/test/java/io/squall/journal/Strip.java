package io.squall.journal;

import io.squall.record.Event;
import java.util.ArrayList;
import java.util.List;

/** A reel in memory. */
public final class Strip {
    private final List<Step> steps = new ArrayList<>();

    /** A step of a reel, as an object. */
    public record Step(Event event, long attempt, boolean firstTry, long intendedNs, long atNs) {}

    public Strip add(Event event, long attempt, boolean firstTry, long intendedNs, long atNs) {
        steps.add(new Step(event, attempt, firstTry, intendedNs, atNs));
        return this;
    }

    /** Something that left when it was intended. */
    public Strip sent(long attempt, boolean firstTry, long intendedNs) {
        return add(Event.SENT, attempt, firstTry, intendedNs, intendedNs);
    }

    public Strip gaveUp(long attempt, long intendedNs, long atNs) {
        return add(Event.TIMED_OUT, attempt, false, intendedNs, atNs);
    }

    public List<Step> steps() {
        return steps;
    }

    /** From the beginning. */
    public Reel reel() {
        return new Reel() {
            private int next;

            private Step step() {
                return steps.get(next - 1);
            }

            @Override
            public boolean advance() {
                return next++ < steps.size();
            }

            @Override
            public Event event() {
                return step().event();
            }

            @Override
            public long attempt() {
                return step().attempt();
            }

            @Override
            public boolean isFirstTry() {
                return step().firstTry();
            }

            @Override
            public long intendedNs() {
                return step().intendedNs();
            }

            @Override
            public long atNs() {
                return step().atNs();
            }
        };
    }

    /** All that a reel tells. */
    public static Strip copy(Reel reel) {
        Strip strip = new Strip();
        while (reel.advance()) {
            strip.add(reel.event(), reel.attempt(), reel.isFirstTry(), reel.intendedNs(), reel.atNs());
        }
        return strip;
    }

    static List<Step> of(Reel reel) {
        return copy(reel).steps();
    }
}
