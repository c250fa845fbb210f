package io.squall.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The machine's monotonic clock, counted from an origin that lies {@code leadNs} after its construction. */
public final class SystemClock implements Clock {
    private static final DateTimeFormatter COMPACT_UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final long originNs;

    /** @param leadNs time until instant 0, so that every actor stands ready before the first is due */
    public SystemClock(long leadNs) {
        originNs = System.nanoTime() + leadNs;
    }

    @Override
    public long nowNs() {
        return System.nanoTime() - originNs;
    }

    /** An instant of the run on the machine's own clock (System.nanoTime), which other processes and the kernel can read too. */
    public long machineNs(long runNs) {
        return runNs + originNs;
    }

    /** The reverse of {@link #machineNs}. */
    public long runNs(long machineNs) {
        return machineNs - originNs;
    }

    /** The calendar's now in UTC, for names and headers only: no figure is computed from it. */
    public static Instant utc() {
        return Instant.now();
    }

    /** The calendar's now as {@code 20211207T153000.000Z}. */
    public static String compactUtc() {
        return COMPACT_UTC.format(Instant.now());
    }
}
