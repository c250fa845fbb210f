package io.squall.record;

import java.util.List;

/**
 * Whether Squall itself and its host kept up. Durations in ns.
 *
 * @param scheduleP99 sent − intended, the worst class
 * @param relayP99 forwarded − the device's departure; 0 in virtual time
 * @param planeP99 answered − due, of the stand-ins; 0 in virtual time
 * @param worstHiccup of a thread that should wake every ms
 * @param kernelDrops datagrams lost to socket buffers and connections lost to full listen queues during the run; or, if more, pushes that strayed
 * @param frames per storm that the kernel emits: what came to the far end
 * @param floors per probe class, from the calibration; empty in virtual time
 * @param noticing per probe class whose answers have the kernel's stamps
 */
public record SelfHealth(
        long scheduleP99,
        long scheduleP999,
        long scheduleMax,
        long relayP99,
        long relayMax,
        long planeP99,
        long worstHiccup,
        long kernelDrops,
        long gcPauses,
        long gcNs,
        long untrustedCuts,
        List<Frames> frames,
        List<Floor> floors,
        List<Noticing> noticing,
        List<String> incidents) {

    public static final SelfHealth VIRTUAL =
            new SelfHealth(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of());

    /** noticed − the kernel's stamp, of a probe class: the answer was there, and this process did not look. It is no part of the latency. */
    public record Noticing(String name, long p50Ns, long p99Ns, long maxNs) {}

    /** @param delay of each frame, from the emitter's stamp to the far end; the class's lateness is not in it */
    public record Frames(String name, Percentiles delay) {}

    /**
     * What a probe class saw without a storm, and with the storm aimed at a sink.
     *
     * @param idle latency of the probes alone
     * @param idleLoss share of the probes alone that were not answered
     * @param sinkLoss the same while the storm ran into a sink
     */
    public record Floor(String name, Percentiles idle, double idleLoss, Percentiles sink, double sinkLoss) {}
}
