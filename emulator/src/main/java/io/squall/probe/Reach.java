package io.squall.probe;

/** The operator's question whether a class still carries a request: asked on one thread, answered on the probe's. */
public final class Reach {
    /** What is known. */
    public enum State {
        ASKED,
        REACHED,
        MISSED
    }

    private volatile State state = State.ASKED;

    void decide(State found) {
        state = found;
    }

    public State state() {
        return state;
    }
}
