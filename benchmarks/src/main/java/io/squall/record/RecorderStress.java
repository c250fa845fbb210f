package io.squall.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.squall.boundary.Gauges;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** What the conductor, the live verdict and the journal read of the books while they are being written. */
public final class RecorderStress {
    private static final Timeline TIMELINE = new Timeline(Timeline.CUT_NS, 1);

    private RecorderStress() {}

    /** The live verdict: of a cut that is decided it sees every count and the first that went unanswered. */
    @JCStressTest
    @State
    @Outcome(id = "0, [01], (7|" + Recorder.NONE + ")", expect = ACCEPTABLE, desc = "not decided: not looked at")
    @Outcome(id = Timeline.CUT_NS + ", 1, 7", expect = ACCEPTABLE, desc = "decided, and all is there")
    public static class Decided {
        private final Recorder recorder = new Recorder(TIMELINE, new Digest(), 1, 1, false);

        @Actor
        public void probe() {
            recorder.record(Event.SENT, 0, 0, 7, 7);
            recorder.record(Event.TIMED_OUT, 0, 0, 7, 8);
            recorder.decidedThrough(Timeline.CUT_NS);
        }

        @Actor
        public void conductor(JJJ_Result result) {
            result.r1 = recorder.decidedThroughNs();
            result.r2 = recorder.byCut().get(0, Counter.TIMED_OUT);
            result.r3 = recorder.firstUnansweredNs(0);
        }
    }

    /** The journal's and the live view's counters only grow. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, [012]", "1, [12]", "2, 2"},
            expect = ACCEPTABLE,
            desc = "only grows")
    public static class Counts {
        private final Tally tally = new Tally(1);

        @Actor
        public void writer() {
            tally.add(0, Counter.SENT);
            tally.add(0, Counter.SENT);
        }

        @Actor
        public void reader(JJ_Result result) {
            result.r1 = tally.get(0, Counter.SENT);
            result.r2 = tally.get(0, Counter.SENT);
        }
    }

    /** Every latency comes in one interval and in no other. */
    @JCStressTest
    @State
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "each once")
    public static class Intervals {
        private final Latencies latencies = new Latencies(1, 1, Recorder.Reader.ANOTHER_THREAD);
        private long taken;

        private void take() {
            Latencies.Interval interval = latencies.take(0);
            taken += interval == null ? 0 : interval.histogram().getTotalCount();
        }

        @Actor
        public void writer() {
            latencies.record(0, 1);
            latencies.record(0, 1);
            latencies.record(0, 1);
        }

        @Actor
        public void conductor() {
            take();
            take();
        }

        @Arbiter
        public void atTheEnd(J_Result result) {
            take();
            result.r1 = taken;
        }
    }

    /** The worst of a cut only grows, and is one of those that were recorded. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, [059]", "5, [59]", "9, 9"},
            expect = ACCEPTABLE,
            desc = "only grows")
    public static class Worst {
        private final Lateness lateness = new Lateness(TIMELINE);

        @Actor
        public void writer() {
            lateness.record(10, 5);
            lateness.record(20, 9);
        }

        @Actor
        public void conductor(JJ_Result result) {
            result.r1 = lateness.worstNs(0);
            result.r2 = lateness.worstNs(0);
        }
    }

    /** What a cut of the devices says to be complete is. */
    @JCStressTest
    @State
    @Outcome(id = "0, (0|3), (0|7)", expect = ACCEPTABLE, desc = "not complete: not looked at")
    @Outcome(id = "1, 3, 7", expect = ACCEPTABLE, desc = "complete")
    public static class Cuts {
        private final PathLog log = new PathLog(new Fixed(), TIMELINE, 1, _ -> 3);

        @Actor
        public void relay() {
            log.doWork(Timeline.CUT_NS);
        }

        @Actor
        public void conductor(JJJ_Result result) {
            result.r1 = log.complete();
            result.r2 = log.arrived(0, 0, 1);
            result.r3 = log.length(0, 0);
        }
    }

    private record Fixed() implements Gauges {
        @Override
        public int paths() {
            return 1;
        }

        @Override
        public int length(int path) {
            return 7;
        }

        @Override
        public long takeLeastWaitNs(int path) {
            return 0;
        }

        @Override
        public double waitedNs(int path) {
            return 0;
        }

        @Override
        public int flows(int path) {
            return 0;
        }

        @Override
        public long offered(int path, int trafficClass) {
            return 0;
        }

        @Override
        public long dropped(int path, int trafficClass) {
            return 0;
        }

        @Override
        public long lostToTable(int path, int trafficClass) {
            return 0;
        }
    }
}
