package io.squall.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds every benchmark of what is shipped, but for the journal's, against a committed baseline: processor time as a ratio to {@link
 * Calibration}, in several rounds of all of them, a JVM for each.
 *
 * <pre>
 *     Check baseline FILE [PATTERN]   writes it, or in it those that match
 *     Check check FILE [PATTERN]      ends 0 inside, 99 if a figure is outside, 98 if one could not be measured
 * </pre>
 */
public final class Check {
    private static final int MEASURED_ROUNDS = 3;
    private static final int BASELINE_ROUNDS = 5;
    /** A figure of three rounds lies that many of its baseline's standard deviations off once in many thousand. */
    private static final double DEVIATIONS = 4;
    /** Nothing is told apart more finely: a loop of a few ns moves by as much with where it comes to lie. */
    private static final double LEAST_TOLERANCE = 0.15;

    private static final double BYTES = 1;
    private static final int OUTSIDE = 99;
    private static final int UNMEASURED = 98;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Check() {}

    /** What was measured, where. */
    record Baseline(String host, String jdk, int rounds, Map<String, Figure> figures) {}

    /**
     * Of one benchmark.
     *
     * @param to which loop it is a ratio to: the one that it kept better to, round by round
     * @param ratio its processor time by that of a step of the loop; the median of the rounds
     * @param tolerance how far from it a check may come, as a share
     */
    record Figure(String to, double ratio, double tolerance, double bytes) {}

    /** One round of one benchmark: its processor time in steps of each loop, and bytes an operation. */
    private record Round(double alu, double memory, double bytes) {
        double to(String loop) {
            return loop.equals(Calibration.ALU) ? alu : memory;
        }
    }

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        String pattern = args.length > 2 ? args[2] : "";
        Baseline old = Files.exists(file)
                ? JSON.readValue(Files.readString(file), Baseline.class)
                : new Baseline(host(), "", 0, new TreeMap<>());
        if (!old.host.equals(host())) {
            System.out.println("The baseline is of another processor (" + old.host + "): expect other ratios here.");
        }
        try {
            if (args[0].equals("baseline")) {
                Baseline measured = baseline(pattern.isEmpty() ? Map.of() : old.figures, pattern);
                Files.writeString(file, JSON.writeValueAsString(measured) + "\n");
                System.exit(0);
            }
            System.exit(check(old.figures, pattern));
        } catch (RunnerException e) {
            System.err.println("bench: could not be measured: " + e.getMessage());
            System.exit(UNMEASURED);
        }
    }

    private static String host() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown");
    }

    private static Baseline baseline(Map<String, Figure> kept, String pattern) throws IOException, RunnerException {
        Map<String, Figure> figures = new TreeMap<>(kept);
        measure(BASELINE_ROUNDS, pattern).forEach((name, rounds) -> figures.put(name, figure(rounds)));
        return new Baseline(host(), Runtime.version().toString(), BASELINE_ROUNDS, figures);
    }

    private static Figure figure(List<Round> rounds) {
        String to = deviation(rounds, Round::alu) <= deviation(rounds, Round::memory)
                ? Calibration.ALU
                : Calibration.MEMORY;
        return new Figure(
                to,
                significant(median(rounds, r -> r.to(to))),
                significant(Math.max(LEAST_TOLERANCE, DEVIATIONS * deviation(rounds, r -> r.to(to)))),
                significant(median(rounds, Round::bytes)));
    }

    private static double significant(double value) {
        return Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3g", value));
    }

    private static int check(Map<String, Figure> figures, String pattern) throws RunnerException {
        Map<String, List<Round>> measured = measure(MEASURED_ROUNDS, pattern);
        TreeSet<String> names = new TreeSet<>(measured.keySet());
        if (pattern.isEmpty()) {
            names.addAll(figures.keySet());
        }
        int code = names.isEmpty() ? UNMEASURED : 0;
        for (String name : names) {
            List<Round> rounds = measured.getOrDefault(name, List.of());
            Figure expected = figures.get(name);
            if (expected == null || rounds.size() < MEASURED_ROUNDS) {
                String why = expected == null ? "NOT in the baseline" : "NOT MEASURED: it failed, or is gone";
                System.out.printf("%-48s %s%n", name, why);
                code = Math.max(code, UNMEASURED);
            } else {
                code = Math.max(code, check(name, expected, rounds));
            }
        }
        return code;
    }

    private static int check(String name, Figure expected, List<Round> rounds) {
        double[] ratios =
                rounds.stream().mapToDouble(r -> r.to(expected.to)).sorted().toArray();
        double off = median(rounds, r -> r.to(expected.to)) / expected.ratio - 1;
        double spread = ratios[ratios.length - 1] / ratios[0] - 1;
        double bytes = median(rounds, Round::bytes);
        // Twice faster is as far off as twice slower: a benchmark that lost its work to the compiler looks like this.
        boolean outside = off > expected.tolerance || 1 / (1 + off) - 1 > expected.tolerance;
        boolean torn = spread > 2 * expected.tolerance;
        boolean more = bytes > 1.1 * expected.bytes + BYTES;
        System.out.printf(
                "%-48s %+6.1f %% of ±%.0f %%, %.1f bytes%s%s%n",
                name,
                100 * off,
                100 * expected.tolerance,
                bytes,
                torn
                        ? String.format("  NOT MEASURED: rounds differ by %.0f %%", 100 * spread)
                        : outside ? "  OUTSIDE" : "",
                more ? String.format("  OUTSIDE: %.1f bytes in the baseline", expected.bytes) : "");
        return more || (outside && !torn) ? OUTSIDE : torn ? UNMEASURED : 0;
    }

    private static Map<String, List<Round>> measure(int rounds, String pattern) throws RunnerException {
        Map<String, List<Round>> all = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            System.err.printf("bench: round %d of %d ...%n", round + 1, rounds);
            add(options(300).include(pattern).exclude("Simulation").exclude("JournalBenchmark"), all);
            if ("SimulationBenchmark.run".contains(pattern)) {
                add(options(1000).include("Simulation"), all);
            }
        }
        return all;
    }

    private static ChainedOptionsBuilder options(int iterationMs) {
        return new OptionsBuilder()
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(iterationMs))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(iterationMs))
                .addProfiler(GCProfiler.class)
                .addProfiler(Calibration.class)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsPrepend(System.getProperty("squall.jvm.options", "").split(" "));
    }

    private static void add(ChainedOptionsBuilder options, Map<String, List<Round>> to) throws RunnerException {
        try {
            for (RunResult run : new Runner(options.build()).run()) {
                for (BenchmarkResult fork : run.getBenchmarkResults()) {
                    to.computeIfAbsent(name(run.getParams()), _ -> new ArrayList<>())
                            .add(round(fork));
                }
            }
        } catch (NoBenchmarksException e) {
            // The pattern is for others.
        }
    }

    private static String name(BenchmarkParams of) {
        StringBuilder name = new StringBuilder(of.getBenchmark().replaceFirst(".*\\.(\\w+)Benchmark", "$1"));
        of.getParamsKeys().forEach(key -> name.append(' ').append(of.getParam(key)));
        return name.toString();
    }

    /** Of its iterations the least: whatever disturbs one adds to it. */
    private static Round round(BenchmarkResult fork) {
        return new Round(
                least(fork, Calibration.CPU) / least(fork, Calibration.ALU),
                least(fork, Calibration.CPU) / least(fork, Calibration.MEMORY),
                least(fork, "gc.alloc.rate.norm"));
    }

    private static double least(BenchmarkResult fork, String label) {
        return fork.getIterationResults().stream()
                .mapToDouble(i -> of(i, label))
                .min()
                .orElseThrow();
    }

    private static double of(IterationResult iteration, String label) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(label), label)
                .getScore();
    }

    private static <T> double median(List<T> of, ToDoubleFunction<T> value) {
        double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The standard deviation as a share of the mean. */
    private static <T> double deviation(List<T> of, ToDoubleFunction<T> value) {
        double[] values = of.stream().mapToDouble(value).toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        DoubleStream squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean));
        return Math.sqrt(squares.sum() / (values.length - 1)) / mean;
    }
}
