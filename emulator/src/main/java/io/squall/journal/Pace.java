package io.squall.journal;

/** How fast a reel is played. */
public sealed interface Pace {
    /** Every instant divided by this. */
    record Speed(double factor) implements Pace {}

    /** The nth departure of all classes together at n / rate, whatever was recorded; sources give up by the scenario's timeouts. */
    record Constant(double perSecond) implements Pace {}

    /** Every departure as soon as it can be done. */
    record Top() implements Pace {}
}
