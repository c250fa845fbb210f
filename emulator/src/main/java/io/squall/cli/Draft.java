package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.scenario.Notation;
import io.squall.scenario.Quantity;
import io.squall.scenario.Scenario;
import io.squall.scenario.ScenarioException;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** A scenario in the making: the answers so far, and what they make of the template. */
final class Draft {
    /** A run shorter than this could not show a calm before, a storm, and a recovery that holds. */
    private static final int LEAST_WINDOWS = 12;

    /** A push waits for no answer, and is not tried again. */
    private static final List<String> TRANSPORTS = List.of("http", "tcp", "dns");

    private static final long SECOND_NS = 1_000_000_000;
    private static final long CUT_NS = 100_000_000;
    private static final long LEAST_WINDOW_NS = 5 * SECOND_NS;
    private static final int LEAST_PROBES = 20;

    private final String name;
    private final Map<Question, String> answers = new EnumMap<>(Question.class);

    Draft(String name) {
        this.name = name;
    }

    /** @return what is wrong with the answer beside those before it, in one sentence; empty if it was taken */
    Optional<String> answer(Question question, String answer) {
        String before = answers.put(question, answer.strip());
        Optional<String> wrong = answer.matches("[\\w ./%±µ+-]+")
                ? check(question)
                : Optional.of("expected a value such as " + question.otherwise);
        if (wrong.isPresent()) {
            answers.remove(question);
            if (before != null) {
                answers.put(question, before);
            }
        }
        return wrong.map(sentence -> question.key() + ": found \"" + answer.strip() + "\", " + sentence);
    }

    /** Whether a question has a meaning after the answers before it. */
    boolean concerns(Question question) {
        return switch (question) {
            case BACKOFF -> !of(Question.RETRIES).equals("0");
            case BASE -> concerns(Question.BACKOFF) && !of(Question.BACKOFF).equals("none");
            case CAP -> concerns(Question.BASE) && !of(Question.BACKOFF).equals("fixed");
            default -> true;
        };
    }

    private String of(Question question) {
        return answers.getOrDefault(question, otherwise(question));
    }

    /** What stands for an answer; it may depend on those before. */
    String otherwise(Question question) {
        boolean datagrams = "dns".equals(answers.get(Question.TRANSPORT));
        return question == Question.LEGS && datagrams ? "2" : question.otherwise;
    }

    private Optional<String> check(Question question) {
        if (question == Question.TRANSPORT && !TRANSPORTS.contains(of(question))) {
            return Optional.of("expected http, tcp or dns");
        }
        try {
            Scenario scenario = load();
            long leastNs = LEAST_WINDOWS * scenario.windowNs();
            return question == Question.DURATION && scenario.durationNs() < leastNs
                    ? Optional.of("expected " + written(leastNs) + " or more: with these probes a window is "
                            + written(scenario.windowNs()) + ", and a run needs " + LEAST_WINDOWS + " of them")
                    : Optional.empty();
        } catch (ScenarioException e) {
            // The place in a file that does not exist yet helps nobody.
            return Optional.of(
                    e.sentences().getFirst().replaceFirst("^.*?\\d+:\\d+: (\\S+: )?(found .*?, (?=expected))?", ""));
        }
    }

    private Scenario load() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Path file = Files.createTempFile(folder, "squall-init", ".yaml");
            try {
                Files.writeString(file, text());
                return Scenarios.load(file.toString(), List.of(), OptionalLong.empty());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Bundle.cannotWrite(folder.resolve("squall-init"), e);
        }
    }

    /** The scenario, the defaults standing for what has not been answered. */
    String text() {
        long durationNs = ns(Question.DURATION);
        long everyNs = ns(Question.PROBE_EVERY);
        long windowNs = Math.max(LEAST_WINDOW_NS, -Math.floorDiv(-LEAST_PROBES * everyNs, CUT_NS) * CUT_NS);
        String text = template();
        for (Question question : Question.values()) {
            text = text.replace("{" + question.key() + "}", of(question));
        }
        return text.replace("{name}", name)
                .replace("{baseline}", written(durationNs / 5))
                .replace("{trigger}", written(Math.max(CUT_NS, durationNs / 100)))
                .replace("{sighted}", written(durationNs / 10))
                .replace("{blind}", written(durationNs / 5))
                .replace("{window}", written(windowNs))
                .replace("{hold}", written(3 * windowNs))
                .replace(
                        "{probe}",
                        "every: %s, jitter: %s, deadline: %s"
                                .formatted(of(Question.PROBE_EVERY), written(everyNs / 5), of(Question.PROBE_DEADLINE)))
                .replace("{retry}", retry())
                .replace("{flows}", flows());
    }

    private String retry() {
        String retry = "limit: " + of(Question.RETRIES);
        for (Question more : List.of(Question.BACKOFF, Question.BASE, Question.CAP)) {
            retry += concerns(more) ? ", " + more.key() + ": " + of(more) : "";
        }
        return "{ " + retry + " }";
    }

    private String flows() {
        return of(Question.ENTRIES).equals("0")
                ? ""
                : "\n    # Its flow table: a packet of a new flow that finds it full is lost. On Linux: nf_conntrack_max."
                        + "\n    # Its hold times are by default those of Linux."
                        + "\n    flows: { entries: " + of(Question.ENTRIES) + " }";
    }

    /** A bad one is found by the language. */
    private long ns(Question question) {
        return Quantity.DURATION.read(of(question)) instanceof Notation.Reading.Good<Long>(Long ns) ? ns : SECOND_NS;
    }

    private static String written(long ns) {
        return Quantity.DURATION.format(ns);
    }

    private static String template() {
        try (InputStream in = Objects.requireNonNull(Draft.class.getResourceAsStream("init.yaml"), "the template")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
