package io.squall.verdict;

import io.squall.record.ClassRecord;
import io.squall.record.PhaseSpan;
import io.squall.record.Recorder;
import io.squall.record.Samples.Sample;
import io.squall.record.Snapshot;
import io.squall.record.Timeline;
import io.squall.scenario.Criterion;
import io.squall.scenario.Criterion.Metric;
import java.util.List;
import java.util.Locale;

/**
 * Whether the conditions of a scenario hold. Figures are dated at the intended instants of the probes; a percentile is the nearest
 * rank, with what was not answered at the time waited for it at least (censored), or above everything if it failed.
 */
final class Criteria {
    private final Snapshot run;

    Criteria(Snapshot run) {
        this.run = run;
    }

    Check check(Criterion criterion) {
        List<Sample> samples = decided(criterion);
        long fromNs = 0;
        long toNs = run.phases().getLast().endNs();
        String phase = criterion.phase();
        if (phase != null) {
            PhaseSpan span = run.phases().stream()
                    .filter(p -> p.name().equals(phase))
                    .findFirst()
                    .orElseThrow();
            fromNs = span.startNs();
            toNs = span.endNs();
        }
        long lengthNs = criterion.forNs() == 0 ? toNs - fromNs : criterion.forNs();
        if (lengthNs == 0 || fromNs + lengthNs > toNs) {
            return new Check(criterion.text(), false, criterion.text() + ": watched for too short a time");
        }
        double worst = Double.NaN;
        long worstAtNs = fromNs;
        int first = 0;
        int last = 0;
        for (long at = fromNs; at + lengthNs <= toNs; at += Timeline.CUT_NS) {
            first = firstFrom(samples, at, first);
            last = firstFrom(samples, at + lengthNs, last);
            double found = found(criterion.metric(), samples.subList(first, Math.max(first, last)));
            if (Double.isNaN(worst) || isWorse(criterion, found, worst)) {
                worst = found;
                worstAtNs = at;
            }
        }
        if (Double.isNaN(worst)) {
            return new Check(criterion.text(), false, criterion.text() + ": no probe to measure it by");
        }
        return check(criterion, worst, worstAtNs);
    }

    private static Check check(Criterion criterion, double worst, long worstAtNs) {
        boolean met = criterion.comparison().holds(worst, criterion.value());
        String where =
                criterion.forNs() == 0 ? "" : String.format(Locale.ROOT, " over the span from %.1f s", worstAtNs / 1e9);
        String sentence = criterion.text() + (met ? " holds: " : " does not hold: ") + words(criterion, worst) + where;
        return new Check(criterion.text(), met, sentence);
    }

    /** A run that was stopped leaves probes undecided: they are neither answered nor lost. */
    private List<Sample> decided(Criterion criterion) {
        ClassRecord record = run.classRecord(criterion.trafficClass());
        Recorder recorder = record.recorders().getFirst();
        return recorder.samples();
    }

    private static int firstFrom(List<Sample> samples, long instantNs, int from) {
        int i = from;
        while (i < samples.size() && samples.get(i).intendedNs() < instantNs) {
            i++;
        }
        return i;
    }

    private static double found(Metric metric, List<Sample> samples) {
        if (samples.isEmpty()) {
            return Double.NaN;
        }
        if (metric == Metric.DELIVERY) {
            return samples.stream().filter(Sample::answered).count() / (double) samples.size();
        }
        long[] latencies =
                samples.stream().mapToLong(Sample::latencyNs).sorted().toArray();
        int rank = (int) Math.ceil(metric.quantile() * latencies.length - 1e-9);
        return latencies[Math.max(1, rank) - 1];
    }

    private static boolean isWorse(Criterion criterion, double found, double worst) {
        return switch (criterion.comparison()) {
            case LESS, AT_MOST -> found > worst;
            case MORE, AT_LEAST -> found < worst;
        };
    }

    private static String words(Criterion criterion, double found) {
        if (criterion.metric() == Metric.DELIVERY) {
            return String.format(Locale.ROOT, "%.2f %%", 100 * found);
        }
        return found >= Long.MAX_VALUE ? "no answer" : String.format(Locale.ROOT, "%.2f ms", found / 1e6);
    }
}
