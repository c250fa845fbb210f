package io.squall.cli;

import static java.util.Map.entry;

import io.squall.verdict.Verdict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How Squall ends; scripts rely on these. */
final class ExitCode {
    static final int PASS = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    /** This host cannot: port, limit, disk, privilege, JDK. */
    static final int HOST = 3;

    static final int REFUSED = 4;
    /** A damaged or unreadable bundle, journal or capture. */
    static final int DAMAGED = 5;

    static final int INVALID = 98;
    static final int FAIL = 99;
    static final int SCENARIO = 104;
    /** A signal, the kill switch, or the rule for runs that diverge. */
    static final int STOPPED = 105;

    private static final Map<Integer, String> MEANING = Map.of(
            PASS, "done; of a run: PASS",
            INTERNAL, "internal error",
            USAGE, "usage",
            HOST, "this host cannot (port, limit, memory, disk, privilege)",
            REFUSED, "refused by the Guard",
            DAMAGED, "unreadable or damaged input (bundle, journal, capture)",
            INVALID,
                    "the run is INVALID: Squall itself or its host fell behind; a figure or a bracket could not be measured",
            FAIL, "the verdict is FAIL; a figure is outside its tolerance",
            SCENARIO, "bad scenario",
            STOPPED, "stopped by a signal, or by a rule");

    /** Beside 0, 1 and 2, with which any command can end. */
    private static final Map<String, List<Integer>> OWN = Map.ofEntries(
            entry("run", List.of(HOST, REFUSED, INVALID, FAIL, SCENARIO, STOPPED)),
            entry("simulate", List.of(HOST, INVALID, FAIL, SCENARIO, STOPPED)),
            entry("search", List.of(HOST, INVALID, SCENARIO, STOPPED)),
            entry("map", List.of(HOST, SCENARIO, STOPPED)),
            entry("validate", List.of(HOST, INVALID, FAIL, STOPPED)),
            entry("report", List.of(HOST, DAMAGED)),
            entry("compare", List.of(HOST, DAMAGED, INVALID)),
            entry("import", List.of(HOST, DAMAGED)),
            entry("export", List.of(HOST, DAMAGED)),
            entry("agree", List.of(HOST, DAMAGED, INVALID, FAIL, STOPPED)),
            entry("replay", List.of(HOST, REFUSED, DAMAGED, INVALID, FAIL, SCENARIO, STOPPED)),
            entry("show", List.of(SCENARIO)),
            entry("check", List.of(SCENARIO)),
            entry("init", List.of(HOST)),
            entry("doctor", List.of(HOST, SCENARIO)));

    /** What they mean to one that judges no run. */
    private static final Map<Integer, String> AGREE = Map.of(
            PASS, "prediction and measurement agree",
            INVALID, "nothing was measured: the run is INVALID, or did not come to its end",
            FAIL, "a figure is beyond its tolerance");

    private static final Map<Integer, String> COMPARE = Map.of(
            PASS, "compared",
            USAGE, "usage; these runs cannot be compared",
            INVALID, "nothing was compared: a run is INVALID, or did not come to its end");

    private ExitCode() {}

    /** The codes with which a command can end, and what they mean; those of all commands under another name. */
    static Map<String, String> of(String command) {
        Collection<Integer> own =
                OWN.containsKey(command) ? OWN.get(command) : command.equals("squall") ? MEANING.keySet() : List.of();
        Map<String, String> codes = new LinkedHashMap<>();
        Stream.concat(Stream.of(PASS, INTERNAL, USAGE), own.stream())
                .distinct()
                .sorted()
                .forEach(code -> codes.put(code.toString(), meaning(command).getOrDefault(code, MEANING.get(code))));
        return codes;
    }

    private static Map<Integer, String> meaning(String command) {
        return switch (command) {
            case "agree" -> AGREE;
            case "compare" -> COMPARE;
            default -> MEANING;
        };
    }

    static int of(Verdict.Outcome outcome) {
        return switch (outcome) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case INVALID -> INVALID;
        };
    }
}
