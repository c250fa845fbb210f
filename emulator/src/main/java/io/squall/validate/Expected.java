package io.squall.validate;

import java.util.Locale;

/** Where a figure must lie. */
public sealed interface Expected {
    boolean holds(double measured);

    /** The value, for people. */
    String value();

    /** How far off a figure may be; empty of a bound. */
    String tolerance();

    record Near(double expected, double off, String tolerance) implements Expected {
        @Override
        public boolean holds(double measured) {
            return Math.abs(measured - expected) <= off;
        }

        @Override
        public String value() {
            return number(expected);
        }
    }

    record AtMost(double most) implements Expected {
        @Override
        public boolean holds(double measured) {
            return measured <= most;
        }

        @Override
        public String value() {
            return "≤ " + number(most);
        }

        @Override
        public String tolerance() {
            return "";
        }
    }

    record AtLeast(double least) implements Expected {
        @Override
        public boolean holds(double measured) {
            return measured >= least;
        }

        @Override
        public String value() {
            return "≥ " + number(least);
        }

        @Override
        public String tolerance() {
            return "";
        }
    }

    static Expected exactly(double expected) {
        return new Near(expected, 0, "exact");
    }

    static Expected near(double expected, double off) {
        return new Near(expected, off, "± " + number(off));
    }

    static Expected percent(double expected, double percent) {
        return new Near(expected, Math.abs(expected) * percent / 100, "± " + number(percent) + " %");
    }

    /** Six significant digits, without trailing zeros or an exponent. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        int before = value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        String text = String.format(Locale.ROOT, "%." + Math.clamp(6L - before, 0, 9) + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
