package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.scenario.Language;
import io.squall.scenario.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall init}: a scenario of one's own, asked for on a terminal or given by options. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a scenario of your own boundary and clients. It asks on a terminal for what no option says.",
        modelTransformer = Question.Options.class,
        footer = {
            "",
            "Examples:",
            "  squall init mine",
            "  squall init nat.yaml --capacity 20000/s --entries 65536 --agents 5000 --every 10s --yes"
        })
final class InitCommand implements Callable<Integer> {
    private static final String SCHEMA = "squall.schema.json";

    private final @Nullable Function<String, @Nullable String> terminal;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Its name, or a file; mine.yaml by default.")
    private String name = "mine";

    @Option(names = "--yes", description = "Ask nothing: take the defaults for what no option says.")
    private boolean yes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** @param terminal turns a question into an answer, null at its end; null if there is none */
    InitCommand(@Nullable Function<String, @Nullable String> terminal) {
        this.terminal = terminal;
    }

    /** It cannot be done as asked; the message says why. */
    private static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    @Override
    public Integer call() {
        try {
            Path file = file();
            String stem = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
            if (!stem.matches("[A-Za-z][A-Za-z0-9_-]{0,63}") || Presets.names().contains(stem)) {
                throw new Misuse("a scenario cannot be called \"" + stem
                        + "\": expected a letter, then letters, digits, - and _, and not a preset's name");
            }
            Draft draft = new Draft(stem);
            List<String> assumed = answer(draft);
            write(file, draft.text());
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    "Wrote " + file + (schemaBeside(file) ? ", and beside it " + SCHEMA + " for your editor." : "."));
            if (!assumed.isEmpty()) {
                out.println("Assumed: " + String.join(", ", assumed) + ".");
            }
            out.println("Next: squall simulate " + file + ", or squall run " + file + " --dry-run");
            return ExitCode.PASS;
        } catch (Misuse e) {
            spec.commandLine().getErr().println("squall: " + e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private Path file() {
        Path file = Path.of(name.matches(".*\\.ya?ml") ? name : name + ".yaml");
        if (Files.exists(file)) {
            throw new Misuse(file + " exists already and stays as it is: name another");
        }
        return file;
    }

    /** @return what nobody said */
    private List<String> answer(Draft draft) {
        Set<Question> given = takeOptions(draft);
        List<String> assumed = new ArrayList<>();
        for (Question question : Question.values()) {
            if (given.contains(question) && !draft.concerns(question)) {
                throw new Misuse(question.option() + " has no meaning with these retries");
            }
            if (!given.contains(question) && draft.concerns(question)) {
                if (terminal != null && !yes) {
                    ask(draft, question, terminal);
                } else {
                    assumed.add(assume(draft, question));
                }
            }
        }
        return assumed;
    }

    private Set<Question> takeOptions(Draft draft) {
        Set<Question> given = EnumSet.noneOf(Question.class);
        for (Question question : Question.values()) {
            if (spec.commandLine().getParseResult().hasMatchedOption(question.option())) {
                given.add(question);
                draft.answer(question, spec.commandLine().getParseResult().matchedOptionValue(question.option(), ""))
                        .ifPresent(wrong -> {
                            throw new Misuse(wrong);
                        });
            }
        }
        return given;
    }

    private String assume(Draft draft, Question question) {
        if (!yes) {
            throw new Misuse("there is no terminal to ask on: give " + question.option()
                    + " and what else you know, and --yes to take the defaults for the rest");
        }
        Optional<String> wrong = draft.answer(question, draft.otherwise(question));
        if (wrong.isPresent()) {
            throw new Misuse("the default of " + question.option() + " does not fit: " + wrong.get());
        }
        return question.key() + " " + draft.otherwise(question);
    }

    private void ask(Draft draft, Question question, Function<String, @Nullable String> asked) {
        Optional<String> wrong;
        do {
            @Nullable String answer = asked.apply(question.text + " [" + draft.otherwise(question) + "]: ");
            if (answer == null) {
                throw new Misuse("the answers ended; nothing was written");
            }
            wrong = draft.answer(question, answer.isBlank() ? draft.otherwise(question) : answer);
            wrong.ifPresent(sentence -> spec.commandLine().getOut().println("  " + sentence));
            spec.commandLine().getOut().flush();
        } while (wrong.isPresent());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Misuse(file + " exists already and stays as it is: name another");
        } catch (IOException e) {
            throw Bundle.cannotWrite(file, e);
        }
    }

    /** One that is there stays as it is. */
    private static boolean schemaBeside(Path file) {
        Path schema = file.resolveSibling(SCHEMA);
        if (Files.exists(schema)) {
            return false;
        }
        write(schema, Language.schemaText());
        return true;
    }
}
