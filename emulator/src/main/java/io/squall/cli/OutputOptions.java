package io.squall.cli;

import io.squall.report.Bundle;
import io.squall.report.JunitXml;
import io.squall.report.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What machines get to read, besides the bundle. */
final class OutputOptions {
    static final Path STDOUT = Path.of("-");
    private static final List<String> RESULTS =
            List.of("\"squall-", "squall-map/", "<testsuite", ",seeds,met,", "`squall validate --out");

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Also write summary.json here; - is the standard output, and people read the standard error.")
    private @Nullable Path json;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write JUnit XML here, a test case for each thing that the run was to show.")
    private @Nullable Path junit;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Where people read. */
    PrintWriter console() {
        return STDOUT.equals(json)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    /** Proves that the files can be written, before anything is run. */
    void prove() {
        refuseTwice(spec, json, junit);
        claim(spec, "--json", STDOUT.equals(json) ? null : json);
        claim(spec, "--junit", junit);
    }

    /** What is there may be an earlier result of some kind, and nothing else: a scenario given by mistake stays. */
    static void claim(CommandSpec spec, String option, @Nullable Path file) {
        claim(spec, option, file, RESULTS);
    }

    /** @param kinds what stands at the head of those that may be replaced, one of them */
    static void claim(CommandSpec spec, String option, @Nullable Path file, List<String> kinds) {
        if (file == null) {
            return;
        }
        if (file.equals(STDOUT)) {
            throw new ParameterException(spec.commandLine(), option + " needs a file; only --json can go to -");
        }
        if (Files.isRegularFile(file) && !isOneOf(kinds, file)) {
            throw new ParameterException(
                    spec.commandLine(), option + ": " + file + " exists, and is no earlier result: name another");
        }
        Bundle.prove(file);
    }

    /** Each result needs a file of its own. */
    static void refuseTwice(CommandSpec spec, @Nullable Path... files) {
        Set<Path> different = new HashSet<>();
        for (@Nullable Path file : files) {
            if (file != null && !different.add(file.toAbsolutePath().normalize())) {
                throw new ParameterException(
                        spec.commandLine(), "each result needs a file of its own, found " + file + " twice");
            }
        }
    }

    private static boolean isOneOf(List<String> kinds, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(600), StandardCharsets.UTF_8);
            return head.isEmpty() || kinds.stream().anyMatch(head::contains);
        } catch (IOException e) {
            return false;
        }
    }

    boolean hasJunit() {
        return junit != null;
    }

    /** @param text of the JSON file */
    void write(String text) {
        if (STDOUT.equals(json)) {
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
        } else if (json != null) {
            Bundle.replace(json, text);
        }
    }

    void write(Summary summary) {
        write(summary.json());
        if (junit != null) {
            Bundle.replace(junit, JunitXml.of(summary));
        }
    }
}
