package io.squall.scenario;

import org.jspecify.annotations.Nullable;

/**
 * A condition on a probed class: {@code auth.p99 < 20 ms for 10 s in baseline}.
 *
 * @param text as it was written
 * @param value nanoseconds for a latency, a share for delivery
 * @param forNs it must hold over every span of this length; 0 for over the whole
 * @param phase in which it must hold; null for the whole run
 */
public record Criterion(
        String text,
        String trafficClass,
        Metric metric,
        Comparison comparison,
        double value,
        long forNs,
        @Nullable String phase) {

    /** What is compared. A probe that was not answered has the latency of its deadline, or more: it is censored, never left out. */
    public enum Metric {
        DELIVERY("delivery", 1),
        P50("p50", 0.5),
        P90("p90", 0.9),
        P99("p99", 0.99),
        P999("p99.9", 0.999),
        MAX("max", 1);

        private final String word;
        private final double quantile;

        Metric(String word, double quantile) {
            this.word = word;
            this.quantile = quantile;
        }

        public String word() {
            return word;
        }

        /** Of the latencies; nearest rank. */
        public double quantile() {
            return quantile;
        }
    }

    /** How. */
    public enum Comparison {
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public boolean holds(double found, double bound) {
            return switch (this) {
                case LESS -> found < bound;
                case AT_MOST -> found <= bound;
                case MORE -> found > bound;
                case AT_LEAST -> found >= bound;
            };
        }
    }
}
