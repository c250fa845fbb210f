package io.squall.verdict;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * The law of bookkeeping, for every class and phase:
 *
 * <pre>
 *     intended = sent + skipped + shed
 *     sent     = answered + failed + timed out + in flight,  in flight ≥ 0,  late ≤ timed out
 * </pre>
 */
public final class Law {
    private Law() {}

    /** The counters of one class in one phase, or added up. */
    public record Account(
            long intended,
            long firstTries,
            long sent,
            long skipped,
            long shed,
            long answered,
            long failed,
            long timedOut,
            long inFlight,
            long late) {

        public static final Account NOTHING = new Account(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        static Account of(ClassRecord c, int phase) {
            long sent = c.inPhase(phase, Counter.SENT);
            long answered = c.inPhase(phase, Counter.ANSWERED);
            long failed = c.inPhase(phase, Counter.FAILED);
            long timedOut = c.inPhase(phase, Counter.TIMED_OUT);
            return new Account(
                    c.inPhase(phase, Counter.INTENDED),
                    c.inPhase(phase, Counter.FIRST_TRIES),
                    sent,
                    c.inPhase(phase, Counter.SKIPPED),
                    c.inPhase(phase, Counter.SHED),
                    answered,
                    failed,
                    timedOut,
                    sent - answered - failed - timedOut,
                    c.inPhase(phase, Counter.LATE));
        }

        public Account plus(Account o) {
            return new Account(
                    intended + o.intended,
                    firstTries + o.firstTries,
                    sent + o.sent,
                    skipped + o.skipped,
                    shed + o.shed,
                    answered + o.answered,
                    failed + o.failed,
                    timedOut + o.timedOut,
                    inFlight + o.inFlight,
                    late + o.late);
        }

        public boolean holds() {
            return intended == sent + skipped + shed && inFlight >= 0 && late <= timedOut;
        }

        /** Share of what was sent that was answered in time; 1 when nothing was sent. */
        public double delivery() {
            return sent == 0 ? 1 : (double) answered / sent;
        }

        /** Attempts for each first try; 1 when there was none. */
        public double amplification() {
            return firstTries == 0 ? 1 : (double) intended / firstTries;
        }
    }

    public static Account account(ClassRecord c, int phase) {
        return Account.of(c, phase);
    }

    public static Account total(ClassRecord c, int phases) {
        Account sum = Account.of(c, 0);
        for (int phase = 1; phase < phases; phase++) {
            sum = sum.plus(Account.of(c, phase));
        }
        return sum;
    }

    /** A sentence for each class and phase in which the law is broken. */
    public static List<String> breaches(Snapshot run) {
        List<String> breaches = new ArrayList<>();
        for (ClassRecord c : run.classes()) {
            for (int phase = 0; phase < run.phases().size(); phase++) {
                Account account = Account.of(c, phase);
                if (!account.holds()) {
                    breaches.add("the law is broken for " + c.name() + " in "
                            + run.phases().get(phase).name() + ": " + account);
                }
            }
        }
        return breaches;
    }
}
