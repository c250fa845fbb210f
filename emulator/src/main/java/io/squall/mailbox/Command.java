package io.squall.mailbox;

import java.util.OptionalLong;

/** A change to {@code T} that its own thread applies, together with the instant at which it took effect. */
public final class Command<T> {
    /** What a command does. */
    @FunctionalInterface
    public interface Action<T> {
        void applyTo(T target, long nowNs);
    }

    private final Action<T> action;
    private volatile boolean applied;
    private long appliedNs;

    public Command(Action<T> action) {
        this.action = action;
    }

    void apply(T target, long nowNs) {
        action.applyTo(target, nowNs);
        appliedNs = nowNs;
        applied = true;
    }

    /** When it took effect; empty until then. Any thread may ask. */
    public OptionalLong appliedNs() {
        return applied ? OptionalLong.of(appliedNs) : OptionalLong.empty();
    }
}
