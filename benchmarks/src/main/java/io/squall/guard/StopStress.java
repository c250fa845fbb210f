package io.squall.guard;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** What stops a worker, {@link KillSwitch} and {@link DeadMan}, reaches it: also one that does nothing but ask. */
public final class StopStress {
    private static final long HARD_END_NS = 1_000;
    private static final long SILENCE_NS = 100;

    private StopStress() {}

    @JCStressTest(Mode.Termination)
    @State
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "stopped")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "it works on")
    public static class KillSwitchIsSeen {
        private final KillSwitch killSwitch = new KillSwitch();
        private final DeadMan deadMan = new DeadMan(killSwitch, HARD_END_NS, SILENCE_NS, 0);

        @Actor
        public void worker() {
            while (deadMan.mayWork(1)) {
                // a turn
            }
        }

        @Signal
        public void anybody() {
            killSwitch.throwIt();
        }
    }

    @JCStressTest(Mode.Termination)
    @State
    @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "the beat was heard")
    @Outcome(id = "STALE", expect = FORBIDDEN, desc = "a living conductor seems silent")
    public static class BeatIsSeen {
        private final DeadMan deadMan = new DeadMan(new KillSwitch(), HARD_END_NS, SILENCE_NS, 0);

        @Actor
        public void worker() {
            while (!deadMan.mayWork(SILENCE_NS)) {
                // silent so far
            }
        }

        @Signal
        public void conductor() {
            deadMan.beat(1);
        }
    }
}
