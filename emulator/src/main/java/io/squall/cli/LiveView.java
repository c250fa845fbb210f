package io.squall.cli;

import io.squall.run.Beat;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows a run while it goes on: a block that stays in place on a terminal, a line a second elsewhere.
 *
 * <p>The block is drawn on a thread of its own, so that neither a terminal that is held (^S) nor the question for its size delays the
 * run. It leaves no state behind in the terminal: the cursor is hidden only within one write.
 */
final class LiveView implements Consumer<Beat>, AutoCloseable {
    private static final String ESC = "\u001b[";
    private static final String RED = ESC + "31m";
    private static final String YELLOW = ESC + "33m";
    private static final String PLAIN = ESC + "0m";
    private static final long LONGEST_FAREWELL_MS = 2_000;

    private final PrintWriter console;
    private final Optional<Supplier<Terminal.Size>> terminal;
    private final boolean colour;
    private final Block block = new Block();
    private final BlockingQueue<Optional<Beat>> beats = new LinkedBlockingQueue<>();
    private final Thread drawer = new Thread(this::draw, "squall-live-view");
    private int shownLines;
    private int shownWidth = Integer.MAX_VALUE;

    /**
     * @param terminal asked for its size before each drawing; empty if lines cannot be drawn over
     * @param colour whether colours are wished
     */
    LiveView(PrintWriter console, Optional<Supplier<Terminal.Size>> terminal, boolean colour) {
        this.console = console;
        this.terminal = terminal;
        this.colour = colour;
        drawer.setDaemon(true);
        if (terminal.isPresent()) {
            drawer.start();
        }
    }

    @Override
    public void accept(Beat beat) {
        if (terminal.isPresent()) {
            beats.add(Optional.of(beat));
        } else {
            console.println(line(beat));
        }
    }

    /** Draws what is still to be drawn; the last block stays. */
    @Override
    public void close() {
        beats.add(Optional.empty());
        try {
            drawer.join(LONGEST_FAREWELL_MS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        try {
            for (Optional<Beat> beat = beats.take(); beat.isPresent(); beat = beats.take()) {
                console.print(drawing(beat.get(), terminal.orElseThrow().get()));
                console.flush();
            }
        } catch (InterruptedException _) {
            // Then there is nothing left to show.
        }
    }

    /** One write: back to the first line of the block, each line to its end, nothing below. */
    String drawing(Beat beat, Terminal.Size size) {
        List<String> lines = block.lines(beat, size.columns() - 1, size.rows() - 1);
        // A narrower window has broken the old lines in an unknown way.
        boolean lost = shownLines > 0 && (size.columns() < shownWidth || shownLines >= size.rows());
        String home = lost ? ESC + "H" + ESC + "2J" : shownLines == 0 ? "" : ESC + shownLines + "A\r";
        StringBuilder drawing = new StringBuilder(ESC + "?25l" + home);
        lines.forEach(line -> drawing.append(coloured(line)).append(ESC + "K\r\n"));
        shownLines = lines.size();
        shownWidth = size.columns();
        return drawing + ESC + "J" + ESC + "?25h";
    }

    private String coloured(String line) {
        return colour
                ? line.replaceFirst("STARVED", RED + "STARVED" + PLAIN)
                        .replaceFirst("brown-out", YELLOW + "brown-out" + PLAIN)
                : line;
    }

    private static String line(Beat beat) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%3d/%d s %-21s %5.0f/s intended %5.0f sent %4.0f answered, %s",
                beat.nowNs() / 1_000_000_000,
                beat.durationNs() / 1_000_000_000,
                beat.phase(),
                beat.storms().intended(),
                beat.storms().sent(),
                beat.storms().answered(),
                Block.queue(beat.device())));
        beat.classes()
                .forEach(c -> line.append(String.format(
                        Locale.ROOT,
                        " | %s %s %.0f%% %.0fms",
                        c.name(),
                        Block.word(c.state()),
                        100 * c.delivery(),
                        c.p99Ns() / 1e6)));
        beat.operator().stream()
                .filter(o -> o.stage() != Beat.OperatorBeat.Stage.WATCHING)
                .forEach(o ->
                        line.append(" | ").append(o.mitigation()).append(' ').append(Block.word(o)));
        return line.toString();
    }
}
