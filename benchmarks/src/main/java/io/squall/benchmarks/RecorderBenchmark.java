package io.squall.benchmarks;

import io.squall.record.Digest;
import io.squall.record.Event;
import io.squall.record.Recorder;
import io.squall.record.Timeline;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the books of a storm cost an attempt: it is intended, sent, and answered 20 ms later; {@code off} is the loop without them. Nothing
 * may be allocated for it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecorderBenchmark {
    private static final Timeline TIMELINE = new Timeline(600_000_000_000L, 5);
    private static final long STEP_NS = 1_000;
    private static final long ANSWER_NS = 20_000_000;

    private Recorder recorder = recorder();
    private long nowNs;

    private static Recorder recorder() {
        return new Recorder(TIMELINE, new Digest(), 1_000_000_000, 150_000_000, true);
    }

    /** So that an iteration never comes to the end of the timeline. */
    @Setup(Level.Iteration)
    public void beginAnew() {
        recorder = recorder();
        nowNs = 0;
    }

    private long answeredNs() {
        return nowNs + ANSWER_NS + (nowNs & 0xFFFFF);
    }

    @Benchmark
    public long off() {
        nowNs += STEP_NS;
        return answeredNs();
    }

    @Benchmark
    public void sent() {
        nowNs += STEP_NS;
        recorder.record(Event.SENT, nowNs, 0, nowNs, nowNs + 1);
    }

    @Benchmark
    public void answered() {
        nowNs += STEP_NS;
        recorder.record(Event.ANSWERED, nowNs, 0, nowNs, answeredNs());
    }

    @Benchmark
    public long on() {
        nowNs += STEP_NS;
        int phase = recorder.intended(nowNs, nowNs, true);
        recorder.record(Event.SENT, nowNs, phase, nowNs, nowNs + 1);
        recorder.record(Event.ANSWERED, nowNs, phase, nowNs, answeredNs());
        return nowNs;
    }
}
