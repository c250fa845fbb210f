package io.squall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code scripts/bench-peers} has measured, as a table and as JSON: a pure function of the file of its measurements, a line each:
 *
 * <pre>
 *     round TAB row TAB key=value key=value …
 * </pre>
 *
 * Ratios are taken within a round. Their bound is that of their median by ranks, which assumes nothing of their distribution: it lies at
 * the k-th of n, where P(at most k − 1 of n coins show heads) ≤ 0.05; with fewer than five rounds there is none.
 */
public final class Peers {
    /** Ratios to trafgen in PEERS.md; a reference that reaches less than this share of its own is too slow to be one. */
    private static final Map<String, Double> TO_TRAFGEN = Map.of(
            "c-udp-one", 0.36 / 0.53,
            "c-udp-segments", 1.25 / 0.53,
            "c-tx-ring", 1.0,
            "c-af-xdp", 0.77 / 0.53,
            "c-live", 4.725 / 0.53);

    private static final double SHARE = 0.9;
    private static final double LEVEL = 0.05;
    /** As many as bench-peers lets a loop of questions have in flight, at the most. */
    private static final double UNDER_WAY = 1000;
    /** From here on a server is the limit. */
    private static final double SATURATED = 0.9;

    /** What each row is held against. */
    private static final Map<String, String> AGAINST = Map.ofEntries(
            Map.entry("squall-udp", "c-udp-segments"),
            Map.entry("squall-udp-2", "c-udp-2"),
            Map.entry("squall-kernel", "c-live"),
            Map.entry("squall-connect", "c-connect-ask"),
            Map.entry("squall-dns", "dnsperf"),
            Map.entry("squall-dns-1000", "dnsperf-1000"),
            Map.entry("squall-http", "wrk"),
            Map.entry("squall-probe-spin", "c-ping"),
            Map.entry("squall-probe-park", "c-ping"),
            Map.entry("irtt", "c-ping"));

    private static final List<String> TOOLS = List.of("trafgen", "tcpreplay", "iperf3");
    private static final List<String> FRAMES = List.of("trafgen", "tcpreplay", "c-tx-ring", "c-af-xdp");

    /** Row, figure, round. */
    private final Map<String, Map<String, Map<Integer, Double>>> measured = new LinkedHashMap<>();

    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Map<String, Object>> bars = new ArrayList<>();

    private Peers(List<String> lines) {
        for (String line : lines) {
            String[] parts = line.split("\t", 3);
            for (String pair : parts[2].split(" ", -1)) {
                String[] both = pair.split("=", 2);
                if (both.length < 2 || both[1].isEmpty()) {
                    continue;
                }
                measured.computeIfAbsent(parts[1], _ -> new LinkedHashMap<>())
                        .computeIfAbsent(both[0], _ -> new TreeMap<>())
                        .put(Integer.valueOf(parts[0]), Double.valueOf(both[1]));
            }
        }
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("Peers: found " + args.length + " arguments, expected FILE JSON");
            System.exit(2);
        }
        Peers peers = new Peers(Files.readAllLines(Path.of(args[0])));
        peers.table();
        peers.references();
        peers.claims();
        peers.bars();
        peers.json.put("bars", peers.bars);
        peers.json.put("measurements", peers.measured);
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(Path.of(args[1]).toFile(), peers.json);
    }

    /** What stands for a row: a rate, or a time in microseconds, of which less is better. */
    private static String figure(String row) {
        return switch (row) {
            case "c-ping", "squall-probe-spin", "squall-probe-park", "irtt", "squall-kernel-paced" -> "p50";
            default -> "rate";
        };
    }

    private Map<Integer, Double> values(String row, String figure) {
        return measured.getOrDefault(row, Map.of()).getOrDefault(figure, Map.of());
    }

    private Map<Integer, Double> values(String row) {
        return values(row, figure(row));
    }

    private void table() {
        System.out.printf(
                Locale.ROOT,
                "%-24s %-6s %14s %32s %4s  %s%n",
                "row",
                "figure",
                "median",
                "least to greatest",
                "n",
                "of its peer, median (95 % bound)");
        measured.keySet().forEach(this::row);
    }

    private void row(String row) {
        double[] sorted = sorted(values(row));
        if (sorted.length == 0) {
            return;
        }
        String peer = AGAINST.getOrDefault(row, TO_TRAFGEN.containsKey(row) ? "trafgen" : "");
        boolean less = !figure(row).equals("rate");
        Ratio ratio = ratio(values(row), values(peer));
        String unit = less ? " us" : "/s";
        System.out.printf(
                Locale.ROOT,
                "%-24s %-6s %14s %32s %4d  %s%n",
                row,
                figure(row),
                number(median(sorted)) + unit,
                number(sorted[0]) + " to " + number(sorted[sorted.length - 1]),
                sorted.length,
                ratio == null ? "" : ratio.text(less) + " of " + peer);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("figure", figure(row));
        out.put("median", median(sorted));
        out.put("least", sorted[0]);
        out.put("greatest", sorted[sorted.length - 1]);
        out.put("n", sorted.length);
        if (ratio != null) {
            out.put("peer", peer);
            out.put("ratio", ratio.median());
            ratio.bound(less).ifPresent(bound -> out.put("bound", bound));
        }
        json.put(row, out);
        more(row);
    }

    /** Figures beside the one that stands for a row. */
    private void more(String row) {
        StringBuilder text = new StringBuilder();
        for (String figure :
                List.of("p50", "p99", "p999", "far_p50", "far_p99", "cpu_us", "bytes", "busy", "lost", "skipped")) {
            double[] sorted = sorted(values(row, figure));
            if (sorted.length > 0 && !figure.equals(figure(row))) {
                text.append(String.format(Locale.ROOT, "  %s %s", figure, number(median(sorted))));
            }
        }
        if (!text.isEmpty()) {
            System.out.printf(Locale.ROOT, "    medians:%s%n", text);
        }
    }

    private void references() {
        for (String row : measured.keySet()) {
            Double expected = TO_TRAFGEN.get(row);
            Ratio ratio = ratio(values(row), values("trafgen"));
            if (expected != null && ratio != null) {
                System.out.printf(
                        Locale.ROOT,
                        "reference %-16s %5.2f of trafgen, in PEERS.md %5.2f: %s%n",
                        row,
                        ratio.median(),
                        expected,
                        counts(row) ? "counts" : "does not count");
                json.put("reference " + row, counts(row));
            }
        }
    }

    /** Not a reference that something has held up; without trafgen that is not known. */
    private boolean counts(String row) {
        Double expected = TO_TRAFGEN.get(row);
        Ratio ratio = ratio(values(row), values("trafgen"));
        return expected == null || ratio == null || ratio.median() >= SHARE * expected;
    }

    private @Nullable Ratio against(String row, String peer) {
        return counts(peer) ? ratio(values(row), values(peer)) : null;
    }

    /** The far end's count is the figure; who said something else is named. */
    private void claims() {
        measured.forEach((row, figures) -> {
            Map<Integer, Double> claim = figures.getOrDefault("claim", Map.of());
            Map<Integer, Double> packets = figures.getOrDefault("packets", Map.of());
            double[] off = sorted(each(claim, packets, (claimed, counted) -> claimed - counted));
            // What a loop of questions leaves under way at its end was served, but has not been seen to end.
            double underWay = figures.containsKey("cpu_us") ? UNDER_WAY : 0;
            long wrong = Arrays.stream(off)
                    .filter(difference -> difference > 0 || difference < -underWay)
                    .count();
            if (wrong > 0) {
                double greatest = -off[0] > off[off.length - 1] ? off[0] : off[off.length - 1];
                System.out.printf(
                        Locale.ROOT,
                        "mismatch: %s claimed otherwise than was counted in %d of %d rounds, at most by %+.0f%n",
                        row,
                        wrong,
                        off.length,
                        greatest);
            }
        });
    }

    private void bars() {
        System.out.printf(Locale.ROOT, "%nbars (bounds of 95 %%)%n");
        bar("UDP lane, against C sendmmsg + UDP_SEGMENT", against("squall-udp", "c-udp-segments"), 0.93, false);
        String tool = best(TOOLS);
        bar("UDP lane, against the best tool: " + tool, against("squall-udp", tool), 2.0, false);
        bar("kernel lane, against C live frames", against("squall-kernel", "c-live"), 0.9, false);
        String frames = best(FRAMES);
        bar("kernel lane, against the best of frames: " + frames, against("squall-kernel", frames), 5, false);
        kernelPaced();
        bar("TCP connect + close, against C epoll", against("squall-connect", "c-connect-ask"), 0.7, false);
        dns("", "64 in flight");
        dns("-1000", "1,000 in flight");
        Map<Integer, Double> scaled = each(values("squall-udp-2"), values("squall-udp"), (two, one) -> two / one);
        Map<Integer, Double> cScaled = each(values("c-udp-2"), values("c-udp-segments"), (two, one) -> two / one);
        bar("two shards against one, against what C scales to", ratio(scaled, cScaled), 0.95, false);
        bar("idle probe floor p50, against C busy polling", against("squall-probe-spin", "c-ping"), 2.0, true);
        bar("idle probe floor p50, against irtt", against("squall-probe-spin", "irtt"), 1, true);
    }

    private void kernelPaced() {
        String row = "squall-kernel-paced";
        Map<Integer, Double> oneUs = new TreeMap<>(values(row));
        oneUs.replaceAll((_, _) -> 1.0);
        bar("kernel lane at 1 million/s Poisson, lateness p50 in us", ratio(values(row), oneUs), 1, true);
        double[] skipped = sorted(values(row, "skipped"));
        double most = skipped.length == 0 ? 0 : skipped[skipped.length - 1];
        conclude(
                new LinkedHashMap<>(Map.of("what", "the same, frames skipped, at most in a round", "bar", 0)),
                number(most),
                "<= 0",
                skipped.length == 0 ? "not measurable here" : most == 0 ? "met" : "not met");
    }

    /** Of queries in flight. */
    private void dns(String suffix, String of) {
        String dnsperf = "dnsperf" + suffix;
        String squall = "squall-dns" + suffix;
        double[] busy = sorted(values(dnsperf, "busy"));
        if (busy.length > 0 && median(busy) >= SATURATED) {
            Ratio cpu = ratio(values(dnsperf, "cpu_us"), values(squall, "cpu_us"));
            bar("DNS, " + of + ", the server is the limit: CPU, dnsperf's to Squall's", cpu, 0.97, false);
        } else {
            bar("DNS queries, " + of + ", against dnsperf", against(squall, dnsperf), 1.0, false);
        }
    }

    private void bar(String what, @Nullable Ratio ratio, double bar, boolean atMost) {
        OptionalDouble bound = ratio == null ? OptionalDouble.empty() : ratio.bound(atMost);
        boolean met = bound.isPresent() && (atMost ? bound.getAsDouble() <= bar : bound.getAsDouble() >= bar);
        Map<String, Object> out = new LinkedHashMap<>(Map.of("what", what, "bar", bar));
        if (ratio != null) {
            out.put("ratio", ratio.median());
        }
        bound.ifPresent(b -> out.put("bound", b));
        conclude(
                out,
                ratio == null ? "" : ratio.text(atMost),
                (atMost ? "<= " : ">= ") + number(bar),
                ratio == null
                        ? "not measurable here"
                        : bound.isEmpty() ? "no bound: fewer than five rounds" : met ? "met" : "not met");
    }

    private void conclude(Map<String, Object> bar, String measuredAs, String demanded, String verdict) {
        System.out.printf(Locale.ROOT, "  %-74s %-18s %-9s %s%n", bar.get("what"), measuredAs, demanded, verdict);
        bar.put("verdict", verdict);
        bars.add(bar);
    }

    private String best(List<String> rows) {
        return rows.stream()
                .filter(row -> !values(row).isEmpty())
                .max(Comparator.comparingDouble(row -> median(sorted(values(row)))))
                .orElse("none of them installed");
    }

    private static Map<Integer, Double> each(
            Map<Integer, Double> a, Map<Integer, Double> b, DoubleBinaryOperator combined) {
        Map<Integer, Double> ratios = new TreeMap<>();
        a.forEach((round, value) -> {
            Double other = b.get(round);
            if (other != null && other > 0) {
                ratios.put(round, combined.applyAsDouble(value, other));
            }
        });
        return ratios;
    }

    private static @Nullable Ratio ratio(Map<Integer, Double> a, Map<Integer, Double> b) {
        double[] sorted = sorted(each(a, b, (x, y) -> x / y));
        return sorted.length == 0 ? null : new Ratio(sorted);
    }

    /** Ratios of the rounds, in order. */
    @SuppressWarnings("ArrayRecordComponent") // written once
    private record Ratio(double[] sorted) {
        double median() {
            return Peers.median(sorted);
        }

        /** The lower one, or the upper one. */
        OptionalDouble bound(boolean upper) {
            int n = sorted.length;
            double probability = Math.pow(0.5, n);
            double below = 0;
            int k = 0;
            while (below + probability <= LEVEL) {
                below += probability;
                probability = probability * (n - k) / (k + 1);
                k++;
            }
            return k == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[upper ? n - k : k - 1]);
        }

        String text(boolean upper) {
            OptionalDouble bound = bound(upper);
            return String.format(Locale.ROOT, "%.3f", median())
                    + (bound.isPresent() ? String.format(Locale.ROOT, " (%.3f)", bound.getAsDouble()) : " (-)");
        }
    }

    private static double[] sorted(Map<Integer, Double> values) {
        return values.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }

    private static String number(double value) {
        return value >= 1000 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.3g", value);
    }
}
