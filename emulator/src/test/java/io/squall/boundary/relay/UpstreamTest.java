package io.squall.boundary.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.scenario.Scenes;
import io.squall.socket.PushDatagram;
import io.squall.socket.Sockets;
import io.squall.time.Actor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers and clients that are no part of Squall, with the relay between them. */
class UpstreamTest {
    private static final long MS = 1_000_000;
    private static final int BIG = 100_000;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** What a client does on a connection of its own. */
    private interface Visit<T> {
        T on(InputStream in, OutputStream out) throws Exception;
    }

    private static Rig before(Sockets sockets, TinyServer server) {
        return new Rig(sockets, 1e6, 64, 0, Map.of(Rig.TCP, server.address));
    }

    private static <T> CompletableFuture<T> visit(Rig rig, Visit<T> visit) {
        InetSocketAddress relay = rig.relayAddress(Rig.TCP);
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (Socket socket = new Socket(relay.getAddress(), relay.getPort())) {
                result.complete(visit.on(socket.getInputStream(), socket.getOutputStream()));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> T await(Rig rig, CompletableFuture<T> result) {
        rig.until("the client", result::isDone);
        return result.join();
    }

    private static byte[] bytes(int seed) {
        byte[] bytes = new byte[BIG];
        for (int i = 0; i < BIG; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void big_requests_and_answers_pass_whole_and_are_one_leg_each(Sockets sockets) throws IOException {
        TinyServer.Talk twice = (_, in, out) -> {
            for (int turn = 0; turn < 2; turn++) {
                byte[] request = in.readNBytes(BIG);
                assertThat(request).isEqualTo(bytes(turn));
                out.write(bytes(turn + 10));
            }
        };
        try (TinyServer server = new TinyServer(twice);
                Rig rig = before(sockets, server)) {
            CompletableFuture<Boolean> client = visit(rig, (in, out) -> {
                boolean same = true;
                for (int turn = 0; turn < 2; turn++) {
                    out.write(bytes(turn));
                    same &= Arrays.equals(in.readNBytes(BIG), bytes(turn + 10));
                }
                return same && in.read() < 0;
            });
            assertThat(await(rig, client)).isTrue();
            assertThat(rig.boundary.offered(0, Rig.TCP)).isEqualTo(4);
            assertThat(rig.relay.arrived(Rig.TCP)).isEqualTo(2);
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_client_that_does_not_read_makes_the_server_wait(Sockets sockets) throws IOException {
        int pieces = 640;
        AtomicLong written = new AtomicLong();
        CountDownLatch mayRead = new CountDownLatch(1);
        TinyServer.Talk flood = (_, in, out) -> {
            in.read();
            for (int i = 0; i < pieces; i++) {
                out.write(bytes(i));
                written.addAndGet(BIG);
            }
        };
        try (TinyServer server = new TinyServer(flood);
                Rig rig = before(sockets, server)) {
            CompletableFuture<Long> client = visit(rig, (in, out) -> {
                out.write(1);
                mayRead.await();
                return in.transferTo(OutputStream.nullOutputStream());
            });
            rig.during(500 * MS);
            long stalledAt = written.get();
            rig.during(100 * MS);
            // The kernel's own buffers take some megabytes.
            assertThat(written.get()).isEqualTo(stalledAt).isLessThan(pieces * (long) BIG / 2);
            mayRead.countDown();
            assertThat(await(rig, client)).isEqualTo(pieces * (long) BIG);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_server_that_does_not_read_makes_the_client_wait(Sockets sockets) throws IOException {
        int pieces = 640;
        AtomicLong written = new AtomicLong();
        CountDownLatch mayRead = new CountDownLatch(1);
        TinyServer.Talk lazy = (_, in, out) -> {
            mayRead.await();
            for (int i = 0; i < pieces; i++) {
                in.readNBytes(BIG);
            }
            out.write(1);
        };
        try (TinyServer server = new TinyServer(lazy);
                Rig rig = before(sockets, server)) {
            CompletableFuture<Integer> client = visit(rig, (in, out) -> {
                for (int i = 0; i < pieces; i++) {
                    out.write(bytes(i));
                    written.addAndGet(BIG);
                }
                return in.read();
            });
            rig.during(500 * MS);
            assertThat(written.get()).isLessThan(pieces * (long) BIG / 2);
            mayRead.countDown();
            assertThat(await(rig, client)).isEqualTo(1);
            assertThat(rig.boundary.offered(0, Rig.TCP)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_server_may_speak_first(Sockets sockets) throws IOException {
        try (TinyServer server = new TinyServer((_, in, out) -> {
                    out.write("220 hello".getBytes(US_ASCII));
                    in.read();
                });
                Rig rig = before(sockets, server)) {
            CompletableFuture<String> client = visit(rig, (in, out) -> new String(in.readNBytes(9), US_ASCII));
            assertThat(await(rig, client)).isEqualTo("220 hello");
            assertThat(rig.boundary.offered(0, Rig.TCP)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_lost_request_on_a_kept_connection_is_silence_on_it_until_its_client_goes(Sockets sockets)
            throws IOException {
        TinyServer.Talk echo = (_, in, out) -> in.transferTo(out);
        try (TinyServer server = new TinyServer(echo);
                Rig rig = before(sockets, server)) {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Integer> client = visit(rig, (in, out) -> {
                out.write(1);
                in.read();
                go.await();
                out.write(2);
                return in.available();
            });
            rig.until("the first exchange", () -> rig.forwarded == 2);
            rig.boundary.change(0, Scenes.path("capacity: 0.001/s, queue: 64"), rig.clock.nowNs());
            for (int i = 0; i < 70; i++) {
                rig.boundary.offer(Long.MAX_VALUE, Rig.PUSH, 0, 0, 0, rig.clock.nowNs());
            }
            go.countDown();
            assertThat(await(rig, client)).isZero();
            rig.until("the drop", () -> rig.boundary.dropped(0, Rig.TCP) == 1);
            rig.until("all slots free", () -> rig.relay.activeSlots() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_datagram_of_four_kilobytes_comes_back_to_a_client_from_anywhere(Sockets sockets) throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK);
                DatagramSocket client = new DatagramSocket(0, LOOPBACK);
                Rig rig = new Rig(
                        sockets, 1e6, 64, 0, Map.of(Rig.DNS, (InetSocketAddress) server.getLocalSocketAddress()))) {
            Thread.startVirtualThread(() -> {
                try {
                    DatagramPacket query = new DatagramPacket(new byte[512], 512);
                    server.receive(query);
                    server.send(new DatagramPacket(new byte[4096], 4096, query.getSocketAddress()));
                } catch (IOException e) {
                    // The test is over.
                }
            });
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    DatagramPacket received = new DatagramPacket(new byte[9000], 9000);
                    client.send(new DatagramPacket(new byte[40], 40, rig.relayAddress(Rig.DNS)));
                    client.receive(received);
                    return received.getLength();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(await(rig, answer)).isEqualTo(4096);
            assertThat(rig.boundary.offered(0, Rig.DNS)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_push_of_somebody_else_arrives_and_gets_no_receipt(Sockets sockets) throws IOException {
        try (DatagramSocket stranger = new DatagramSocket(0, LOOPBACK);
                Rig rig = new Rig(sockets, 1e6, 64, 0)) {
            stranger.send(
                    new DatagramPacket(new byte[PushDatagram.BYTES], PushDatagram.BYTES, rig.relayAddress(Rig.PUSH)));
            rig.until("its departure", () -> rig.forwarded == 1);
            rig.during(5 * MS);
            assertThat(rig.relay.arrived(Rig.PUSH)).isEqualTo(1);
            assertThat(rig.receipts.nextDueNs()).isEqualTo(Actor.NEVER);
        }
    }
}
