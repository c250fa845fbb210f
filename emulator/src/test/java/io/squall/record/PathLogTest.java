package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.Boundary;
import io.squall.boundary.Packets;
import io.squall.scenario.Scenes;
import org.junit.jupiter.api.Test;

class PathLogTest {
    private static final long MS = 1_000_000;

    /** 100 packets/s, three places. */
    private final Boundary boundary = new Boundary(Scenes.of("""
            paths: { boundary: { capacity: 100/s, queue: 3 } }
            probes:
              one: { transport: push, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
              other: { transport: push, path: boundary, every: 1 s, jitter: 0 s, deadline: 1 s }
            """));

    private final PathLog log = new PathLog(boundary, new Timeline(5 * Timeline.CUT_NS, 1), 2, _ -> 0);

    private void offer(int packets, int trafficClass, long atNs) {
        boundary.poll(atNs, Packets.NOWHERE);
        for (int i = 0; i < packets; i++) {
            boundary.offer(i, trafficClass, 0, 0, 0, atNs);
        }
    }

    private void advanceTo(long nowNs) {
        boundary.poll(nowNs, Packets.NOWHERE);
        log.doWork(nowNs);
    }

    @Test
    void what_a_device_was_offered_and_dropped_is_kept_by_cut_and_class() {
        offer(5, 0, 10 * MS);
        offer(2, 1, 50 * MS);
        advanceTo(100 * MS);
        offer(4, 1, 110 * MS);
        advanceTo(200 * MS);

        assertThat(log.complete()).isEqualTo(2);
        assertThat(log.offered(0, 0, 0, 1)).isEqualTo(5);
        assertThat(log.dropped(0, 0, 0, 1)).isEqualTo(2);
        assertThat(log.offered(0, 1, 0, 1)).isEqualTo(2);
        assertThat(log.dropped(0, 1, 0, 1)).isZero();
        assertThat(log.offered(0, 1, 1, 2)).isEqualTo(4);
        assertThat(log.dropped(0, 1, 1, 2)).isEqualTo(1);
        assertThat(log.offered(0, 1, 0, 2)).isEqualTo(6);
    }

    @Test
    void the_length_is_that_at_the_end_of_the_cut() {
        offer(3, 0, 85 * MS);
        advanceTo(100 * MS);
        advanceTo(200 * MS);
        assertThat(log.length(0, 0)).isEqualTo(2);
        assertThat(log.length(0, 1)).isZero();
    }

    @Test
    void the_least_wait_of_a_cut_is_that_of_the_luckiest_packet_and_none_if_nothing_was_served() {
        offer(3, 0, 95 * MS);
        advanceTo(100 * MS);
        advanceTo(200 * MS);
        advanceTo(300 * MS);
        assertThat(log.leastWaitNs(0, 0)).isZero();
        assertThat(log.leastWaitNs(0, 1)).isEqualTo(10 * MS);
        assertThat(log.leastWaitNs(0, 2)).isEqualTo(PathLog.NEVER);
    }

    @Test
    void a_reader_that_comes_late_takes_all_cuts_that_have_ended_and_no_more_than_there_are() {
        assertThat(log.nextDueNs()).isEqualTo(100 * MS);
        assertThat(log.doWork(99 * MS)).isZero();
        assertThat(log.doWork(250 * MS)).isEqualTo(2);
        assertThat(log.doWork(60_000 * MS)).isEqualTo(3);
        assertThat(log.nextDueNs()).isEqualTo(PathLog.NEVER);
    }

    @Test
    void cuts_that_a_stopped_run_never_came_to_hold_nothing() {
        offer(5, 0, 10 * MS);
        advanceTo(150 * MS);
        assertThat(log.offered(0, 0, 1, 2)).isZero();
        assertThat(log.offered(0, 0, 0, 5)).isEqualTo(5);
        assertThat(log.dropped(0, 0, 3, 5)).isZero();
        assertThat(log.leastWaitNs(0, 4)).isEqualTo(PathLog.NEVER);
    }
}
