package io.squall.run;

import io.squall.record.ClassRecord;
import io.squall.record.Counter;
import io.squall.record.LatencyLog;
import io.squall.record.PathLog;
import io.squall.record.Timeline;
import io.squall.scenario.Path;
import io.squall.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** What a run looks like at an instant, from its books: while it is led, or while its journal is followed. */
final class Pulse {
    private static final int SECOND = 10;

    private final Scenario scenario;
    private final Timeline timeline;
    private final List<ClassRecord> classes;
    private final Signs signs;

    /** What is looked at besides the books. */
    record Signs(LiveVerdict verdict, LatencyLog latency, PathLog paths) {}

    Pulse(Scenario scenario, Timeline timeline, List<ClassRecord> classes, Signs signs) {
        this.scenario = scenario;
        this.timeline = timeline;
        this.classes = classes;
        this.signs = signs;
    }

    Beat beat(long nowNs, List<Beat.PhaseBeat> phases, List<Beat.OperatorBeat> operator) {
        int to = Math.max(1, timeline.cutOf(nowNs));
        int from = Math.max(0, to - SECOND);
        List<Beat.ClassBeat> states = new ArrayList<>();
        signs.verdict
                .all()
                .forEach((name, detector) -> states.add(new Beat.ClassBeat(
                        name,
                        detector.state(),
                        detector.latest(),
                        signs.latency.ofCut(name, to - 1).p99Ns())));
        return new Beat(
                scenario.name(), nowNs, timeline.durationNs(), storms(from, to), device(to), phases, states, operator);
    }

    private Beat.Storms storms(int from, int to) {
        double seconds = (to - from) * Timeline.CUT_NS / 1e9;
        double intended = 0;
        double sent = 0;
        double answered = 0;
        for (ClassRecord c : classes) {
            if (c.role() == ClassRecord.Role.STORM) {
                intended += c.inCuts(from, to, Counter.INTENDED);
                sent += c.inCuts(from, to, Counter.SENT);
                answered += c.inCuts(from, to, Counter.ANSWERED);
            }
        }
        return new Beat.Storms(intended / seconds, sent / seconds, answered / seconds);
    }

    private Beat.Device device(int to) {
        PathLog paths = signs.paths;
        int complete = Math.min(paths.complete(), to);
        long queue = complete == 0 ? 0 : paths.length(0, complete - 1);
        Path device = scenario.paths().getFirst();
        return new Beat.Device(
                device.name(), queue, device.queue(), dropShare(Math.max(0, complete - SECOND), complete));
    }

    private double dropShare(int from, int to) {
        long offered = 0;
        long dropped = 0;
        for (int c = 0; c < classes.size(); c++) {
            offered += signs.paths.offered(0, c, from, to);
            dropped += signs.paths.dropped(0, c, from, to);
        }
        return offered == 0 ? 0 : (double) dropped / offered;
    }
}
