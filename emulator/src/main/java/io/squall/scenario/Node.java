package io.squall.scenario;

import java.util.List;
import java.util.Map;

/** A piece of YAML together with the place where it was written. Maps keep the order of their keys. */
sealed interface Node {
    Origin origin();

    /** What a reader finds here, in the words of an error message. */
    String found();

    record Scalar(Origin origin, String text) implements Node {
        @Override
        public String found() {
            return text.isEmpty() ? "nothing" : Problems.quoted(text);
        }
    }

    /** A {@code null}: in a scenario that extends another, and in {@code --set}, it takes a key away. */
    record Nothing(Origin origin) implements Node {
        @Override
        public String found() {
            return "nothing";
        }
    }

    /** Something that has been refused and reported already; nobody complains about it again. */
    record Refused(Origin origin) implements Node {
        @Override
        public String found() {
            return "nothing";
        }
    }

    record Sequence(Origin origin, List<Node> elements) implements Node {
        @Override
        public String found() {
            return "a list";
        }
    }

    record Mapping(Origin origin, Map<String, Member> members) implements Node {
        @Override
        public String found() {
            return "a map";
        }
    }

    /**
     * A key's value.
     *
     * @param origin of the key
     */
    record Member(Origin origin, Node value) {}
}
