package io.squall.record;

/**
 * An order-sensitive 128-bit hash over all events of a run: two runs in virtual time are the same run exactly if their
 * digests are equal. Two lanes of multiply-xorshift with different odd constants; no protection against an adversary.
 */
public final class Digest {
    private static final long PRIME_A = 0x9FB21C651E98DF25L;
    private static final long PRIME_B = 0xD6E8FEB86659FD93L;

    private long a = 0x243F6A8885A308D3L;
    private long b = 0x13198A2E03707344L;

    /**
     * Takes in one event.
     *
     * @param attempt class, source and try, packed; for a command its name's hash
     */
    public void add(long ns, long attempt, int event) {
        fold(ns);
        // The bits of the leg, which an attempt does not use.
        fold(attempt + ((long) event << 54));
    }

    /** Takes in another digest, for runs on several threads. */
    public void add(Digest other) {
        fold(other.a);
        fold(other.b);
    }

    private void fold(long word) {
        a = (a ^ word) * PRIME_A;
        a ^= a >>> 29;
        b = (b + word) * PRIME_B;
        b ^= b >>> 32;
    }

    /** 32 hexadecimal digits. */
    public String hex() {
        return String.format("%016x%016x", a, b);
    }
}
