package io.squall.record;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Adds intervals to their totals and finds the percentiles of all of them together, in one pass from the least to the greatest
 * value: a cut holds few values in histograms of thousands of places, and there are many cuts.
 */
final class Merge {
    private final List<Histogram> intervals = new ArrayList<>(2);
    private final List<Histogram> totals = new ArrayList<>(2);
    private long count;
    private long leastNs = Long.MAX_VALUE;
    private long greatestNs;

    void add(Histogram interval, Histogram total) {
        intervals.add(interval);
        totals.add(total);
        count += interval.getTotalCount();
        leastNs = Math.min(leastNs, interval.getMinValue());
        greatestNs = Math.max(greatestNs, interval.getMaxValue());
    }

    /** Of all intervals, which are then in their totals. Call once. */
    Percentiles percentiles() {
        if (count == 0) {
            return Percentiles.NOTHING;
        }
        Histogram shape = intervals.getFirst();
        Quantile p50 = new Quantile(count, 0.5);
        Quantile p75 = new Quantile(count, 0.75);
        Quantile p90 = new Quantile(count, 0.9);
        Quantile p99 = new Quantile(count, 0.99);
        Quantile p999 = new Quantile(count, 0.999);
        long seen = 0;
        double sum = 0;
        for (long v = shape.lowestEquivalentValue(leastNs); seen < count; v = shape.nextNonEquivalentValue(v)) {
            long here = takeAt(v);
            if (here > 0) {
                seen += here;
                sum += here * (double) shape.medianEquivalentValue(v);
                long shown = shape.highestEquivalentValue(v);
                p50.at(seen, shown);
                p75.at(seen, shown);
                p90.at(seen, shown);
                p99.at(seen, shown);
                p999.at(seen, shown);
            }
        }
        return new Percentiles(count, p50.ns, p75.ns, p90.ns, p99.ns, p999.ns, greatestNs, sum / count);
    }

    private long takeAt(long valueNs) {
        long here = 0;
        for (int i = 0; i < intervals.size(); i++) {
            long found = intervals.get(i).getCountAtValue(valueNs);
            if (found > 0) {
                totals.get(i).recordValueWithCount(valueNs, found);
                here += found;
            }
        }
        return here;
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
