package io.squall.scenario;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is varied in a scenario, and from where to where, in one unit.
 *
 * <pre>
 *     paths.boundary.capacity=300/s..600/s
 *     storms.a.population.closed.sources,storms.b.population.closed.sources=1000..4000      both get the same value
 *     storms.clients.population.open.rate                                                   from a quarter to four times its value
 * </pre>
 *
 * @param unit as it is written behind a number; empty for a count or a plain number
 * @param whole whether only whole numbers lie between the ends: neither of them has a unit or a decimal point
 */
public record Range(List<String> paths, double low, double high, String unit, boolean whole) {
    private static final Pattern VALUE =
            Pattern.compile("(\\d{1,12}(?:_\\d{3})*(?:\\.\\d{1,9})?) ?([^\\d\\s._].{0,9})?");
    private static final MathContext DIGITS = new MathContext(6);
    private static final int MOST_DECIMALS = 9;
    private static final String EXPECTED = ", expected PATH=LOW..HIGH such as paths.boundary.capacity=300/s..600/s";

    /**
     * Reads one.
     *
     * @param present the value that a path has in the scenario, if it has one
     * @throws IllegalArgumentException with a sentence
     * @throws ScenarioException if there is no value to begin from
     */
    public static Range parse(String text, Function<String, Optional<String>> present) {
        int equals = text.indexOf('=');
        String paths = equals < 0 ? text : text.substring(0, equals);
        List<String> each = List.of(paths.strip().split("\\s*,\\s*", -1));
        if (each.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("found " + Problems.quoted(text) + EXPECTED);
        }
        if (equals < 0) {
            return around(each, present.apply(each.getFirst()));
        }
        return between(text, each, text.substring(equals + 1).split("\\.\\.", -1));
    }

    private static Range between(String text, List<String> paths, String[] ends) {
        Matcher low = VALUE.matcher(ends[0].strip());
        Matcher high = VALUE.matcher(ends[ends.length - 1].strip());
        if (ends.length != 2 || !low.matches() || !high.matches()) {
            throw new IllegalArgumentException("found " + Problems.quoted(text) + EXPECTED);
        }
        String unit = unit(high);
        if (!unit(low).isEmpty() && !unit(low).equals(unit)) {
            throw new IllegalArgumentException(
                    "found " + Problems.quoted(text) + ", expected the same unit at both ends");
        }
        boolean whole = unit.isEmpty() && !ends[0].contains(".") && !ends[1].contains(".");
        return new Range(paths, number(low), number(high), unit, whole).checked(text);
    }

    private static Range around(List<String> paths, Optional<String> present) {
        if (present.isEmpty()) {
            throw Problems.fatal(Origin.SET, paths.getFirst() + " has no value in this scenario" + EXPECTED);
        }
        Matcher value = VALUE.matcher(present.get());
        if (!value.matches()) {
            throw new IllegalArgumentException(
                    paths.getFirst() + " is " + Problems.quoted(present.get()) + ", no number with a unit" + EXPECTED);
        }
        double most = unit(value).equals("%") ? Math.min(100, 4 * number(value)) : 4 * number(value);
        boolean whole = unit(value).isEmpty() && !present.get().contains(".");
        Range range = new Range(paths, number(value) / 4, most, unit(value), whole);
        return new Range(paths, range.snap(range.low), most, range.unit, whole).checked(paths.getFirst());
    }

    /** From the other end. */
    public Range turned() {
        return new Range(paths, /* low= */ high, /* high= */ low, unit, whole);
    }

    private Range checked(String text) {
        if (!(low < high)) {
            throw new IllegalArgumentException("found " + Problems.quoted(text) + ", from " + write(low) + " to "
                    + write(high) + ": expected a lower end below the higher one");
        }
        return this;
    }

    private static double number(Matcher value) {
        return Double.parseDouble(value.group(1).replace("_", ""));
    }

    private static String unit(Matcher value) {
        return value.group(2) == null ? "" : value.group(2).strip();
    }

    /** The value of a text in this range's unit, such as {@code 500/s}. */
    public Optional<Double> read(String text) {
        Matcher value = VALUE.matcher(text);
        return value.matches() && unit(value).equals(unit) ? Optional.of(number(value)) : Optional.empty();
    }

    /** The nearest value that can be written: six digits, or a whole number. */
    public double snap(double value) {
        return Double.parseDouble(plain(value));
    }

    /** The i-th of so many values from end to end. */
    public double step(int i, int steps) {
        return snap(low + i * (high - low) / (steps - 1));
    }

    private String plain(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).round(DIGITS);
        int decimals = whole ? 0 : MOST_DECIMALS;
        return (whole
                        ? new BigDecimal(Math.rint(value))
                        : digits.scale() > decimals ? digits.setScale(decimals, RoundingMode.HALF_EVEN) : digits)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** With its unit, as a scenario has it. */
    public String write(double value) {
        return plain(value) + (unit.isEmpty() || unit.startsWith("/") ? "" : " ") + unit;
    }

    /** The {@code --set} of a value. */
    public List<String> sets(double value) {
        return paths.stream().map(path -> path + "=" + write(value)).toList();
    }

    /** What is varied, for people. */
    public String name() {
        return String.join(", ", paths);
    }
}
