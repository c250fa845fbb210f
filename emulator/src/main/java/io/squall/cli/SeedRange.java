package io.squall.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Consecutive seeds, both ends included: {@code 1..20}, or {@code 20} for the same. */
record SeedRange(long first, long last) {
    static final int MOST = 100_000;
    private static final Pattern TEXT = Pattern.compile("(?:(\\d+) ?\\.\\. ?)?(\\d+)");

    int count() {
        return Math.toIntExact(last - first + 1);
    }

    /** @param number from 0 */
    long seed(int number) {
        return first + number;
    }

    LongStream seeds() {
        return LongStream.rangeClosed(first, last);
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new TypeConversionException("found \"" + text + "\", expected seeds up to " + Long.MAX_VALUE);
        }
    }

    /** For options: {@code converter = SeedRange.Converter.class}. */
    static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            Matcher matcher = TEXT.matcher(text.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "found \"" + text + "\", expected seeds such as 1..20 (or 20 for that)");
            }
            long first = matcher.group(1) == null ? 1 : seed(matcher.group(1));
            long last = seed(matcher.group(2));
            if (last < first) {
                throw new TypeConversionException("found " + first + ".." + last + ", which is turned round or empty");
            }
            if (last - first >= MOST) {
                throw new TypeConversionException("found " + Long.toUnsignedString(last - first + 1)
                        + " seeds, expected " + MOST + " at the most");
            }
            return new SeedRange(first, last);
        }
    }
}
