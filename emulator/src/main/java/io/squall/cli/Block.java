package io.squall.cli;

import io.squall.run.Beat;
import io.squall.run.Beat.ClassBeat;
import io.squall.run.Beat.OperatorBeat;
import io.squall.run.Beat.PhaseBeat;
import io.squall.verdict.Starvation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the live view shows, as lines of text.
 *
 * <pre>
 *     dec-7   34 of 90 s ███████▌
 *       ordinary-morning      ██████████ done
 *       monitoring-dark       until move-dns
 *       clients     ▁▁▁▁▇██▆▅▅▅   2431/s sent ...
 *       metrics     ████▅▁▁▁▁▁▁   STARVED   ...
 *       operator    move-dns: deciding, blind
 * </pre>
 */
final class Block {
    private static final String LEVELS = "▁▂▃▄▅▆▇█";
    private static final int REMEMBERED = 60;
    private static final int BAR = 20;
    private static final int LONGEST_NAME = 24;
    /** What stands beside a sparkline. */
    private static final int FIGURES = 38;

    private final Map<String, Deque<Double>> history = new HashMap<>();

    /** @return without colours, none longer than {@code width}; at most {@code height}, for which other phases than the current give way */
    List<String> lines(Beat beat, int width, int height) {
        int name = Stream.of(
                        beat.phases().stream().map(PhaseBeat::name),
                        beat.classes().stream().map(ClassBeat::name),
                        Stream.of(beat.device().name(), "operator"))
                .flatMap(names -> names)
                .mapToInt(String::length)
                .max()
                .orElse(1);
        String column = "  %-" + Math.min(name, LONGEST_NAME) + "." + Math.min(name, LONGEST_NAME) + "s  ";
        int points = Math.clamp(width - column.length() - name - FIGURES, 0, REMEMBERED);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s  %d of %d s  %s",
                beat.scenario(),
                beat.nowNs() / 1_000_000_000,
                beat.durationNs() / 1_000_000_000,
                bar((double) beat.nowNs() / beat.durationNs())));
        int others = 4 + beat.classes().size() + beat.operator().size();
        beat.phases().stream()
                .filter(phase -> phase.current() || others + beat.phases().size() <= height)
                .forEach(phase -> lines.add(String.format(Locale.ROOT, column, phase.name()) + state(phase)));
        lines.add("");
        lines.add(String.format(Locale.ROOT, column, "storm")
                + spark("", beat.storms().sent(), 0, points)
                + String.format(
                        Locale.ROOT,
                        "%.0f/s sent of %.0f/s, %.0f answered",
                        beat.storms().sent(),
                        beat.storms().intended(),
                        beat.storms().answered()));
        lines.add(String.format(Locale.ROOT, column, beat.device().name()) + queue(beat.device()));
        for (ClassBeat c : beat.classes()) {
            lines.add(String.format(Locale.ROOT, column, c.name())
                    + spark(c.name(), c.delivery(), 1, points)
                    + String.format(
                            Locale.ROOT,
                            "%-9s %3.0f %%  p99 %.0f ms",
                            word(c.state()),
                            100 * c.delivery(),
                            c.p99Ns() / 1e6));
        }
        for (OperatorBeat mitigation : beat.operator()) {
            lines.add(
                    String.format(Locale.ROOT, column, "operator") + mitigation.mitigation() + ": " + word(mitigation));
        }
        return lines.stream()
                .limit(height)
                .map(line -> line.length() > width ? line.substring(0, width) : line)
                .toList();
    }

    static String queue(Beat.Device device) {
        String places = device.places() == Integer.MAX_VALUE ? "unlimited" : String.valueOf(device.places());
        return String.format(
                Locale.ROOT, "queue %d of %s, %.0f %% dropped", device.queue(), places, 100 * device.dropShare());
    }

    private static String state(PhaseBeat phase) {
        if (!phase.current()) {
            return phase.done() >= 1
                    ? bar(1) + " done"
                    : bar(0) + (phase.until().isEmpty() ? "" : " until " + phase.until());
        }
        return phase.until().isEmpty()
                ? bar(phase.done()) + " now"
                : bar(phase.done()) + " now, until " + phase.until();
    }

    private static String bar(double share) {
        int full = (int) Math.round(BAR * Math.clamp(share, 0, 1));
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    /** @param most what the highest bar stands for; 0 for the highest value shown */
    private String spark(String series, double value, double most, int points) {
        Deque<Double> values = history.computeIfAbsent(series, _ -> new ArrayDeque<>());
        values.addLast(value);
        if (values.size() > REMEMBERED) {
            values.removeFirst();
        }
        List<Double> shown =
                values.stream().skip(Math.max(0, values.size() - points)).toList();
        double highest =
                most > 0 ? most : shown.stream().mapToDouble(v -> v).max().orElse(0);
        StringBuilder line = new StringBuilder(" ".repeat(points - shown.size()));
        for (double v : shown) {
            line.append(LEVELS.charAt(Math.clamp(Math.round(7 * v / Math.max(highest, 1e-9)), 0, 7)));
        }
        return line.isEmpty() ? "" : line + "  ";
    }

    static String word(Starvation.State state) {
        return switch (state) {
            case HEALTHY -> "healthy";
            case BROWN_OUT -> "brown-out";
            case STARVED -> "STARVED";
        };
    }

    static String word(OperatorBeat mitigation) {
        return switch (mitigation.stage()) {
            case WATCHING -> "waits for its reason";
            case DECIDING -> mitigation.blind() ? "deciding, blind" : "deciding";
            case REACHING -> "reaching, try " + mitigation.tries();
            case APPLIED -> "applied";
        };
    }
}
