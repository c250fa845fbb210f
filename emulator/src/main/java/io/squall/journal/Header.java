package io.squall.journal;

import java.util.List;
import java.util.Map;

/**
 * Of what a journal is the record: its first excerpt.
 *
 * @param format name and version
 * @param mode simulate, run, replay or import
 * @param virtual whether its clock was a virtual one: then it is one stream of events, in their order
 * @param scenario the text of the scenario, whole
 * @param sources of each class: there are no others
 */
public record Header(
        String format,
        String squall,
        String mode,
        String startedUtc,
        boolean virtual,
        String scenario,
        Map<String, Object> environment,
        List<String> classes,
        List<Integer> sources) {
    public static final String FORMAT = "squall-journal/1";

    int[] sourcesOfClass() {
        return sources.stream().mapToInt(Integer::intValue).toArray();
    }
}
