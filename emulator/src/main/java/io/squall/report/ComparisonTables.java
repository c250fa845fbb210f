package io.squall.report;

import static io.squall.report.Tables.number;

import io.squall.report.Comparison.CellRow;
import io.squall.report.Comparison.FigureRow;
import io.squall.report.Comparison.GroupRow;
import io.squall.report.Comparison.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs side by side as people read them, in text and in HTML alike. */
public final class ComparisonTables {
    private static final int WIDEST_SETTING = 36;
    private static final String NONE = "–";

    private final Comparison comparison;
    private final List<GroupRow> groups;

    ComparisonTables(Comparison comparison) {
        this.comparison = comparison;
        groups = comparison.groups();
    }

    /** @param everything also every class and phase, one figure a line */
    public static String text(Comparison comparison, boolean everything) {
        ComparisonTables t = new ComparisonTables(comparison);
        StringBuilder out = new StringBuilder(System.lineSeparator())
                .append(TextReport.lines("Side by side", t.groups(), t.headlines()));
        t.others().forEach(i -> out.append(block(t.changes(i, WIDEST_SETTING), t.unchanged(i))));
        // Three abreast is what a terminal holds.
        for (int i = 1; i < t.groups.size(); i += 2) {
            out.append(block(t.whole(i, Math.min(i + 2, t.groups.size())), List.of()));
        }
        t.others().forEach(i -> out.append(block(t.phases(i), List.of())));
        if (everything) {
            t.others().forEach(i -> out.append(block(t.everything(i), List.of())));
        }
        out.append(block(t.help(), List.of())).append(TextReport.lines("", t.nothing(), t.notes()));
        return out.toString().replaceAll("(\\R)\\R{2,}", "$1$1");
    }

    private static String block(Table table, List<String> sentences) {
        return System.lineSeparator()
                + TextReport.lines(table.isEmpty() ? "" : table.caption() + ":", table, sentences);
    }

    private Table nothing() {
        return new Table("", List.of(), List.of());
    }

    /** All groups but A. */
    IntStream others() {
        return IntStream.range(1, groups.size());
    }

    Table groups() {
        return new Table(
                "What is compared",
                List.of("", "scenario", "runs", "seeds", "outcome", "by itself", "directory"),
                groups.stream()
                        .map(g -> List.of(
                                g.label(),
                                g.name(),
                                Integer.toString(g.runs().size()),
                                words(g, r -> Long.toString(r.seed()), ", "),
                                words(g, Comparison.RunRow::outcome, " or "),
                                words(g, Comparison.RunRow::recovery, " or "),
                                g.runs().getFirst().directory() + (g.runs().size() > 1 ? " …" : "")))
                        .toList());
    }

    private static String words(GroupRow group, Function<Comparison.RunRow, String> word, String or) {
        return group.runs().stream().map(word).distinct().collect(Collectors.joining(or));
    }

    /** What it comes to, a sentence a group. */
    List<String> headlines() {
        return others().mapToObj(i -> Stream.of("starvedNs", "overhangNs", "blindnessCostNs")
                        .map(figure -> comparison.figures().stream()
                                .filter(row -> row.figure().equals(figure))
                                .map(row -> change(row, i))
                                .collect(Collectors.joining(", ", Figure.words(figure) + ": ", "")))
                        .filter(part -> !part.endsWith(": "))
                        .collect(Collectors.joining("; ", groups.get(i).label() + " against A, ", ".")))
                .toList();
    }

    private String change(FigureRow row, int group) {
        String name = row.kind().equals("storm") ? "" : row.name() + " ";
        return name + text(row, 0) + " → " + text(row, group);
    }

    Table changes(int group, int widest) {
        GroupRow other = groups.get(group);
        return new Table(
                "What is set otherwise in " + other.label(),
                List.of("setting", "A", other.label()),
                other.changes().stream()
                        .map(c -> List.of(c.path(), setting(c.from(), widest), setting(c.to(), widest)))
                        .toList());
    }

    private static String setting(@Nullable String value, int widest) {
        String text = Objects.requireNonNullElse(value, NONE);
        return text.length() <= widest ? text : text.substring(0, widest - 1) + "…";
    }

    List<String> unchanged(int group) {
        GroupRow other = groups.get(group);
        return other.changes().stream().allMatch(c -> c.path().startsWith("environment."))
                ? List.of("No setting of " + other.label()
                        + " differs from A's: what differs is chance, or is not set here.")
                : List.of();
    }

    /** Figures of the whole run, of A and of some others. */
    Table whole(int from, int to) {
        return figures("Figures of the whole run", row -> row.phase() == null, from, to);
    }

    Table everything(int group) {
        return figures(
                "Every class and phase, " + groups.get(group).label() + " beside A",
                row -> row.phase() != null,
                group,
                group + 1);
    }

    private Table figures(String caption, java.util.function.Predicate<FigureRow> which, int from, int to) {
        List<String> columns = new ArrayList<>(List.of("figure", "A"));
        for (GroupRow g : groups.subList(from, to)) {
            columns.addAll(List.of(g.label(), g.label() + " − A", "95 % interval"));
        }
        return new Table(
                caption,
                columns,
                comparison.figures().stream()
                        .filter(which)
                        .map(row -> {
                            List<String> cells = new ArrayList<>(List.of(name(row), text(row, 0)));
                            for (int i = from; i < to; i++) {
                                cells.addAll(List.of(text(row, i), difference(row, i), interval(row, i)));
                            }
                            return cells;
                        })
                        .toList());
    }

    private static String name(FigureRow row) {
        String words = Figure.words(row.figure());
        return row.phase() == null ? row.name() + " " + words : row.name() + " in " + row.phase() + ": " + words;
    }

    /** Of the probed classes: a line for each in each phase. */
    Table phases(int group) {
        String label = groups.get(group).label();
        return new Table(
                "Control classes by phase: delivery, then p50, p99 and the n behind them; " + label
                        + " − A of the delivery",
                List.of(
                        "class, phase",
                        "A",
                        "p50",
                        "p99",
                        "n",
                        label,
                        "p50",
                        "p99",
                        "n",
                        label + " − A",
                        "95 % interval"),
                comparison.figures().stream()
                        .filter(row -> row.phase() != null && row.figure().equals("delivery") && isProbe(row.name()))
                        .map(row -> {
                            List<String> cells = new ArrayList<>(List.of(row.name() + ", " + row.phase()));
                            for (int i : new int[] {0, group}) {
                                cells.addAll(List.of(
                                        text(row, i),
                                        text(figure("class", row.name(), row.phase(), "p50Ns"), i),
                                        text(figure("class", row.name(), row.phase(), "p99Ns"), i),
                                        Long.toString(figure("class", row.name(), row.phase(), "p50Ns")
                                                .groups()
                                                .get(i)
                                                .samples())));
                            }
                            cells.addAll(List.of(difference(row, group), interval(row, group)));
                            return cells;
                        })
                        .toList());
    }

    private boolean isProbe(String name) {
        return comparison.figures().stream()
                .anyMatch(row -> row.kind().equals("control") && row.name().equals(name));
    }

    private FigureRow figure(String kind, String name, @Nullable String phase, String figure) {
        return comparison.figures().stream()
                .filter(row -> row.kind().equals(kind)
                        && row.name().equals(name)
                        && Objects.equals(row.phase(), phase)
                        && row.figure().equals(figure))
                .findFirst()
                .orElseThrow();
    }

    private String text(FigureRow row, int group) {
        CellRow cell = row.groups().get(group);
        int runs = groups.get(group).runs().size();
        if (cell.of() == 0) {
            return NONE;
        }
        String value = Figure.text(row.figure(), value(cell.mean()));
        if (cell.never() > 0 && cell.never() < cell.of()) {
            return cell.never() + " of " + runs + " never";
        }
        return cell.of() == runs ? value : value + " (" + cell.of() + " of " + runs + ")";
    }

    private static double value(@Nullable Number number) {
        return number == null ? Double.POSITIVE_INFINITY : number.doubleValue();
    }

    private static String difference(FigureRow row, int group) {
        CellRow cell = row.groups().get(group);
        return cell.difference() == null ? NONE : signed(row.figure(), cell.difference());
    }

    private static String interval(FigureRow row, int group) {
        CellRow cell = row.groups().get(group);
        return switch (cell.method()) {
            case WELCH, NEWCOMBE ->
                signed(row.figure(), Objects.requireNonNull(cell.low())) + " .. "
                        + signed(row.figure(), Objects.requireNonNull(cell.high()));
            case ONE_RUN -> "one run";
            case NO_SPREAD -> "no spread";
            case NOT_ALWAYS, FIRST -> NONE;
        };
    }

    /** Shares differ by percentage points. */
    private static String signed(String figure, Number number) {
        double value = number.doubleValue();
        boolean share = figure.equals("delivery") || figure.equals("efficiency");
        String text = share ? number("%.1f", 100 * value) : Figure.text(figure, value);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? "0" : text.startsWith("-") ? text : "+" + text;
    }

    Table help() {
        List<List<String>> rows = new ArrayList<>();
        for (String mitigation : distinct(g -> g.mitigations().stream().map(Comparison.HelpRow::mitigation))) {
            FigureRow applied = figure("mitigation", mitigation, null, "appliedNs");
            rows.add(Stream.concat(
                            Stream.of(mitigation + ": applied"),
                            IntStream.range(0, groups.size()).mapToObj(g -> text(applied, g)))
                    .toList());
            for (String name : distinct(
                    g -> help(g, mitigation).flatMap(h -> h.classes().stream()).map(Comparison.ReturnRow::name))) {
                rows.add(row(mitigation + ": " + name, g -> help(g, mitigation)
                        .map(h -> back(g, h, name))
                        .findFirst()
                        .orElse(NONE)));
            }
        }
        List<String> columns = new ArrayList<>(List.of("mitigation"));
        groups.forEach(g -> columns.add(g.label()));
        return new Table(
                "What followed each mitigation, of the classes starved by then, before the next one", columns, rows);
    }

    private List<String> row(String name, Function<GroupRow, String> cell) {
        return Stream.concat(Stream.of(name), groups.stream().map(cell)).toList();
    }

    private List<String> distinct(Function<GroupRow, Stream<String>> names) {
        return groups.stream().flatMap(names).distinct().toList();
    }

    /** If it was applied in any run. */
    private static Stream<Comparison.HelpRow> help(GroupRow group, String mitigation) {
        return group.mitigations().stream().filter(h -> h.mitigation().equals(mitigation) && h.applied() > 0);
    }

    private static String back(GroupRow group, Comparison.HelpRow help, String name) {
        return help.classes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .map(c -> {
                    String of = group.runs().size() == 1 ? "" : "in " + c.returned() + " of " + c.starved() + ", ";
                    return c.afterNs() == null
                            ? "stayed dark"
                            : "back " + of + "after "
                                    + TextReport.time(c.afterNs().longValue());
                })
                .orElse("was not starved");
    }

    /** How the intervals came about, and what they do not say. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(
                List.of(
                        "To starve: since the trigger began; to recover: since it ended. Shares differ by percentage points. A phase that "
                                + "waits for a mitigation lasts as long as that takes: its figures are of different stretches of time."));
        long welch = count(Method.WELCH);
        long counted = count(Method.NEWCOMBE);
        if (welch > 0) {
            notes.add(
                    "Of several runs: means, and Welch's interval on their difference, which takes the runs to be independent "
                            + "and their figures to be about normally distributed; of a share no narrower than its counts allow "
                            + "(Newcombe). n is that of the run that has the fewest.");
        }
        if (counted > 0) {
            notes.add(
                    "Of one run, or of runs that are all alike: Newcombe's interval on the difference of counted shares. It knows "
                            + "chance among the probes of these runs only, as if each were drawn for itself; other seeds may differ by more.");
        }
        if (count(Method.ONE_RUN) > 0) {
            notes.add(
                    "One run: no interval. How far chance goes is seen over several, such as seeds 1 to 5 of each scenario.");
        }
        if (welch + counted > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "There are %d such intervals in all: about one in twenty misses the true difference.",
                    welch + counted));
        }
        if (groups.stream().map(GroupRow::hash).distinct().count() == 1) {
            notes.add("All are runs of one scenario, so each stands for itself.");
        }
        return notes;
    }

    private long count(Method method) {
        return comparison.figures().stream()
                .flatMap(row -> row.groups().stream())
                .filter(cell -> cell.method() == method)
                .count();
    }
}
