package io.squall.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** {@link Count}, of which {@link Faults} are made. */
public final class CountStress {
    private CountStress() {}

    /** Whoever looks twice never sees it go back, nor a value that it never had. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, [012]", "1, [12]", "2, 2"},
            expect = ACCEPTABLE,
            desc = "only grows")
    public static class OnlyGrows {
        private final Count count = new Count();

        @Actor
        public void writer() {
            count.increment();
            count.increment();
        }

        @Actor
        public void reader(JJ_Result result) {
            result.r1 = count.get();
            result.r2 = count.get();
        }
    }

    /** Without a fence it still is seen to grow, also by compiled code that does nothing but look. */
    @JCStressTest(Mode.Termination)
    @State
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "seen")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "never seen")
    public static class IsSeen {
        private final Count count = new Count();

        @Actor
        public void reader() {
            while (count.get() == 0) {
                // until it has grown
            }
        }

        @Signal
        public void writer() {
            count.increment();
        }
    }
}
