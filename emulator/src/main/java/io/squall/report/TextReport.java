package io.squall.report;

import static io.squall.report.Tables.number;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The end of a run in words and tables: a pure function of its summary. */
public final class TextReport {
    private static final int WIDTH = 118;
    /** A number stays with its unit. */
    private static final Pattern BREAK = Pattern.compile(" +(?!(?:s|ms|µs|%|tries)(?:\\W|$))");

    private final StringBuilder out = new StringBuilder();

    private TextReport() {}

    public static String of(Summary summary) {
        return new TextReport().render(summary);
    }

    /** A headline, a table and sentences. */
    static String lines(String headline, Table table, List<String> sentences) {
        TextReport report = new TextReport();
        report.paragraph(headline);
        report.line("");
        report.table(table);
        sentences.forEach(report::paragraph);
        return report.out.toString();
    }

    private String render(Summary summary) {
        Tables tables = new Tables(summary);
        line("");
        paragraph(summary.scenario().name() + ": " + summary.scenario().title());
        if (!summary.scenario().note().isBlank()) {
            paragraph("(" + summary.scenario().note().strip() + ")");
        }
        line("");
        new Story(summary).sentences().forEach(this::paragraph);
        line("");
        table(tables.controls());
        table(tables.phases());
        if (!tables.storm().isEmpty()) {
            paragraph(tables.storm());
            line("");
        }
        table(tables.operator());
        line(tables.law().caption());
        table(tables.law());
        tables.upstream().ifPresent(this::paragraph);
        tables.health().forEach(this::paragraph);
        table(tables.floors());
        line(tables.identity());
        line("");
        paragraph(summary.outcome() + ": " + tables.reasons());
        return out.toString();
    }

    private void table(Table table) {
        if (table.isEmpty()) {
            return;
        }
        table.lines().forEach(this::line);
        line("");
    }

    /** A duration or an instant for people: in ms below a second, else in seconds. */
    static String time(@Nullable Long ns) {
        if (ns == null) {
            return "–";
        }
        return Math.abs(ns) < 999_500_000L && ns != 0 ? number("%.0f ms", ns / 1e6) : number("%.1f s", ns / 1e9);
    }

    static String tries(int tries) {
        return tries == 1 ? "1 try" : tries + " tries";
    }

    /** Text that may be longer than a line: continued on the next ones. */
    private void paragraph(String text) {
        StringBuilder current = new StringBuilder();
        for (String word : BREAK.split(text, -1)) {
            if (!current.isEmpty() && current.length() + 1 + word.length() > WIDTH) {
                line(current.toString());
                current.setLength(0);
                current.append("   ");
            }
            current.append(current.isEmpty() ? "" : " ").append(word);
        }
        line(current.toString());
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append(System.lineSeparator());
    }
}
