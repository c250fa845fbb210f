package io.squall.record;

import io.squall.scenario.Phase;
import io.squall.scenario.Scenario;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * Takes the interval histograms of all recorders every cut (of a long run: every row of cuts), on the conductor's thread; adds them up by class and phase; writes them
 * to a tagged log that HistogramLogProcessor opens. Intervals are dated by the clock, tags by the phase of the intended instant.
 */
public final class LatencyLog {
    private static final double MS = 1e6;
    private static final double SECOND_NS = 1e9;

    private final Timeline timeline;
    private final List<Row> rows = new ArrayList<>();
    private final @Nullable HistogramLogWriter log;
    private long takenThroughNs;

    /** @param out where the log goes; null for none */
    public LatencyLog(Timeline timeline, @Nullable PrintStream out, String comment) {
        this.timeline = timeline;
        log = out == null ? null : new HistogramLogWriter(out);
        if (log != null) {
            log.outputComment("[" + comment + "]");
            log.outputComment("[times in seconds since the start of the run; values in milliseconds]");
            log.outputLogFormatVersion();
            log.outputLegend();
        }
    }

    /**
     * Follows a class; several recorders of one class add up.
     *
     * @param requests also the latency from the first try
     */
    public void follow(String name, List<String> phases, List<Recorder> recorders, boolean requests) {
        rows.add(new Row(name, phases, recorders.stream().map(Recorder::latency).toList()));
        if (requests) {
            rows.add(new Row(
                    name + ".request",
                    phases,
                    recorders.stream().map(Recorder::requestLatency).toList()));
        }
    }

    /** Follows every class of a scenario. */
    public void follow(Scenario scenario, Ledger ledger) {
        List<String> phases = scenario.phases().stream().map(Phase::name).toList();
        for (ClassRecord c : ledger.classes()) {
            follow(c.name(), phases, c.recorders(), c.role() == ClassRecord.Role.STORM);
        }
    }

    /** Takes what has come since the last call, at the end of a cut. */
    public void take(int cut) {
        if ((cut + 1) % timeline.cutsPerRow() != 0 && cut + 1 < timeline.cuts()) {
            return;
        }
        for (Row row : rows) {
            row.byRow[cut / timeline.cutsPerRow()] = row.take(Timeline.endNs(cut));
        }
        takenThroughNs = Timeline.endNs(cut);
    }

    /** Takes what came after the last cut, when all writers have stopped. It belongs to no cut. */
    public void finish(long endNs) {
        for (Row row : rows) {
            row.take(Math.max(endNs, takenThroughNs));
        }
    }

    /** Of a class in a phase. */
    public Percentiles ofPhase(String name, int phase) {
        Histogram total = row(name).totals[phase];
        return total == null ? Percentiles.NOTHING : percentiles(total);
    }

    /** Of a class over the run. */
    public Percentiles ofRun(String name) {
        Merge merge = new Merge();
        for (Histogram total : row(name).totals) {
            if (total != null) {
                merge.add(() -> total, new Histogram(total));
            }
        }
        return merge.percentiles();
    }

    /** Of a class in what came back in the row of a cut, of whichever phase; while that goes on, in the row before. */
    public Percentiles ofCut(String name, int cut) {
        int row = cut / timeline.cutsPerRow();
        return row(name).byRow[Timeline.startNs(cut) < takenThroughNs ? row : Math.max(0, row - 1)];
    }

    private Row row(String name) {
        return rows.stream().filter(r -> r.name.equals(name)).findFirst().orElseThrow();
    }

    private static Percentiles percentiles(Histogram h) {
        return new Percentiles(
                h.getTotalCount(),
                h.getValueAtPercentile(50),
                h.getValueAtPercentile(75),
                h.getValueAtPercentile(90),
                h.getValueAtPercentile(99),
                h.getValueAtPercentile(99.9),
                h.getMaxValue(),
                h.getMean());
    }

    private final class Row {
        private final String name;
        private final List<String> tags;
        private final List<Latencies> sources;
        private final Merge merge = new Merge();
        private final @Nullable Histogram[] totals = new @Nullable Histogram[timeline.phases()];
        private final Percentiles[] byRow = new Percentiles[Math.ceilDiv(timeline.cuts(), timeline.cutsPerRow())];

        Row(String name, List<String> phases, List<Latencies> sources) {
            this.name = name;
            this.sources = sources;
            tags = phases.stream().map(phase -> name + "/" + phase).toList();
            Arrays.fill(byRow, Percentiles.NOTHING);
        }

        Percentiles take(long endNs) {
            merge.clear();
            for (Latencies source : sources) {
                for (int phase = 0; phase < source.phases(); phase++) {
                    Latencies.Interval interval = source.take(phase);
                    if (interval != null) {
                        // Before it is written: from then on it is a histogram.
                        merge.add(interval, total(phase, source));
                        write(tags.get(phase), interval, endNs);
                    }
                }
            }
            return merge.percentiles();
        }

        private Histogram total(int phase, Latencies source) {
            Histogram total = totals[phase];
            if (total == null) {
                total = source.histogram();
                totals[phase] = total;
            }
            return total;
        }

        private void write(String tag, Latencies.Interval taken, long endNs) {
            if (log != null) {
                Histogram interval = taken.histogram();
                interval.setTag(tag);
                log.outputIntervalHistogram(takenThroughNs / SECOND_NS, endNs / SECOND_NS, interval, MS);
                interval.setTag(null);
            }
        }
    }
}
