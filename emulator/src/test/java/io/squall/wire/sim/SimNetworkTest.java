package io.squall.wire.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.Boundary;
import io.squall.mailbox.Command;
import io.squall.mailbox.Mailbox;
import io.squall.physics.VirtualTime;
import io.squall.plane.ControlPlane;
import io.squall.scenario.Path;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenes;
import io.squall.time.Actor;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimNetworkTest {
    private static final long MS = 1_000_000;
    private static final int CONNECT = 0;
    private static final int PUSH = 1;

    private final Mailbox<Boundary> commands = new Mailbox<>();
    private final List<Came> came = new ArrayList<>();

    private record Came(long attempt, Outcome outcome, long doneNs) {}

    /** A network of devices that serve a packet a millisecond, one connect class and one push class. */
    private final class Net {
        final Boundary boundary;
        final ControlPlane plane;
        final SimNetwork network;
        final VirtualTime time;

        Net(int places, Path.WhenFull whenFull, long delayNs) {
            this(
                    "capacity: 1000/s, queue: " + places
                            + (whenFull == Path.WhenFull.REJECT ? ", when-full: reject" : ""),
                    delayNs,
                    2);
        }

        Net(String device, long delayNs, int legs) {
            Scenario scenario = Scenes.of("""
                    paths: { one: { %1$s }, other: { %1$s } }
                    plane: { delay: %2$d ns }
                    probes:
                      connect: { transport: tcp, path: one, every: 1 s, jitter: 0 s, deadline: 1 s, legs: %3$d }
                      push: { transport: push, path: one, every: 1 s, jitter: 0 s, deadline: 1 s }
                    """.formatted(device, delayNs, legs));
            boundary = new Boundary(scenario);
            plane = new ControlPlane(scenario);
            network = new SimNetwork(scenario, boundary, commands, plane, new Mailbox<>());
            time = new VirtualTime(network);
        }

        long send(int trafficClass, int source) {
            long attempt = Attempt.of(trafficClass, source, 1);
            assertThat(network.wire(trafficClass).send(attempt, time.nowNs(), time.nowNs()))
                    .isTrue();
            return attempt;
        }

        List<Came> runTo(long untilNs) {
            time.runTo(untilNs);
            for (int trafficClass = 0; trafficClass < 2; trafficClass++) {
                network.wire(trafficClass)
                        .poll(untilNs, (attempt, outcome, doneNs) -> came.add(new Came(attempt, outcome, doneNs)));
            }
            return came;
        }
    }

    @Test
    void a_connect_passes_the_boundary_twice_and_the_plane_in_between() {
        Net net = new Net(10, Path.WhenFull.SILENCE, 5 * MS);
        long attempt = net.send(CONNECT, 7);
        assertThat(net.runTo(100 * MS)).containsExactly(new Came(attempt, Outcome.ANSWERED, (1 + 5 + 1) * MS));
        assertThat(net.boundary.offered(0, CONNECT))
                .as("one server for both directions")
                .isEqualTo(2);
        assertThat(net.plane.served()).isEqualTo(1);
    }

    @Test
    void a_push_is_answered_by_the_sink_s_receipt_of_its_single_leg() {
        Net net = new Net(10, Path.WhenFull.SILENCE, 5 * MS);
        long attempt = net.send(PUSH, 7);
        assertThat(net.runTo(100 * MS)).containsExactly(new Came(attempt, Outcome.ANSWERED, MS));
        assertThat(net.boundary.offered(0, PUSH)).isEqualTo(1);
        assertThat(net.plane.served()).isZero();
    }

    @Test
    void a_lost_first_leg_is_silent_and_never_reaches_the_plane() {
        Net net = new Net(1, Path.WhenFull.SILENCE, 5 * MS);
        net.send(PUSH, 1);
        net.send(CONNECT, 2);
        assertThat(net.runTo(100 * MS)).extracting(Came::outcome).containsExactly(Outcome.ANSWERED);
        assertThat(net.plane.served()).isZero();
        assertThat(net.boundary.dropped(0, CONNECT)).isEqualTo(1);
    }

    @Test
    void a_lost_second_leg_is_silent_although_the_plane_has_served_it() {
        Net net = new Net(1, Path.WhenFull.SILENCE, 5 * MS);
        net.send(CONNECT, 1);
        net.runTo(5 * MS + MS / 2);
        net.send(PUSH, 2);
        assertThat(net.runTo(100 * MS)).extracting(Came::doneNs).containsExactly(6 * MS + MS / 2);
        assertThat(net.plane.served()).isEqualTo(1);
        assertThat(net.boundary.dropped(0, CONNECT)).isEqualTo(1);
    }

    @Test
    void a_rejected_leg_of_either_direction_is_a_refusal_at_once() {
        Net net = new Net(1, Path.WhenFull.REJECT, 5 * MS);
        long first = net.send(CONNECT, 1);
        long rejected = net.send(CONNECT, 2);
        assertThat(net.runTo(0)).containsExactly(new Came(rejected, Outcome.REFUSED, 0));
        net.runTo(5 * MS + MS / 2);
        net.send(PUSH, 3);
        assertThat(net.runTo(6 * MS)).last().isEqualTo(new Came(first, Outcome.REFUSED, 6 * MS));
    }

    /** The push occupies the only place from 5 to 6 ms, and the plane answers at 6 ms. */
    @Test
    void a_place_that_falls_free_at_an_instant_is_free_for_the_answer_that_comes_at_it() {
        Net net = new Net(1, Path.WhenFull.SILENCE, 5 * MS);
        long connect = net.send(CONNECT, 1);
        net.time.runTo(5 * MS);
        long push = net.send(PUSH, 2);
        assertThat(net.runTo(100 * MS))
                .containsExactly(new Came(connect, Outcome.ANSWERED, 7 * MS), new Came(push, Outcome.ANSWERED, 6 * MS));
    }

    @Test
    void a_plane_that_answers_at_once_answers_behind_the_departure_of_the_request() {
        Net net = new Net(1, Path.WhenFull.SILENCE, 0);
        long attempt = net.send(CONNECT, 1);
        assertThat(net.runTo(100 * MS)).containsExactly(new Came(attempt, Outcome.ANSWERED, 2 * MS));
    }

    @Test
    void a_packet_that_is_sent_at_the_instant_of_a_departure_finds_its_place_free() {
        Net net = new Net(1, Path.WhenFull.SILENCE, 0);
        net.send(PUSH, 1);
        net.time.runTo(MS);
        net.send(PUSH, 2);
        assertThat(net.runTo(100 * MS)).extracting(Came::doneNs).containsExactly(MS, 2 * MS);
    }

    @Test
    void an_attempt_that_was_given_up_still_costs_both_legs_and_its_service() {
        Net net = new Net(10, Path.WhenFull.SILENCE, 5 * MS);
        long attempt = net.send(CONNECT, 1);
        net.network.wire(CONNECT).abandon(attempt);
        assertThat(net.runTo(100 * MS)).containsExactly(new Came(attempt, Outcome.ANSWERED, 7 * MS));
        assertThat(net.boundary.offered(0, CONNECT)).isEqualTo(2);
    }

    @Test
    void a_command_takes_effect_at_once_and_behind_what_was_due_before_it() {
        Net net = new Net(10, Path.WhenFull.SILENCE, 0);
        net.send(CONNECT, 1);
        net.time.runTo(MS / 2);
        Command<Boundary> moved = commands.send((boundary, _) -> boundary.reroute(CONNECT, 1));
        assertThat(moved.appliedNs()).isEmpty();
        net.runTo(100 * MS);
        assertThat(moved.appliedNs()).hasValue(MS / 2);
        assertThat(net.boundary.offered(0, CONNECT)).as("the first leg").isEqualTo(1);
        assertThat(net.boundary.offered(1, CONNECT))
                .as("the second leg, after the move")
                .isEqualTo(1);
    }

    @Test
    void classes_do_not_see_each_other_s_outcomes() {
        Net net = new Net(10, Path.WhenFull.SILENCE, 0);
        net.send(PUSH, 1);
        net.time.runTo(100 * MS);
        assertThat(net.network.wire(CONNECT).nextDueNs()).isEqualTo(Actor.NEVER);
        assertThat(net.network.wire(PUSH).nextDueNs()).isEqualTo(MS);
    }

    /** Each packet takes 1 ms, each turn of direction 5 ms. */
    @Test
    void six_legs_are_six_packets_at_the_device_and_the_last_one_is_the_answer() {
        Net net = new Net("capacity: 1000/s, queue: 10", 5 * MS, 6);
        long attempt = net.send(CONNECT, 7);
        assertThat(net.runTo(100 * MS)).containsExactly(new Came(attempt, Outcome.ANSWERED, (6 + 5 * 5) * MS));
        assertThat(net.boundary.offered(0, CONNECT)).isEqualTo(6);
        assertThat(net.plane.served()).isEqualTo(1);
    }

    @Test
    void the_trailing_leg_of_an_odd_number_costs_and_decides_nothing() {
        for (int legs : new int[] {3, 5, 7}) {
            came.clear();
            Net net = new Net("capacity: 1000/s, queue: 10", 5 * MS, legs);
            long attempt = net.send(CONNECT, 7);
            long answeredNs = (legs - 1 + 5L * (legs - 2)) * MS;
            assertThat(net.runTo(1_000 * MS)).containsExactly(new Came(attempt, Outcome.ANSWERED, answeredNs));
            assertThat(net.boundary.offered(0, CONNECT)).isEqualTo(legs);
            assertThat(net.plane.served()).isEqualTo(1);
        }
    }

    @Test
    void a_leg_that_is_lost_in_the_middle_ends_the_attempt_in_silence() {
        Net net = new Net("capacity: 1000/s, queue: 1", 5 * MS, 6);
        net.send(CONNECT, 1);
        net.runTo(11 * MS + MS / 2);
        net.send(PUSH, 2);
        assertThat(net.runTo(100 * MS)).extracting(Came::doneNs).containsExactly(12 * MS + MS / 2);
        assertThat(net.boundary.offered(0, CONNECT)).as("the third is lost").isEqualTo(3);
        assertThat(net.plane.served()).isZero();
    }

    @Test
    void an_answer_that_says_no_passes_the_boundary_like_any_other_and_is_an_error() {
        Scenario scenario = Scenes.of("""
                plane: { delay: 5 ms, services: { auth: { time: 1 ms, fails: 100 % } } }
                probes:
                  connect: { transport: tcp, path: boundary, service: auth, every: 1 s, jitter: 0 s, deadline: 1 s }
                """);
        SimNetwork network =
                new SimNetwork(scenario, new Boundary(scenario), commands, new ControlPlane(scenario), new Mailbox<>());
        long attempt = Attempt.of(CONNECT, 1, 1);
        network.wire(CONNECT).send(attempt, 0, 0);
        new VirtualTime(network).runTo(100 * MS);
        network.wire(CONNECT).poll(100 * MS, (a, outcome, doneNs) -> came.add(new Came(a, outcome, doneNs)));
        assertThat(came).containsExactly(new Came(attempt, Outcome.ERROR, (1 + 1 + 5 + 1) * MS));
    }
}
