package io.squall.validate;

import io.squall.validate.Validation.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of the known answers: for a screen, and as {@code docs/validation.md}. */
public final class ValidationPage {
    private static final List<String> COLUMNS =
            List.of("known answer", "expected", "measured", "tolerance", "n", "seed", "");
    private static final String HEAD = """
            # Validation

            Written by `squall validate --out docs/validation.md`: figures that are known from theory, and what Squall measures of them in
            virtual time. Expected values are computed from the formula in the last column when the command runs; tolerances are for the n
            given. `squall validate --list` names the scenarios, `--show NAME` prints one.
            """;
    private static final String FOOT = """

            ## Where prediction and measurement part

            The same scenario runs in virtual time and on sockets, with the same classes for clients, devices, services and probes; only clock
            and wire differ. What virtual time does not have are the costs of a host: a schedule's lateness, the kernel's own queues and
            handshakes, a thread that does not get its core. `squall run` measures these and prints them beside every result, and a run in
            which they are too large to be ignored is INVALID. The figures of a valid run on sockets differ from the simulated ones by that
            floor, and by chance: a run on sockets is one sample, and does not repeat to the bit. Figures that depend on exact ties, such as
            the probes without jitter above, do not carry over: no socket keeps a grid to the nanosecond.

            Five runs of `dec-7` on sockets (seeds 1 to 5, two quiet cores, 23 November 2026) against seeds 1 to 20 in virtual time
            (`squall agree`, decision 0013): of 159 figures 144 lie inside the band of all seeds, 15 outside of it within the tolerance, none
            beyond.

            | figure | measured | predicted: least, median, greatest | why it parts |
            |---|---|---|---|
            | every class: to starve | 2 to 56 ms | 0, 1 to 55, 156 ms | |
            | dns: to recover | 30.5 s | 30.1, 30.5, 30.8 s | |
            | metrics, auth, deploy: to recover | 59.8 s | 57.2, 58.6, 59.9 s | the relay's thread, decision 0014: on sockets 7.5 of 100 answers to clients find a place, in virtual time 8.0, so the storm is 5 % larger when the isolation comes |
            | clients in `top-sources-isolated`: attempts | 38,089 | 26,989, 33,311, 38,569 | the same: recovery comes 1.2 s later |
            | metrics, auth, deploy in `top-sources-isolated`: delivery | 71, 66, 66 % | medians 75, 70, 70 % | the same |
            | clients in `monitoring-dark`: attempts | 175,564 | 165,252, 170,584, 178,937 | |
            | median latencies on an idle path | 25 to 30 ms | 24 to 29 ms | kernel and relay: 1 ms |
            """;

    private ValidationPage() {}

    /** For people: aligned, at the end how many lie inside. */
    public static String text(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>(List.of(COLUMNS));
        rows.forEach(row -> lines.add(row.cells()));
        int[] width = IntStream.range(0, COLUMNS.size())
                .map(c -> lines.stream().mapToInt(l -> l.get(c).length()).max().orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder out = new StringBuilder();
            for (int c = 0; c < width.length; c++) {
                String gap = " ".repeat(width[c] - line.get(c).length());
                boolean words = c == 0 || c == width.length - 1;
                out.append(c == 0 ? "" : "  ").append(words ? line.get(c) + gap : gap + line.get(c));
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
        long inside = rows.stream().filter(Row::holds).count();
        return text + "\n" + inside + " of " + rows.size() + " inside their tolerance\n";
    }

    public static String markdown(List<Row> rows) {
        StringBuilder page = new StringBuilder(HEAD);
        String scenario = "";
        for (Row row : rows) {
            if (!row.experiment().scenario().equals(scenario)) {
                scenario = row.experiment().scenario();
                page.append("\n## ").append(scenario).append("\n\n");
                page.append(line(COLUMNS, "source")).append("|---|---|---|---|---|---|---|---|\n");
            }
            page.append(line(row.cells(), row.answer().source()));
        }
        return page + FOOT;
    }

    private static String line(List<String> cells, String last) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " | ")) + last.replace("|", "\\|") + " |\n";
    }
}
