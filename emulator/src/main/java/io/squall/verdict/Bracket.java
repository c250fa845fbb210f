package io.squall.verdict;

/** Between two values that were tried something changes; {@code lower < upper}. */
public record Bracket(double lower, double upper) {
    public double middle() {
        return (lower + upper) / 2;
    }
}
