package io.squall.journal.pcap;

/**
 * Why a capture cannot be read on. What came before it has been delivered.
 *
 * @param offset of the byte in the file at which the damaged part begins
 * @param what a clause without a full stop
 */
public record Damage(long offset, String what) {
    @Override
    public String toString() {
        return "byte " + offset + ": " + what;
    }
}
