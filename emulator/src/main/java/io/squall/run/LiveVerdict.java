package io.squall.run;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Timeline;
import io.squall.verdict.Starvation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The starvation verdict of every control class as known now: fed with each cut once all its probes are decided. */
final class LiveVerdict {
    private final Timeline timeline;
    private final IntPredicate trusted;
    private final Map<String, ClassRecord> probes = new LinkedHashMap<>();
    private final Map<String, Starvation> detectors = new LinkedHashMap<>();

    LiveVerdict(Timeline timeline, List<ClassRecord> probes, long windowNs, long holdNs, IntPredicate trusted) {
        this.timeline = timeline;
        this.trusted = trusted;
        for (ClassRecord probe : probes) {
            this.probes.put(probe.name(), probe);
            detectors.put(probe.name(), new Starvation(windowNs, holdNs));
        }
    }

    void advance() {
        detectors.forEach((name, detector) -> {
            ClassRecord probe = probe(name);
            long decidedNs = probe.decidedThroughNs();
            int cut;
            while ((cut = detector.decidedCuts()) < timeline.cuts() && Timeline.endNs(cut) <= decidedNs) {
                detector.accept(
                        probe.inCut(cut, Counter.SENT),
                        probe.inCut(cut, Counter.ANSWERED),
                        probe.firstUnansweredNs(cut),
                        trusted.test(cut));
            }
        });
    }

    private ClassRecord probe(String name) {
        ClassRecord probe = probes.get(name);
        if (probe == null) {
            throw new IllegalArgumentException("there is no probe " + name);
        }
        return probe;
    }

    Starvation of(String name) {
        Starvation detector = detectors.get(name);
        if (detector == null) {
            throw new IllegalArgumentException("there is no probe " + name);
        }
        return detector;
    }

    boolean isStarved(String name) {
        return of(name).state() == Starvation.State.STARVED;
    }

    Map<String, Starvation> all() {
        return detectors;
    }
}
