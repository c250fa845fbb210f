package io.squall.record;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Takes the interval histograms of all recorders every cut, on the conductor's thread; adds them up by class and phase; writes them
 * to a tagged log that HistogramLogProcessor opens. Intervals are dated by the clock, tags by the phase of the intended instant.
 */
public final class LatencyLog {
    private static final double MS = 1e6;

    private final Timeline timeline;
    private final List<Row> rows = new ArrayList<>();
    private final @Nullable HistogramLogWriter log;

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

    /** Follows a class; several recorders of one class add up. @param requests also the latency from the first try */
    public void follow(String name, List<String> phases, List<Recorder> recorders, boolean requests) {
        rows.add(new Row(name, phases, recorders.stream().map(r -> sources(r, false)).toList(), timeline));
        if (requests) {
            rows.add(new Row(name + ".request", phases, recorders.stream().map(r -> sources(r, true)).toList(), timeline));
        }
    }

    private SingleWriterRecorder[] sources(Recorder recorder, boolean requests) {
        SingleWriterRecorder[] result = new SingleWriterRecorder[timeline.phases()];
        for (int phase = 0; phase < result.length; phase++) {
            result[phase] = requests ? recorder.requestLatency(phase) : recorder.latency(phase);
        }
        return result;
    }

    /** Takes what has come since the last call. @param currentPhase phases after it have nothing yet */
    public void take(int cut, int currentPhase) {
        for (Row row : rows) {
            row.take(cut, currentPhase, log);
        }
    }

    /** Of a class in a phase. */
    public Percentiles ofPhase(String name, int phase) {
        return row(name).total(phase);
    }

    /** Of a class in what came back in a cut, of whichever phase; without a mean. */
    public Percentiles ofCut(String name, int cut) {
        return row(name).byCut[cut];
    }

    private Row row(String name) {
        return rows.stream().filter(r -> r.name.equals(name)).findFirst().orElseThrow();
    }

    private static final class Row {
        private final String name;
        private final List<String> phases;
        private final List<SingleWriterRecorder[]> sources;
        private final @Nullable Histogram[] totals;
        private final Percentiles[] byCut;
        private @Nullable Histogram recycled;
        private @Nullable Histogram inCut;

        Row(String name, List<String> phases, List<SingleWriterRecorder[]> sources, Timeline timeline) {
            this.name = name;
            this.phases = phases;
            this.sources = sources;
            totals = new @Nullable Histogram[timeline.phases()];
            byCut = new Percentiles[timeline.cuts()];
            java.util.Arrays.fill(byCut, Percentiles.NOTHING);
        }

        void take(int cut, int currentPhase, @Nullable HistogramLogWriter log) {
            Histogram sum = inCut;
            if (sum != null) {
                sum.reset();
            }
            for (int phase = Math.max(0, currentPhase - 1); phase <= currentPhase; phase++) {
                for (SingleWriterRecorder[] source : sources) {
                    Histogram interval = source[phase].getIntervalHistogram(recycled, false);
                    recycled = interval;
                    if (interval.getTotalCount() > 0) {
                        sum = sum == null ? empty(interval) : sum;
                        sum.add(interval);
                        add(phase, interval);
                        write(cut, phase, interval, log);
                    }
                }
            }
            inCut = sum;
            if (sum != null && sum.getTotalCount() > 0) {
                // Its mean would cost more than all the rest of a simulated run.
                byCut[cut] = percentiles(sum, Double.NaN);
            }
        }

        private void add(int phase, Histogram interval) {
            Histogram total = totals[phase];
            if (total == null) {
                total = empty(interval);
                totals[phase] = total;
            }
            total.add(interval);
        }

        private void write(int cut, int phase, Histogram interval, @Nullable HistogramLogWriter log) {
            if (log != null) {
                interval.setTag(name + "/" + phases.get(phase));
                double start = Timeline.startNs(cut) / 1e9;
                log.outputIntervalHistogram(start, Timeline.endNs(cut) / 1e9, interval, MS);
                interval.setTag(null);
            }
        }

        Percentiles total(int phase) {
            Histogram total = totals[phase];
            return total == null ? Percentiles.NOTHING : percentiles(total, total.getMean());
        }

        private static Histogram empty(Histogram like) {
            return new Histogram(like.getHighestTrackableValue(), like.getNumberOfSignificantValueDigits());
        }

        private static Percentiles percentiles(Histogram h, double meanNs) {
            return new Percentiles(
                    h.getTotalCount(),
                    h.getValueAtPercentile(50),
                    h.getValueAtPercentile(90),
                    h.getValueAtPercentile(99),
                    h.getValueAtPercentile(99.9),
                    h.getMaxValue(),
                    meanNs);
        }
    }
}
