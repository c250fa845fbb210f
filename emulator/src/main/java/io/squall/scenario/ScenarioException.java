package io.squall.scenario;

import java.util.List;

/** A scenario cannot be run; says all that is wrong with it, a sentence each. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> sentences;

    public ScenarioException(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
        this.sentences = List.copyOf(sentences);
    }

    public List<String> sentences() {
        return sentences;
    }
}
