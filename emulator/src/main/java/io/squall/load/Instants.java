package io.squall.load;

/** Instants at which requests are intended, one after the other. */
public interface Instants {
    /** The next instant, without taking it; {@link Long#MAX_VALUE} if there is none, or none yet. */
    long peekNs();

    /** Takes the next instant. */
    long takeNs();

    /** Which source the instant that was taken last belongs to; negative: whichever is free. */
    default int source() {
        return -1;
    }
}
