package io.squall.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The run in sentences. */
final class Story {
    private final Summary summary;

    Story(Summary summary) {
        this.summary = summary;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (summary.outcome().equals("INVALID")) {
            sentences.add("Squall itself fell behind; nothing below is to be believed.");
        }
        List<Summary.ControlRow> dark =
                summary.controls().stream().filter(c -> !c.starved().isEmpty()).toList();
        if (dark.isEmpty()) {
            sentences.add("No control class was starved.");
        }
        dark.forEach(c -> sentences.add(darkness(c)));
        if (summary.overhangNs() != null) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "The starvation outlived its trigger by %s: %s.",
                    TextReport.seconds(summary.overhangNs()),
                    recovery()));
        }
        summary.mitigations().stream().map(this::mitigation).filter(s -> !s.isEmpty()).forEach(sentences::add);
        if (!dark.isEmpty()) {
            sentences.add("Cause: " + dark.getFirst().cause() + ".");
        }
        return sentences;
    }

    private String recovery() {
        return switch (summary.recovery()) {
            case "recovered" -> "it recovered by itself";
            case "not recovered" -> "it did not recover by itself";
            default -> "whether it would have recovered by itself is undetermined";
        };
    }

    private static String darkness(Summary.ControlRow c) {
        Summary.SpanRow first = c.starved().getFirst();
        Long left = c.starved().getLast().leftNs();
        String since = c.timeToStarveNs() == null
                ? "at " + TextReport.seconds(first.enteredNs())
                : TextReport.seconds(c.timeToStarveNs()) + " after the trigger";
        String until = left == null
                ? "was still dark at the end, " + TextReport.seconds(c.starvedNs()) + " in all"
                : "stayed dark for " + TextReport.seconds(c.starvedNs());
        return c.name() + " went dark " + since + " and " + until + ".";
    }

    private String mitigation(Summary.MitigationRow m) {
        if (m.appliedNs() == null) {
            return "";
        }
        StringBuilder sentence = new StringBuilder();
        sentence.append(String.format(
                Locale.ROOT,
                "The operator wished to %s at %s, ",
                m.name().replace('-', ' '),
                TextReport.seconds(m.wishedNs())));
        if (positive(m.seeNs())) {
            sentence.append("could not see and decided from logs at ")
                    .append(TextReport.seconds(m.decidedNs()))
                    .append(", ");
        }
        if (m.console()) {
            sentence.append(String.format(
                    Locale.ROOT, "could not reach (%d tries) and went to the console, ", m.tries()));
        }
        sentence.append("and did so at ").append(TextReport.seconds(m.appliedNs()));
        sentence.append(": blindness cost ")
                .append(TextReport.seconds(m.blindnessCostNs()))
                .append('.');
        for (String name : m.returned()) {
            sentence.append(' ').append(returned(name, m.appliedNs()));
        }
        return sentence.toString();
    }

    private static boolean positive(@Nullable Long ns) {
        return ns != null && ns > 0;
    }

    private String returned(String name, long appliedNs) {
        for (Summary.ControlRow c : summary.controls()) {
            if (c.name().equals(name)) {
                Long left = c.starved().getLast().leftNs();
                return left == null
                        ? ""
                        : name + " came back " + TextReport.seconds(left - appliedNs) + " after that.";
            }
        }
        return "";
    }
}
