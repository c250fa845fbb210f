package io.squall.run;

import io.squall.journal.Checksum;
import io.squall.journal.Edit;
import io.squall.journal.FirstTries;
import io.squall.journal.Pace;
import io.squall.journal.ReadAhead;
import io.squall.journal.Recording;
import io.squall.journal.Reel;
import io.squall.record.ClassRecord;
import io.squall.record.Digest;
import io.squall.record.Event;
import io.squall.record.Lateness;
import io.squall.record.ReplayRecord;
import io.squall.scenario.Phase;
import io.squall.scenario.Population;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.StormSpec;
import io.squall.storm.Clients;
import io.squall.storm.Rerun;
import io.squall.storm.Storm;
import io.squall.storm.StormPorts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A recorded storm in the place of a scenario's own. Who is not replayed is silent. For one run.
 *
 * <pre>
 *     Recording ─► Edit ─► counted and hashed: what is planned ─► the scenario that is run
 *                    └──── once more, step by step ─► Storm or Rerun ─► counted and hashed: what has come
 * </pre>
 */
public final class Replay implements AutoCloseable {
    /** Who decides on retries. */
    public enum Retries {
        /** The clients, by the scenario's policy. */
        LIVE,
        /** The recording. */
        RECORDED,
        NONE
    }

    /** What is made of a recording, and who retries; the classes of the edit are those of the recording. */
    public record Wish(Edit edit, Retries retries) {}

    private final Recording recording;
    private final Wish wish;
    private final List<Part> parts = new ArrayList<>();
    private final List<ReadAhead> readers = new ArrayList<>();
    private final Length length;
    private final Scenario scenario;

    /** How long it takes, and how much faster than it was recorded; of a phase, too. */
    private record Length(long playedNs, double factor) {}

    /** One class: as it was recorded, where it is replayed, what was planned of it and what has come. */
    private static final class Part {
        private final StormSpec recorded;
        private final int recordedClass;
        private final int trafficClass;
        private final Checksum planned = new Checksum();
        private final Checksum played = new Checksum();
        private long peakPerSecond;

        Part(StormSpec recorded, int recordedClass, int trafficClass) {
            this.recorded = recorded;
            this.recordedClass = recordedClass;
            this.trafficClass = trafficClass;
        }
    }

    /**
     * Reads the recording once, or twice for a constant rate, to know what is planned.
     *
     * @param into what the storm is driven against
     * @throws IllegalArgumentException if nothing can be replayed so
     * @throws io.squall.scenario.ScenarioException if the scenario cannot be run with the recorded storm
     */
    public Replay(Recording recording, Scenario into, Wish wish) {
        this.recording = recording;
        this.wish = wish;
        List<String> classes = into.storms().stream().map(StormSpec::name).toList();
        List<StormSpec> recorded = recording.scenario().storms();
        for (int i = 0; i < recorded.size(); i++) {
            if ((wish.edit().classes() >>> i & 1) != 0) {
                int target = classes.indexOf(recorded.get(i).name());
                if (target < 0) {
                    throw new IllegalArgumentException(into.name() + " has no storm "
                            + recorded.get(i).name() + ", which was recorded: its storms are "
                            + String.join(", ", classes) + " (--only chooses a class)");
                }
                parts.add(new Part(recorded.get(i), i, target));
            }
        }
        length = length();
        parts.forEach(this::survey);
        if (planned() == 0) {
            throw new IllegalArgumentException("the recording has no departures there: nothing can be replayed");
        }
        List<String> sets = new ArrayList<>(timing(into));
        for (int c = 0; c < classes.size(); c++) {
            sets.addAll(population(classes.get(c), c));
        }
        scenario = Scenarios.read(
                into.name(), into.source(), sets, OptionalLong.of(into.seed().value()));
    }

    /** The scenario's phases, at the pace of the storm; what is decided, seen and reached by people stays in real time. */
    private List<String> timing(Scenario into) {
        List<String> sets = new ArrayList<>();
        long cutNs = edit().fromNs();
        long fixedNs = 0;
        for (Phase phase : into.phases()) {
            String key = "phases." + phase.name() + ".";
            if (!phase.drop().isEmpty()) {
                sets.add(key + "drop=null");
            }
            if (!(phase.end() instanceof Phase.End.After(long lengthNs))) {
                // When it ends is not known before, so the window's beginning cannot be found behind it.
                cutNs = 0;
            } else if (phase.equals(into.phases().getLast())) {
                sets.add(key + "for=null");
            } else {
                long leftNs = Math.max(0, lengthNs - cutNs);
                cutNs = Math.max(0, cutNs - lengthNs);
                long playedNs = Math.max(1, (long) (leftNs / length.factor()));
                sets.add(key + "for=" + playedNs + " ns");
                fixedNs += playedNs;
            }
        }
        boolean whole = edit().isWhole(recording.scenario().durationNs());
        long tailNs = whole ? 0 : into.windowNs() + into.holdNs();
        sets.add("duration=" + Math.max(length.playedNs() + tailNs, fixedNs) + " ns");
        return sets;
    }

    private long planned() {
        return parts.stream().mapToLong(part -> part.planned.count()).sum();
    }

    private Length length() {
        Edit edit = wish.edit();
        long recordedNs = edit.loops() * (edit.toNs() - edit.fromNs());
        return switch (edit.pace()) {
            case Pace.Speed(double factor) -> new Length((long) Math.ceil(recordedNs / factor), factor);
            case Pace.Constant(double perSecond) -> {
                long departures =
                        parts.stream().mapToLong(part -> count(reel(part, 0))).sum();
                long playedNs = (long) Math.ceil(departures * 1e9 / perSecond);
                yield new Length(playedNs, recordedNs / (double) Math.max(1, playedNs));
            }
            case Pace.Top() -> new Length(recordedNs, 1);
        };
    }

    private static long count(Reel reel) {
        long departures = 0;
        while (reel.advance()) {
            departures += reel.event() == Event.TIMED_OUT ? 0 : 1;
        }
        return departures;
    }

    private Reel reel(Part part, long endNs) {
        return wish.edit().of(recording.reels(), part.recordedClass, part.trafficClass, endNs);
    }

    private Reel reel(Part part) {
        return reel(part, wish.edit().pace() instanceof Pace.Top ? 0 : length.playedNs());
    }

    private void survey(Part part) {
        Reel reel = reel(part);
        long second = 0;
        long inSecond = 0;
        while (reel.advance()) {
            if (reel.event() == Event.TIMED_OUT) {
                continue;
            }
            part.planned.add(reel);
            if (reel.intendedNs() / 1_000_000_000 != second) {
                second = reel.intendedNs() / 1_000_000_000;
                inSecond = 0;
            }
            part.peakPerSecond = Math.max(part.peakPerSecond, ++inSecond);
        }
    }

    private Edit edit() {
        return wish.edit();
    }

    /** An open population as large as the recorded one, and as fast as it ever is. */
    private List<String> population(String storm, int trafficClass) {
        String key = "storms." + storm
                + ".population={open: {sources: %d, rates: [{at: 0 s, rate: %d/s}], arrivals: paced}}";
        List<String> sets = new ArrayList<>();
        Part part = part(trafficClass);
        if (part == null) {
            sets.add(String.format(Locale.ROOT, key, 1, 0));
            return sets;
        }
        long sources = (long) part.recorded.population().sources() * edit().copies();
        boolean hasRate = !(edit().pace() instanceof Pace.Top);
        long meanPerSecond = part.planned.count() * 1_000_000_000 / length.playedNs() + 1;
        sets.add(String.format(Locale.ROOT, key, sources, hasRate ? part.peakPerSecond : meanPerSecond));
        if (wish.retries() != Retries.LIVE) {
            sets.add("storms." + storm + ".retry.limit=0");
        }
        return sets;
    }

    private @Nullable Part part(int trafficClass) {
        return parts.stream()
                .filter(part -> part.trafficClass == trafficClass)
                .findFirst()
                .orElse(null);
    }

    /** What is run: the scenario, its storms the recorded ones, and its phases as long as fits them. */
    public Scenario scenario() {
        return scenario;
    }

    /** @param ahead whether a thread reads the recording before it is due */
    Ensemble.Crowds crowds(boolean ahead) {
        return new Ensemble.Crowds() {
            @Override
            public Clients of(StormSpec spec, int trafficClass, StormPorts ports, long endNs) {
                Part part = part(trafficClass);
                return part == null
                        ? DESCRIBED.of(spec, trafficClass, ports, endNs)
                        : clients(part, ahead ? readAhead(part) : reel(part), spec, ports, endNs);
            }

            @Override
            public ReplayRecord replay(List<ClassRecord> run) {
                return record(run);
            }
        };
    }

    private Reel readAhead(Part part) {
        ReadAhead reader = new ReadAhead(reel(part));
        readers.add(reader);
        return reader;
    }

    private Clients clients(Part part, Reel reel, StormSpec spec, StormPorts ports, long endNs) {
        int trafficClass = part.trafficClass;
        if (wish.retries() == Retries.RECORDED) {
            if (ports.wire().leadNs() > 0) {
                throw new HostException(
                        "frames that the kernel emits are given to it ahead, and the retries of a recording are "
                                + "not known ahead: replay it --into a scenario in which the wire of " + spec.name()
                                + " is sockets, or with live retries");
            }
            Rerun.Recorded recorded = new Rerun.Recorded(reel, edit().pace() instanceof Pace.Top, part.played);
            return new Rerun(trafficClass, spec.population().sources(), spec.behaviour(), recorded, ports, endNs);
        }
        StormPorts.Replayed replayed =
                new StormPorts.Replayed(new FirstTries(reel, part.played), wish.retries() == Retries.LIVE);
        return new Storm(trafficClass, spec.name(), spec.population(), spec.behaviour(), ports.with(replayed), endNs);
    }

    /** A run of it, held against what was planned. */
    private ReplayRecord record(List<ClassRecord> run) {
        Digest planned = new Digest();
        Digest played = new Digest();
        long came = 0;
        for (Part part : parts) {
            planned.add(part.planned.digest());
            played.add(part.played.digest());
            came += part.played.count();
        }
        return new ReplayRecord(
                recording.scenario().name(),
                wish.retries().name().toLowerCase(Locale.ROOT),
                words(),
                parts.stream()
                        .map(part -> part.recorded)
                        .filter(storm -> storm.population() instanceof Population.Closed)
                        .map(StormSpec::name)
                        .toList(),
                planned(),
                came,
                planned.hex(),
                played.hex(),
                worst(run, lateness -> lateness.percentileNs(50)),
                worst(run, lateness -> lateness.percentileNs(99)),
                worst(run, Lateness::maxNs));
    }

    private long worst(List<ClassRecord> run, ToLongFunction<Lateness> figure) {
        return parts.stream()
                .map(part -> run.get(part.trafficClass))
                .map(ClassRecord::recorders)
                .flatMap(List::stream)
                .mapToLong(recorder -> figure.applyAsLong(recorder.lateness()))
                .max()
                .orElse(0);
    }

    private String words() {
        Edit edit = edit();
        Scenario recorded = recording.scenario();
        List<String> words = new ArrayList<>();
        if (edit.fromNs() > 0 || edit.toNs() < recorded.durationNs()) {
            words.add(String.format(Locale.ROOT, "from %.1f s to %.1f s", edit.fromNs() / 1e9, edit.toNs() / 1e9));
        }
        if (parts.size() < recorded.storms().size()) {
            words.add("only "
                    + String.join(
                            ", ",
                            parts.stream().map(part -> part.recorded.name()).toList()));
        }
        pace(edit.pace()).ifPresent(words::add);
        if (edit.loops() > 1) {
            words.add(edit.loops() + " times over");
        }
        if (edit.copies() > 1) {
            words.add(edit.copies() + " sources for each");
        }
        recording.flaws().get().forEach(flaw -> words.add("of a recording " + flaw));
        return String.join(", ", words);
    }

    private static Optional<String> pace(Pace pace) {
        return switch (pace) {
            case Pace.Speed(double factor) when factor == 1 -> Optional.empty();
            case Pace.Speed(double factor) ->
                Optional.of(String.format(Locale.ROOT, "%s times as fast", plain(factor)));
            case Pace.Constant(double perSecond) -> Optional.of(plain(perSecond) + " departures a second");
            case Pace.Top() -> Optional.of("at top speed");
        };
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() {
        readers.forEach(ReadAhead::close);
    }
}
