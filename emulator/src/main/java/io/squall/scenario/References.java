package io.squall.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The names that exist in a scenario, whatever else may be wrong with their owners, and how to refer to one. */
record References(
        Set<String> paths,
        Set<String> services,
        Set<String> storms,
        Set<String> probes,
        Set<String> mitigations,
        Reading reading) {
    /** What is read. */
    enum Reading {
        /** A scenario at its start. */
        START,
        /** With one {@code set} laid over it. */
        CHANGED,
        /** With several: keys that one of them needed and another one made superfluous are no mistake. */
        COMBINED
    }

    static References of(Node.Mapping root, Reading reading) {
        Node.Member plane = root.members().get("plane");
        Set<String> services =
                plane != null && plane.value() instanceof Node.Mapping map ? keys(map, "services") : Set.of();
        return new References(
                keys(root, "paths"),
                services,
                keys(root, "storms"),
                keys(root, "probes"),
                keys(root, "operator"),
                reading);
    }

    private static Set<String> keys(Node.Mapping root, String key) {
        Node.Member member = root.members().get(key);
        return member != null && member.value() instanceof Node.Mapping map
                ? map.members().keySet()
                : Set.of();
    }

    /** Where there are no paths at all, that is reported once, and any will do. */
    Notation<String> path() {
        return paths.isEmpty() ? Words.TEXT : Notation.reference("a path", paths);
    }

    Notation<String> service() {
        return Notation.reference("a service of the plane", services);
    }

    Notation<String> storm() {
        return Notation.reference("a storm", storms);
    }

    /** Only a class that is probed can be seen to starve. */
    Notation<String> probe() {
        return Notation.reference("a class that is probed", probes);
    }

    Notation<String> trafficClass() {
        return Notation.reference("a class", classes());
    }

    Notation<String> mitigation() {
        return Notation.reference("a mitigation", mitigations);
    }

    /** {@code dns starved}; the value is the class. */
    Notation<String> starved() {
        Notation<String> probe = probe();
        String starved = " starved";
        return new Notation<>(
                probe.example(),
                text -> text.endsWith(starved)
                        ? probe.read(text.substring(0, text.length() - starved.length()))
                        : new Notation.Reading.Bad<>(
                                "a class that is probed and the word starved, such as \"dns starved\""),
                trafficClass -> trafficClass + starved);
    }

    /** All classes but the operator's; a name that clashes is there twice. */
    List<String> classes() {
        List<String> classes = new ArrayList<>(storms);
        classes.addAll(probes);
        return classes;
    }
}
