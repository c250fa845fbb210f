package io.squall.report;

import io.squall.journal.Header;
import io.squall.journal.JournalReader;
import io.squall.journal.Occurrence;
import io.squall.journal.Rebuild;
import io.squall.journal.Slice;
import io.squall.journal.State;
import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.PhaseSpan;
import io.squall.record.Snapshot;
import io.squall.record.Tape;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import io.squall.verdict.Law;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds, and whether it is whole. Its JSON Schema is {@code inspect.schema.json} beside this class. Instants in ns of
 * the run.
 *
 * @param schema name and version of the format
 * @param excerpts read and proved
 * @param bytes of those
 * @param bytesPerAttempt of them, over all intended attempts
 * @param complete whether it holds the end of the run
 * @param digestHolds whether the digest of the events that were read is the run's; null if not all were recorded
 * @param trouble why not everything is there; null if it is
 * @param lostRows records of storms' attempts that were left out
 */
public record JournalReport(
        String schema,
        String squall,
        String mode,
        String startedUtc,
        String scenario,
        String hash,
        long seed,
        int excerpts,
        long bytes,
        double bytesPerAttempt,
        boolean complete,
        String digest,
        @Nullable Boolean digestHolds,
        long lostRows,
        @Nullable String trouble,
        List<Summary.PhaseRow> phases,
        List<ClassRow> classes,
        List<Occurrence> first,
        List<Occurrence> last) {
    public static final String SCHEMA = "squall-inspect/1";

    private static final int SHOWN = 5;

    /**
     * A class.
     *
     * @param perSecond intended attempts, over the run
     * @param peakPerSecond over its busiest second
     */
    public record ClassRow(String name, String role, Law.Account account, double perSecond, double peakPerSecond) {}

    /**
     * Reads a journal to its end.
     *
     * @throws io.squall.journal.DamagedJournalException if it cannot be of its scenario
     * @throws IOException if it cannot be read
     */
    public static JournalReport of(JournalReader journal, Scenario scenario) throws IOException {
        Reading reading = new Reading(new Rebuild(journal, scenario, null), scenario);
        boolean more = true;
        while (more) {
            more = journal.advance(reading);
        }
        Rebuild.Run run = reading.rebuild.run();
        Snapshot snapshot = run.snapshot();
        Header header = journal.header();
        State.End end = run.end();
        long lost = end == null ? 0 : end.kept().lostRows();
        long attempts = snapshot.classes().stream()
                .mapToLong(c -> c.total(Counter.INTENDED))
                .sum();
        return new JournalReport(
                SCHEMA,
                header.squall(),
                header.mode(),
                header.startedUtc(),
                scenario.name(),
                scenario.hash(),
                scenario.seed().value(),
                journal.excerpts(),
                journal.bytes(),
                attempts == 0 ? 0 : (double) journal.bytes() / attempts,
                end != null,
                reading.rebuild.ledger().digest(),
                (end == null || lost > 0)
                        ? null
                        : end.digest().equals(reading.rebuild.ledger().digest()),
                lost,
                run.trouble().orElse(null),
                snapshot.phases().stream().map(JournalReport::row).toList(),
                snapshot.classes().stream().map(c -> row(c, snapshot)).toList(),
                reading.first,
                reading.last.stream()
                        .map(row -> Occurrence.of(row[0], row[1], row[2], scenario))
                        .toList());
    }

    private static Summary.PhaseRow row(PhaseSpan p) {
        return new Summary.PhaseRow(
                p.name(), p.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), p.startNs(), p.endNs());
    }

    private static ClassRow row(ClassRecord c, Snapshot run) {
        int cuts = run.timeline().cuts();
        int second = (int) (1_000_000_000 / Timeline.CUT_NS);
        long peak = 0;
        for (int from = 0; from < cuts; from += second) {
            peak = Math.max(peak, c.inCuts(from, Math.min(cuts, from + second), Counter.INTENDED));
        }
        Law.Account account = Law.total(c, run.phases().size());
        double seconds = Math.max(1, run.phases().getLast().endNs()) / 1e9;
        return new ClassRow(
                c.name(), c.role().name().toLowerCase(Locale.ROOT), account, account.intended() / seconds, peak);
    }

    /** Rebuilds the run, and keeps the first and the last of what came of attempts. */
    private static final class Reading implements JournalReader.Listener {
        private final Rebuild rebuild;
        private final Scenario scenario;
        private final List<Occurrence> first = new ArrayList<>();
        private final Deque<long[]> last = new ArrayDeque<>();

        Reading(Rebuild rebuild, Scenario scenario) {
            this.rebuild = rebuild;
            this.scenario = scenario;
        }

        @Override
        public void row(int stream, long word, long second, long third) {
            rebuild.row(stream, word, second, third);
            if (Tape.code(word) >= Tape.PHASE) {
                return;
            }
            if (first.size() < SHOWN) {
                first.add(Occurrence.of(word, second, third, scenario));
            }
            long[] row = last.size() == SHOWN ? last.removeFirst() : new long[Tape.WORDS];
            row[0] = word;
            row[1] = second;
            row[2] = third;
            last.addLast(row);
        }

        @Override
        public void cut(Slice payload) {
            rebuild.cut(payload);
        }

        @Override
        public void counts(Slice payload) {
            rebuild.counts(payload);
        }
    }

    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /** For people. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Journal of %s %s, seed %d, begun %s by Squall %s",
                mode,
                scenario,
                seed,
                startedUtc,
                squall));
        lines.add(String.format(
                Locale.ROOT, "%,d excerpts, %,d bytes, %.1f bytes an attempt", excerpts, bytes, bytesPerAttempt));
        lines.add(integrity());
        lines.add("");
        lines.addAll(new Table(
                        "Phases",
                        List.of("phase", "kind", "from", "to"),
                        phases.stream()
                                .map(p -> List.of(
                                        p.name(), p.kind(), TextReport.time(p.startNs()), TextReport.time(p.endNs())))
                                .toList())
                .lines());
        lines.add("");
        lines.addAll(new Table(
                        "Attempts",
                        List.of(
                                "class",
                                "intended",
                                "a second",
                                "at most",
                                "sent",
                                "answered",
                                "failed",
                                "timed out",
                                "in flight"),
                        classes.stream().map(JournalReport::cells).toList())
                .lines());
        lines.add("");
        lines.addAll(events("First events", first));
        lines.add("");
        lines.addAll(events("Last events", last));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static List<String> cells(ClassRow c) {
        Law.Account a = c.account();
        return List.of(
                c.name(),
                String.valueOf(a.intended()),
                Tables.number("%.1f", c.perSecond()),
                Tables.number("%.0f", c.peakPerSecond()),
                String.valueOf(a.sent()),
                String.valueOf(a.answered()),
                String.valueOf(a.failed()),
                String.valueOf(a.timedOut()),
                String.valueOf(a.inFlight()));
    }

    private static List<String> events(String caption, List<Occurrence> rows) {
        return new Table(
                        caption,
                        List.of(caption.toLowerCase(Locale.ROOT), "at", "source", "attempt", "event"),
                        rows.stream()
                                .map(e -> List.of(
                                        e.trafficClass(),
                                        Tables.number("%.6f s", e.atNs() / 1e9),
                                        String.valueOf(e.source()),
                                        String.valueOf(e.sequence()),
                                        e.event()))
                                .toList())
                .lines();
    }

    private String integrity() {
        if (trouble != null) {
            return "Integrity: " + trouble;
        }
        if (digestHolds == null) {
            return String.format(
                    Locale.ROOT,
                    "Integrity: whole as it was written; sampled: %,d records of storms' attempts were left out",
                    lostRows);
        }
        return "Integrity: whole; every checksum holds, and the digest of its events is the run's: " + digest;
    }
}
