package io.squall.report;

import io.squall.record.SelfHealth;
import io.squall.verdict.Law.Account;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The end of a run in words and tables: a pure function of its summary. */
public final class TextReport {
    private static final int WIDTH = 118;
    private static final int LEAST_NAME_WIDTH = 10;
    private static final String NONE = "–";
    /** A number stays with its unit. */
    private static final Pattern BREAK = Pattern.compile(" +(?!(?:s|ms|%|tries)(?:\\W|$))");

    private final Summary summary;
    private final StringBuilder out = new StringBuilder();
    private final Formatter print = new Formatter(out, Locale.ROOT);

    private TextReport(Summary summary) {
        this.summary = summary;
    }

    public static String of(Summary summary) {
        return new TextReport(summary).render();
    }

    private String render() {
        line("");
        paragraph(summary.scenario().name() + ": " + summary.scenario().title());
        if (!summary.scenario().note().isBlank()) {
            paragraph("(" + summary.scenario().note().strip() + ")");
        }
        line("");
        new Story(summary).sentences().forEach(this::paragraph);
        line("");
        controls();
        phases();
        storm();
        operator();
        law();
        upstream();
        health();
        verdict();
        return out.toString();
    }

    private void controls() {
        if (summary.controls().isEmpty()) {
            return;
        }
        int wide =
                width(summary.controls().stream().map(Summary.ControlRow::name).toList());
        print.format(
                "%-" + wide + "s %-13s %9s %10s %8s %8s %9s %9s %9s %8s%n",
                "control",
                "state",
                "to starve",
                "to recover",
                "starved",
                "blind",
                "worst gap",
                "delivery",
                "in storm",
                "p99 grew");
        for (Summary.ControlRow c : summary.controls()) {
            print.format(
                    "%-" + wide + "s %-13s %9s %10s %8s %8s %9s %9s %9s %8s%n",
                    c.name(),
                    c.state(),
                    time(c.timeToStarveNs()),
                    time(c.timeToRecoverNs()),
                    time(c.starvedNs()),
                    time(c.blindNs()),
                    time(c.worstGapNs()),
                    share(c.delivery()),
                    c.stormLoss() == null ? NONE : share(1 - c.stormLoss()),
                    c.isolationIndex() == null ? NONE : number("× %.1f", c.isolationIndex()));
        }
        line("");
    }

    private void phases() {
        int wide = width(summary.phases().stream().map(Summary.PhaseRow::name).toList());
        print.format(
                "%-" + wide + "s %7s %7s %8s %6s%s%n",
                "phase",
                "from",
                "to",
                "storm/s",
                "ampl.",
                probes().map(c -> String.format(Locale.ROOT, "  %14s", c.name() + " (p99)"))
                        .collect(Collectors.joining()));
        for (int i = 0; i < summary.phases().size(); i++) {
            Summary.PhaseRow phase = summary.phases().get(i);
            if (phase.endNs() <= phase.startNs()) {
                print.format("%-" + wide + "s not reached%n", phase.name());
                continue;
            }
            int index = i;
            Account storm = summary.classes().stream()
                    .filter(c -> c.role().equals("storm"))
                    .map(c -> c.phases().get(index).account())
                    .reduce(Account::plus)
                    .orElse(Account.NOTHING);
            String states = probes().map(c -> state(c.phases().get(index))).collect(Collectors.joining());
            print.format(
                    "%-" + wide + "s %7s %7s %8.0f %6.1f%s%n",
                    phase.name(),
                    time(phase.startNs()),
                    time(phase.endNs()),
                    storm.sent() / ((phase.endNs() - phase.startNs()) / 1e9),
                    storm.amplification(),
                    states);
        }
        line("");
    }

    private Stream<Summary.ClassRow> probes() {
        return summary.classes().stream().filter(c -> c.role().equals("probe"));
    }

    private static String state(Summary.PhaseAccount p) {
        String found = p.account().sent() == 0
                ? NONE
                : share(p.account().delivery())
                        + number(" %4.0f ms", p.latency().p99Ns() / 1e6);
        return String.format(Locale.ROOT, "  %14s", found);
    }

    private void storm() {
        Summary.StormRow storm = summary.storm();
        if (summary.classes().stream().noneMatch(c -> c.role().equals("storm"))) {
            return;
        }
        List<String> parts = new ArrayList<>();
        if (storm.stormAttemptsPerSecond() != null) {
            parts.add(number("%.0f attempts/s until the first mitigation", storm.stormAttemptsPerSecond()));
        }
        parts.add(number("%.1f attempts a request", storm.amplification())
                + number(" (%.1f at the peak)", storm.peakAmplification()));
        parts.add(number("%.0f requests/s answered", storm.goodputPerSecond()));
        parts.add(number("%.0f %% of what the plane served was in time", 100 * storm.efficiency()));
        parts.add("congested for " + time(summary.congestedNs()));
        paragraph("Storm: " + String.join(" · ", parts));
        line("");
    }

    private void operator() {
        if (summary.mitigations().isEmpty()) {
            return;
        }
        int wide = width(
                summary.mitigations().stream().map(Summary.MitigationRow::name).toList());
        print.format(
                "%-" + wide + "s %8s %8s %8s  %-14s %6s %15s = %7s + %8s%n",
                "operator",
                "wished",
                "decided",
                "applied",
                "how",
                "tries",
                "blindness cost",
                "to see",
                "to reach");
        for (Summary.MitigationRow m : summary.mitigations()) {
            if (m.conditionNs() == null) {
                print.format("%-" + wide + "s was never called for%n", m.name());
            } else {
                String how = m.appliedNs() == null ? "not applied" : m.console() ? "at the console" : "remotely";
                print.format(
                        "%-" + wide + "s %8s %8s %8s  %-14s %6d %15s   %7s   %8s%n",
                        m.name(),
                        time(m.wishedNs()),
                        time(m.decidedNs()),
                        time(m.appliedNs()),
                        how,
                        m.tries(),
                        time(m.blindnessCostNs()),
                        time(m.seeNs()),
                        time(m.reachNs()));
            }
        }
        line("");
    }

    private void law() {
        int wide = width(summary.classes().stream().map(Summary.ClassRow::name).toList());
        line("The law: intended = sent + skipped + shed;  sent = answered + failed + timed out + in flight");
        print.format(
                "%-" + wide + "s %9s %9s %8s %6s %9s %7s %9s %9s %6s%n",
                "class",
                "intended",
                "sent",
                "skipped",
                "shed",
                "answered",
                "failed",
                "timed out",
                "in flight",
                "(late)");
        for (Summary.ClassRow c : summary.classes()) {
            Account a = c.total();
            print.format(
                    "%-" + wide + "s %9d %9d %8d %6d %9d %7d %9d %9d %6d%s%n",
                    c.name(),
                    a.intended(),
                    a.sent(),
                    a.skipped(),
                    a.shed(),
                    a.answered(),
                    a.failed(),
                    a.timedOut(),
                    a.inFlight(),
                    a.late(),
                    a.holds() ? "" : "  BROKEN");
        }
        line("");
    }

    private void upstream() {
        Map<String, String> upstream = summary.scenario().upstream();
        if (upstream.isEmpty()) {
            return;
        }
        String servers = upstream.entrySet().stream()
                .map(e -> e.getKey() + " at " + e.getValue())
                .collect(Collectors.joining(", "));
        paragraph(
                summary.mode().equals("simulate")
                        ? "Upstream: " + servers + ": modelled here by the plane's delay; squall run measures it."
                        : "Upstream: " + servers
                                + ": measured, the server's own time included; the rest of the plane is "
                                + "modelled.");
    }

    private void health() {
        if (summary.mode().equals("simulate")) {
            line("Self-health: virtual time, nothing can be late.");
            return;
        }
        SelfHealth h = summary.selfHealth();
        print.format(
                "Self-health: schedule lateness p99 %s, p99.9 %s, max %s%n",
                ms(h.scheduleP99()), ms(h.scheduleP999()), ms(h.scheduleMax()));
        print.format(
                "             relay lateness p99 %s, max %s · plane lateness p99 %s%n",
                ms(h.relayP99()), ms(h.relayMax()), ms(h.planeP99()));
        print.format(
                "             worst hiccup %s · kernel drops %d · GC pauses %d, %s in all · cuts not trusted %d%n",
                ms(h.worstHiccup()), h.kernelDrops(), h.gcPauses(), ms(h.gcNs()), h.untrustedCuts());
        floors(h.floors());
    }

    private void floors(List<SelfHealth.Floor> floors) {
        if (floors.isEmpty()) {
            return;
        }
        int wide = width(floors.stream().map(SelfHealth.Floor::name).toList());
        print.format(
                "%-" + wide + "s  %10s %9s %9s  %24s %9s %9s%n",
                "floor",
                "idle p50",
                "p99",
                "loss",
                "storm into a sink p50",
                "p99",
                "loss");
        for (SelfHealth.Floor f : floors) {
            print.format(
                    "%-" + wide + "s  %10s %9s %8.2f%%  %24s %9s %8.2f%%%n",
                    f.name(),
                    ms(f.idle().p50Ns()),
                    ms(f.idle().p99Ns()),
                    100 * f.idleLoss(),
                    ms(f.sink().p50Ns()),
                    ms(f.sink().p99Ns()),
                    100 * f.sinkLoss());
        }
    }

    private void verdict() {
        String hash = summary.scenario().hash();
        print.format(
                "Scenario %s, seed %d, digest %s%n",
                hash.substring(0, Math.min(12, hash.length())),
                summary.scenario().seed(),
                summary.digest());
        line("");
        List<String> reasons = new ArrayList<>(summary.reasons());
        if (summary.stoppedNs() != null) {
            reasons.addFirst("stopped at " + time(summary.stoppedNs()) + ": what is above is complete up to then");
        }
        paragraph(summary.outcome() + ": " + String.join("; ", reasons));
    }

    private static int width(List<String> names) {
        return names.stream().mapToInt(String::length).reduce(LEAST_NAME_WIDTH, Math::max);
    }

    /** A duration or an instant for people: in ms below a second, else in seconds. */
    static String time(@Nullable Long ns) {
        if (ns == null) {
            return NONE;
        }
        return Math.abs(ns) < 999_500_000L && ns != 0 ? number("%.0f ms", ns / 1e6) : number("%.1f s", ns / 1e9);
    }

    static String tries(int tries) {
        return tries == 1 ? "1 try" : tries + " tries";
    }

    private static String share(double of1) {
        return number("%.1f%%", 100 * of1);
    }

    private static String ms(long ns) {
        return number(ns < 10_000_000 ? "%.2f ms" : "%.0f ms", ns / 1e6);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
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
