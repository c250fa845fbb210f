package io.squall.verdict;

import io.squall.verdict.Goal.Finding;
import java.util.List;
import java.util.Optional;

/** What a load is, by what becomes of it after each trigger of a map. A single run can never say it. */
public enum Stability {
    STABLE("every seed comes back from every trigger on this map"),
    VULNERABLE("healthy, but it depends on the trigger: from some most seeds come back, from others some stay down"),
    METASTABLE("healthy before, but from no trigger on this map, not even the weakest, do most seeds come back"),
    OVERLOADED("control classes starve before the trigger begins");

    private final String definition;

    Stability(String definition) {
        this.definition = definition;
    }

    public String definition() {
        return definition;
    }

    /**
     * Of one load.
     *
     * @param triggers for each trigger the finding of each seed; an empty list where none is known yet
     * @return empty if what is known does not tell
     */
    public static Optional<Stability> of(List<List<Finding>> triggers) {
        boolean back = triggers.stream().anyMatch(seeds -> most(seeds, Finding.MET));
        boolean down = triggers.stream().flatMap(List::stream).anyMatch(Finding::isMiss);
        if (back && down) {
            return Optional.of(VULNERABLE);
        }
        if (triggers.stream().anyMatch(seeds -> seeds.isEmpty() || seeds.contains(Finding.UNDECIDED))) {
            return Optional.empty();
        }
        boolean overloaded = triggers.stream().allMatch(seeds -> most(seeds, Finding.OVERLOADED));
        return Optional.of(!down ? STABLE : overloaded ? OVERLOADED : METASTABLE);
    }

    private static boolean most(List<Finding> seeds, Finding finding) {
        return 2 * seeds.stream().filter(finding::equals).count() > seeds.size();
    }
}
