package io.squall.physics;

import io.squall.boundary.Device;
import io.squall.boundary.Packets;
import io.squall.load.Arrivals;
import io.squall.load.Schedule;
import io.squall.load.Seed;
import io.squall.scenario.Path;
import io.squall.scenario.Path.ServiceTime;
import io.squall.time.Rate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answer 1: a queue of K places, the one in service included, at ρ = 1.2, 10⁶ Poisson arrivals from empty. */
class FiniteQueueTest {
    private static final int N = 1_000_000;
    private static final long SEED = 1;
    private static final double CAPACITY = 1_000;
    private static final double RHO = 1.2;

    @ParameterizedTest
    @CsvSource({"5, .199147, 3.4005", "10, .170911, 7.6305", "20, .166763, 17.357"})
    void a_queue_with_deterministic_service_loses_and_delays_as_theory_says(int k, double loss, double sojourn) {
        Crossing crossing = cross(device(k, ServiceTime.DETERMINISTIC));
        Figures.within(named("M/D/1/%d: loss", k), crossing.loss(), loss, .0025);
        Figures.withinPercent(named("M/D/1/%d: mean sojourn in service times", k), crossing.meanSojourn(), sojourn, 1);
    }

    /** Its closed form: p_n = (1 − ρ)ρⁿ / (1 − ρ^(K+1)); loss p_K; sojourn by Little's law. */
    @ParameterizedTest
    @CsvSource({"5, .250588", "10, .192586", "20, .170370"})
    void a_queue_with_exponential_service_loses_and_delays_as_its_closed_form_says(int k, double loss) {
        Crossing crossing = cross(device(k, ServiceTime.EXPONENTIAL));
        Figures.within(named("M/M/1/%d: loss", k), crossing.loss(), loss, .004);
        double inside = RHO / (1 - RHO) - (k + 1) * Math.pow(RHO, k + 1) / (1 - Math.pow(RHO, k + 1));
        Figures.withinPercent(
                named("M/M/1/%d: mean sojourn in service times", k),
                crossing.meanSojourn(),
                inside / (RHO * (1 - loss)),
                1);
    }

    private static String named(String what, int k) {
        return what.formatted(k) + ", seed " + SEED + ", n " + N;
    }

    private static Device device(int k, ServiceTime service) {
        Path path = new Path(
                "boundary",
                Rate.perSecond(CAPACITY),
                k,
                Path.Discipline.FIFO,
                List.of(),
                service,
                Path.WhenFull.SILENCE);
        return Device.of(path, 0, new Seed(SEED).stream("path.boundary", 0));
    }

    private static Crossing cross(Device device) {
        double intervalNs = Rate.perSecond(RHO * CAPACITY).intervalNs();
        Schedule arrivals = new Schedule(new Arrivals.Poisson(), intervalNs, 0, new Seed(SEED).stream("arrivals", 0));
        Crossing crossing = new Crossing();
        for (int packet = 0; packet < N; packet++) {
            long nowNs = arrivals.takeNs();
            device.poll(nowNs, crossing);
            crossing.arrivedNs[packet] = nowNs;
            crossing.lost += device.offer(packet, 0, nowNs) == Device.Admission.QUEUED ? 0 : 1;
        }
        return crossing;
    }

    private static final class Crossing implements Packets {
        final long[] arrivedNs = new long[N];
        int lost;
        private double sojournNs;
        private int left;

        @Override
        public void departed(long packet, int trafficClass, long departureNs) {
            sojournNs += departureNs - arrivedNs[(int) packet];
            left++;
        }

        @Override
        public void dropped(long packet, int trafficClass, long droppedNs) {
            throw new AssertionError("a drop-tail queue loses at its entrance only");
        }

        double loss() {
            return (double) lost / N;
        }

        double meanSojourn() {
            return sojournNs / left / Rate.perSecond(CAPACITY).intervalNs();
        }
    }
}
