package io.squall.report;

import io.squall.record.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;

/**
 * A run's directory. It is always a new one, and nothing in it is ever overwritten but {@code agree.json}, which is no part of the
 * record, and {@code report.html}, which follows from the rest.
 */
public final class Bundle {
    private static final List<String> RECORD =
            List.of("scenario.yaml", "environment.json", "summary.json", "intervals.csv", "latency.hlog");
    private static final String AGREEMENT = "agree.json";
    private static final long LEAST_FREE_BYTES = 64L << 20;

    private final Path directory;

    private Bundle(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory and proves that it can be written, before anything is run.
     *
     * @throws BundleException if it exists, cannot be written, or too little space is free
     */
    public static Bundle create(Path directory) {
        createParent(directory);
        try {
            Files.createDirectory(directory);
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                Files.delete(directory);
                throw new BundleException("only " + (free >> 20) + " MiB are free where " + directory
                        + " would be written; at least " + (LEAST_FREE_BYTES >> 20) + " MiB are needed");
            }
            return new Bundle(directory);
        } catch (FileAlreadyExistsException e) {
            throw new BundleException(
                    directory + " exists already; a run never reuses a directory: name another with --out");
        } catch (IOException e) {
            throw new BundleException("cannot write the run to " + directory + ": " + describe(e));
        }
    }

    private static void createParent(Path directory) {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try {
            Files.createDirectories(parent);
        } catch (FileAlreadyExistsException e) {
            throw new BundleException(
                    "cannot write the run to " + directory + ": " + e.getFile() + " is not a directory");
        } catch (IOException e) {
            throw new BundleException("cannot write the run to " + directory + ": " + describe(e));
        }
    }

    /** Opens one that exists, for reading. */
    public static Bundle open(Path directory) {
        return new Bundle(directory);
    }

    public Path directory() {
        return directory;
    }

    public void writeScenario(String text) {
        write("scenario.yaml", out -> out.write(text));
    }

    public void writeEnvironment(Map<String, Object> environment) {
        write("environment.json", out -> out.write(Json.MAPPER.writeValueAsString(environment)));
    }

    public void writeSummary(Summary summary) {
        write("summary.json", out -> out.write(summary.json()));
    }

    public void writeIntervals(Snapshot run) {
        write("intervals.csv", out -> IntervalsCsv.write(run, out));
    }

    /** Where the interval histograms go while the run goes on; the caller closes it. */
    public PrintStream latencyLog() {
        try {
            OutputStream out = Files.newOutputStream(directory.resolve("latency.hlog"), StandardOpenOption.CREATE_NEW);
            return new PrintStream(out, false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BundleException("cannot write " + directory.resolve("latency.hlog") + ": " + describe(e));
        }
    }

    /**
     * Proves that all of the log is on the disk: a stream of text keeps its errors to itself.
     *
     * @throws BundleException if it is not
     */
    public void check(PrintStream latencyLog) {
        if (latencyLog.checkError()) {
            throw new BundleException(
                    "cannot write all of " + directory.resolve("latency.hlog") + ": is the disk full?");
        }
    }

    /**
     * Makes {@code report.html} from what else is in the bundle, as often as it is asked to.
     *
     * @throws BundleException if something else is missing or damaged, or this one cannot be written
     */
    public void writeReport() {
        replace(directory.resolve("report.html"), page(HtmlReport::file));
    }

    /** Makes {@code report.html} of a bundle to which its run has not written everything, from what its journal tells. */
    public void writeReport(Summary summary, Snapshot run, String scenario, Map<String, Object> environment) {
        try {
            StringWriter csv = new StringWriter();
            IntervalsCsv.write(run, csv);
            Intervals intervals = Intervals.read(new BufferedReader(new StringReader(csv.toString())), summary);
            replace(
                    directory.resolve("report.html"),
                    HtmlReport.of(summary, intervals, scenario, environment, Optional.empty(), HtmlReport::file));
        } catch (IOException e) {
            throw cannotWrite(directory.resolve("report.html"), e);
        }
    }

    /** Whether the run came to the point at which it says what it was. */
    public boolean hasSummary() {
        return Files.exists(directory.resolve("summary.json"));
    }

    String page(UnaryOperator<String> files) {
        Summary summary = readSummary();
        return HtmlReport.of(summary, readIntervals(summary), readScenario(), readEnvironment(), agreement(), files);
    }

    Intervals readIntervals(Summary summary) {
        return read("intervals.csv", file -> {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                return Intervals.read(in, summary);
            }
        });
    }

    public Map<String, Object> readEnvironment() {
        return read("environment.json", file -> Json.object(Files.readString(file)));
    }

    /** @throws DamagedException if not all that a run has written can be read */
    public void requireWhole() {
        readIntervals(readSummary());
        readEnvironment();
        readScenario();
        read("latency.hlog", file -> {
            if (!Files.readString(file).endsWith("\n")) {
                throw new IllegalArgumentException("its last line is cut");
            }
            return file;
        });
    }

    public String readScenario() {
        return read("scenario.yaml", Files::readString);
    }

    private Optional<Agreement> agreement() {
        return Files.exists(directory.resolve(AGREEMENT))
                ? Optional.of(read(AGREEMENT, file -> Json.agreement(Files.readString(file))))
                : Optional.empty();
    }

    /** Holds this run against what was predicted: the page shows it from now on. */
    public void writeAgreement(Agreement agreement) {
        replace(directory.resolve(AGREEMENT), agreement.json());
        writeReport();
    }

    /**
     * What a run that came to its end has written, and this one has not.
     *
     * @throws DamagedException if there is no such directory, or nothing of a run in it
     */
    public List<String> missing() {
        if (!Files.isDirectory(directory)) {
            throw new DamagedException("cannot read " + directory + ": "
                    + (Files.exists(directory) ? "it is no directory" : "no such directory"));
        }
        List<String> missing = RECORD.stream()
                .filter(name -> !Files.exists(directory.resolve(name)))
                .toList();
        if (missing.equals(RECORD)) {
            throw new DamagedException("cannot read " + directory + ": no run has written anything there");
        }
        return missing;
    }

    /**
     * Writes a file that may be there already.
     *
     * @throws BundleException if it cannot be written
     */
    public static void replace(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /**
     * Proves that a file can be written. What is there stays as it is, and where there was none there is none.
     *
     * @throws BundleException if it cannot
     */
    public static void prove(Path file) {
        boolean isNew = !Files.exists(file);
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            if (isNew) {
                Files.delete(file);
            }
        } catch (NoSuchFileException _) {
            throw new BundleException("cannot write " + file + ": there is no directory "
                    + file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** For a file beside a bundle. */
    public static BundleException cannotWrite(Path file, IOException e) {
        return new BundleException("cannot write " + file + ": " + describe(e));
    }

    /**
     * The summary of a run that has been written.
     *
     * @throws BundleException if there is none, or it cannot be read
     */
    public Summary readSummary() {
        return read("summary.json", file -> Json.summary(Files.readString(file)));
    }

    private interface Reading<T> {
        T from(Path file) throws IOException;
    }

    private <T> T read(String name, Reading<T> reading) {
        Path file = directory.resolve(name);
        try {
            return reading.from(file);
        } catch (CharacterCodingException _) {
            throw new DamagedException(file + " is damaged: it is not UTF-8 text");
        } catch (IOException e) {
            throw new DamagedException("cannot read " + file + ": " + describe(e));
        } catch (JacksonException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
            throw new DamagedException(file + " is damaged: " + message);
        } catch (IllegalArgumentException e) {
            throw new DamagedException(file + " is damaged: " + e.getMessage());
        }
    }

    private interface Body {
        void to(Writer out) throws IOException;
    }

    private void write(String name, Body body) {
        Path file = directory.resolve(name);
        try (Writer out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            body.to(out);
        } catch (IOException | UncheckedIOException e) {
            throw new BundleException("cannot write " + file + ": " + describe(e));
        }
    }

    /** The JDK's message of a file error is often the path alone. */
    private static String describe(Exception e) {
        String reason =
                switch (e) {
                    case java.nio.file.AccessDeniedException _ -> "permission denied";
                    case NoSuchFileException _ -> "no such file";
                    case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
                    default -> String.valueOf(e.getMessage());
                };
        return reason;
    }

    /** The bundle cannot be written or read; the message says which file, and why. */
    public static class BundleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BundleException(String message) {
            super(message);
        }
    }

    /** What is there cannot be read. */
    public static final class DamagedException extends BundleException {
        private static final long serialVersionUID = 1L;

        public DamagedException(String message) {
            super(message);
        }
    }
}
