package io.squall.boundary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.squall.boundary.Departures.Departure;
import io.squall.scenario.Scenes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is served next, and how long it takes; one packet a millisecond unless bits say otherwise. */
class DisciplineTest {
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final int BYTES = 64;

    private final Departures departures = new Departures();

    private static QueueDevice device(String keys) {
        return new QueueDevice(Scenes.path("capacity: 1000/s, " + keys), 0, 1);
    }

    @Test
    void last_come_is_first_served_but_does_not_interrupt() {
        QueueDevice device = device("queue: 4, discipline: lifo");
        for (int packet = 0; packet < 5; packet++) {
            device.offer(packet, 0, BYTES, 0);
        }
        device.poll(2 * MS, departures);
        device.offer(5, 0, BYTES, 2 * MS);
        device.poll(S, departures);
        assertThat(departures.packets())
                .as("packet 4 found no place, packet 5 came while 2 was served")
                .containsExactly(0L, 3L, 2L, 5L, 1L);
    }

    @Test
    void a_packet_takes_the_longer_of_its_two_service_times() {
        QueueDevice device = device("queue: 10, bits: 1 Mbit/s");
        device.offer(0, 0, BYTES, 0);
        device.offer(1, 0, 125, 0);
        device.offer(2, 0, 1_500, 0);
        device.poll(S, departures);
        assertThat(departures.instantsNs())
                .as("1 ms by packets, 1 ms by both, 12 ms by bits")
                .containsExactly(MS, 2 * MS, 14 * MS);
    }

    @ParameterizedTest
    @CsvSource({"100, 1500, 1500", "64, 1400, 1500", "1500, 333, 1500", "64, 1500, 200"})
    void classes_that_always_wait_share_the_bytes_equally_whatever_the_sizes_of_their_packets(
            int one, int other, int quantum) {
        QueueDevice device = device("queue: 100, discipline: drr, quantum: " + quantum + " B");
        int[] bytes = {one, other};
        long[] served = new long[2];
        Packets serving = new Packets() {
            @Override
            public void departed(long packet, int trafficClass, long departureNs) {
                served[trafficClass] += bytes[trafficClass];
            }

            @Override
            public void dropped(long packet, int trafficClass, long droppedNs) {}
        };
        for (long now = 0; now < 10 * S; now += MS) {
            device.poll(now, serving);
            for (int c = 0; c < 2; c++) {
                device.offer(now, c, bytes[c], now);
                device.offer(now, c, bytes[c], now);
            }
            if (now > 100 * MS) {
                // A round's turn of one class, and what its deficit may carry over.
                assertThat(Math.abs(served[0] - served[1]))
                        .as("bytes by which one is ahead after %d ms: %d, %d", now / MS, served[0], served[1])
                        .isLessThanOrEqualTo(quantum + 2L * Math.max(one, other));
            }
        }
        assertThat(served[0] + served[1]).as("bytes served in 10 s").isGreaterThan(10_000L * Math.min(one, other));
    }

    @Test
    void a_class_that_was_idle_has_saved_nothing_up() {
        QueueDevice device = device("queue: 100, discipline: drr, quantum: 200 B");
        device.offer(99, 1, 100, 0);
        for (int packet = 0; packet < 90; packet++) {
            device.offer(packet, 0, 100, 0);
        }
        device.poll(50 * MS, departures);
        for (int packet = 100; packet < 110; packet++) {
            device.offer(packet, 1, 100, 50 * MS);
        }
        device.poll(S, departures);
        List<Long> after = departures.packets().subList(49, 76);
        assertThat(after.stream().filter(packet -> packet >= 100))
                .as("of %s", after)
                .hasSize(10);
        for (int i = 0; i + 3 <= after.size(); i++) {
            assertThat(after.subList(i, i + 3).stream().allMatch(packet -> packet >= 100))
                    .as("three of the newcomer in a row from %d: %s", i, after)
                    .isFalse();
        }
    }

    /** 1.2 packets a millisecond: the first drop comes an interval after the delay first stood above the target. */
    @Test
    void a_standing_queue_is_dropped_from_after_an_interval_and_then_at_intervals_over_the_root_of_their_number() {
        QueueDevice device = device("queue: unlimited, discipline: codel");
        flood(device, 2 * S, 1.2, _ -> BYTES);
        List<Departure> drops = departures.lost;
        // The delay grows by a sixth of a service time with each packet that is served.
        assertThat(drops.getFirst().atNs() / 1e6).as("first drop in ms").isCloseTo(100 + 30, offset(3.0));
        double due = drops.getFirst().atNs();
        for (int n = 1; n < drops.size(); n++) {
            due += 100 * MS / Math.sqrt(n);
            assertThat((drops.get(n).atNs() - due) / 1e6)
                    .as("drop %d of %d: ms behind the law", n, drops.size())
                    .isBetween(-1e-3, 1.0);
        }
        assertThat(drops).hasSizeGreaterThan(50);
    }

    /** Sizes of packets and a load that comes and goes, so that it leaves the dropping state and enters it again. */
    @ParameterizedTest
    @CsvSource({"1.2, 64, 64, 6", "1.02, 64, 1500, 6", "1.5, 1500, 64, 6", "1.1, 500, 500, 6", "0.1, 64, 1500, 0.6"})
    void it_drops_what_the_pseudocode_of_rfc_8289_drops(double load, int even, int odd, double megabits) {
        QueueDevice device = device("queue: unlimited, discipline: codel, bits: " + megabits + " Mbit/s");
        IntUnaryOperator bytes = packet -> packet % 2 == 0 ? even : odd;
        flood(device, 5 * S, load, bytes);
        List<Departure> expected = new Rfc8289(megabits * 1e6, bytes).drops(5 * S, load);
        assertThat(expected).as("drops of the oracle").hasSizeGreaterThan(5);
        assertThat(departures.lost).isEqualTo(expected);
    }

    private static double intervalNs(double load, long nowNs) {
        // Every second second is calm.
        return MS / (nowNs / S % 2 == 0 ? load : .4 * load);
    }

    private void flood(QueueDevice device, long untilNs, double load, IntUnaryOperator bytes) {
        double at = 0;
        for (int packet = 0; at < untilNs; packet++) {
            long now = (long) at;
            device.poll(now, departures);
            device.offer(packet, 0, bytes.applyAsInt(packet), now);
            at += untilNs > 2 * S ? intervalNs(load, now) : MS / load;
        }
    }

    /** The pseudocode of RFC 8289 §5, by hand, behind a server of 1,000 packets/s and some bits/s. */
    private static final class Rfc8289 {
        private record Queued(long packet, int bytes, double atNs) {}

        private final double bitsPerSecond;
        private final IntUnaryOperator sizes;
        private final Deque<Queued> queue = new ArrayDeque<>();
        private final List<Departure> dropped = new ArrayList<>();
        private long bytes;
        private long maxPacket;
        private boolean dropping;
        private boolean okToDrop;
        private long firstAboveTime;
        private long dropNext;
        private int count;
        private int lastCount;

        Rfc8289(double bitsPerSecond, IntUnaryOperator sizes) {
            this.bitsPerSecond = bitsPerSecond;
            this.sizes = sizes;
        }

        List<Departure> drops(long untilNs, double load) {
            double at = 0;
            double free = 0;
            for (int packet = 0; at < untilNs; packet++) {
                long now = (long) at;
                while (free <= now && !queue.isEmpty()) {
                    free = serve(free);
                }
                int size = sizes.applyAsInt(packet);
                queue.add(new Queued(packet, size, now));
                bytes += size;
                maxPacket = Math.max(maxPacket, size);
                if (free <= now) {
                    free = serve((double) now);
                }
                at += intervalNs(load, now);
            }
            return dropped;
        }

        private double serve(double from) {
            @Nullable Queued next = dequeue((long) from);
            return next == null ? from : from + Math.max(MS, next.bytes() * 8e9 / bitsPerSecond);
        }

        private @Nullable Queued dodequeue(long now) {
            @Nullable Queued p = queue.poll();
            okToDrop = false;
            if (p == null) {
                firstAboveTime = 0;
                return null;
            }
            bytes -= p.bytes();
            if (now - p.atNs() < 5 * MS || bytes <= maxPacket) {
                firstAboveTime = 0;
            } else if (firstAboveTime == 0) {
                firstAboveTime = now + 100 * MS;
            } else if (now >= firstAboveTime) {
                okToDrop = true;
            }
            return p;
        }

        private @Nullable Queued dequeue(long now) {
            @Nullable Queued p = dodequeue(now);
            if (dropping) {
                if (!okToDrop) {
                    dropping = false;
                }
                while (dropping && now >= dropNext) {
                    dropped.add(new Departure(requireNonNull(p).packet(), now));
                    count++;
                    p = dodequeue(now);
                    if (!okToDrop) {
                        dropping = false;
                    } else {
                        dropNext = controlLaw(dropNext);
                    }
                }
            } else if (okToDrop) {
                dropped.add(new Departure(requireNonNull(p).packet(), now));
                p = dodequeue(now);
                dropping = true;
                int delta = count - lastCount;
                count = delta > 1 && now - dropNext < 16 * 100 * MS ? delta : 1;
                dropNext = controlLaw(now);
                lastCount = count;
            }
            return p;
        }

        private long controlLaw(long t) {
            return t + (long) (100 * MS / Math.sqrt(count));
        }
    }

    /** Ten senders that send a packet more after each round trip and half as many after each loss (AIMD), 100 ms away. */
    @ParameterizedTest
    @CsvSource({"codel, 0, 5", "fifo, 100, 500"})
    void senders_that_respond_to_loss_find_the_least_delay_near_the_target(
            String discipline, double fromMs, double toMs) {
        QueueDevice device = device("queue: 500, discipline: " + discipline);
        Senders senders = new Senders(device);
        senders.run(60 * S);
        for (int second = 30; second < 60; second++) {
            assertThat(senders.leastWaitNs.getOrDefault(second, 0L) / 1e6)
                    .as("least wait for service in second %d, ms", second)
                    .isBetween(fromMs, toMs);
        }
        assertThat(senders.departed / 60_000.0).as("utilization").isGreaterThan(.85);
    }

    private static final class Senders implements Packets {
        private static final int FLOWS = 10;
        private static final long ROUND_TRIP_NS = 100 * MS;

        private final QueueDevice device;
        private final double[] window = new double[FLOWS];
        private final int[] flying = new int[FLOWS];
        /** Instant, and the flow that may send again then. */
        private final PriorityQueue<long[]> events = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));

        private final long[] lastHalvedNs = new long[FLOWS];
        final Map<Integer, Long> leastWaitNs = new HashMap<>();
        long departed;

        Senders(QueueDevice device) {
            this.device = device;
            for (int flow = 0; flow < FLOWS; flow++) {
                window[flow] = 2;
                events.add(new long[] {flow * 7L * MS, flow});
            }
        }

        void run(long untilNs) {
            while (true) {
                long next = Math.min(device.nextDepartureNs(), events.isEmpty() ? untilNs : events.peek()[0]);
                if (next >= untilNs) {
                    return;
                }
                device.poll(next, this);
                long least = device.takeLeastWaitNs();
                leastWaitNs.merge((int) (next / S), least, Math::min);
                while (!events.isEmpty() && events.peek()[0] <= next) {
                    send((int) events.poll()[1], next);
                }
            }
        }

        private void send(int flow, long now) {
            while (flying[flow] < (int) window[flow]) {
                if (device.offer(flow, 0, BYTES, now) == Device.Admission.QUEUED) {
                    flying[flow]++;
                } else {
                    halve(flow, now);
                    events.add(new long[] {now + ROUND_TRIP_NS, flow});
                    return;
                }
            }
        }

        private void halve(int flow, long now) {
            if (now - lastHalvedNs[flow] > ROUND_TRIP_NS) {
                window[flow] = Math.max(1, window[flow] / 2);
                lastHalvedNs[flow] = now;
            }
        }

        @Override
        public void departed(long packet, int trafficClass, long departureNs) {
            int flow = (int) packet;
            departed++;
            flying[flow]--;
            window[flow] += 1 / window[flow];
            events.add(new long[] {departureNs + ROUND_TRIP_NS, flow});
        }

        @Override
        public void dropped(long packet, int trafficClass, long droppedNs) {
            int flow = (int) packet;
            flying[flow]--;
            halve(flow, droppedNs);
            events.add(new long[] {droppedNs + ROUND_TRIP_NS, flow});
        }
    }
}
