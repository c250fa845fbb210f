package io.squall.benchmarks;

import io.squall.mailbox.Mailbox;
import io.squall.record.Tape;
import io.squall.socket.ReceiptQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What an entry costs a ring from thread to thread, in and out on one thread, {@value #TURN} at a time: the instructions, not the
 * traffic between two cores, which on a machine of two is its neighbours'.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {
    private static final int TURN = 64;

    private final ReceiptQueue receipts = new ReceiptQueue(1024);
    private final Mailbox<RingBenchmark> mailbox = new Mailbox<>();
    private final Tape tape = Tape.acrossThreads(0, 8, 1024);
    private long sum;

    @Benchmark
    @OperationsPerInvocation(TURN)
    public long receipt() {
        for (int i = 0; i < TURN; i++) {
            receipts.add(i, i);
        }
        receipts.drainTo((attempt, atNs) -> sum += attempt + atNs);
        return sum;
    }

    /** A command is an object. */
    @Benchmark
    @OperationsPerInvocation(TURN)
    public long command() {
        for (int i = 0; i < TURN; i++) {
            mailbox.send((owner, nowNs) -> owner.sum += nowNs);
        }
        return mailbox.drainTo(this, 1);
    }

    @Benchmark
    @OperationsPerInvocation(TURN)
    public long row() {
        for (int i = 0; i < TURN; i++) {
            tape.note(Tape.CUT, 0, i, i);
        }
        tape.drainTo((words, from, to) -> sum += words[from] + to);
        return sum;
    }
}
