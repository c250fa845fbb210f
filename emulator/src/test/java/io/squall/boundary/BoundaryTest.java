package io.squall.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.scenario.Scenes;
import io.squall.wire.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryTest {
    private static final long MS = 1_000_000;
    private static final int STORM = 0;
    private static final int DNS = 1;

    private final Departures departures = new Departures();
    /** One packet a millisecond, two places. */
    private final Boundary boundary = boundary("capacity: 1000/s, queue: 2");

    private static Boundary boundary(String device) {
        return new Boundary(Scenes.of("""
                paths: { one: { %1$s }, other: { %1$s } }
                probes:
                  storm: { transport: push, path: one, every: 1 s, jitter: 0 s, deadline: 1 s }
                  dns: { transport: push, path: one, every: 1 s, jitter: 0 s, deadline: 1 s }
                """.formatted(device)));
    }

    @Test
    void classes_on_one_path_share_its_places() {
        boundary.offer(1, STORM, 0, 0, 0, 0);
        boundary.offer(2, STORM, 0, 0, 0, 0);
        assertThat(boundary.offer(3, DNS, 0, 0, 0, 0)).isEqualTo(Device.Admission.DROPPED);
        assertThat(boundary.offered(0, STORM)).isEqualTo(2);
        assertThat(boundary.offered(0, DNS)).isEqualTo(1);
        assertThat(boundary.dropped(0, STORM)).isZero();
        assertThat(boundary.dropped(0, DNS)).isEqualTo(1);
    }

    @Test
    void a_class_that_moves_takes_the_other_path_from_now_on_and_what_is_queued_stays() {
        boundary.offer(1, STORM, 0, 0, 0, 0);
        boundary.offer(2, DNS, 0, 0, 0, 0);
        boundary.reroute(DNS, 1);
        boundary.offer(3, DNS, 0, 0, 0, 0);
        assertThat(boundary.length(0)).isEqualTo(2);
        assertThat(boundary.length(1)).isEqualTo(1);
        boundary.poll(10 * MS, departures);
        assertThat(departures.packets()).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(boundary.offered(1, DNS)).isEqualTo(1);
    }

    @Test
    void isolation_moves_the_sources_below_the_mark_and_no_other() {
        boundary.isolate(STORM, 10, 1);
        boundary.offer(1, STORM, 9, 9, 0, 0);
        boundary.offer(2, STORM, 10, 10, 0, 0);
        boundary.offer(3, DNS, 9, 9, 0, 0);
        assertThat(boundary.length(1)).isEqualTo(1);
        assertThat(boundary.length(0)).isEqualTo(2);
    }

    @Test
    void the_next_departure_is_the_earliest_of_all_paths() {
        boundary.reroute(DNS, 1);
        boundary.offer(1, STORM, 0, 0, 0, 5 * MS);
        boundary.offer(2, DNS, 0, 0, 0, 3 * MS);
        assertThat(boundary.nextDepartureNs()).isEqualTo(4 * MS);
        assertThat(boundary.poll(4 * MS, departures)).isEqualTo(1);
        assertThat(boundary.nextDepartureNs()).isEqualTo(6 * MS);
    }

    @Test
    void what_a_device_loses_after_it_was_queued_is_counted_too() {
        Boundary lossy = boundary("capacity: 1/s, discipline: fluid");
        lossy.change(0, Scenes.path("capacity: 0/s, discipline: fluid"), 0);
        lossy.offer(1, STORM, 0, 0, 0, 0);
        lossy.poll(20 * MS, departures);
        assertThat(departures.lost).hasSize(1);
        assertThat(lossy.dropped(0, STORM)).isEqualTo(1);
    }

    private static List<Device> sideBySide(int parallel, IntToLongFunction flows) {
        List<Device> devices = new ArrayList<>();
        Boundary many = new Boundary(Scenes.of("""
                        paths: { one: { capacity: 1/s, queue: unlimited, parallel: %d } }
                        probes: { storm: { transport: tcp, path: one, every: 1 s, jitter: 0 s, deadline: 1 s } }
                        """.formatted(parallel)), (path, preferred, random) -> {
            devices.add(Device.of(path, preferred, random));
            return devices.getLast();
        });
        for (int i = 0; i < 80_000; i++) {
            many.offer(i, 0, 0, flows.applyAsLong(i), 0, 0);
        }
        return devices;
    }

    /** Sources and sequences as attempts have them. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 64})
    void flows_spread_evenly_over_devices_side_by_side(int parallel) {
        List<Device> devices = sideBySide(parallel, i -> Attempt.of(0, i / 4, i % 4));
        assertThat(devices).hasSize(parallel);
        double mean = 80_000.0 / parallel;
        for (Device device : devices) {
            assertThat((double) device.length()).as("of %.0f", mean).isCloseTo(mean, offset(5 * Math.sqrt(mean)));
        }
    }

    @Test
    void a_flow_always_takes_the_same_device() {
        for (long flow = 0; flow < 20; flow++) {
            long same = Attempt.of(0, (int) flow, 0);
            assertThat(sideBySide(8, _ -> same)).extracting(Device::length).containsOnlyOnce(80_000);
        }
    }
}
