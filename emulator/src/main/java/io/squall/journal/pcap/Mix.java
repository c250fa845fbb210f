package io.squall.journal.pcap;

/** The finisher of SplitMix64 over three words: a hash for tables, and numbers for packets that look drawn. */
final class Mix {
    private Mix() {}

    static long of(long a, long b, long c) {
        return mix(mix(mix(a) ^ b) ^ c);
    }

    private static long mix(long word) {
        long z = word + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
