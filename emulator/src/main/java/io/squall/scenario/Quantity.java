package io.squall.scenario;

import io.squall.load.Spread;
import io.squall.scenario.Notation.Reading;
import io.squall.time.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notations of quantities, each with its unit. What is formatted reads again as exactly the same value.
 *
 * <pre>
 *     duration   250 ms · 1.5 s · 2 min          ns us µs ms s min h
 *     spread     250 ms · 250 ms ± 10 % · 10 ms .. 30 ms · exponential 30 s · 20 ms p99 200 ms
 *     rate       500/s · 20_000/s · 3/min · 0.5/h
 *     share      60 % · 0.6
 *     count      2400 · 30_000
 *     bits       100 Mbit/s                      bit/s kbit/s Mbit/s Gbit/s
 *     bytes      64 B · 1.5 kB                   B kB MB
 * </pre>
 */
public final class Quantity {
    private static final Pattern NUMBER_TEXT = Pattern.compile("\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern BITS_TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?([kMG]?)bit/s");
    private static final Pattern BYTES_TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?([kM]?)B");

    /** In nanoseconds. */
    public static final Notation<Long> DURATION =
            notation("a duration such as \"250 ms\"", 250_000_000L, Quantity::duration, Quantity::formatDuration);

    /** A duration that is drawn anew each time, in nanoseconds. */
    public static final Notation<Spread> SPREAD =
            new Notation<>(new Spread.Fixed(250_000_000), Quantity::spread, Quantity::formatSpread);

    public static final Notation<Rate> RATE =
            notation("a rate such as \"500/s\"", Rate.perSecond(500), Quantity::rate, Quantity::formatRate);

    /** 1 is the whole. */
    public static final Notation<Double> SHARE =
            notation("a share such as \"60 %\"", 0.6, Quantity::share, Quantity::formatShare);

    public static final Notation<Long> COUNT =
            notation("a count such as 2400", 2400L, Quantity::count, value -> Long.toString(value));

    /** Bits a second. */
    public static final Notation<Double> BITS = notation(
            "bits a second such as \"100 Mbit/s\"",
            1e8,
            text -> scaled(text, BITS_TEXT),
            bits -> formatScaled(bits, List.of("Gbit/s", "Mbit/s", "kbit/s", "bit/s"), 1e9));

    public static final Notation<Long> BYTES = notation(
            "a size such as \"64 B\"",
            64L,
            text -> scaled(text, BYTES_TEXT).filter(b -> b == Math.rint(b)).map(Double::longValue),
            bytes -> formatScaled(bytes, List.of("MB", "kB", "B"), 1e6));

    /** Without a unit. */
    public static final Notation<Double> NUMBER = notation(
            "a number such as 0.1",
            0.1,
            text -> NUMBER_TEXT.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty(),
            number -> plain(number, 9));

    /** Rarer than this, 0 excepted, is not written: the digits of its decimals would not fit. */
    private static final double LEAST_PER_SECOND = 1e-6;

    private static final List<Unit> UNITS = List.of(
            new Unit("h", 3_600_000_000_000L),
            new Unit("min", 60_000_000_000L),
            new Unit("s", 1_000_000_000),
            new Unit("ms", 1_000_000),
            new Unit("us", 1_000),
            new Unit("µs", 1_000),
            new Unit("μs", 1_000),
            new Unit("ns", 1));

    private static final BigDecimal LONGEST_NS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Pattern DURATION_TEXT =
            Pattern.compile("(\\d{1,60}(?:\\.\\d{1,9})?) ?(h|min|s|ms|us|µs|μs|ns)");
    private static final Pattern RATE_TEXT =
            Pattern.compile("((?:\\d{1,15}|\\d{1,3}(?:_\\d{3}){1,4})(?:\\.\\d{1,30})?) ?/ ?(s|min|h)");
    private static final Pattern SHARE_TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,11})?)( ?%)?");
    private static final Pattern COUNT_TEXT = Pattern.compile("\\d{1,18}|\\d{1,3}(_\\d{3}){1,5}");
    private static final Pattern HEAVY_TEXT = Pattern.compile("(.+?) ?p99 ?(.+)");
    private static final Pattern AROUND_TEXT = Pattern.compile("(.+?) ?(?:±|\\+-) ?(.+)");
    private static final Pattern BETWEEN_TEXT = Pattern.compile("(.+?) ?\\.\\. ?(.+)");
    private static final Pattern EXPONENTIAL_TEXT = Pattern.compile("exponential (.+)");

    private Quantity() {}

    private record Unit(String symbol, long ns) {}

    /** A duration from {@code leastNs} to {@code mostNs}. */
    static Notation<Long> duration(long leastNs, long mostNs) {
        return within(DURATION, ns -> ns >= leastNs && ns <= mostNs, leastNs, mostNs);
    }

    /** A spread whose parameters lie from {@code leastNs} to {@code mostNs}. */
    static Notation<Spread> spread(long leastNs, long mostNs) {
        return within(
                SPREAD,
                spread -> switch (spread) {
                    case Spread.Fixed(long ns) -> ns >= leastNs && ns <= mostNs;
                    case Spread.Uniform(long fromNs, long toNs) -> fromNs >= leastNs && toNs <= mostNs;
                    case Spread.Exponential(double meanNs) -> meanNs >= leastNs && meanNs <= mostNs;
                    case Spread.LogLogistic(long medianNs, long p99Ns) -> medianNs >= leastNs && p99Ns <= mostNs;
                },
                leastNs,
                mostNs);
    }

    /** Narrowed; what is too long even for a {@code long} is too long, and not malformed. */
    private static <T> Notation<T> within(Notation<T> any, Predicate<T> rule, long leastNs, long mostNs) {
        String expected = "a duration from " + formatDuration(leastNs) + " to " + formatDuration(mostNs);
        Notation<T> narrowed = any.where(rule, expected);
        return new Notation<>(
                any.example(),
                text -> exactNs(text).filter(ns -> ns.compareTo(LONGEST_NS) > 0).isPresent()
                        ? new Reading.Bad<>(expected)
                        : narrowed.read(text),
                any.formatter());
    }

    /** A count from {@code least} to {@code most}. */
    static Notation<Long> count(long least, long most) {
        return COUNT.where(n -> n >= least && n <= most, "a count from " + least + " to " + most);
    }

    private static <T> Notation<T> notation(
            String expected, T example, Function<String, Optional<T>> parser, Function<T, String> formatter) {
        return new Notation<>(
                example,
                text -> parser.apply(text)
                        .<Reading<T>>map(Reading.Good::new)
                        .orElseGet(() -> new Reading.Bad<>(expected)),
                formatter);
    }

    private static Optional<Long> duration(String text) {
        return exactNs(text)
                .filter(ns -> ns.remainder(BigDecimal.ONE).signum() == 0 && ns.compareTo(LONGEST_NS) <= 0)
                .map(BigDecimal::longValueExact);
    }

    private static Optional<BigDecimal> exactNs(String text) {
        Matcher matcher = DURATION_TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit(matcher.group(2)).ns())));
    }

    private static Unit unit(String symbol) {
        return UNITS.stream()
                .filter(unit -> unit.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    /** In the largest unit that gives a whole number. */
    private static String formatDuration(long ns) {
        Unit unit = ns == 0
                ? unit("s")
                : UNITS.stream().filter(u -> ns % u.ns() == 0).findFirst().orElseThrow();
        return ns / unit.ns() + " " + unit.symbol();
    }

    private static Reading<Spread> spread(String text) {
        Matcher around = AROUND_TEXT.matcher(text);
        Matcher between = BETWEEN_TEXT.matcher(text);
        Matcher exponential = EXPONENTIAL_TEXT.matcher(text);
        Matcher heavy = HEAVY_TEXT.matcher(text);
        if (heavy.matches()) {
            return pair(
                    heavy,
                    Spread.LogLogistic::isDefined,
                    Spread.LogLogistic::new,
                    "a 99th percentile above the median, and below 99 times it");
        } else if (between.matches()) {
            return pair(between, (from, to) -> from <= to, Spread.Uniform::new, "the shorter duration first");
        }
        Optional<Spread> spread;
        if (around.matches()) {
            spread = duration(around.group(1))
                    .flatMap(ns ->
                            share(around.group(2)).filter(share -> share <= 1).map(share -> Spread.around(ns, share)));
        } else if (exponential.matches()) {
            spread = duration(exponential.group(1)).map(ns -> new Spread.Exponential(ns));
        } else {
            spread = duration(text).map(Spread.Fixed::new);
        }
        return reading(spread);
    }

    /** Two durations between which a rule holds. */
    private static Reading<Spread> pair(
            Matcher parts, BiPredicate<Long, Long> rule, BiFunction<Long, Long, Spread> spread, String otherwise) {
        Optional<Long> one = duration(parts.group(1));
        Optional<Long> other = duration(parts.group(2));
        if (one.isPresent() && other.isPresent() && !rule.test(one.get(), other.get())) {
            return new Reading.Bad<>(otherwise);
        }
        return reading(one.flatMap(a -> other.map(b -> spread.apply(a, b))));
    }

    private static Reading<Spread> reading(Optional<Spread> spread) {
        return spread.<Reading<Spread>>map(Reading.Good::new)
                .orElseGet(() -> new Reading.Bad<>("a duration such as \"250 ms\""));
    }

    private static String formatSpread(Spread spread) {
        return switch (spread) {
            case Spread.Fixed(long ns) -> formatDuration(ns);
            case Spread.Uniform(long fromNs, long toNs) -> formatDuration(fromNs) + " .. " + formatDuration(toNs);
            case Spread.Exponential(double meanNs) -> "exponential " + formatDuration((long) meanNs);
            case Spread.LogLogistic(long medianNs, long p99Ns) ->
                formatDuration(medianNs) + " p99 " + formatDuration(p99Ns);
        };
    }

    private static Optional<Rate> rate(String text) {
        Matcher matcher = RATE_TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double perSecond = Double.parseDouble(matcher.group(1).replace("_", "")) / seconds(matcher.group(2));
        return perSecond == 0 || perSecond >= LEAST_PER_SECOND
                ? Optional.of(Rate.perSecond(perSecond))
                : Optional.empty();
    }

    private static int seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "min" -> 60;
            default -> 3_600;
        };
    }

    /** Of the texts that read as exactly this rate the one with the shortest number. */
    private static String formatRate(Rate rate) {
        return List.of("s", "min", "h").stream()
                .map(unit -> plain(rate.perSecond() * seconds(unit), unit.equals("s") ? 30 : 9) + "/" + unit)
                .filter(text -> rate(text).filter(rate::equals).isPresent())
                .min(Comparator.comparingInt(text -> text.indexOf('/')))
                .orElseThrow();
    }

    private static Optional<Double> share(String text) {
        Matcher matcher = SHARE_TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return Optional.of((matcher.group(2) == null ? number : number.movePointLeft(2)).doubleValue());
    }

    private static String formatShare(double share) {
        return new BigDecimal(Double.toString(share))
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    /** A number before a unit with a prefix for a power of a thousand. */
    private static Optional<Double> scaled(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int thousands = " kMG".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        return Optional.of(
                new BigDecimal(matcher.group(1)).movePointRight(3 * thousands).doubleValue());
    }

    /** In the largest of the units, each a thousandth of the one before, that needs no decimals. */
    private static String formatScaled(double value, List<String> units, double largest) {
        double scale = largest;
        for (String unit : units) {
            if ((value / scale == Math.rint(value / scale) && value >= scale) || scale == 1) {
                return plain(value / scale, 9) + " " + unit;
            }
            scale /= 1000;
        }
        throw new IllegalStateException("the last unit fits everything");
    }

    private static Optional<Long> count(String text) {
        return COUNT_TEXT.matcher(text).matches()
                ? Optional.of(Long.parseLong(text.replace("_", "")))
                : Optional.empty();
    }

    private static String plain(double value, int decimals) {
        BigDecimal exact = new BigDecimal(Double.toString(value));
        BigDecimal rounded = exact.scale() > decimals ? exact.setScale(decimals, RoundingMode.HALF_EVEN) : exact;
        return rounded.stripTrailingZeros().toPlainString();
    }
}
