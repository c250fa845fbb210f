package io.squall.benchmarks;

import io.squall.boundary.Device;
import io.squall.boundary.Packets;
import io.squall.scenario.Path;
import io.squall.time.Rate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a packet costs at a device that is offered 1.2 times its capacity: it is polled, and then offered one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeviceBenchmark implements Packets {
    private static final long INTERVAL_NS = 1_000;
    private static final double OVERLOAD = 1.2;
    private static final int BYTES = 64;
    private static final int PREFERRED_CLASS = 1;
    /** One packet in so many is of the preferred class. */
    private static final int SHARE = 20;

    @Param({"fifo", "priority"})
    private String discipline = "fifo";

    private Device device = device(new Path.Discipline.Fifo());
    private long nowNs;
    private long packet;
    private long sum;

    private static Device device(Path.Discipline discipline) {
        Rate capacity = Rate.perSecond(1e9 / INTERVAL_NS / OVERLOAD);
        return Device.of(Path.of("boundary", capacity, 64, discipline), 1L << PREFERRED_CLASS, 1);
    }

    @Setup
    public void make() {
        device = device(
                discipline.equals("fifo")
                        ? new Path.Discipline.Fifo()
                        : new Path.Discipline.Priority(List.of("preferred")));
    }

    @Benchmark
    public long offerAndPoll() {
        nowNs += INTERVAL_NS;
        device.poll(nowNs, this);
        packet++;
        Device.Admission admission = device.offer(packet, packet % SHARE == 0 ? PREFERRED_CLASS : 0, BYTES, nowNs);
        return admission == Device.Admission.QUEUED ? sum : -sum;
    }

    @Override
    public void departed(long served, int trafficClass, long departureNs) {
        sum += served;
    }

    @Override
    public void dropped(long lost, int trafficClass, long droppedNs) {
        sum -= lost;
    }
}
