package io.squall.benchmarks;

import io.squall.guard.Guard;
import io.squall.guard.Permit;
import io.squall.socket.ReceiptQueue;
import io.squall.socket.SocketLoop;
import io.squall.time.SystemClock;
import io.squall.wire.Attempt;
import io.squall.wire.Wire;
import io.squall.wire.netty.DatagramWire;
import io.squall.wire.netty.TcpWire;
import io.squall.wire.netty.VolleyWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an attempt costs to send, the kernel's part of it included, {@value #TURN} in a turn: datagrams into a socket that nobody reads,
 * connections to an acceptor on another thread that closes them with RST.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
    private static final int TURN = 64;
    private static final int SOURCES = 256;
    private static final long SECOND_NS = 1_000_000_000;

    @Param({"volley", "push", "dns", "tcp"})
    private String lane = "volley";

    private final SystemClock clock = new SystemClock(0);
    private final SocketLoop loop = new SocketLoop(clock);
    private final DatagramSocket sink;
    private final ServerSocket acceptor;
    private Wire wire;
    private long skipped;
    private int sent;

    public WireBenchmark() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            sink = new DatagramSocket(0, loopback);
            acceptor = new ServerSocket(0, TURN, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wire = open();
    }

    @Setup
    public void prepare() {
        wire.close();
        wire = open();
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private Wire open() {
        Permit permit = new Guard().permit(1, SOURCES, SECOND_NS);
        InetSocketAddress datagrams = new InetSocketAddress(sink.getLocalAddress(), sink.getLocalPort());
        ReceiptQueue none = new ReceiptQueue(1);
        return switch (lane) {
            case "volley" -> new VolleyWire(loop, permit, datagrams, none);
            case "push" -> DatagramWire.push(loop, permit, datagrams, SOURCES, none);
            case "dns" -> DatagramWire.dns(loop, permit, datagrams, SOURCES, "service.internal.example");
            case "tcp" -> {
                var connections = new InetSocketAddress(acceptor.getInetAddress(), acceptor.getLocalPort());
                yield new TcpWire(loop, permit, connections, SOURCES, TcpWire.Close.RST);
            }
            default -> throw new IllegalArgumentException(lane);
        };
    }

    private void accept() {
        while (!acceptor.isClosed()) {
            try (Socket connection = acceptor.accept()) {
                connection.setSoLinger(true, 0);
            } catch (IOException e) {
                // The client was faster, or it is the end.
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(TURN)
    public int attempts() {
        long nowNs = clock.nowNs();
        for (int i = 0; i < TURN; i++) {
            skipped += wire.send(Attempt.of(0, sent % SOURCES, sent / SOURCES), nowNs, nowNs) ? 0 : 1;
            sent++;
        }
        wire.flush();
        loop.idle(0);
        return wire.poll(nowNs, (_, _, _) -> {});
    }

    /** @throws IllegalStateException if a noteworthy part never left, so that the figure is not what it says */
    @TearDown
    public void close() throws IOException {
        wire.close();
        loop.close();
        sink.close();
        acceptor.close();
        if (skipped > sent / 100) {
            throw new IllegalStateException(skipped + " of " + sent + " attempts were not sent");
        }
    }
}
