package io.squall.verdict;

import io.squall.boundary.Boundary;
import io.squall.boundary.Packets;
import io.squall.load.Seed;
import io.squall.load.Spread;
import io.squall.record.ClassRecord;
import io.squall.record.Digest;
import io.squall.record.Event;
import io.squall.record.LatencyLog;
import io.squall.record.MitigationRecord;
import io.squall.record.PathLog;
import io.squall.record.PhaseSpan;
import io.squall.record.Recorder;
import io.squall.record.ReplayRecord;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Expectation;
import io.squall.scenario.Path;
import io.squall.scenario.Phase;
import io.squall.scenario.Plane;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.Traffic;
import io.squall.scenario.Transport;
import io.squall.time.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run made by hand: 60 s, probes every 50 ms with a deadline of 250 ms, a trigger from 10 s to 11 s, w = 1 s, h = 3 s. A test
 * says which probes are answered; legs of the others are lost at a boundary that is shut, unless it says that they are not.
 */
final class Made {
    static final long MS = 1_000_000;
    static final long S = 1_000 * MS;
    static final long DURATION_NS = 60 * S;
    static final long PERIOD_NS = 50 * MS;
    static final long DEADLINE_NS = 250 * MS;
    static final long ANSWER_NS = 20 * MS;
    static final long TRIGGER_NS = 10 * S;
    static final long TRIGGER_END_NS = 11 * S;

    private static final List<String> PHASE_NAMES = List.of("calm", "trigger", "storm", "after");

    final Timeline timeline = new Timeline(DURATION_NS, PHASE_NAMES.size());
    private final Map<String, LongPredicate> answered = new LinkedHashMap<>();
    private final Map<String, Recorder> recorders = new LinkedHashMap<>();
    private final List<MitigationRecord> mitigations = new ArrayList<>();
    private final boolean[] untrusted = new boolean[timeline.cuts()];
    private SelfHealth health = SelfHealth.VIRTUAL;
    private @Nullable ReplayRecord replay;
    private Expectation expect = new Expectation(List.of(), null, 0);
    private boolean trigger = true;
    private boolean lostAtTheBoundary = true;
    private long stoppedNs = DURATION_NS;
    private IntUnaryOperator extraLegs = _ -> 0;
    private Path device = path(0, 1);
    private double capacity = 500;
    private int places = 14;
    private @Nullable Snapshot played;

    /**
     * A probe class.
     *
     * @param isAnswered of an intended instant
     */
    Made probe(String name, LongPredicate isAnswered) {
        answered.put(name, isAnswered);
        recorders.put(name, new Recorder(timeline, new Digest(), DURATION_NS, 3 * PERIOD_NS, false));
        return this;
    }

    /** A probe class that is answered except in [fromNs, toNs). */
    Made dark(String name, long fromNs, long toNs) {
        return probe(name, ns -> ns < fromNs || ns >= toNs);
    }

    Made healthy(String name) {
        return probe(name, _ -> true);
    }

    Made mitigatedAt(long appliedNs) {
        OptionalLong at = OptionalLong.of(appliedNs);
        mitigations.add(new MitigationRecord("mend", at, at, at, at, 0, 1, false));
        return this;
    }

    Made untrusted(long fromNs, long toNs) {
        for (int cut = timeline.cutOf(fromNs); cut < timeline.cutOf(toNs); cut++) {
            untrusted[cut] = true;
        }
        return this;
    }

    Made health(SelfHealth found) {
        health = found;
        return this;
    }

    /** As if the storm had been played from a recording. */
    Made replayed(ReplayRecord from) {
        replay = from;
        return this;
    }

    Made expect(List<String> starved, @Nullable Boolean recoversByItself, double delivery) {
        expect = new Expectation(starved, recoversByItself, delivery);
        return this;
    }

    Made expect(Expectation whole) {
        expect = whole;
        return this;
    }

    Made withoutTrigger() {
        trigger = false;
        return this;
    }

    Made lostBehindTheBoundary() {
        lostAtTheBoundary = false;
        return this;
    }

    Made stoppedAt(long ns) {
        stoppedNs = ns;
        return this;
    }

    /** In every cut this many other legs come to the boundary, which is shut. */
    Made legsOfOthers(int legs) {
        extraLegs = _ -> legs;
        return this;
    }

    /**
     * The boundary is open after all.
     *
     * @param legs of others that come to it in a cut
     */
    Made open(double perSecond, int queue, IntUnaryOperator legs) {
        capacity = perSecond;
        places = queue;
        device = path(perSecond, queue);
        extraLegs = legs;
        return this;
    }

    /** What the boundary is said to carry a second; with one leg inside, which is there all the time, it drains accordingly. */
    Made capacity(double perSecond) {
        capacity = perSecond;
        return this;
    }

    Recorder recorder(String name) {
        Recorder recorder = recorders.get(name);
        if (recorder == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return recorder;
    }

    private static Path path(double capacity, int queue) {
        return Path.of("boundary", Rate.perSecond(capacity), queue, new Path.Discipline.Fifo());
    }

    Scenario scenario() {
        return scenario(path(capacity, places), answered.keySet().stream());
    }

    private Scenario scenario(Path boundary, Stream<String> classes) {
        List<ProbeSpec> probes = classes.map(
                        name -> new ProbeSpec(Traffic.of(name, Transport.PUSH, "boundary"), PERIOD_NS, 0, DEADLINE_NS))
                .toList();
        return new Scenario(
                "made",
                "A run made by hand",
                "",
                new Seed(1),
                DURATION_NS,
                phases(),
                List.of(boundary),
                Plane.answering(new Spread.Fixed(1)),
                List.of(),
                probes,
                List.of(),
                new Scenario.Judging(S, 3 * S, List.of()),
                expect,
                "",
                "0123456789abcdef");
    }

    private List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        for (PhaseSpan span : spans()) {
            phases.add(new Phase(
                    span.name(), span.kind(), new Phase.End.After(span.endNs() - span.startNs()), Map.of(), false));
        }
        return phases;
    }

    private List<PhaseSpan> spans() {
        long[] starts = {0, TRIGGER_NS, TRIGGER_END_NS, 40 * S, DURATION_NS};
        Phase.Kind[] kinds = {
            Phase.Kind.BASELINE,
            trigger ? Phase.Kind.TRIGGER : Phase.Kind.BASELINE,
            Phase.Kind.STORM,
            Phase.Kind.RECOVERY
        };
        List<PhaseSpan> spans = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            spans.add(new PhaseSpan(
                    PHASE_NAMES.get(i), kinds[i], Math.min(starts[i], stoppedNs), Math.min(starts[i + 1], stoppedNs)));
        }
        return spans;
    }

    /** The same one every time: a run is played once. */
    Snapshot snapshot() {
        Snapshot run = played == null ? play() : played;
        played = run;
        return run;
    }

    private Snapshot play() {
        int classes = answered.size() + 1;
        Boundary boundary =
                new Boundary(scenario(device, Stream.concat(answered.keySet().stream(), Stream.of("others"))));
        boundary.offer(0, classes - 1, 0, 0, 0, 0);
        PathLog paths = new PathLog(boundary, timeline, classes, _ -> 0);
        LatencyLog latency = new LatencyLog(timeline, null, "");
        recorders.forEach((name, recorder) -> latency.follow(name, PHASE_NAMES, List.of(recorder), false));
        for (int cut = 0; cut < timeline.cuts() && Timeline.startNs(cut) < stoppedNs; cut++) {
            play(cut, boundary, classes);
            if (Timeline.endNs(cut) <= stoppedNs) {
                boundary.poll(Timeline.endNs(cut), Packets.NOWHERE);
                paths.doWork(Timeline.endNs(cut));
                latency.take(cut);
            }
        }
        List<ClassRecord> records = new ArrayList<>();
        recorders.forEach((name, recorder) -> {
            recorder.decidedThrough(stoppedNs == DURATION_NS ? DURATION_NS : Math.max(0, stoppedNs - DEADLINE_NS));
            recorder.close(stoppedNs);
            records.add(new ClassRecord(name, ClassRecord.Role.PROBE, timeline, List.of(recorder)));
        });
        records.add(new ClassRecord(
                Scenario.OPERATOR,
                ClassRecord.Role.OPERATOR,
                timeline,
                List.of(new Recorder(timeline, new Digest(), DURATION_NS, S, false))));
        latency.finish(stoppedNs);
        return new Snapshot(
                timeline,
                spans(),
                records,
                List.of("boundary"),
                paths,
                latency,
                mitigations,
                health,
                untrusted,
                0,
                Map.of(),
                "d",
                replay);
    }

    private void play(int cut, Boundary boundary, int classes) {
        for (int i = extraLegs.applyAsInt(cut); i > 0; i--) {
            boundary.offer(0, classes - 1, 0, 0, 0, Timeline.startNs(cut));
        }
        for (long ns = Timeline.startNs(cut); ns < Math.min(stoppedNs, Timeline.endNs(cut)); ns += PERIOD_NS) {
            int index = 0;
            for (Map.Entry<String, LongPredicate> probe : answered.entrySet()) {
                play(recorder(probe.getKey()), ns, probe.getValue().test(ns));
                if (!probe.getValue().test(ns) && lostAtTheBoundary) {
                    boundary.offer(0, index, 0, 0, 0, ns);
                }
                index++;
            }
        }
    }

    private void play(Recorder recorder, long ns, boolean isAnswered) {
        for (int phase = 0; phase < PHASE_NAMES.size(); phase++) {
            if (spans().get(phase).startNs() == ns) {
                recorder.beginPhase(phase, ns);
            }
        }
        int phase = recorder.intended(ns, ns, true);
        recorder.record(Event.SENT, ns, phase, ns, ns);
        if (isAnswered && ns + ANSWER_NS <= stoppedNs) {
            recorder.record(Event.ANSWERED, ns, phase, ns, ns + ANSWER_NS);
        } else if (!isAnswered && ns + DEADLINE_NS <= stoppedNs) {
            recorder.record(Event.TIMED_OUT, ns, phase, ns, ns + DEADLINE_NS);
        }
    }

    Verdict judged() {
        return Judge.judge(scenario(), snapshot());
    }

    ClassFinding finding(String name) {
        return judged().controls().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
