package io.squall.cli;

import io.squall.time.Clock;
import io.squall.time.SystemClock;
import java.io.PrintWriter;
import java.util.function.IntConsumer;

/**
 * How far many runs have come, and how long the rest will take. What is over at once says nothing; then it is one line that is drawn
 * over on a terminal, and a line for each tenth elsewhere.
 */
final class Progress implements IntConsumer, AutoCloseable {
    private static final long SILENT_NS = 1_500_000_000;
    private static final long REDRAW_NS = 200_000_000;
    private static final long NEXT_LINE_NS = 2_000_000_000;

    private final PrintWriter out;
    private final boolean terminal;
    private final int total;
    private final String what;
    private final Clock clock;
    private long nextNs = SILENT_NS;
    private int tenths = -1;

    Progress(PrintWriter out, boolean terminal, int total, String what) {
        this(out, terminal, total, what, new SystemClock(0));
    }

    /**
     * @param total how many there will be; 0 if that is not known
     * @param clock at 0 when the first run begins
     */
    Progress(PrintWriter out, boolean terminal, int total, String what, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
        this.what = what;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(int done) {
        long nowNs = clock.nowNs();
        int tenth = total == 0 ? done / 100 : (int) (10L * done / total);
        if (nowNs < nextNs || done == total || (!terminal && tenth <= tenths)) {
            return;
        }
        tenths = tenth;
        nextNs = nowNs + (terminal ? REDRAW_NS : NEXT_LINE_NS);
        String line =
                total == 0 ? done + " " + what : done + " of " + total + " " + what + ", about " + left(done, nowNs);
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            out.flush();
        } else {
            out.println(line);
        }
    }

    private String left(int done, long nowNs) {
        long seconds = Math.round(nowNs / 1e9 / done * (total - done));
        return span(seconds) + " left";
    }

    private static String span(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        if (terminal && tenths >= 0) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
