package io.squall.report;

import io.squall.scenario.Range;
import io.squall.verdict.Goal;
import io.squall.verdict.Goal.Finding;
import io.squall.verdict.Stability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The share of seeds that miss a goal over a grid of two values. Its JSON Schema is {@code map.schema.json} beside this class.
 *
 * @param title what the figures are, in words
 * @param triggerAxis x or y: which of them is a value of the trigger phase, the other being the load; null unless exactly one is
 * @param cells row by row from the lowest y, in each row from the lowest x
 * @param loads what each load is, from the lowest; empty without a trigger axis
 */
public record MapReport(
        String schema,
        String squall,
        String title,
        String scenario,
        String hash,
        String goal,
        String seeds,
        Axis x,
        Axis y,
        @Nullable String triggerAxis,
        boolean stopped,
        List<Cell> cells,
        List<Load> loads) {

    public static final String SCHEMA = "squall-map/1";

    /** By share of the seeds that miss: none, up to a third, up to two, less than all, all. */
    private static final List<String> SHADES = List.of("· ", "░░", "▒▒", "▓▓", "██");

    /** Values from the lowest. */
    public record Axis(List<String> paths, String unit, List<Double> values) {
        /** In so many steps from end to end. */
        public static Axis of(Range range, int steps) {
            return new Axis(
                    range.paths(),
                    range.unit(),
                    IntStream.range(0, steps)
                            .mapToObj(i -> range.step(i, steps))
                            .toList());
        }

        String name() {
            return String.join(", ", paths);
        }

        String write(int i) {
            return new Range(paths, 0, 1, unit, false).write(values.get(i));
        }
    }

    /**
     * One cell.
     *
     * @param missed share of the seeds that could be judged; null if the cell is not done, or no seed could be
     * @param findings by seed; empty if it is not done
     */
    public record Cell(double x, double y, @Nullable Double missed, List<Finding> findings) {
        static Cell of(double x, double y, List<Finding> findings) {
            long judged = findings.stream().filter(f -> f != Finding.UNDECIDED).count();
            long missed = findings.stream().filter(Finding::isMiss).count();
            return new Cell(x, y, judged == 0 ? null : missed / (double) judged, findings);
        }
    }

    /** @param stability null if what is done does not tell */
    public record Load(double value, @Nullable Stability stability) {}

    /** @param findings of the cells, in their order; those not done are empty */
    public static MapReport of(
            SearchReport.Circumstances how,
            Goal goal,
            Axis x,
            Axis y,
            @Nullable String triggerAxis,
            List<List<Finding>> findings) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < findings.size(); i++) {
            int width = x.values().size();
            cells.add(Cell.of(x.values().get(i % width), y.values().get(i / width), findings.get(i)));
        }
        List<Load> loads = triggerAxis == null || goal != Goal.RECOVERS
                ? List.of()
                : (triggerAxis.equals("x") ? y : x)
                        .values().stream()
                                .map(load -> new Load(
                                        load,
                                        Stability.of(cells.stream()
                                                        .filter(c -> load == (triggerAxis.equals("x") ? c.y() : c.x()))
                                                        .map(Cell::findings)
                                                        .toList())
                                                .orElse(null)))
                                .toList();
        return new MapReport(
                SCHEMA,
                how.squall(),
                title(how, goal),
                how.scenario().name(),
                how.scenario().hash(),
                goal.word(),
                how.seeds(),
                x,
                y,
                triggerAxis,
                how.stopped(),
                cells,
                loads);
    }

    Cell cell(int column, int row) {
        return cells.get(row * x.values().size() + column);
    }

    /** Of a load; empty if there is none to say of it. */
    Optional<Stability> stability(int load) {
        return loads.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(loads.get(load).stability());
    }

    private static String title(SearchReport.Circumstances how, Goal goal) {
        return how.scenario().name() + (goal.isUnmitigated() ? ", without its operator" : "") + ": share of the seeds "
                + how.seeds() + " with which it " + goal.missedWords()
                + (how.stopped() ? ", stopped before it was done" : "");
    }

    /** What the words on the map mean, a sentence each: of those that stand on it. */
    List<String> definitions() {
        return loads.stream()
                .map(Load::stability)
                .distinct()
                .filter(Objects::nonNull)
                .sorted()
                .map(s -> SearchReport.word(s) + ": " + s.definition() + ".")
                .toList();
    }

    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /** Of a cell that is not done, no finding is counted: these fields are empty. */
    public String csv() {
        StringBuilder out =
                new StringBuilder('"' + x.name() + "\",\"" + y.name() + "\",seeds,met,missed,overloaded,undecided\n");
        for (Cell cell : cells) {
            out.append(plain(cell.x()) + "," + plain(cell.y()) + ","
                    + cell.findings().size());
            for (Finding finding : Finding.values()) {
                long count = cell.findings().stream().filter(finding::equals).count();
                out.append(',').append(cell.findings().isEmpty() ? "" : count);
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    public String html() {
        return MapPage.of(this);
    }

    /** A block picture, the highest y on top. */
    public String text() {
        int columns = x.values().size();
        int label = IntStream.range(0, y.values().size())
                .map(i -> y.write(i).length())
                .max()
                .orElse(1);
        StringBuilder out = new StringBuilder(title + "\n\n" + y.name() + "\n");
        for (int row = y.values().size() - 1; row >= 0; row--) {
            out.append(" ".repeat(2 + label - y.write(row).length()))
                    .append(y.write(row))
                    .append(" │");
            for (int column = 0; column < columns; column++) {
                out.append(shade(cell(column, row)));
            }
            String load = "x".equals(triggerAxis)
                    ? stability(row).map(SearchReport::word).orElse("")
                    : "";
            out.append(load.isEmpty() ? "" : "│ " + load).append('\n');
        }
        String left = " ".repeat(label + 3);
        out.append(left).append('└').append("──".repeat(columns)).append('\n');
        if ("y".equals(triggerAxis) && !loads.isEmpty()) {
            out.append(left).append(' ');
            IntStream.range(0, columns)
                    .forEach(i -> out.append(
                            stability(i).map(s -> s.name().charAt(0) + " ").orElse("  ")));
            out.append(" by its first letter: what each load is\n");
        }
        String first = x.write(0);
        String last = x.write(columns - 1);
        out.append(left)
                .append(' ')
                .append(first)
                .append(" ".repeat(Math.max(2, 2 * columns - first.length() - last.length())))
                .append(last)
                .append('\n');
        out.append(left).append(' ').append(x.name()).append("\n\n");
        out.append(
                "Seeds that miss:  · none  ░ up to a third  ▒ up to two  ▓ more  █ all  ? not to be told  (blank) not done\n");
        definitions().forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    private static String shade(Cell cell) {
        Double missed = cell.missed();
        return missed == null ? cell.findings().isEmpty() ? "  " : "? " : SHADES.get(level(missed));
    }

    /** 0 none, 4 all. */
    static int level(double missed) {
        return missed >= 1 ? 4 : (int) Math.ceil(3 * missed - 1e-9);
    }
}
