package io.squall.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Adds intervals to their totals and finds the percentiles of all of them together, in one pass from the least to the greatest
 * value: a cut holds few values in histograms of thousands of places, and there are many cuts.
 */
final class Merge {
    private final List<Latencies.Interval> intervals = new ArrayList<>(2);
    private final List<Histogram> totals = new ArrayList<>(2);

    void clear() {
        intervals.clear();
        totals.clear();
    }

    void add(Latencies.Interval interval, Histogram total) {
        intervals.add(interval);
        totals.add(total);
    }

    /** Of all intervals, which are then in their totals. Call once. */
    Percentiles percentiles() {
        if (intervals.isEmpty()) {
            return Percentiles.NOTHING;
        }
        int few = intervals.size() == 1 ? intervals.getFirst().few() : 0;
        return few == 0 ? ofMany() : ofFew(intervals.getFirst().values(), few, totals.getFirst());
    }

    private static Percentiles ofFew(long[] values, int count, Histogram total) {
        Arrays.sort(values, 0, count);
        Ranks ranks = new Ranks(count);
        for (int i = 0; i < count; i++) {
            total.recordValue(values[i]);
            ranks.at(i + 1, values[i], 1, total);
        }
        return ranks.percentiles(total.highestEquivalentValue(values[count - 1]));
    }

    private Percentiles ofMany() {
        long count = 0;
        long leastNs = Long.MAX_VALUE;
        long greatestNs = 0;
        for (int i = 0; i < intervals.size(); i++) {
            Histogram interval = intervals.get(i).histogram();
            count += interval.getTotalCount();
            leastNs = Math.min(leastNs, interval.getMinValue());
            greatestNs = Math.max(greatestNs, interval.getMaxValue());
        }
        Histogram shape = totals.getFirst();
        Ranks ranks = new Ranks(count);
        long seen = 0;
        for (long v = shape.lowestEquivalentValue(leastNs); seen < count; v = shape.nextNonEquivalentValue(v)) {
            long here = takeAt(v);
            if (here > 0) {
                seen += here;
                ranks.at(seen, v, here, shape);
            }
        }
        return ranks.percentiles(greatestNs);
    }

    private long takeAt(long valueNs) {
        long here = 0;
        for (int i = 0; i < intervals.size(); i++) {
            long found = intervals.get(i).histogram().getCountAtValue(valueNs);
            if (found > 0) {
                totals.get(i).recordValueWithCount(valueNs, found);
                here += found;
            }
        }
        return here;
    }

    /** What is asked of values that come in their order; a value is shown as the greatest that the histogram does not tell from it. */
    private static final class Ranks {
        private final long count;
        private final Quantile p50;
        private final Quantile p75;
        private final Quantile p90;
        private final Quantile p99;
        private final Quantile p999;
        private double sum;

        Ranks(long count) {
            this.count = count;
            p50 = new Quantile(count, 0.5);
            p75 = new Quantile(count, 0.75);
            p90 = new Quantile(count, 0.9);
            p99 = new Quantile(count, 0.99);
            p999 = new Quantile(count, 0.999);
        }

        void at(long seen, long valueNs, long here, Histogram shape) {
            sum += here * (double) shape.medianEquivalentValue(valueNs);
            long shown = shape.highestEquivalentValue(valueNs);
            p50.at(seen, shown);
            p75.at(seen, shown);
            p90.at(seen, shown);
            p99.at(seen, shown);
            p999.at(seen, shown);
        }

        Percentiles percentiles(long greatestNs) {
            return new Percentiles(count, p50.ns, p75.ns, p90.ns, p99.ns, p999.ns, greatestNs, sum / count);
        }
    }

    /** The smallest value that at least this share of all values do not exceed (nearest rank). */
    private static final class Quantile {
        private final long rank;
        private long ns = -1;

        Quantile(long count, double share) {
            rank = Math.max(1, (long) Math.ceil(share * count - 1e-9 * count));
        }

        void at(long seen, long valueNs) {
            if (ns < 0 && seen >= rank) {
                ns = valueNs;
            }
        }
    }
}
