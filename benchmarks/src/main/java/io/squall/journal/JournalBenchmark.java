package io.squall.journal;

import io.squall.benchmarks.SinkStorm;
import io.squall.record.Event;
import io.squall.record.Ledger;
import io.squall.record.Recorder;
import io.squall.record.Tape;
import io.squall.record.Timeline;
import io.squall.run.Journals;
import io.squall.scenario.Scenario;
import io.squall.wire.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the journal costs, an attempt of a storm of 500,000 a second: intended and sent, answered 1 to 2 ms later or timed out; three rows of
 * a tape. In the package of what it measures, to reach its parts.
 */
@org.openjdk.jmh.annotations.State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {
    private static final int ATTEMPTS = 1 << 20;
    private static final int UNDER_WAY = 1024;
    private static final int BATCH = 4096 * Tape.WORDS;
    private final Scenario scenario = SinkStorm.scenario();
    private final long[] rows = new long[3 * ATTEMPTS * Tape.WORDS];
    private int words;
    private Path written = Path.of("");

    private Recorder recorder(@Nullable Tape tape) {
        Ledger ledger = new Ledger(scenario, new Timeline(scenario.durationNs(), 1), Recorder.Reader.ANOTHER_THREAD);
        if (tape != null) {
            ledger.tape(0, tape);
        }
        return ledger.of(0);
    }

    /** A tape as a storm fills it. */
    @Setup
    public void fill() throws IOException {
        Tape tape = Tape.acrossThreads(1, 256, 4096);
        Recorder told = recorder(tape);
        for (int i = 0; i < ATTEMPTS; i++) {
            attempt(told, i);
            tape.drainTo((from, at, to) -> {
                System.arraycopy(from, at, rows, words, to - at);
                words += to - at;
            });
        }
        written = Files.createTempDirectory("journal-benchmark");
        Journalist journalist = begin(written);
        Tape whole = journalist.tape(1);
        Recorder again = recorder(whole);
        for (int i = 0; i < ATTEMPTS; i++) {
            attempt(again, i);
        }
        journalist.finish(_ -> new State(0, List.of(), List.of(), null));
    }

    private Journalist begin(Path bundle) {
        return Journals.begin(
                bundle,
                new Journals.Subject(scenario, "simulate", true, bundle.toString(), Map.of("squall", "benchmark")),
                64L << 30,
                1);
    }

    private static long at(int i) {
        return i * 2_000L + (((i * 0x9E3779B9L) >>> 21) & 0x3FF);
    }

    private static void attempt(Recorder to, int i) {
        long attempt = Attempt.of(0, i & (UNDER_WAY - 1), i / UNDER_WAY + 1);
        int phase = to.intended(attempt, at(i), true);
        to.record(Event.SENT, attempt, phase, at(i), at(i) + 300 + (i & 255));
        if (i >= UNDER_WAY / 2) {
            int k = i - UNDER_WAY / 2;
            Event event = (k & 3) == 0 ? Event.TIMED_OUT : Event.ANSWERED;
            to.record(event, Attempt.of(0, k & (UNDER_WAY - 1), k / UNDER_WAY + 1), phase, at(k), at(i) + 700);
        }
    }

    @TearDown
    public void delete() throws IOException {
        remove(written);
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The appender's whole work on its core: rows to columns to excerpts in the page cache; million attempts a second. */
    @Benchmark
    @OperationsPerInvocation(ATTEMPTS)
    public long append() throws IOException {
        Path bundle = Files.createTempDirectory("journal-benchmark");
        Journalist journalist = begin(bundle);
        Tape.Rows stream = journalist.stream();
        for (int at = 0; at < words; at += BATCH) {
            stream.rows(rows, at, Math.min(words, at + BATCH));
        }
        journalist.finish(_ -> new State(0, List.of(), List.of(), null));
        remove(bundle);
        return journalist.bytes();
    }

    /** Reading back, proving, and telling the recorders; million attempts a second. */
    @Benchmark
    @OperationsPerInvocation(ATTEMPTS)
    public Rebuild.Run readBack() throws IOException {
        try (JournalReader journal = Journals.open(written)) {
            return Rebuild.of(journal, scenario, null);
        }
    }

    /** The books alone, for {@link #bookedAndTaped}; million attempts a second. */
    @Benchmark
    @OperationsPerInvocation(ATTEMPTS)
    public Recorder booked() {
        Recorder to = recorder(null);
        for (int i = 0; i < ATTEMPTS; i++) {
            attempt(to, i);
        }
        return to;
    }

    /** The books and the tape, read by nobody's leave on the same thread without any work; million attempts a second. */
    @Benchmark
    @OperationsPerInvocation(ATTEMPTS)
    public Recorder bookedAndTaped() {
        Tape[] tape = new Tape[1];
        tape[0] = Tape.onOneThread(1, 4096, () -> tape[0].drainTo((_, _, _) -> {}));
        Recorder to = recorder(tape[0]);
        for (int i = 0; i < ATTEMPTS; i++) {
            attempt(to, i);
        }
        return to;
    }
}
