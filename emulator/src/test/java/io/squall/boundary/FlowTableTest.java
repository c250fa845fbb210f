package io.squall.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.FlowTable.State;
import io.squall.scenario.Path;
import io.squall.scenario.Scenes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final long S = 1_000_000_000;

    private static FlowTable table(int entries, String holds) {
        Path path = Scenes.path("capacity: 1/s, queue: 1, flows: { entries: " + entries + holds + " }");
        return new FlowTable(Objects.requireNonNull(path.flows()), 1);
    }

    @Test
    void an_entry_is_held_as_long_as_its_state_says_and_then_forgotten() {
        FlowTable table = table(1, ", syn-sent: 10 s");
        assertThat(table.admits(1, State.SYN_SENT, true, 0)).isTrue();
        assertThat(table.admits(2, State.SYN_SENT, true, 10 * S - 1)).isFalse();
        assertThat(table.admits(2, State.SYN_SENT, true, 10 * S)).isTrue();
    }

    @Test
    void every_packet_of_a_flow_holds_it_anew_and_a_closed_one_is_forgotten_sooner() {
        FlowTable table = table(1, ", syn-sent: 10 s, established: 1 h, closed: 2 s");
        table.admits(1, State.SYN_SENT, true, 0);
        table.admits(1, State.SYN_SENT, true, 9 * S);
        assertThat(table.admits(2, State.SYN_SENT, true, 18 * S))
                .as("refreshed at 9 s")
                .isFalse();
        table.admits(1, State.ESTABLISHED, true, 18 * S);
        table.admits(1, State.CLOSED, false, 1_000 * S);
        assertThat(table.admits(2, State.SYN_SENT, true, 1_001 * S)).isFalse();
        assertThat(table.admits(2, State.SYN_SENT, true, 1_002 * S)).isTrue();
    }

    /** As in Linux: assured is assured, whichever way the next datagram goes. */
    @Test
    void a_datagram_flow_that_has_been_seen_both_ways_is_a_stream_from_then_on() {
        FlowTable table = table(1, ", udp: 30 s, udp-stream: 120 s");
        table.admits(1, State.UDP, true, 0);
        table.admits(1, State.UDP_STREAM, false, S);
        table.admits(1, State.UDP, true, 2 * S);
        assertThat(table.admits(2, State.UDP, true, 121 * S)).isFalse();
        assertThat(table.admits(2, State.UDP, true, 122 * S)).isTrue();
        assertThat(table.admits(3, State.UDP, true, 151 * S))
                .as("the next flow is no stream")
                .isFalse();
        assertThat(table.admits(3, State.UDP, true, 152 * S)).isTrue();
    }

    @Test
    void a_packet_from_behind_of_a_flow_that_nobody_knows_is_lost() {
        FlowTable table = table(10, ", syn-sent: 1 s");
        assertThat(table.admits(1, State.SYN_RECEIVED, false, 0)).isFalse();
        table.admits(1, State.SYN_SENT, true, 0);
        assertThat(table.admits(1, State.SYN_RECEIVED, false, S - 1)).isTrue();
        table.admits(2, State.SYN_SENT, true, 0);
        assertThat(table.admits(2, State.SYN_RECEIVED, false, 2 * S))
                .as("too late")
                .isFalse();
        assertThat(table.used()).isEqualTo(1);
    }

    /** Entries come, are held anew and go in any order, in a hash table that is as full as it may be. */
    @Test
    @SuppressWarnings("EnumOrdinal") // hold times in their order
    void it_knows_what_a_map_knows() {
        int entries = 127;
        long[] holdNs = {50, 20, 400, 5, 60, 90};
        FlowTable table = table(
                entries,
                ", syn-sent: 50 ns, syn-received: 20 ns, established: 400 ns, closed: 5 ns, udp: 60 ns, udp-stream: 90 ns");
        Map<Long, Long> expiryNs = new HashMap<>();
        Random random = new Random(3);
        State[] states = {State.SYN_SENT, State.SYN_RECEIVED, State.ESTABLISHED, State.CLOSED};
        int refused = 0;
        long now = 0;
        for (int i = 0; i < 500_000; i++) {
            now += random.nextInt(3);
            long flow = random.nextInt(200) * (i % 2 == 0 ? 1L : 1L << 28);
            State state = states[random.nextInt(states.length)];
            boolean outbound = random.nextInt(4) != 0;
            long at = now;
            expiryNs.values().removeIf(due -> due <= at);
            boolean expected = expiryNs.containsKey(flow) || (outbound && expiryNs.size() < entries);
            assertThat(table.admits(flow, state, outbound, now))
                    .as("operation %d", i)
                    .isEqualTo(expected);
            if (expected) {
                expiryNs.put(flow, now + holdNs[state.ordinal()]);
            } else {
                refused++;
            }
            assertThat(table.used()).as("entries after operation %d", i).isEqualTo(expiryNs.size());
        }
        assertThat(refused).as("refused, so that a full table was seen").isGreaterThan(10_000);
    }
}
