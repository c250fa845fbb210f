package io.squall.wire.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.boundary.relay.Rig;
import io.squall.boundary.relay.TinyServer;
import io.squall.scenario.Http;
import io.squall.socket.Sockets;
import io.squall.wire.Attempt;
import io.squall.wire.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpWireTest {
    private static final Http FRESH = new Http("/login", null, false);
    private static final Http KEPT = new Http("/login", "auth.internal", true);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    private static final long MS = 1_000_000;

    private static HttpWire wire(Rig rig, InetSocketAddress target, Http http) {
        return rig.with(new HttpWire(rig.loop, rig.permit, target, 4, http, TcpWire.Close.RST));
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    /** Answers all requests of all connections alike. */
    private static TinyServer saying(String response) throws IOException {
        return new TinyServer((_, in, out) -> {
            while (TinyServer.request(in)) {
                say(out, response);
            }
        });
    }

    private static List<Outcome> outcomes(Rig rig, int attempts) {
        for (int sequence = 1; sequence <= attempts; sequence++) {
            int before = rig.outcomes.size();
            assertThat(rig.send(Attempt.of(Rig.HTTP, 2, sequence))).isTrue();
            rig.until("an outcome", () -> rig.outcomes.size() > before);
        }
        rig.during(2 * MS);
        return rig.outcomes.stream().map(Rig.Reported::outcome).toList();
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_source_keeps_its_connection_if_it_is_to_keep_it(Sockets sockets) throws IOException {
        try (TinyServer server = saying(OK);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, server.address, KEPT);
            assertThat(outcomes(rig, 3)).containsOnly(Outcome.ANSWERED).hasSize(3);
            assertThat(server.connections()).isEqualTo(1);
            wire(rig, server.address, FRESH);
            outcomes(rig, 3);
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void the_request_is_a_get_with_its_host(Sockets sockets) throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        try (TinyServer server = new TinyServer((_, in, _) -> heard.add(new String(in.readNBytes(64), US_ASCII)));
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, server.address, KEPT);
            rig.send(Attempt.of(Rig.HTTP, 2, 1));
            rig.until("the request", () -> !heard.isEmpty());
            assertThat(heard.take())
                    .isEqualTo("GET /login HTTP/1.1\r\nHost: auth.internal\r\nUser-Agent: squall\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_server_that_says_no_is_an_error_and_one_that_knows_nothing_has_answered(Sockets sockets) throws IOException {
        try (TinyServer no = saying("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                TinyServer unknown = saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, no.address, KEPT);
            assertThat(outcomes(rig, 2)).containsOnly(Outcome.ERROR);
            assertThat(no.connections()).isEqualTo(1);
            rig.outcomes.clear();
            wire(rig, unknown.address, KEPT);
            assertThat(outcomes(rig, 2)).containsOnly(Outcome.ANSWERED);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_chunked_response_that_drips_is_answered_at_its_last_byte(Sockets sockets) throws IOException {
        CountDownLatch last = new CountDownLatch(1);
        TinyServer.Talk drip = (_, in, out) -> {
            TinyServer.request(in);
            for (byte next :
                    "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r"
                            .getBytes(US_ASCII)) {
                out.write(next);
                out.flush();
            }
            last.await();
            say(out, "\n");
            in.read();
        };
        try (TinyServer server = new TinyServer(drip);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, server.address, KEPT);
            rig.send(Attempt.of(Rig.HTTP, 1, 1));
            rig.during(30 * MS);
            assertThat(rig.outcomes).isEmpty();
            last.countDown();
            rig.until("an outcome", () -> !rig.outcomes.isEmpty());
            assertThat(rig.outcomes.getFirst().outcome()).isEqualTo(Outcome.ANSWERED);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void an_attempt_that_was_given_up_takes_its_kept_connection_with_it(Sockets sockets) throws IOException {
        TinyServer.Talk onlyTheSecond = (connection, in, out) -> {
            while (TinyServer.request(in)) {
                say(out, connection == 0 ? "HTTP/1.1 200 OK\r\n" : OK);
            }
        };
        try (TinyServer server = new TinyServer(onlyTheSecond);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            HttpWire wire = wire(rig, server.address, KEPT);
            rig.send(Attempt.of(Rig.HTTP, 2, 0));
            rig.during(5 * MS);
            wire.abandon(Attempt.of(Rig.HTTP, 2, 0));
            assertThat(outcomes(rig, 2)).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_server_that_closes_what_is_idle_fails_no_attempt(Sockets sockets) throws IOException {
        TinyServer.Talk once = (_, in, out) -> {
            TinyServer.request(in);
            say(out, OK);
        };
        try (TinyServer server = new TinyServer(once);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, server.address, KEPT);
            assertThat(outcomes(rig, 3)).containsOnly(Outcome.ANSWERED).hasSize(3);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_request_that_meets_the_close_of_its_kept_connection_is_sent_once_more(Sockets sockets) throws IOException {
        TinyServer.Talk leaving = (connection, in, out) -> {
            TinyServer.request(in);
            if (connection != 2) {
                say(out, OK);
                TinyServer.request(in);
            }
        };
        try (TinyServer server = new TinyServer(leaving);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            HttpWire wire = wire(rig, server.address, KEPT);
            // The third attempt meets a close on the kept connection, and again on the new one: that is an outcome.
            assertThat(outcomes(rig, 3)).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED, Outcome.RESET);
            assertThat(wire.opened()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void what_is_no_http_or_has_no_end_of_headers_is_an_error_and_what_breaks_off_a_reset(Sockets sockets)
            throws IOException {
        try (TinyServer noHttp = saying("220 mail.internal ESMTP\r\n\r\n");
                TinyServer endless = saying("HTTP/1.1 200 OK\r\nX: " + "x".repeat(9_000) + "\r\n\r\n");
                TinyServer brokenOff = new TinyServer((_, in, out) -> {
                    TinyServer.request(in);
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nno");
                });
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, noHttp.address, KEPT);
            outcomes(rig, 1);
            wire(rig, endless.address, KEPT);
            outcomes(rig, 1);
            wire(rig, brokenOff.address, KEPT);
            assertThat(outcomes(rig, 1)).containsExactly(Outcome.ERROR, Outcome.ERROR, Outcome.RESET);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_response_without_a_length_is_answered_when_the_server_closes(Sockets sockets) throws IOException {
        TinyServer.Talk once = (_, in, out) -> {
            TinyServer.request(in);
            say(out, "HTTP/1.1 200 OK\r\n\r\nhi");
        };
        try (TinyServer server = new TinyServer(once);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            HttpWire wire = wire(rig, server.address, KEPT);
            assertThat(outcomes(rig, 3)).containsOnly(Outcome.ANSWERED).hasSize(3);
            assertThat(server.connections()).isEqualTo(3);
            assertThat(wire.inFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_response_of_ten_megabytes_is_read_to_its_end_and_kept_nowhere(Sockets sockets) throws IOException {
        int length = 10_000_000;
        byte[] body = new byte[length];
        TinyServer.Talk much = (_, in, out) -> {
            while (TinyServer.request(in)) {
                say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                out.write(body);
            }
        };
        try (TinyServer server = new TinyServer(much);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, server.address, KEPT);
            assertThat(outcomes(rig, 2)).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void where_nobody_listens_an_attempt_is_refused(Sockets sockets) throws IOException {
        InetSocketAddress nobody;
        try (TinyServer gone = new TinyServer((_, _, _) -> {})) {
            nobody = gone.address;
        }
        try (Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            wire(rig, nobody, KEPT);
            assertThat(outcomes(rig, 2)).containsOnly(Outcome.REFUSED);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void on_a_kept_connection_each_request_is_a_leg_and_each_answer_one(Sockets sockets) {
        try (Rig rig = new Rig(sockets, 1e6, 64, MS)) {
            HttpWire wire = wire(rig, rig.relayAddress(Rig.HTTP), KEPT);
            assertThat(outcomes(rig, 3)).containsOnly(Outcome.ANSWERED).hasSize(3);
            assertThat(wire.opened()).isEqualTo(1);
            assertThat(rig.boundary.offered(0, Rig.HTTP)).isEqualTo(6);
            assertThat(rig.relay.arrived(Rig.HTTP)).isEqualTo(3);
            assertThat(rig.relay.answers(Rig.HTTP)).isEqualTo(3);
            wire.close();
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
        }
    }
}
