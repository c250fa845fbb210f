package io.squall.cli;

import io.squall.journal.DamagedJournalException;
import io.squall.report.Bundle;
import io.squall.run.JournalExport;
import io.squall.run.JournalExport.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall export}: a journal for other tools. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what a journal holds in the formats of other tools, into new files.",
            "",
            "The packets of --pcapng are made from the events, as a capture between the two networks would have shown them: "
                    + "clients have the addresses that they have on loopback, servers 127.0.0.1 and up."
        },
        footer = {
            "",
            "Examples:",
            "  squall export runs/dec-7-20211207T153000.000Z --pcapng storm.pcapng && tshark -r storm.pcapng -q -z conv,ip",
            "  squall export runs/dec-7-20211207T153000.000Z --csv events.csv --hlog latency.hlog"
        })
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOURNAL", description = "A bundle, or a journal by itself.")
    private Path journal = Path.of("");

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Targets files = new Targets();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** At least one of them. */
    static final class Targets {
        @Option(names = "--pcapng", paramLabel = "FILE", description = "The storm as packets.")
        private @Nullable Path pcapng;

        @Option(names = "--csv", paramLabel = "FILE", description = "A row for each event: what, who, when.")
        private @Nullable Path csv;

        @Option(names = "--json", paramLabel = "FILE", description = "A JSON object in a line for each event.")
        private @Nullable Path json;

        @Option(names = "--hlog", paramLabel = "FILE", description = "Interval histograms of the latencies.")
        private @Nullable Path hlog;

        private Map<Format, Path> wanted() {
            Map<Format, Path> wanted = new EnumMap<>(Format.class);
            put(wanted, Format.PCAPNG, pcapng);
            put(wanted, Format.CSV, csv);
            put(wanted, Format.JSON, json);
            put(wanted, Format.HLOG, hlog);
            return wanted;
        }

        private static void put(Map<Format, Path> wanted, Format format, @Nullable Path file) {
            if (file != null) {
                wanted.put(format, file);
            }
        }
    }

    @Override
    public Integer call() {
        try {
            Optional<String> trouble = Optional.empty();
            for (Map.Entry<Format, Path> file : files.wanted().entrySet()) {
                Optional<String> found = write(file.getKey(), file.getValue());
                trouble = trouble.or(() -> found);
                spec.commandLine().getOut().println("Written: " + file.getValue());
            }
            return trouble.map(this::damaged).orElse(ExitCode.PASS);
        } catch (DamagedJournalException e) {
            return damaged(e.getMessage());
        }
    }

    private Optional<String> write(Format format, Path file) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return JournalExport.write(journal, format, out);
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(spec.commandLine(), file + " exists: name another file", e);
        } catch (IOException e) {
            throw Bundle.cannotWrite(file, e);
        } catch (DamagedJournalException e) {
            delete(file);
            throw e;
        }
    }

    /** Of a journal that is none nothing is left. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Bundle.cannotWrite(file, e);
        }
    }

    private int damaged(@Nullable String sentence) {
        spec.commandLine().getErr().println("squall: " + sentence);
        return ExitCode.DAMAGED;
    }
}
