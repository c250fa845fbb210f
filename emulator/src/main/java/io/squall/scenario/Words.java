package io.squall.scenario;

import io.squall.time.Rate;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    /** The target of an HTTP request in origin form: what may stand in its first line. */
    static final Notation<String> TARGET =
            matching("/", "/[!-~&&[^#]]{0,1023}", "the path of a request, such as /login?user=1");

    static final Notation<String> HOST = matching(
            "localhost",
            "[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?",
            "a host name, such as auth.internal or auth.internal:8080");

    /** Nothing is looked up: that would be traffic. Whether it is permitted is for the Guard to say. */
    static final Notation<InetSocketAddress> ADDRESS = new Notation<>(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), Words::readAddress, Words::formatAddress);

    /** A count that fits an {@code int}. */
    static Notation<Integer> whole(int least, int most) {
        return Quantity.count(least, most).mapped(Long::intValue, Integer::longValue);
    }

    private Words() {}

    private static Notation<String> matching(String example, String regex, String expected) {
        Pattern pattern = Pattern.compile(regex);
        return new Notation<>(
                example,
                text -> pattern.matcher(text).matches()
                        ? new Notation.Reading.Good<>(text)
                        : new Notation.Reading.Bad<>(expected),
                Function.identity());
    }

    private static Notation.Reading<InetSocketAddress> readAddress(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port > 0 && port < 1 << 16) {
                return new Notation.Reading.Good<>(
                        new InetSocketAddress(Inet4Address.ofLiteral(text.substring(0, Math.max(0, colon))), port));
            }
        } catch (IllegalArgumentException _) {
            // Neither does it have the form of an address.
        }
        return new Notation.Reading.Bad<>("an IPv4 address and a port, such as 127.0.0.1:8080");
    }

    private static String formatAddress(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
