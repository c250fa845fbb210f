package io.squall.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.squall.boundary.Device.Admission;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.load.Seed;
import io.squall.scenario.Path;
import io.squall.time.Actor;
import io.squall.time.Rate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueDeviceTest {
    private static final long MS = 1_000_000;
    private static final long SEED = 4;
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int BYTES = 64;
    private static final int FIRST = 0;
    private static final int SECOND = 1;

    private final Departures departures = new Departures();

    private static Path path(double capacity, int places, Path.ServiceTime service, Path.WhenFull whenFull) {
        Path plain = path(capacity, places);
        return new Path(
                plain.name(),
                plain.capacity(),
                plain.bitsPerSecond(),
                places,
                1,
                plain.discipline(),
                service,
                whenFull,
                null);
    }

    private static Path path(double capacity, int places) {
        return Path.of("boundary", Rate.perSecond(capacity), places, new Path.Discipline.Fifo());
    }

    /** One packet a millisecond. */
    private static QueueDevice fifo(int places) {
        return new QueueDevice(path(1_000, places), 0, 1);
    }

    private static QueueDevice priority(int places) {
        Path.Discipline priority = new Path.Discipline.Priority(List.of("first"));
        return new QueueDevice(Path.of("boundary", Rate.perSecond(1_000), places, priority), 1L << FIRST, 1);
    }

    @Test
    void an_idle_device_serves_at_once_and_takes_one_service_time() {
        QueueDevice device = fifo(10);
        device.offer(1, 0, BYTES, 5 * MS);
        assertThat(device.nextDepartureNs()).isEqualTo(6 * MS);
        assertThat(device.poll(6 * MS - 1, departures)).isZero();
        assertThat(device.poll(6 * MS, departures)).isEqualTo(1);
        assertThat(departures.instantsNs()).containsExactly(6 * MS);
        assertThat(device.nextDepartureNs()).isEqualTo(Actor.NEVER);
    }

    /** Departure = max(arrival, previous departure) + service; a packet that finds K inside is lost. */
    @ParameterizedTest
    @CsvSource({"3, 2.5, 2147483647", "3, 2.9, 2147483647", "7, 8, 5", "1000, 1500, 14", "1000, 900, 1"})
    void departures_follow_lindleys_recursion(double capacity, double load, int places) {
        QueueDevice device = new QueueDevice(path(capacity, places), 0, 1);
        Schedule arrivals = new Schedule(
                new Arrivals.Poisson(), Rate.perSecond(load).intervalNs(), 0, new Seed(SEED).stream("arrivals", 0));
        double serviceNs = Rate.perSecond(capacity).intervalNs();
        Deque<Double> inside = new ArrayDeque<>();
        List<Departures.Departure> expected = new ArrayList<>();
        double previousNs = 0;
        for (int packet = 0; packet < 50_000; packet++) {
            long nowNs = arrivals.takeNs();
            device.poll(nowNs, departures);
            while (!inside.isEmpty() && inside.peekFirst() <= nowNs) {
                inside.removeFirst();
            }
            Admission admission = device.offer(packet, 0, BYTES, nowNs);
            assertThat(admission)
                    .as("seed %d, packet %d at %d ns, %d inside", SEED, packet, nowNs, inside.size())
                    .isEqualTo(inside.size() < places ? Admission.QUEUED : Admission.DROPPED);
            if (admission == Admission.QUEUED) {
                previousNs = Math.max((double) nowNs, previousNs) + serviceNs;
                inside.addLast(previousNs);
                expected.add(new Departures.Departure(packet, (long) Math.ceil(previousNs)));
            }
        }
        device.poll(Long.MAX_VALUE - 1, departures);
        assertThat(departures.served).isEqualTo(expected);
        assertThat(departures.lost).isEmpty();
    }

    @Test
    void three_packets_a_second_are_three_a_second_for_ever() {
        QueueDevice device = new QueueDevice(path(3, NO_LIMIT), 0, 1);
        int n = 300_000;
        for (int packet = 0; packet < n; packet++) {
            device.offer(packet, 0, BYTES, 0);
        }
        device.poll(Long.MAX_VALUE - 1, departures);
        long lastNs = departures.served.getLast().atNs();
        assertThat(lastNs).as("%d packets at 3/s", n).isCloseTo(n / 3 * 1_000_000_000L, offset(1_000L));
    }

    @Test
    void exponential_service_has_its_mean_and_its_spread() {
        QueueDevice device = new QueueDevice(
                path(1_000, NO_LIMIT, Path.ServiceTime.EXPONENTIAL, Path.WhenFull.SILENCE),
                0,
                new Seed(SEED).stream("path", 0));
        int n = 100_000;
        for (int packet = 0; packet < n; packet++) {
            device.offer(packet, 0, BYTES, 0);
        }
        device.poll(Long.MAX_VALUE - 1, departures);
        double sum = 0;
        double squares = 0;
        long previousNs = 0;
        for (Departures.Departure departure : departures.served) {
            double service = (departure.atNs() - previousNs) / (double) MS;
            sum += service;
            squares += service * service;
            previousNs = departure.atNs();
        }
        double mean = sum / n;
        assertThat(mean).as("mean of %d services in ms, seed %d", n, SEED).isCloseTo(1, offset(.015));
        assertThat(squares / n - mean * mean)
                .as("variance of %d services in ms², seed %d", n, SEED)
                .isCloseTo(1, offset(.04));
    }

    @Test
    void a_full_queue_drops_the_packet_that_arrives() {
        QueueDevice device = fifo(3);
        for (int packet = 0; packet < 3; packet++) {
            assertThat(device.offer(packet, 0, BYTES, 0)).isEqualTo(Admission.QUEUED);
        }
        assertThat(device.offer(3, 0, BYTES, 0)).isEqualTo(Admission.DROPPED);
        assertThat(device.length()).isEqualTo(3).isEqualTo(device.places());
        device.poll(10 * MS, departures);
        assertThat(departures.packets()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_device_that_rejects_says_so_at_once() {
        QueueDevice device =
                new QueueDevice(path(1_000, 1, Path.ServiceTime.DETERMINISTIC, Path.WhenFull.REJECT), 0, 1);
        device.offer(0, 0, BYTES, 0);
        assertThat(device.offer(1, 0, BYTES, 0)).isEqualTo(Admission.REJECTED);
    }

    @Test
    void a_place_falls_free_with_the_departure_and_is_seen_once_the_device_is_polled() {
        QueueDevice device = fifo(1);
        device.offer(0, 0, BYTES, 0);
        assertThat(device.offer(1, 0, BYTES, MS)).as("offered before the poll").isEqualTo(Admission.DROPPED);
        device.poll(MS, departures);
        assertThat(device.offer(2, 0, BYTES, MS)).as("offered after the poll").isEqualTo(Admission.QUEUED);
        assertThat(device.nextDepartureNs()).isEqualTo(2 * MS);
    }

    @Test
    void a_late_poll_hands_out_every_departure_with_its_own_instant() {
        QueueDevice device = fifo(NO_LIMIT);
        for (int packet = 0; packet < 100; packet++) {
            device.offer(packet, 0, BYTES, 0);
        }
        assertThat(device.poll(50 * MS, departures)).isEqualTo(50);
        for (int i = 0; i < 50; i++) {
            assertThat(departures.served.get(i)).isEqualTo(new Departures.Departure(i, (i + 1) * MS));
        }
        assertThat(device.length()).isEqualTo(50);
    }

    @Test
    void a_change_of_capacity_applies_from_the_next_packet_to_enter_service() {
        QueueDevice device = fifo(10);
        device.offer(0, 0, BYTES, 0);
        device.offer(1, 0, BYTES, 0);
        device.offer(2, 0, BYTES, 0);
        device.poll(MS / 2, departures);
        device.change(path(100, 10), 0, MS / 2, departures);
        device.poll(100 * MS, departures);
        assertThat(departures.instantsNs()).containsExactly(MS, 11 * MS, 21 * MS);
    }

    @Test
    void a_stack_with_more_places_still_serves_what_came_last_first() {
        QueueDevice device = new QueueDevice(stack(10), 0, 1);
        for (int packet = 0; packet < 4; packet++) {
            device.offer(packet, 0, BYTES, 0);
        }
        device.change(stack(20), 0, MS / 2, departures);
        device.poll(100 * MS, departures);
        assertThat(departures.packets()).containsExactly(0L, 3L, 2L, 1L);
    }

    private static Path stack(int places) {
        return Path.of("boundary", Rate.perSecond(1_000), places, new Path.Discipline.Lifo());
    }

    @Test
    void in_an_outage_what_is_in_service_completes_and_the_rest_waits() {
        QueueDevice device = fifo(10);
        device.offer(0, 0, BYTES, 0);
        device.offer(1, 0, BYTES, 0);
        device.change(path(0, 10), 0, MS / 2, departures);
        device.poll(5 * MS, departures);
        assertThat(departures.instantsNs()).containsExactly(MS);
        assertThat(device.nextDepartureNs()).isEqualTo(Actor.NEVER);
        assertThat(device.offer(2, 0, BYTES, 6 * MS)).isEqualTo(Admission.QUEUED);
        device.change(path(1_000, 10), 0, 8 * MS, departures);
        device.poll(100 * MS, departures);
        assertThat(departures.instantsNs()).containsExactly(MS, 9 * MS, 10 * MS);
        assertThat(departures.packets()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void an_outage_of_an_idle_device_keeps_what_comes_and_ends_with_a_service() {
        QueueDevice device = fifo(10);
        device.change(path(0, 10), 0, 0, departures);
        device.offer(0, 0, BYTES, MS);
        assertThat(device.nextDepartureNs()).isEqualTo(Actor.NEVER);
        assertThat(device.length()).isEqualTo(1);
        device.change(path(1_000, 10), 0, 4 * MS, departures);
        assertThat(device.nextDepartureNs()).isEqualTo(5 * MS);
    }

    @Test
    void a_preferred_packet_overtakes_all_that_wait_but_not_the_one_in_service() {
        QueueDevice device = priority(10);
        device.offer(10, SECOND, BYTES, 0);
        device.offer(11, SECOND, BYTES, 0);
        device.offer(12, SECOND, BYTES, 0);
        device.offer(1, FIRST, BYTES, MS / 2);
        device.offer(2, FIRST, BYTES, MS / 2);
        device.poll(100 * MS, departures);
        assertThat(departures.packets()).containsExactly(10L, 1L, 2L, 11L, 12L);
        assertThat(departures.instantsNs()).containsExactly(MS, 2 * MS, 3 * MS, 4 * MS, 5 * MS);
    }

    @Test
    void the_preferred_classes_have_a_buffer_of_their_own() {
        QueueDevice device = priority(3);
        device.offer(10, SECOND, BYTES, 0);
        device.offer(11, SECOND, BYTES, 0);
        device.offer(12, SECOND, BYTES, 0);
        assertThat(device.offer(13, SECOND, BYTES, 0)).isEqualTo(Admission.DROPPED);
        assertThat(device.offer(1, FIRST, BYTES, 0)).isEqualTo(Admission.QUEUED);
        assertThat(device.offer(2, FIRST, BYTES, 0)).isEqualTo(Admission.QUEUED);
        assertThat(device.offer(3, FIRST, BYTES, 0)).isEqualTo(Admission.DROPPED);
    }

    @Test
    void the_least_wait_is_that_of_the_packet_that_waited_least_since_it_was_last_asked_for() {
        QueueDevice device = fifo(10);
        assertThat(device.takeLeastWaitNs()).isEqualTo(Actor.NEVER);
        device.offer(0, 0, BYTES, 0);
        device.takeLeastWaitNs();
        device.offer(1, 0, BYTES, 0);
        device.offer(2, 0, BYTES, MS / 2);
        device.poll(3 * MS, departures);
        assertThat(device.takeLeastWaitNs())
                .as("packets 1 and 2 waited 1 ms and 1.5 ms")
                .isEqualTo(MS);
        assertThat(device.takeLeastWaitNs()).isEqualTo(Actor.NEVER);
    }

    @Test
    void a_device_without_a_place_is_refused() {
        assertThatThrownBy(() -> fifo(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }
}
