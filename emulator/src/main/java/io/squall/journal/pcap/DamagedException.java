package io.squall.journal.pcap;

/** How a parser tells {@link CaptureReader} of a damage; it never leaves this package. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Damage damage;

    DamagedException(long offset, String what) {
        super(what, null, false, false);
        damage = new Damage(offset, what);
    }

    Damage damage() {
        return damage;
    }
}
