package io.squall.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The run in sentences. */
final class Story {
    /** What takes less than a cut is not worth a clause. */
    private static final long NOTICEABLE_NS = 100_000_000;

    private final Summary summary;

    Story(Summary summary) {
        this.summary = summary;
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (summary.outcome().equals("INVALID")) {
            sentences.add("The run is INVALID; nothing below is to be believed.");
        }
        List<Summary.ControlRow> dark =
                summary.controls().stream().filter(c -> !c.starved().isEmpty()).toList();
        if (dark.isEmpty()) {
            sentences.add("No control class was starved.");
        }
        dark.forEach(c -> sentences.add(darkness(c)));
        if (summary.overhangNs() != null) {
            sentences.add(overhang(summary.overhangNs()));
        }
        summary.mitigations().stream()
                .filter(m -> m.appliedNs() != null)
                .map(this::mitigation)
                .forEach(sentences::add);
        causes(dark)
                .forEach((cause, names) -> sentences.add(
                        names.size() == dark.size()
                                ? "Cause: " + cause + "."
                                : "Cause for " + String.join(", ", names) + ": " + cause + "."));
        return sentences;
    }

    private static Map<String, List<String>> causes(List<Summary.ControlRow> dark) {
        Map<String, List<String>> causes = new LinkedHashMap<>();
        dark.forEach(
                c -> causes.computeIfAbsent(c.cause(), _ -> new ArrayList<>()).add(c.name()));
        return causes;
    }

    private String overhang(long overhangNs) {
        String recovery =
                switch (summary.recovery()) {
                    case "recovered" -> "it recovered by itself";
                    case "not recovered" -> "it did not recover by itself";
                    default -> "whether it would have recovered by itself is undetermined";
                };
        return overhangNs == 0
                ? "The starvation did not outlive its trigger: " + recovery + "."
                : "The starvation outlived its trigger by " + TextReport.time(overhangNs) + ": " + recovery + ".";
    }

    private static String darkness(Summary.ControlRow c) {
        Summary.SpanRow first = c.starved().getFirst();
        String again = c.starved().size() == 1 ? "" : " (" + c.starved().size() + " times)";
        boolean left = c.starved().getLast().leftNs() != null;
        return c.name() + " went dark " + since(c.timeToStarveNs(), first.enteredNs())
                + (left ? " and stayed dark for " : " and was still dark at the end, after ")
                + TextReport.time(c.starvedNs()) + again + ".";
    }

    private static String since(@Nullable Long timeToStarveNs, long enteredNs) {
        if (timeToStarveNs == null) {
            return "at " + TextReport.time(enteredNs);
        }
        return timeToStarveNs < 0
                ? TextReport.time(-timeToStarveNs) + " before the trigger"
                : TextReport.time(timeToStarveNs) + " after the trigger";
    }

    private String mitigation(Summary.MitigationRow m) {
        StringBuilder sentence = new StringBuilder(String.format(
                Locale.ROOT,
                "The operator wished to %s at %s",
                m.name().replace('-', ' '),
                TextReport.time(m.wishedNs())));
        if (noticeable(m.seeNs())) {
            sentence.append(", could not see, decided from logs at ").append(TextReport.time(m.decidedNs()));
        }
        if (m.console()) {
            sentence.append(", could not reach the device (")
                    .append(TextReport.tries(m.tries()))
                    .append("), went to the console");
        }
        if (noticeable(m.blindnessCostNs())) {
            sentence.append(", and did so at ").append(TextReport.time(m.appliedNs()));
            sentence.append(": blindness cost ")
                    .append(TextReport.time(m.blindnessCostNs()))
                    .append('.');
        } else {
            sentence.append(" and did so at once.");
        }
        return sentence + returned(m);
    }

    private static boolean noticeable(@Nullable Long ns) {
        return ns != null && ns >= NOTICEABLE_NS;
    }

    private String returned(Summary.MitigationRow m) {
        List<String> back = new ArrayList<>();
        for (Summary.ControlRow c : summary.controls()) {
            Long left = m.returned().contains(c.name()) ? c.starved().getLast().leftNs() : null;
            Long applied = m.appliedNs();
            if (left != null && applied != null) {
                back.add(c.name() + " came back " + TextReport.time(left - applied) + " later");
            }
        }
        return back.isEmpty() ? "" : " " + String.join(", ", back) + ".";
    }
}
