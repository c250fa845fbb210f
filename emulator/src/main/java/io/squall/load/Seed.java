package io.squall.load;

/**
 * The root of all chance in a run. Every source, probe and device draws from a stream of its own, so neither the number of
 * shards nor the order of events elsewhere can change what it draws.
 *
 * <p>A stream is SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014): its state is
 * one {@code long} which the owner keeps, advances with {@link #next(long)} and reads with {@link #unit(long)}.
 */
public record Seed(long value) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

    /** The initial state of stream {@code name}, member {@code index}. */
    public long stream(String name, long index) {
        return mix(mix(value * GOLDEN_GAMMA + fnv1a(name)) + GOLDEN_GAMMA * (index + 1));
    }

    /** The state after {@code state}. */
    public static long next(long state) {
        return state + GOLDEN_GAMMA;
    }

    /** The number in (0, 1) that belongs to a state; never 0, so its logarithm is finite. */
    public static double unit(long state) {
        return ((mix(state) >>> 11) + 0.5) * TWO_POW_MINUS_53;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long fnv1a(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }
}
