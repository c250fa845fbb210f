package io.squall.wire.netty;

import io.squall.socket.PushDatagram;
import io.squall.wire.Attempt;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it costs to make a datagram of its template. In the package of what it measures, to reach its parts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TemplateBenchmark {
    private final ByteBuffer datagram = ByteBuffer.wrap(new byte[PushDatagram.BYTES]);
    private final ByteBuffer query = ByteBuffer.allocateDirect(512);
    private final DnsQuestion question = new DnsQuestion("service.internal.example");
    private int n;

    @Benchmark
    public ByteBuffer push() {
        n++;
        PushDatagram.write(datagram, Attempt.of(0, n, n), n, n);
        return datagram;
    }

    @Benchmark
    public ByteBuffer question() {
        n++;
        question.write(Attempt.of(0, n, n), n, query.clear());
        return query;
    }
}
