package io.squall.report;

import static io.squall.report.TextReport.time;

import io.squall.journal.State;
import io.squall.record.ReplayRecord;
import io.squall.record.SelfHealth;
import io.squall.verdict.Law.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures of a summary as people read them, in text and in HTML alike. */
final class Tables {
    private static final String NONE = "–";

    private final Summary summary;

    Tables(Summary summary) {
        this.summary = summary;
    }

    Table controls() {
        List<List<String>> rows = summary.controls().stream()
                .map(c -> List.of(
                        c.name(),
                        c.state(),
                        time(c.timeToStarveNs()),
                        time(c.timeToRecoverNs()),
                        time(c.starvedNs()),
                        time(c.blindNs()),
                        time(c.worstGapNs()),
                        share(c.delivery()),
                        c.stormLoss() == null ? NONE : share(1 - c.stormLoss()),
                        c.isolationIndex() == null ? NONE : number("× %.1f", c.isolationIndex())))
                .toList();
        return new Table(
                "What became of each control class",
                List.of(
                        "control",
                        "state",
                        "to starve",
                        "to recover",
                        "starved",
                        "blind",
                        "worst gap",
                        "delivery",
                        "in storm",
                        "p99 grew"),
                rows);
    }

    Table phases() {
        List<String> columns = new ArrayList<>(List.of("phase", "from", "to", "storm/s", "ampl."));
        probes().forEach(c -> columns.add(c.name() + " (p99)"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < summary.phases().size(); i++) {
            rows.add(phase(i));
        }
        return new Table("Phase by phase: attempts sent, amplification, delivery and latency", columns, rows);
    }

    private List<String> phase(int index) {
        Summary.PhaseRow phase = summary.phases().get(index);
        if (phase.endNs() <= phase.startNs()) {
            return List.of(phase.name(), "not reached");
        }
        Account storm = summary.classes().stream()
                .filter(c -> c.role().equals("storm"))
                .map(c -> c.phases().get(index).account())
                .reduce(Account::plus)
                .orElse(Account.NOTHING);
        List<String> row = new ArrayList<>(List.of(
                phase.name(),
                time(phase.startNs()),
                time(phase.endNs()),
                number("%.0f", storm.sent() / ((phase.endNs() - phase.startNs()) / 1e9)),
                number("%.1f", storm.amplification())));
        probes().forEach(c -> row.add(state(c.phases().get(index))));
        return row;
    }

    private Stream<Summary.ClassRow> probes() {
        return summary.classes().stream().filter(c -> c.role().equals("probe"));
    }

    private static String state(Summary.PhaseAccount p) {
        return p.account().sent() == 0
                ? NONE
                : share(p.account().delivery())
                        + number(" %4.0f ms", p.latency().p99Ns() / 1e6);
    }

    /** Nothing if there was no storm. */
    String storm() {
        Summary.StormRow storm = summary.storm();
        if (summary.classes().stream().noneMatch(c -> c.role().equals("storm"))) {
            return "";
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
        return "Storm: " + String.join(" · ", parts);
    }

    Table operator() {
        return new Table(
                "What the operator did, and what blindness cost: cost = to see + to reach",
                List.of(
                        "operator",
                        "wished",
                        "decided",
                        "applied",
                        "how",
                        "tries",
                        "blindness cost",
                        "to see",
                        "to reach"),
                summary.mitigations().stream().map(Tables::mitigation).toList());
    }

    private static List<String> mitigation(Summary.MitigationRow m) {
        if (m.conditionNs() == null) {
            return List.of(m.name(), "was never called for");
        }
        return List.of(
                m.name(),
                time(m.wishedNs()),
                time(m.decidedNs()),
                time(m.appliedNs()),
                m.appliedNs() == null ? "not applied" : m.console() ? "at the console" : "remotely",
                Integer.toString(m.tries()),
                time(m.blindnessCostNs()),
                time(m.seeNs()),
                time(m.reachNs()));
    }

    Table law() {
        return new Table(
                "The law: intended = sent + skipped + shed;  sent = answered + failed + timed out + in flight",
                List.of(
                        "class",
                        "intended",
                        "sent",
                        "skipped",
                        "shed",
                        "answered",
                        "failed",
                        "timed out",
                        "in flight",
                        "(late)",
                        ""),
                summary.classes().stream().map(c -> books(c.name(), c.total())).toList());
    }

    private static List<String> books(String name, Account a) {
        List<String> row = new ArrayList<>(List.of(name));
        for (long count : new long[] {
            a.intended(),
            a.sent(),
            a.skipped(),
            a.shed(),
            a.answered(),
            a.failed(),
            a.timedOut(),
            a.inFlight(),
            a.late()
        }) {
            row.add(Long.toString(count));
        }
        row.add(a.holds() ? "" : "BROKEN");
        return row;
    }

    /** Which of the plane's servers are real; empty if none is. */
    Optional<String> upstream() {
        Map<String, String> upstream = summary.scenario().upstream();
        if (upstream.isEmpty()) {
            return Optional.empty();
        }
        String servers = upstream.entrySet().stream()
                .map(e -> e.getKey() + " at " + e.getValue())
                .collect(Collectors.joining(", "));
        return Optional.of(
                summary.mode().equals("simulate")
                        ? "Upstream: " + servers + ": modelled here; squall run measures it."
                        : "Upstream: " + servers
                                + ": measured, the server's own time included; the rest of the plane is modelled.");
    }

    /** How well a replay kept to its recording; empty if it is none. */
    private List<String> replay() {
        ReplayRecord r = summary.replay();
        if (r == null) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(String.format(
                Locale.ROOT,
                "Replay of %s%s, retries %s: %d of %d %s came, digest %s %s",
                r.recording(),
                r.edit().isEmpty() ? "" : ", " + r.edit(),
                r.retries(),
                r.played(),
                r.planned(),
                r.retries().equals("recorded") ? "departures" : "first tries",
                r.playedDigest().substring(0, Math.min(12, r.playedDigest().length())),
                r.playedDigest().equals(r.plannedDigest()) ? "as planned" : "not as planned"));
        if (!summary.mode().equals("simulate")) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Lateness of the replayed: p50 %.1f µs, p99 %.1f µs, max %.1f µs",
                    r.latenessP50() / 1e3,
                    r.latenessP99() / 1e3,
                    r.latenessMax() / 1e3));
        }
        if (!r.openLoop().isEmpty()) {
            sentences.add("Recorded of a closed population, replayed open-loop: " + String.join(", ", r.openLoop())
                    + ". Requests come when they were recorded, whatever becomes of those before.");
        }
        return sentences;
    }

    List<String> health() {
        return Stream.of(replay().stream(), host().stream(), frames(), journal().stream())
                .flatMap(sentences -> sentences)
                .toList();
    }

    private List<String> host() {
        if (summary.mode().equals("simulate")) {
            return List.of("Self-health: virtual time, nothing can be late.");
        }
        SelfHealth h = summary.selfHealth();
        List<String> sentences = new ArrayList<>(List.of(
                String.format(
                        Locale.ROOT,
                        "Self-health: schedule lateness p99 %s, p99.9 %s, max %s · relay lateness p99 %s, max %s · plane lateness p99 %s",
                        ms(h.scheduleP99()),
                        ms(h.scheduleP999()),
                        ms(h.scheduleMax()),
                        ms(h.relayP99()),
                        ms(h.relayMax()),
                        ms(h.planeP99())),
                String.format(
                        Locale.ROOT,
                        "Host: worst hiccup %s · kernel drops %d · GC pauses %d, %s in all · cuts not trusted %d",
                        ms(h.worstHiccup()),
                        h.kernelDrops(),
                        h.gcPauses(),
                        ms(h.gcNs()),
                        h.untrustedCuts())));
        if (!h.noticing().isEmpty()) {
            sentences.add("Answers that the kernel had were noticed later, and are dated as it did: "
                    + h.noticing().stream()
                            .map(n -> n.name() + " p50 " + ms(n.p50Ns()) + ", p99 " + ms(n.p99Ns()) + ", max "
                                    + ms(n.maxNs()))
                            .collect(Collectors.joining(" · ")));
        }
        return sentences;
    }

    private Stream<String> frames() {
        return summary.selfHealth().frames().stream()
                .map(f -> String.format(
                        Locale.ROOT,
                        "Kernel lane of %s: %,d frames at the far end, each measured: one way p50 %.1f µs, p99 %.1f µs, max %.1f µs.",
                        f.name(),
                        f.delay().count(),
                        f.delay().p50Ns() / 1e3,
                        f.delay().p99Ns() / 1e3,
                        f.delay().maxNs() / 1e3));
    }

    Table floors() {
        return new Table(
                "The floor: what each probe class saw of this host alone, before the run",
                List.of("floor", "idle p50", "p99", "loss", "storm into a sink p50", "p99", "loss"),
                summary.selfHealth().floors().stream()
                        .map(f -> List.of(
                                f.name(),
                                ms(f.idle().p50Ns()),
                                ms(f.idle().p99Ns()),
                                number("%.2f%%", 100 * f.idleLoss()),
                                ms(f.sink().p50Ns()),
                                ms(f.sink().p99Ns()),
                                number("%.2f%%", 100 * f.sinkLoss())))
                        .toList());
    }

    /** What is not in the journal, if it is not all. */
    private Optional<String> journal() {
        State.Kept kept = summary.journal();
        if (kept == null || kept.all()) {
            return Optional.empty();
        }
        String few = kept.fewest() == 0 ? "none was" : "one request in " + kept.fewest() + " was";
        String sentence = kept.trouble() != null
                ? "Journal: " + kept.trouble()
                : String.format(
                        Locale.ROOT,
                        "Journal: sampled, %,d records of storms are not in it (where fewest were kept, %s); counters, probes and marks are whole.",
                        kept.lostRows(),
                        few);
        return Optional.of(sentence);
    }

    /** Which scenario it was, so that it can be told from others. */
    String identity() {
        String hash = summary.scenario().hash();
        return String.format(
                Locale.ROOT,
                "Scenario %s, seed %d, digest %s",
                hash.substring(0, Math.min(12, hash.length())),
                summary.scenario().seed(),
                summary.digest());
    }

    /** Why it ended as it did. */
    String reasons() {
        List<String> reasons = new ArrayList<>(summary.reasons());
        if (summary.stoppedNs() != null) {
            reasons.addFirst("stopped at " + time(summary.stoppedNs()) + ": what is above is complete up to then");
        }
        return String.join("; ", reasons);
    }

    private static String share(double of1) {
        return number("%.1f%%", 100 * of1);
    }

    private static String ms(long ns) {
        return number(ns < 10_000_000 ? "%.2f ms" : "%.0f ms", ns / 1e6);
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
