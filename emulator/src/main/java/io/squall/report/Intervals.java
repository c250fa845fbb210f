package io.squall.report;

import io.squall.record.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code intervals.csv} read back for a picture: a long run is folded into buckets of several cuts, so that it stays small. Counts of a
 * bucket are added up; of latencies, ages and queues the greatest is kept. {@value #NOTHING} where there is none.
 */
final class Intervals {
    static final long NOTHING = -1;

    private static final int MOST_BUCKETS = 2_000;
    private static final int MOST_NUMBERS = 200_000;
    private static final List<String> HEADER =
            List.of(IntervalsCsv.HEADER.strip().split(",", -1));
    private static final int NEWEST = HEADER.indexOf("newest_usable_ns");
    private static final int TRUSTED = HEADER.indexOf("trusted");

    private static final Map<String, List<Column>> KEPT = Map.of(
            "storm", List.of(sum("intended"), sum("first_tries"), sum("sent"), sum("answered")),
            "probe",
                    List.of(
                            sum("sent"),
                            sum("answered"),
                            greatest("p50_ns", "p50Us", 1_000),
                            greatest("p99_ns", "p99Us", 1_000),
                            greatest("max_ns", "maxUs", 1_000),
                            new Column(HEADER.indexOf("blind_ns"), "blindMs", 1_000_000, true),
                            greatest("newest_usable_ns", "ageMs", 1_000_000)),
            "operator", List.of(),
            "path",
                    List.of(
                            sum("offered"),
                            sum("dropped"),
                            greatest("queue", "queue", 1),
                            greatest("flows", "flows", 1),
                            sum("table_drops")),
            "leg", List.of(sum("dropped")));

    private record Column(int index, String key, long unit, boolean sums) {}

    private static Column sum(String name) {
        return new Column(HEADER.indexOf(name), name, 1, true);
    }

    private static Column greatest(String name, String key, long unit) {
        return new Column(HEADER.indexOf(name), key, unit, false);
    }

    private final int rows;
    private final long rowNs;
    private final int rowsPerBucket;
    private final int buckets;
    private final long[] untrusted;
    private final Map<String, Series> series = new LinkedHashMap<>();

    private static final class Series {
        private final String kind;
        private final String name;
        private final long[][] values;
        private int rows;

        Series(String kind, String name, int buckets) {
            this.kind = kind;
            this.name = name;
            values = new long[columns(kind).size()][buckets];
            Arrays.stream(values).forEach(column -> Arrays.fill(column, NOTHING));
        }
    }

    private static List<Column> columns(String kind) {
        List<Column> columns = KEPT.get(kind);
        if (columns == null) {
            throw new IllegalArgumentException("there is no kind " + kind);
        }
        return columns;
    }

    private Intervals(Summary summary) {
        Timeline planned =
                new Timeline(summary.scenario().durationNs(), summary.phases().size());
        rowNs = planned.cutsPerRow() * Timeline.CUT_NS;
        rows = Math.toIntExact(Math.ceilDiv(summary.phases().getLast().endNs(), rowNs));
        int most = Math.clamp(MOST_NUMBERS / (8L * summary.classes().size() + 20), 200, MOST_BUCKETS);
        rowsPerBucket = Math.max(1, Math.ceilDiv(rows, most));
        buckets = Math.ceilDiv(rows, rowsPerBucket);
        untrusted = new long[buckets];
    }

    /** @throws IllegalArgumentException if they are not the intervals of that run, with the line that shows it */
    static Intervals read(BufferedReader in, Summary summary) throws IOException {
        Intervals intervals = new Intervals(summary);
        if (!IntervalsCsv.HEADER.strip().equals(in.readLine())) {
            throw new IllegalArgumentException("its columns are not those that this Squall writes");
        }
        int number = 1;
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            try {
                intervals.take(line.split(",", -1));
            } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
                throw new IllegalArgumentException("line " + number + " is no interval of this run", e);
            }
        }
        summary.classes().forEach(c -> intervals.requireAll(c.role(), c.name()));
        intervals.series.values().stream()
                .filter(s -> s.kind.equals("path"))
                .forEach(s -> intervals.requireAll(s.kind, s.name));
        return intervals;
    }

    private void requireAll(String kind, String name) {
        Series found = series.get(kind + " " + name);
        int there = found == null ? 0 : found.rows;
        if (there != rows) {
            throw new IllegalArgumentException("it has " + there + " of the " + rows + " intervals of " + name);
        }
    }

    private void take(String[] cells) {
        long startNs = Long.parseLong(cells[0]);
        if (cells.length != HEADER.size() || startNs < 0 || startNs % rowNs != 0) {
            throw new IllegalArgumentException(cells[0]);
        }
        int bucket = Math.toIntExact(startNs / rowNs) / rowsPerBucket;
        Series row = series.computeIfAbsent(cells[1] + " " + cells[2], _ -> new Series(cells[1], cells[2], buckets));
        row.rows++;
        List<Column> columns = columns(row.kind);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!cells[column.index].isEmpty()) {
                long cell = Long.parseLong(cells[column.index]);
                long value = (column.index == NEWEST ? startNs + rowNs - cell : cell) / column.unit;
                long before = row.values[i][bucket];
                row.values[i][bucket] = column.sums && before != NOTHING ? before + value : Math.max(before, value);
            }
        }
        if (cells[TRUSTED].equals("no")) {
            untrusted[bucket] = 1;
        }
    }

    /** For JSON: the length of a bucket, and every series by its kind. */
    Map<String, Object> columns() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bucketNs", rowsPerBucket * rowNs);
        all.put("cutsPerBucket", rowsPerBucket * rowNs / Timeline.CUT_NS);
        all.put("untrusted", untrusted);
        for (String kind : List.of("storm", "probe", "operator", "path", "leg")) {
            List<Map<String, Object>> rows = new ArrayList<>();
            series.values().stream().filter(s -> s.kind.equals(kind)).forEach(s -> rows.add(columns(s)));
            all.put(kind, rows);
        }
        return all;
    }

    private static Map<String, Object> columns(Series series) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("name", series.name);
        for (int i = 0; i < series.values.length; i++) {
            columns.put(columns(series.kind).get(i).key, series.values[i]);
        }
        return columns;
    }
}
