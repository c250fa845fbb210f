package io.squall.run;

import io.squall.record.ClassRecord;
import io.squall.record.Lateness;
import io.squall.record.Recorder;
import io.squall.record.SelfHealth;
import io.squall.record.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/** What a run on sockets measures of itself. */
final class Meters {
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    final Lateness relay;
    final Lateness plane;
    final Lateness hiccups;

    Meters(Timeline timeline) {
        relay = new Lateness(timeline);
        plane = new Lateness(timeline);
        hiccups = new Lateness(timeline);
    }

    /** By cut: the worst of every way in which this host can have been late. */
    IntToLongFunction worst(Ensemble ensemble) {
        List<Lateness> all = new ArrayList<>(List.of(relay, plane, hiccups));
        ensemble.recorders().forEach(r -> all.add(r.lateness()));
        return cut -> {
            long worst = 0;
            for (Lateness lateness : all) {
                worst = Math.max(worst, lateness.worstNs(cut));
            }
            return worst;
        };
    }

    SelfHealth health(Ensemble ensemble, long kernelDrops, SocketRun.Gc gc, boolean[] untrusted, Found found) {
        long untrustedCuts = 0;
        for (boolean cut : untrusted) {
            untrustedCuts += cut ? 1 : 0;
        }
        return new SelfHealth(
                worst(ensemble, l -> l.percentileNs(P99)),
                worst(ensemble, l -> l.percentileNs(P999)),
                worst(ensemble, Lateness::maxNs),
                relay.percentileNs(P99),
                relay.maxNs(),
                plane.percentileNs(P99),
                hiccups.maxNs(),
                kernelDrops,
                gc.pauses(),
                gc.ms() * 1_000_000,
                untrustedCuts,
                found.frames(),
                found.floors(),
                noticing(ensemble),
                found.incidents());
    }

    /** What others than these meters have found. */
    record Found(List<SelfHealth.Frames> frames, List<SelfHealth.Floor> floors, List<String> incidents) {}

    private static List<SelfHealth.Noticing> noticing(Ensemble ensemble) {
        List<SelfHealth.Noticing> all = new ArrayList<>();
        for (ClassRecord c : ensemble.classes()) {
            Lateness noticing = c.role() == ClassRecord.Role.PROBE
                    ? c.recorders().getFirst().noticing()
                    : null;
            if (noticing != null) {
                all.add(new SelfHealth.Noticing(
                        c.name(), noticing.percentileNs(50), noticing.percentileNs(P99), noticing.maxNs()));
            }
        }
        return all;
    }

    /** Of the class that was worst off. The operator's few requests have no schedule: a person acts when a person looks. */
    private static long worst(Ensemble ensemble, ToLongFunction<Lateness> figure) {
        return ensemble.classes().stream()
                .filter(c -> c.role() != ClassRecord.Role.OPERATOR)
                .map(ClassRecord::recorders)
                .flatMap(List::stream)
                .map(Recorder::lateness)
                .mapToLong(figure)
                .max()
                .orElse(0);
    }
}
