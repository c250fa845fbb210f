package io.squall.scenario;

import io.squall.time.Rate;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The notations of what is no quantity: names, texts, truths, and quantities with the bounds that this language sets. */
final class Words {
    private static final Pattern NAME_TEXT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Names go into paths of keys, file names and tables. */
    static final Notation<String> NAME = new Notation<>(
            "unnamed",
            text -> NAME_TEXT.matcher(text).matches()
                            && !text.toLowerCase(Locale.ROOT).equals("null")
                    ? new Notation.Reading.Good<>(text)
                    : new Notation.Reading.Bad<>(
                            "a name: a letter, then letters, digits, \"-\" and \"_\", 64 at the most"),
            Function.identity());

    /** Free text; kept as it is. */
    static final Notation<String> TEXT = new Notation<>(
            "",
            text -> text.codePoints().allMatch(YamlTree::isPrintable)
                    ? new Notation.Reading.Good<>(text)
                    : new Notation.Reading.Bad<>("printable characters"),
            Function.identity());

    static final long DAY_NS = 24 * 3_600_000_000_000L;
    private static final long MS = 1_000_000;

    /** Longer than nothing; the upper end keeps all sums of instants within a {@code long}. */
    static final Notation<Long> SOME_TIME = Quantity.duration(1, DAY_NS);

    static final Notation<Long> ANY_TIME = Quantity.duration(0, DAY_NS);

    /** A probe is a low-rate measurement. */
    static final Notation<Long> PERIOD = Quantity.duration(MS, DAY_NS);

    static final Notation<Long> DEADLINE = Quantity.duration(MS, 60_000 * MS);

    private static final long CUT_NS = 100 * MS;

    static final Notation<Long> CUTS =
            SOME_TIME.where(ns -> ns % CUT_NS == 0, "a multiple of " + Quantity.DURATION.format(CUT_NS));

    /** 0 is an outage. */
    static final Notation<Rate> ANY_RATE =
            Quantity.RATE.where(rate -> rate.perSecond() <= 1e9, "a rate up to 1000000000/s");

    static final Notation<Rate> RATE =
            ANY_RATE.where(rate -> rate.perSecond() > 0, "a rate above 0/s and up to 1000000000/s");

    static final Notation<Double> BITS = Quantity.BITS.where(bits -> bits > 0, "a rate above 0 bit/s");

    /** An IPv4 packet. */
    static final Notation<Integer> PACKET = Quantity.BYTES
            .where(bytes -> bytes >= 1 && bytes <= 65_535, "a size from 1 B to 65535 B")
            .mapped(Long::intValue, Integer::longValue);

    static final Notation<Double> NUMBER = Quantity.NUMBER;

    static final Notation<Double> SHARE = Quantity.SHARE.where(share -> share <= 1, "a share from 0 % to 100 %");

    static final Notation<Double> SOME_SHARE =
            Quantity.SHARE.where(share -> share > 0 && share <= 1, "a share above 0 % and up to 100 %");

    /** Whether it is permitted is for the Guard to say. */
    static final Notation<String> HOST_PORT = new Notation<>(
            "127.0.0.1:8080",
            text -> text.matches("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:]+\\]|localhost):\\d{1,5}")
                    ? new Notation.Reading.Good<>(text)
                    : new Notation.Reading.Bad<>("an address and a port such as \"127.0.0.1:8080\""),
            Function.identity());

    /** A count that fits an {@code int}. */
    static Notation<Integer> whole(int least, int most) {
        return Quantity.count(least, most).mapped(Long::intValue, Integer::longValue);
    }

    private Words() {}
}
