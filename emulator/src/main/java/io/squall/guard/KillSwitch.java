package io.squall.guard;

/** Once thrown, every thread of the run stops at its next turn. Any thread may throw it, at any moment. */
public final class KillSwitch {
    private volatile boolean thrown;

    public void throwIt() {
        thrown = true;
    }

    public boolean isThrown() {
        return thrown;
    }
}
