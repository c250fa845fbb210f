package io.squall.validate;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.Percentiles;
import io.squall.record.Recorder;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Scenario;
import io.squall.verdict.ClassFinding;
import io.squall.verdict.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What can be read off a run: nothing that does not stand in {@code summary.json} or {@code intervals.csv}. */
public final class Reading {
    private static final double MS = 1e6;
    private static final double SECOND_NS = 1e9;

    private final Scenario scenario;
    private final Snapshot run;
    private final Function<List<String>, Reading> again;

    Reading(Scenario scenario, Snapshot run, Function<List<String>, Reading> again) {
        this.scenario = scenario;
        this.run = run;
        this.again = again;
    }

    /** Another run of the same experiment, with further sets: for a search. */
    Reading again(String... sets) {
        return again.apply(List.of(sets));
    }

    long seed() {
        return scenario.seed().value();
    }

    private ClassRecord of(String name) {
        return run.classRecord(name);
    }

    long total(String name, Counter counter) {
        return of(name).total(counter);
    }

    /** Of two counters over the run. */
    double ratio(String name, Counter part, Counter whole) {
        return total(name, part) / (double) total(name, whole);
    }

    long total(String name, int phase, Counter counter) {
        return of(name).inPhase(phase, counter);
    }

    /** Of two counters in a phase. */
    double ratio(String name, int phase, Counter part, Counter whole) {
        return total(name, phase, part) / (double) total(name, phase, whole);
    }

    double perSecond(String name, Counter counter, double from, double to) {
        return of(name).inCuts(cut(from), cut(to), counter) / (to - from);
    }

    private static int cut(double seconds) {
        return (int) Math.round(seconds * SECOND_NS / Timeline.CUT_NS);
    }

    /** Requests that wait for an answer, as a mean over an interval. */
    double pending(String name, double from, double to) {
        double sum = 0;
        for (int cut = cut(from); cut < cut(to); cut++) {
            sum += of(name).pending(cut);
        }
        return sum / (cut(to) - cut(from));
    }

    /** Of attempts, over a run of one phase. */
    Percentiles latency(String name) {
        return run.latency().ofPhase(name, 0);
    }

    /** Of attempts, over the run. */
    Percentiles whole(String name) {
        return run.latency().ofRun(name);
    }

    double meanMs(String name) {
        return latency(name).meanNs() / MS;
    }

    /** Retries due in the cut in which they are most. */
    long peakRetries(String name) {
        return retries(name, peakCut(name));
    }

    private long retries(String name, int cut) {
        return of(name).inCut(cut, Counter.INTENDED) - of(name).inCut(cut, Counter.FIRST_TRIES);
    }

    /** The middle of that cut. */
    double peakSecond(String name) {
        return (Timeline.startNs(peakCut(name)) + 0.5 * Timeline.CUT_NS) / SECOND_NS;
    }

    private int peakCut(String name) {
        int peak = 0;
        for (int cut = 0; cut < run.timeline().cuts(); cut++) {
            peak = retries(name, cut) > retries(name, peak) ? cut : peak;
        }
        return peak;
    }

    /** The mean instant of the retries, by the middle of their cuts. */
    double meanRetrySecond(String name) {
        double sum = 0;
        double count = 0;
        for (int cut = 0; cut < run.timeline().cuts(); cut++) {
            sum += retries(name, cut) * (Timeline.startNs(cut) + 0.5 * Timeline.CUT_NS) / SECOND_NS;
            count += retries(name, cut);
        }
        return sum / count;
    }

    /** The end of the last cut before an instant of which an attempt timed out. */
    double lastTimeoutSecond(String name, double before) {
        int last = 0;
        for (int cut = 0; cut < cut(before); cut++) {
            last = of(name).inCut(cut, Counter.TIMED_OUT) > 0 ? cut : last;
        }
        return Timeline.endNs(last) / SECOND_NS;
    }

    /** The instants of the attempts of the first request, to a cut; the last one is that at which the next request begins. */
    List<Double> triesSeconds(String name) {
        List<Double> tries = new ArrayList<>();
        for (int cut = 0; cut < run.timeline().cuts(); cut++) {
            if (of(name).inCut(cut, Counter.INTENDED) > 0) {
                tries.add(Timeline.startNs(cut) / SECOND_NS);
                if (cut > 0 && of(name).inCut(cut, Counter.FIRST_TRIES) > 0) {
                    break;
                }
            }
        }
        return tries;
    }

    /** The intended instant of the first attempt without an answer. */
    double firstUnansweredSecond(String name) {
        long first = Recorder.NONE;
        for (int cut = 0; cut < run.timeline().cuts(); cut++) {
            first = Math.min(first, of(name).firstUnansweredNs(cut));
        }
        return first / SECOND_NS;
    }

    /** Entries in the flow table of the first path, as a mean over an interval. */
    double flows(double from, double to) {
        double sum = 0;
        for (int cut = cut(from); cut < cut(to); cut++) {
            sum += run.pathLog().flows(0, cut);
        }
        return sum / (cut(to) - cut(from));
    }

    /** Packets that the first path dropped in an interval. */
    long dropped(String name, double from, double to) {
        return run.pathLog().dropped(0, run.classes().indexOf(of(name)), cut(from), cut(to));
    }

    /** Packets that a flow table of the first path turned away in an interval. */
    long tableDrops(String name, double from, double to) {
        return run.pathLog().lostToTable(0, run.classes().indexOf(of(name)), cut(from), cut(to));
    }

    ClassFinding control(String name) {
        return Judge.judge(scenario, run).controls().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of the answered requests of a storm from their first try, over a run of one phase. */
    double meanRequestMs(String name) {
        return run.latency().ofPhase(name + ".request", 0).meanNs() / MS;
    }

    double meanWaitMs(int path) {
        return run.pathLog().meanWaitNs(path) / MS;
    }

    /** Requests that a service of the plane has taken. */
    double taken(String service) {
        return run.services().getOrDefault(service, 0L);
    }

    double durationSeconds() {
        return scenario.durationNs() / SECOND_NS;
    }
}
