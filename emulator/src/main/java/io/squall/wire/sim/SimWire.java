package io.squall.wire.sim;

import io.squall.wire.Outcome;
import io.squall.wire.OutcomeQueue;
import io.squall.wire.Outcomes;
import io.squall.wire.Wire;

/** One class's way into the simulated network. */
final class SimWire implements Wire {
    private final SimNetwork network;
    private final OutcomeQueue waiting = new OutcomeQueue();

    SimWire(SimNetwork network) {
        this.network = network;
    }

    @Override
    public boolean send(long attempt, long intendedNs, long nowNs) {
        network.send(attempt, nowNs);
        return true;
    }

    void deliver(long attempt, Outcome outcome, long doneNs) {
        waiting.add(attempt, outcome, doneNs);
    }

    @Override
    public void abandon(long attempt) {
        // Its packets are under way and cost what they cost.
    }

    @Override
    public int poll(long nowNs, Outcomes outcomes) {
        return waiting.drainTo(outcomes);
    }

    @Override
    public long nextDueNs() {
        return waiting.nextDueNs();
    }

    @Override
    public void close() {}
}
