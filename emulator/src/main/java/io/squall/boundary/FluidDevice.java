package io.squall.boundary;

import io.squall.load.Seed;
import io.squall.scenario.Path;
import io.squall.time.Actor;
import io.squall.time.Rate;

/**
 * A device without a queue: of the packets offered within a tick each survives independently with probability
 * min(1, C · tick / offered), and leaves at the tick's end. The closed forms of a retry storm's equilibria assume it.
 */
final class FluidDevice implements Device {
    private static final long TICK_NS = 20_000_000;

    private final Ring tick = new Ring();
    private final Packet passing = new Packet();
    private long random;
    private double perTick;
    private long tickEndNs = Actor.NEVER;

    FluidDevice(Rate capacity, long random) {
        this.random = random;
        perTick = TICK_NS / capacity.intervalNs();
    }

    @Override
    public Admission offer(long packet, int trafficClass, int bytes, long nowNs) {
        if (tick.size() == 0) {
            tickEndNs = (nowNs / TICK_NS + 1) * TICK_NS;
        }
        passing.set(packet, trafficClass, bytes, nowNs);
        tick.add(passing);
        return Admission.QUEUED;
    }

    @Override
    public int poll(long nowNs, Packets packets) {
        if (tickEndNs > nowNs) {
            return 0;
        }
        int offered = tick.size();
        long endNs = tickEndNs;
        tickEndNs = Actor.NEVER;
        double survival = Math.min(1, perTick / offered);
        for (int i = 0; i < offered; i++) {
            random = Seed.next(random);
            tick.removeFirst(passing);
            if (Seed.unit(random) < survival) {
                packets.departed(passing.packet, passing.trafficClass, endNs);
            } else {
                packets.dropped(passing.packet, passing.trafficClass, endNs);
            }
        }
        return offered;
    }

    @Override
    public long nextDepartureNs() {
        return tickEndNs;
    }

    @Override
    public void change(Path path, long preferredClasses, long nowNs, Packets packets) {
        perTick = TICK_NS / path.capacity().intervalNs();
    }

    @Override
    public int length() {
        return tick.size();
    }

    @Override
    public int places() {
        return Integer.MAX_VALUE;
    }

    @Override
    public long takeLeastWaitNs() {
        return Actor.NEVER;
    }
}
