package io.squall.report;

import io.squall.verdict.Check;
import java.util.Locale;

/**
 * A run as JUnit XML, the format that continuous integration reads: a test case for each check. Where the figures are not to be
 * believed, or a signal came first, nothing was decided, and every case is an error. A pure function of the summary.
 */
public final class JunitXml {
    private JunitXml() {}

    public static String of(Summary summary) {
        boolean undecided =
                summary.outcome().equals("INVALID") || summary.outcome().equals("STOPPED");
        long failures = undecided
                ? 0
                : summary.checks().stream().filter(check -> !check.met()).count();
        String suite = text(summary.scenario().name());
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"squall %s %s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\" time=\"%.3f\" timestamp=\"%s\">%n"
                        .replace("%n", "\n"),
                summary.mode(),
                suite,
                summary.checks().size(),
                failures,
                undecided ? summary.checks().size() : 0,
                summary.phases().getLast().endNs() / 1e9,
                summary.startedUtc().replaceFirst("(\\.\\d+)?Z$", "")));
        for (Check check : summary.checks()) {
            out.append("  <testcase classname=\"squall.")
                    .append(suite)
                    .append("\" name=\"")
                    .append(text(check.name()))
                    .append('"');
            String kind = undecided ? "error" : check.met() ? "" : "failure";
            String message = undecided ? summary.outcome() + ": " + new Tables(summary).reasons() : check.sentence();
            out.append(kind.isEmpty() ? "/>\n" : "><" + kind + " message=\"" + text(message) + "\"/></testcase>\n");
        }
        return out.append("</testsuite>\n").toString();
    }

    /** As the value of an attribute; what XML cannot hold at all becomes a question mark. */
    private static String text(String raw) {
        return raw.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;");
    }
}
