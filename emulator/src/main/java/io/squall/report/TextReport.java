package io.squall.report;

import io.squall.record.SelfHealth;
import io.squall.verdict.Law.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The end of a run in words and tables: a pure function of its summary. */
public final class TextReport {
    private final Summary summary;
    private final StringBuilder out = new StringBuilder();

    private TextReport(Summary summary) {
        this.summary = summary;
    }

    public static String of(Summary summary) {
        return new TextReport(summary).render();
    }

    private String render() {
        say("%n%s: %s", summary.scenario().name(), summary.scenario().title());
        if (!summary.scenario().note().isBlank()) {
            say("(%s)", summary.scenario().note());
        }
        say("");
        new Story(summary).sentences().forEach(sentence -> say("%s", sentence));
        say("");
        controls();
        phases();
        operator();
        law();
        health();
        verdict();
        return out.toString();
    }

    private void controls() {
        say("%-10s %-13s %11s %11s %10s %10s %9s %9s",
                "control", "state", "to starve", "to recover", "starved", "blind", "worst gap", "delivery");
        for (Summary.ControlRow c : summary.controls()) {
            say("%-10s %-13s %11s %11s %10s %10s %9s %8.1f%%",
                    c.name(), c.state(), seconds(c.timeToStarveNs()), seconds(c.timeToRecoverNs()),
                    seconds(c.starvedNs()), seconds(c.blindNs()), seconds(c.worstGapNs()), 100 * c.delivery());
        }
        say("");
    }

    private void phases() {
        say("%-22s %8s %8s %9s %6s  %s", "phase", "from", "to", "storm/s", "ampl.",
                summary.controls().stream().map(c -> String.format("%-17s", c.name() + " (p99)")).collect(Collectors.joining()));
        for (int i = 0; i < summary.phases().size(); i++) {
            Summary.PhaseRow phase = summary.phases().get(i);
            if (phase.endNs() <= phase.startNs()) {
                say("%-22s %8s", phase.name(), "not reached");
                continue;
            }
            double seconds = (phase.endNs() - phase.startNs()) / 1e9;
            int index = i;
            long sent = 0;
            long intended = 0;
            long first = 0;
            for (Summary.ClassRow c : summary.classes()) {
                if (c.role().equals("storm")) {
                    sent += c.phases().get(i).account().sent();
                    intended += c.phases().get(i).account().intended();
                    first += c.phases().get(i).account().firstTries();
                }
            }
            String states = summary.classes().stream()
                    .filter(c -> c.role().equals("probe"))
                    .map(c -> c.phases().get(index))
                    .map(p -> String.format(Locale.ROOT, "%-17s", String.format(Locale.ROOT, "%5.1f%% (%.0f ms)",
                            100 * p.account().delivery(), p.latency().p99Ns() / 1e6)))
                    .collect(Collectors.joining());
            say("%-22s %8s %8s %9.0f %6.1f  %s", phase.name(), seconds(phase.startNs()), seconds(phase.endNs()),
                    sent / seconds, first == 0 ? 1.0 : (double) intended / first, states);
        }
        say("");
    }

    private void operator() {
        for (Summary.MitigationRow m : summary.mitigations()) {
            if (m.conditionNs() == null) {
                say("operator: %s was never called for", m.name());
            } else if (m.appliedNs() == null) {
                say("operator: %s was wished at %s and not applied by the end (%d tries to reach)",
                        m.name(), seconds(m.wishedNs()), m.tries());
            } else {
                say("operator: %s  wished %s · decided %s · applied %s %s · blindness cost %s (%s to see, %s to reach; %d tries)",
                        m.name(), seconds(m.wishedNs()), seconds(m.decidedNs()), seconds(m.appliedNs()),
                        m.console() ? "at the console" : "remotely", seconds(m.blindnessCostNs()),
                        seconds(m.seeNs()), seconds(m.reachNs()), m.tries());
            }
        }
        if (!summary.mitigations().isEmpty()) {
            say("");
        }
    }

    private void law() {
        say("The law: intended = sent + skipped + shed;  sent = answered + failed + timed out + in flight");
        say("%-10s %9s %9s %8s %6s %9s %7s %9s %9s %6s", "class", "intended", "sent", "skipped", "shed",
                "answered", "failed", "timed out", "in flight", "(late)");
        for (Summary.ClassRow c : summary.classes()) {
            Account a = c.total();
            say("%-10s %9d %9d %8d %6d %9d %7d %9d %9d %6d%s", c.name(), a.intended(), a.sent(), a.skipped(), a.shed(),
                    a.answered(), a.failed(), a.timedOut(), a.inFlight(), a.late(), a.holds() ? "" : "  BROKEN");
        }
        say("");
    }

    private void health() {
        if (summary.mode().equals("simulate")) {
            say("Self-health: virtual time, nothing can be late.");
            return;
        }
        SelfHealth h = summary.selfHealth();
        say("Self-health: schedule lateness p99 %s, p99.9 %s, max %s · relay lateness p99 %s, max %s · plane p99 %s",
                ms(h.scheduleP99()), ms(h.scheduleP999()), ms(h.scheduleMax()), ms(h.relayP99()), ms(h.relayMax()), ms(h.planeP99()));
        say("             worst hiccup %s · kernel drops %d · %d GC pauses, %s in all · %d cuts of 100 ms not trusted",
                ms(h.worstHiccup()), h.kernelDrops(), h.gcPauses(), ms(h.gcNs()), h.untrustedCuts());
        for (SelfHealth.Floor f : h.floors()) {
            say("Probe floor: %-8s idle p50 %s, p99 %s, loss %.2f %% · storm into a sink p50 %s, p99 %s, loss %.2f %%",
                    f.name(), ms(f.idle().p50Ns()), ms(f.idle().p99Ns()), 100 * f.idleLoss(),
                    ms(f.sink().p50Ns()), ms(f.sink().p99Ns()), 100 * f.sinkLoss());
        }
    }

    private void verdict() {
        say("Scenario %s, seed %d, digest %s", summary.scenario().hash().substring(0, Math.min(12, summary.scenario().hash().length())),
                summary.scenario().seed(), summary.digest());
        say("");
        List<String> reasons = new ArrayList<>(summary.reasons());
        if (summary.stoppedNs() != null) {
            reasons.addFirst("stopped at " + seconds(summary.stoppedNs()) + ": what is above is complete up to then");
        }
        say("%s: %s", summary.outcome(), String.join("; ", reasons));
    }

    static String seconds(@org.jspecify.annotations.Nullable Long ns) {
        return ns == null ? "–" : String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }

    private static String ms(long ns) {
        return String.format(Locale.ROOT, ns < 10_000_000 ? "%.2f ms" : "%.0f ms", ns / 1e6);
    }

    private void say(String format, @org.jspecify.annotations.Nullable Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
