package io.squall.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a word that does not exist. */
final class NearMiss {
    private static final int FARTHEST = 3;

    private NearMiss() {}

    /** The nearest of the candidates, if it is near enough to be a slip of the finger. */
    static Optional<String> of(String word, Collection<String> candidates) {
        int farthest = Math.clamp(word.length() / 3, 1, FARTHEST);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= farthest)
                .filter(candidate -> distance(word, candidate) <= farthest)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other (optimal string alignment). */
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : best(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int best(int[][] steps, String from, String to, int i, int j) {
        int replaced = steps[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
