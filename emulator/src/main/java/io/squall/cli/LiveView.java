package io.squall.cli;

import io.squall.run.Beat;
import io.squall.verdict.Starvation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows a run while it goes on: a small block that stays in place on a terminal, a line a second elsewhere. */
final class LiveView implements Consumer<Beat> {
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter console;
    private final boolean terminal;
    private int shownLines;

    /** @param terminal whether lines can be drawn over */
    LiveView(PrintWriter console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    @Override
    public void accept(Beat beat) {
        if (!terminal) {
            console.println(head(beat) + " | " + String.join(" | ", states(beat)));
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(head(beat));
        states(beat).forEach(state -> lines.add("    " + state));
        String redraw = shownLines == 0 ? "" : "\u001b[" + shownLines + "A\r\u001b[J";
        console.print(redraw + String.join(System.lineSeparator(), lines) + System.lineSeparator());
        console.flush();
        shownLines = lines.size();
    }

    private static String head(Beat beat) {
        return String.format(
                Locale.ROOT,
                "%3d/%d s %-21s %5.0f/s intended %5.0f sent %4.0f answered, queue %2d/%d, %2.0f%% dropped",
                beat.nowNs() / 1_000_000_000,
                beat.durationNs() / 1_000_000_000,
                beat.phase(),
                beat.rates().intended(),
                beat.rates().sent(),
                beat.rates().answered(),
                beat.queue(),
                beat.places(),
                100 * beat.dropShare());
    }

    private List<String> states(Beat beat) {
        return beat.classes().stream()
                .map(c -> String.format(
                        Locale.ROOT,
                        "%s %s %.0f%% %.0fms",
                        c.name(),
                        word(c.state()),
                        100 * c.delivery(),
                        c.p99Ns() / 1e6))
                .toList();
    }

    private String word(Starvation.State state) {
        return switch (state) {
            case HEALTHY -> "healthy";
            case BROWN_OUT -> coloured(YELLOW, "brown-out");
            case STARVED -> coloured(RED, "STARVED");
        };
    }

    private String coloured(String colour, String word) {
        return terminal ? colour + word + PLAIN : word;
    }
}
