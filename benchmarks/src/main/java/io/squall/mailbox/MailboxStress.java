package io.squall.mailbox;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.squall.stress.RingLaw;
import java.util.function.LongConsumer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** {@link Mailbox} and {@link Command} between the conductor and an actor. */
public final class MailboxStress {
    private MailboxStress() {}

    @JCStressTest
    @State
    @Outcome(id = "true, true, [0-4]", expect = ACCEPTABLE, desc = "whole, in order, complete")
    public static class Ring {
        private final Mailbox<LongConsumer> mailbox = new Mailbox<>();
        private final RingLaw law = new RingLaw(this::offer, numbers -> mailbox.drainTo(numbers, 0));

        private boolean offer(long number) {
            return mailbox.send((numbers, _) -> numbers.accept(number))
                            .appliedNs()
                            .orElse(0)
                    == 0;
        }

        @Actor
        public void conductor() {
            law.write();
        }

        @Actor
        public void owner() {
            law.read();
        }

        @Arbiter
        public void judge(ZZI_Result result) {
            law.judge(result);
        }
    }

    /** Whoever sees that it was applied sees when, and what it did. */
    @JCStressTest
    @State
    @Outcome(id = "-1, [05]", expect = ACCEPTABLE, desc = "not known yet")
    @Outcome(id = "7, 5", expect = ACCEPTABLE, desc = "applied, with its instant and its effect")
    public static class Applied {
        private final Mailbox<long[]> mailbox = new Mailbox<>();
        private final Command<long[]> command = mailbox.send((target, _) -> target[0] = 5);
        private final long[] target = new long[1];

        @Actor
        public void owner() {
            mailbox.drainTo(target, 7);
        }

        @Actor
        public void conductor(JJ_Result result) {
            result.r1 = command.appliedNs().orElse(-1);
            result.r2 = target[0];
        }
    }
}
