package io.squall.journal;

import io.squall.record.Counter;
import io.squall.record.Event;
import io.squall.record.LatencyLog;
import io.squall.record.Lateness;
import io.squall.record.Ledger;
import io.squall.record.PathLog;
import io.squall.record.PhaseSpan;
import io.squall.record.Recorder;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.record.Tape;
import io.squall.record.Timeline;
import io.squall.record.Trust;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.wire.Attempt;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run again, from its journal alone: the recorders are told once more what they were told then, in the same order, and whatever
 * is computed from them comes out the same.
 */
@SuppressWarnings("EnumOrdinal") // a tape's codes are numbers
public final class Rebuild implements JournalReader.Listener {
    private static final Event[] EVENTS = Event.values();
    private static final long[] NOTHING = {};

    private final Scenario scenario;
    private final JournalReader journal;
    private final Timeline timeline;
    private final Ledger ledger;
    private final Cuts cuts;
    private final PathLog paths;
    private final LatencyLog latency;
    private final long[] latenessNs;
    private final long[][] firstNs = new long[Attempt.MAX_CLASSES][];
    private final Map<Integer, byte[]> counts = new LinkedHashMap<>();
    private long lastNs;

    /**
     * Begins with empty books.
     *
     * @param scenario of the journal's header, perhaps with other criteria
     * @param hlog where interval histograms go; null for nowhere
     * @throws DamagedJournalException if the journal cannot be of this scenario
     */
    public Rebuild(JournalReader journal, Scenario scenario, @Nullable PrintStream hlog) {
        this.scenario = scenario;
        this.journal = journal;
        Header header = journal.header();
        if (!scenario.classes().subList(0, scenario.trafficClasses()).equals(header.classes())) {
            throw new DamagedJournalException(
                    "its classes are " + header.classes() + ", and not those of its scenario");
        }
        timeline = new Timeline(scenario.durationNs(), scenario.phases().size());
        ledger = new Ledger(
                scenario, timeline, header.virtual() ? Recorder.Reader.SAME_THREAD : Recorder.Reader.ANOTHER_THREAD);
        int classes = scenario.classes().size();
        cuts = new Cuts(scenario.paths().size(), classes);
        paths = new PathLog(cuts, timeline, classes, cuts::arrived);
        latency = new LatencyLog(
                timeline, hlog, "squall " + scenario.name() + ", " + (header.virtual() ? "simulated" : "on sockets"));
        latency.follow(scenario, ledger);
        latenessNs = new long[timeline.cuts()];
        Arrays.fill(firstNs, NOTHING);
    }

    /**
     * A run as it was recorded, as far as its journal can be read.
     *
     * @param end null if the journal does not hold it
     * @param trouble why not all of the run is here, a sentence; empty if all is
     */
    public record Run(Snapshot snapshot, State.@Nullable End end, Optional<String> trouble) {}

    /**
     * Reads a journal to its end.
     *
     * @param scenario of its header, perhaps with other criteria
     * @param hlog where interval histograms go; null for nowhere
     * @throws DamagedJournalException if the journal cannot be of this scenario
     */
    public static Run of(JournalReader journal, Scenario scenario, @Nullable PrintStream hlog) throws IOException {
        Rebuild rebuild = new Rebuild(journal, scenario, hlog);
        boolean more = true;
        while (more) {
            more = journal.advance(rebuild);
        }
        return rebuild.run();
    }

    public Timeline timeline() {
        return timeline;
    }

    public Ledger ledger() {
        return ledger;
    }

    public PathLog paths() {
        return paths;
    }

    public LatencyLog latency() {
        return latency;
    }

    /** The worst of the host in a cut. */
    public long latenessNs(int cut) {
        return latenessNs[cut];
    }

    /** The newest instant that anything was read of. */
    public long lastNs() {
        return lastNs;
    }

    @Override
    public void row(int stream, long first, long second, long third) {
        int code = Tape.code(first);
        int trafficClass = Attempt.trafficClass(first);
        if (trafficClass >= scenario.trafficClasses()) {
            throw new DamagedJournalException("there is no class " + trafficClass);
        }
        if (code < Tape.PHASE) {
            attempt(code, trafficClass, first, second, third);
        } else {
            note(code, trafficClass, second, third);
        }
    }

    private void attempt(int code, int trafficClass, long first, long intendedNs, long third) {
        Recorder recorder = Tape.isOperators(first) ? ledger.operator(trafficClass) : ledger.of(trafficClass);
        int phase = Tape.phase(third);
        if (recorder == null || phase >= timeline.phases()) {
            throw new DamagedJournalException("a record is of a phase or an operator that the run has not");
        }
        long attempt = Tape.attempt(first);
        long atNs = Tape.atNs(intendedNs, third);
        lastNs = Math.max(lastNs, atNs);
        if (code == Tape.FIRST_TRY || code == Event.INTENDED.ordinal()) {
            intended(recorder, code == Tape.FIRST_TRY, attempt, phase, intendedNs);
            return;
        }
        recorder.record(EVENTS[code], attempt, phase, intendedNs, atNs);
        if (code == Event.ANSWERED.ordinal() && recorder.hasRequests()) {
            int source = Attempt.source(attempt);
            recorder.requestAnswered(first(trafficClass, source)[source], atNs);
        }
    }

    private void intended(Recorder recorder, boolean firstTry, long attempt, int phase, long intendedNs) {
        if (recorder.intended(attempt, intendedNs, firstTry) != phase) {
            throw new DamagedJournalException("a record is not of the phase that it says");
        }
        if (firstTry && recorder.hasRequests()) {
            int source = Attempt.source(attempt);
            first(Attempt.trafficClass(attempt), source)[source] = intendedNs;
        }
    }

    private long[] first(int trafficClass, int source) {
        if (source >= firstNs[trafficClass].length) {
            firstNs[trafficClass] = Arrays.copyOf(firstNs[trafficClass], 2 * source + 16);
        }
        return firstNs[trafficClass];
    }

    private void note(int code, int trafficClass, long a, long b) {
        switch (code) {
            case Tape.PHASE -> {
                int phase = index(a, timeline.phases());
                ledger.of(trafficClass).beginPhase(phase, b);
                Recorder operator = ledger.operator(trafficClass);
                if (operator != null) {
                    operator.beginPhase(phase, b);
                }
            }
            case Tape.PENDING -> ledger.of(trafficClass).pending(index(a, timeline.cuts()), (int) b);
            case Tape.CUT -> latency.take(index(a, timeline.cuts()));
            case Tape.SAMPLING -> {}
            default -> throw new DamagedJournalException("a note is of an unknown kind, " + code);
        }
    }

    private static int index(long value, int count) {
        if (value < 0 || value >= count) {
            throw new DamagedJournalException("found " + value + " where only " + count + " can be");
        }
        return (int) value;
    }

    @Override
    public void cut(Slice payload) {
        int cut = index(cuts.read(payload), timeline.cuts());
        if (cut != paths.complete()) {
            throw new DamagedJournalException("cut " + cut + " comes when " + paths.complete() + " were read");
        }
        paths.doWork(Timeline.endNs(cut));
        latenessNs[cut] = cuts.latenessNs();
        lastNs = Math.max(lastNs, Timeline.endNs(cut));
        if (!journal.header().virtual()) {
            latency.take(cut);
        }
    }

    @Override
    public void counts(Slice payload) {
        byte[] copy = payload.bytes();
        int from = (int) new Slice(copy, 0, copy.length).unsigned();
        // The later word is the last one.
        counts.remove(from);
        counts.put(from, copy);
    }

    /** What was read, when nothing more is to be read. */
    public Run run() {
        for (byte[] payload : counts.values()) {
            Counts.read(new Slice(payload, 0, payload.length), ledger.recorders(), timeline.cuts());
        }
        State.@Nullable End end = journal.state().map(State::end).orElse(null);
        return end == null ? cutShort() : whole(end);
    }

    private Run whole(State.End end) {
        Optional<String> trouble = journal.damage();
        if (trouble.isEmpty() && end.kept().all() && !ledger.digest().equals(end.digest())) {
            trouble = Optional.of(
                    "the digest of its events is " + ledger.digest() + ", and the run's was " + end.digest());
        }
        close(end.endedNs());
        end.decidedNs()
                .forEach((name, decided) -> ledger.of(scenario.classIndex(name)).decidedThrough(decided));
        paths.rest(end.meanWaitsNs());
        boolean[] untrusted = new boolean[timeline.cuts()];
        for (int i = 0; i + 1 < end.untrusted().size(); i += 2) {
            Arrays.fill(
                    untrusted,
                    Math.clamp(end.untrusted().get(i), 0, untrusted.length),
                    Math.clamp(end.untrusted().get(i + 1), 0, untrusted.length),
                    true);
        }
        return new Run(snapshot(end.health(), untrusted, end), end, trouble);
    }

    /** As much as can be said of a run whose end is not there. */
    private Run cutShort() {
        long endNs = Math.clamp(lastNs, 1, timeline.durationNs());
        String why = String.format(
                Locale.ROOT,
                "incomplete: what was recorded ends at %.1f s%s",
                endNs / 1e9,
                journal.damage().map(d -> " (" + d + ")").orElse(""));
        close(endNs);
        for (int c = 0; c < scenario.trafficClasses(); c++) {
            ledger.of(c).decidedThrough(decidedNs(endNs));
        }
        paths.rest(scenario.paths().stream().map(_ -> 0.0).toList());
        boolean[] untrusted = new Trust(scenario, timeline, cut -> latenessNs[cut]).untrusted();
        return new Run(snapshot(health(List.of(why)), untrusted, null), null, Optional.of(why));
    }

    /** All that is intended before this has its outcome if nothing after an instant is known. */
    public long decidedNs(long instantNs) {
        long longestNs = scenario.probes().stream()
                .mapToLong(ProbeSpec::deadlineNs)
                .max()
                .orElse(0);
        return Math.max(0, instantNs - longestNs);
    }

    private void close(long endNs) {
        ledger.recorders().forEach(recorder -> recorder.close(endNs));
        latency.finish(endNs);
    }

    private SelfHealth health(List<String> incidents) {
        long p99 = 0;
        long p999 = 0;
        long max = 0;
        for (int c = 0; c < scenario.trafficClasses(); c++) {
            Lateness lateness = ledger.of(c).lateness();
            p99 = Math.max(p99, lateness.percentileNs(99));
            p999 = Math.max(p999, lateness.percentileNs(99.9));
            max = Math.max(max, lateness.maxNs());
        }
        return new SelfHealth(p99, p999, max, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), incidents);
    }

    private Snapshot snapshot(SelfHealth health, boolean[] untrusted, State.@Nullable End end) {
        return new Snapshot(
                timeline,
                phases(end),
                ledger.classes(),
                scenario.paths().stream().map(Path::name).toList(),
                paths,
                latency,
                journal.state().map(State::mitigations).orElse(List.of()),
                health,
                untrusted,
                end == null ? answered() : end.planeServed(),
                end == null ? Map.of() : end.services(),
                end == null ? ledger.digest() : end.digest(),
                end == null ? null : end.replay());
    }

    /** Those of the end; or those of the newest state, of which the one that was going on went on until nothing more is known. */
    private List<PhaseSpan> phases(State.@Nullable End end) {
        List<PhaseSpan> known = journal.state().map(State::phases).orElse(List.of());
        if (end != null) {
            return known;
        }
        long endNs = Math.clamp(lastNs, 1, timeline.durationNs());
        List<PhaseSpan> phases = new ArrayList<>();
        for (int i = 0; i < scenario.phases().size(); i++) {
            Phase phase = scenario.phases().get(i);
            boolean begun = i == 0 || (i < known.size() && known.get(i).happened());
            boolean last = i + 1 >= known.size() || !known.get(i + 1).happened();
            long from = !begun ? endNs : known.isEmpty() ? 0 : known.get(i).startNs();
            phases.add(new PhaseSpan(
                    phase.name(),
                    phase.kind(),
                    from,
                    begun && !last ? known.get(i).endNs() : endNs));
        }
        return phases;
    }

    private long answered() {
        return ledger.classes().stream()
                .mapToLong(c -> c.total(Counter.ANSWERED))
                .sum();
    }
}
