package io.squall.run;

import io.squall.guard.KillSwitch;
import io.squall.storm.Shard;
import io.squall.time.Actor;
import io.squall.time.VirtualClock;
import io.squall.wire.sim.SimNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * The actors of a run in virtual time, on one thread: from due instant to due instant, and at each instant in a fixed order.
 *
 * <p>Most turns are the network's and the shard's. After one of these only those are asked anew when they are due whom it can have
 * touched: themselves, each other, and whoever has outcomes to read. After any other turn everybody is.
 */
final class Stage {
    private static final int NETWORK = 1;
    private static final int SHARD = 2;
    private static final int FIRST_PROBE = 3;

    private final KillSwitch killSwitch;
    private final SimNetwork network;
    private final Shard shard;
    private final Actor[] cast;
    private final long[] dueNs;
    private final int storms;
    /** When the first of those is due who are neither the network nor the shard. */
    private long othersNs;
    /** Whether someone has worked who may have sent commands: then mailboxes are looked into. */
    private boolean commanded = true;

    /** @param others first the probes, in the order of their classes, which follow the storms' */
    Stage(KillSwitch killSwitch, Actor conductor, SimNetwork network, Shard shard, List<Actor> others) {
        this.killSwitch = killSwitch;
        this.network = network;
        this.shard = shard;
        storms = shard.storms().size();
        List<Actor> all = new ArrayList<>(List.of(conductor, network, shard));
        all.addAll(others);
        cast = all.toArray(Actor[]::new);
        dueNs = new long[cast.length];
    }

    /** @return the instant of the last event that was looked at */
    long play(long untilNs) {
        VirtualClock clock = new VirtualClock();
        askAll();
        while (!killSwitch.isThrown()) {
            long networkNs = dueNs[NETWORK];
            long shardNs = dueNs[SHARD];
            long nextNs = Math.min(Math.min(networkNs, shardNs), othersNs);
            if (nextNs > untilNs) {
                return untilNs;
            }
            clock.advanceTo(Math.max(nextNs, clock.nowNs()));
            long nowNs = clock.nowNs();
            if (!commanded && networkNs < Math.min(shardNs, othersNs)) {
                network(nowNs);
            } else if (!commanded && shardNs < Math.min(networkNs, othersNs)) {
                shard(nowNs);
            } else {
                turn(nowNs);
            }
        }
        return clock.nowNs();
    }

    private void network(long nowNs) {
        network.advanceTo(nowNs);
        askTouched();
    }

    private void shard(long nowNs) {
        shard.work(nowNs);
        dueNs[SHARD] = shard.nextEventNs();
        askTouched();
    }

    private void turn(long nowNs) {
        boolean others = false;
        for (int i = 0; i < cast.length; i++) {
            if (dueNs[i] > nowNs) {
                continue;
            }
            if (i == NETWORK && !commanded) {
                network(nowNs);
            } else if (i == SHARD && !commanded) {
                shard(nowNs);
            } else {
                cast[i].doWork(nowNs);
                askAll();
                others |= i != NETWORK && i != SHARD;
                commanded = true;
            }
        }
        commanded = others;
    }

    private void askTouched() {
        dueNs[NETWORK] = network.nextEventNs();
        askReaders(network.takeDelivered());
    }

    /** @param classes bit c is set if there are new outcomes of class c */
    private void askReaders(long classes) {
        long left = classes;
        while (left != 0) {
            int c = Long.numberOfTrailingZeros(left);
            if (c < storms) {
                dueNs[SHARD] = shard.nextEventNs();
            } else {
                int probe = FIRST_PROBE + c - storms;
                dueNs[probe] = cast[probe].nextDueNs();
                othersNs = Math.min(othersNs, dueNs[probe]);
            }
            left &= left - 1;
        }
    }

    private void askAll() {
        othersNs = Actor.NEVER;
        for (int i = 0; i < cast.length; i++) {
            dueNs[i] = cast[i].nextDueNs();
            othersNs = i == NETWORK || i == SHARD ? othersNs : Math.min(othersNs, dueNs[i]);
        }
    }
}
