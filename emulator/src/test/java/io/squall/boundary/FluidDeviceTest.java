package io.squall.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.load.Seed;
import io.squall.scenario.Scenes;
import io.squall.time.Actor;
import io.squall.time.Rate;
import org.junit.jupiter.api.Test;

class FluidDeviceTest {
    private static final long MS = 1_000_000;
    private static final long TICK_NS = 20 * MS;
    private static final long SEED = 5;

    private final Departures departures = new Departures();
    private final FluidDevice device = new FluidDevice(Rate.perSecond(1_000), new Seed(SEED).stream("path", 0));

    private void offer(int packets, long nowNs) {
        for (int packet = 0; packet < packets; packet++) {
            assertThat(device.offer(packet, 0, 64, nowNs)).isEqualTo(Device.Admission.QUEUED);
        }
    }

    @Test
    void a_packet_leaves_at_the_end_of_the_tick_in_which_it_came() {
        offer(1, 3 * MS);
        assertThat(device.nextDepartureNs()).isEqualTo(TICK_NS);
        assertThat(device.poll(TICK_NS - 1, departures)).isZero();
        assertThat(device.poll(TICK_NS, departures)).isEqualTo(1);
        assertThat(departures.instantsNs()).containsExactly(TICK_NS);
        assertThat(device.nextDepartureNs()).isEqualTo(Actor.NEVER);
        offer(1, TICK_NS);
        assertThat(device.nextDepartureNs())
                .as("the end of a tick belongs to the next one")
                .isEqualTo(2 * TICK_NS);
    }

    @Test
    void what_the_capacity_carries_survives() {
        offer(20, 0);
        device.poll(TICK_NS, departures);
        assertThat(departures.served).hasSize(20);
        assertThat(departures.lost).isEmpty();
    }

    @Test
    void beyond_it_each_packet_survives_with_the_share_that_the_capacity_carries() {
        int ticks = 2_000;
        for (int tick = 0; tick < ticks; tick++) {
            offer(50, tick * TICK_NS);
            device.poll((tick + 1) * TICK_NS, departures);
        }
        assertThat(departures.served.size() + departures.lost.size()).isEqualTo(50 * ticks);
        double share = departures.served.size() / (50.0 * ticks);
        assertThat(share).as("survivors of %d, seed %d", 50 * ticks, SEED).isCloseTo(.4, offset(.005));
    }

    @Test
    void an_outage_carries_nothing() {
        device.change(Scenes.path("capacity: 0/s, discipline: fluid"), 0, 0, departures);
        offer(10, 0);
        device.poll(TICK_NS, departures);
        assertThat(departures.lost).hasSize(10);
    }
}
