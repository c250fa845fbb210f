package io.squall.journal;

import java.util.function.Supplier;

/**
 * What is made of a recording before it is replayed. Nothing is kept of it but what the step at hand needs, so it streams.
 *
 * <pre>
 *     Reel ─► InOrder ─► Window ─► Loop ─► Paced ─► OfClass ─► one class's clients
 * </pre>
 *
 * @param fromNs the window, in ns of the recorded run; it becomes instant 0
 * @param toNs its end
 * @param classes bit c is set if class c of the recording is replayed
 * @param loops how often the window is played
 * @param copies sources for each that was recorded
 */
public record Edit(long fromNs, long toNs, long classes, boolean firstTriesOnly, int loops, Pace pace, int copies) {
    /** Whether the recorded instants and sources are kept as they are. */
    public boolean isWhole(long durationNs) {
        return fromNs == 0
                && toNs >= durationNs
                && loops == 1
                && copies == 1
                && pace instanceof Pace.Speed(double factor)
                && factor == 1;
    }

    /**
     * One class of it.
     *
     * @param recording opens it anew
     * @param trafficClass its index where it is replayed
     * @param endNs of what is replayed
     */
    public Reel of(Supplier<Reel> recording, int recordedClass, int trafficClass, long endNs) {
        // Of a constant rate for all classes together the copies, which are made last, take their share.
        Pace shared = pace instanceof Pace.Constant(double perSecond) ? new Pace.Constant(perSecond / copies) : pace;
        Loop looped = new Loop(
                () -> new Window(new InOrder(recording.get()), fromNs, toNs, classes, firstTriesOnly),
                loops,
                toNs - fromNs);
        return new OfClass(new Paced(looped, shared), recordedClass, trafficClass, copies, endNs);
    }
}
