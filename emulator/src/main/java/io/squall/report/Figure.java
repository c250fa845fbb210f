package io.squall.report;

import io.squall.verdict.Law.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A headline figure of a run. All runs of a scenario have the same ones in the same order.
 *
 * @param kind control, mitigation, storm or class
 * @param phase of a class; null for the whole run
 * @param figure its name in {@code summary.json}; what ends in Ns is in ns, an instant of a control class since its trigger's start or end
 * @param value NaN if the run has no such figure, infinite if it never came
 * @param samples attempts behind a share or a percentile; 0 of others
 */
public record Figure(String kind, String name, @Nullable String phase, String figure, double value, long samples) {

    private static final Map<String, String> WORDS = Map.of(
            "timeToStarveNs", "to starve",
            "timeToRecoverNs", "to recover",
            "worstGapNs", "worst gap",
            "appliedNs", "applied",
            "blindnessCostNs", "blindness cost",
            "stormAttemptsPerSecond", "attempts/s",
            "goodputPerSecond", "answered/s",
            "peakAmplification", "amplification at the peak",
            "intended", "attempts");

    public static List<Figure> of(Summary s) {
        List<Figure> figures = new ArrayList<>();
        Summary.@Nullable PhaseRow trigger = s.phases().stream()
                .filter(p -> p.kind().equals("trigger") && p.endNs() > p.startNs())
                .findFirst()
                .orElse(null);
        for (Summary.ControlRow c : s.controls()) {
            figures.addAll(control(c, trigger == null ? 0 : trigger.startNs(), trigger == null ? 0 : trigger.endNs()));
        }
        for (Summary.MitigationRow m : s.mitigations()) {
            figures.add(of("mitigation", m.name(), "appliedNs", orNever(m.appliedNs())));
            // One that was never called for has cost nothing.
            double cost = m.conditionNs() == null ? 0 : orNever(m.blindnessCostNs());
            figures.add(of("mitigation", m.name(), "blindnessCostNs", cost));
        }
        Double rate = s.storm().stormAttemptsPerSecond();
        figures.add(of("storm", "storm", "stormAttemptsPerSecond", rate == null ? Double.NaN : rate));
        figures.add(of("storm", "storm", "amplification", s.storm().amplification()));
        figures.add(of("storm", "storm", "efficiency", s.storm().efficiency()));
        figures.add(of("storm", "storm", "overhangNs", overhangNs(s, trigger)));
        for (Summary.ClassRow c : s.classes()) {
            c.phases().forEach(p -> figures.addAll(phase(c.name(), p)));
        }
        return figures;
    }

    /** Until the last class is back: never, if one is not; 0, if none was starved. */
    private static double overhangNs(Summary s, Summary.@Nullable PhaseRow trigger) {
        if (trigger == null) {
            return Double.NaN;
        }
        boolean back = s.controls().stream().allMatch(c -> c.starved().isEmpty() || lastLeftNs(c) != null);
        Long overhangNs = s.overhangNs();
        return !back ? Double.POSITIVE_INFINITY : overhangNs == null ? 0 : overhangNs;
    }

    private static List<Figure> control(Summary.ControlRow c, long triggerNs, long triggerEndNs) {
        boolean dark = !c.starved().isEmpty();
        return List.of(
                of(
                        "control",
                        c.name(),
                        "timeToStarveNs",
                        dark ? c.starved().getFirst().enteredNs() - triggerNs : Double.POSITIVE_INFINITY),
                // Who was never starved is back at once.
                of("control", c.name(), "timeToRecoverNs", dark ? orNever(lastLeftNs(c)) - triggerEndNs : 0),
                of("control", c.name(), "starvedNs", (double) c.starvedNs()),
                of("control", c.name(), "blindNs", (double) c.blindNs()),
                of("control", c.name(), "worstGapNs", (double) c.worstGapNs()),
                of("control", c.name(), "delivery", c.delivery()));
    }

    private static @Nullable Long lastLeftNs(Summary.ControlRow c) {
        return c.starved().getLast().leftNs();
    }

    private static List<Figure> phase(String name, Summary.PhaseAccount p) {
        Account a = p.account();
        long timed = p.latency().count();
        return List.of(
                new Figure("class", name, p.phase(), "intended", a.intended(), 0),
                new Figure("class", name, p.phase(), "sent", a.sent(), 0),
                new Figure("class", name, p.phase(), "answered", a.answered(), 0),
                new Figure("class", name, p.phase(), "delivery", a.sent() == 0 ? Double.NaN : a.delivery(), a.sent()),
                new Figure(
                        "class",
                        name,
                        p.phase(),
                        "p50Ns",
                        timed == 0 ? Double.NaN : p.latency().p50Ns(),
                        timed),
                new Figure(
                        "class",
                        name,
                        p.phase(),
                        "p99Ns",
                        timed == 0 ? Double.NaN : p.latency().p99Ns(),
                        timed));
    }

    private static Figure of(String kind, String name, String figure, double value) {
        return new Figure(kind, name, null, figure, value, 0);
    }

    private static double orNever(@Nullable Long ns) {
        return ns == null ? Double.POSITIVE_INFINITY : ns;
    }

    boolean isIn(Bands.FigureRow row) {
        return kind.equals(row.kind())
                && name.equals(row.name())
                && Objects.equals(phase, row.phase())
                && figure.equals(row.figure());
    }

    /** For JSON: whole numbers without a fraction, null for what never came or is not there. */
    static @Nullable Number number(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        return value == Math.rint(value) ? (Number) (long) value : (Number) value;
    }

    /** For people. */
    static String text(String figure, double value) {
        // Who was never starved has nothing to recover from.
        if (Double.isNaN(value) || (figure.equals("timeToRecoverNs") && value == 0)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return "never";
        }
        if (figure.endsWith("Ns")) {
            return TextReport.time(Math.round(value));
        }
        return switch (figure) {
            case "delivery", "efficiency" -> Tables.number("%.1f%%", 100 * value);
            case "amplification", "peakAmplification" -> Tables.number("%.1f", value);
            default -> Tables.number("%.0f", value);
        };
    }

    /** What a figure is called among people. */
    static String words(String figure) {
        String plain = figure.endsWith("Ns") ? figure.substring(0, figure.length() - 2) : figure;
        return WORDS.getOrDefault(figure, plain);
    }
}
