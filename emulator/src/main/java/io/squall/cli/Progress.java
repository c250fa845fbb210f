package io.squall.cli;

import io.squall.time.SystemClock;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.IntConsumer;

/** How many trials are done, and how long the rest will take: on a terminal a line that stays in place, elsewhere one for each tenth. */
final class Progress implements IntConsumer {
    private final PrintWriter out;
    private final int all;
    private final boolean terminal;
    private final SystemClock clock = new SystemClock(0);
    private int saidTenth;

    /** @param all trials; 0 if that is not known */
    Progress(PrintWriter out, int all, boolean terminal) {
        this.out = out;
        this.all = all;
        this.terminal = terminal;
    }

    @Override
    public synchronized void accept(int done) {
        int tenth = all == 0 ? 0 : (int) (10L * done / all);
        if (terminal) {
            out.print("\r" + line(done, clock.nowNs()) + "\u001b[K" + (done == all ? "\r\u001b[K" : ""));
        } else if (tenth > saidTenth) {
            out.println(line(done, clock.nowNs()));
        }
        saidTenth = Math.max(tenth, saidTenth);
        out.flush();
    }

    /** Takes the line away. */
    synchronized void close() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    String line(int done, long elapsedNs) {
        if (all == 0) {
            return done + " trials";
        }
        double leftS = elapsedNs / 1e9 / done * (all - done);
        String left = leftS < 100
                ? String.format(Locale.ROOT, "%.0f s", leftS)
                : String.format(Locale.ROOT, "%.0f min", leftS / 60);
        return String.format(Locale.ROOT, "%d of %d trials, about %s left", done, all, left);
    }
}
