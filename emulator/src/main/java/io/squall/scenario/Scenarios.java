package io.squall.scenario;

import io.squall.load.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Where scenarios come from: a preset or a file, what it extends, and the command line. */
public final class Scenarios {
    private static final int MOST_BYTES = 1 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String SEED = "seed";

    private Scenarios() {}

    /**
     * Reads, extends, overrides, validates.
     *
     * @param nameOrFile a preset's name, else a file; {@code ./dec-7} is always a file
     * @param sets overrides such as {@code storms.clients.retry.backoff=full-jitter}, applied in this order
     * @param seed in place of the scenario's own
     * @throws ScenarioException with all errors found
     */
    public static Scenario load(String nameOrFile, List<String> sets, OptionalLong seed) {
        String file = Presets.names().contains(nameOrFile) ? Presets.file(nameOrFile) : nameOrFile;
        return read(file, text(nameOrFile), sets, seed);
    }

    /** The text as it was written, of a preset or of a file. */
    public static String text(String nameOrFile) {
        return Presets.names().contains(nameOrFile) ? Presets.text(nameOrFile) : content(nameOrFile);
    }

    /**
     * Of a text.
     *
     * @param file stands in the error messages
     */
    public static Scenario read(String file, String text, List<String> sets, OptionalLong seed) {
        Problems problems = new Problems();
        Node.Mapping written = new Layers(Presets.texts(), problems).resolve(Origin.file(file), text);
        Node.Mapping resolved = Overrides.apply(written, sets, problems);
        ScenarioGrammar.Read read = ScenarioGrammar.read(resolved, References.Reading.START, problems);
        Language.check(resolved, problems);
        if (problems.isEmpty()) {
            Variants.check(resolved, read.scenario(), problems);
        }
        problems.throwIfAny();
        return sealed(read, seed);
    }

    /**
     * What can change while a run goes on, as it is after some changes.
     *
     * @param owners whose {@code set} applies, in this order: {@code operator.add-capacity}, {@code phases.brown-out}
     */
    public static Settings settings(Scenario scenario, List<String> owners) {
        Problems problems = new Problems();
        Origin origin = Origin.file(scenario.name());
        return Variants.settings(new Layers(Presets.texts(), problems).resolve(origin, scenario.source()), owners);
    }

    /** The same scenario with its resolved text, and with the hash of all of it but the seed. */
    private static Scenario sealed(ScenarioGrammar.Read read, OptionalLong seed) {
        Scenario s = read.scenario();
        Seed root = seed.isPresent() ? new Seed(seed.getAsLong()) : s.seed();
        Map<String, Object> all = new LinkedHashMap<>();
        for (String key : Language.root().keys()) {
            Object value = read.understood().get(key);
            if (value != null) {
                all.put(key, key.equals(SEED) ? Long.toString(root.value()) : value);
            }
        }
        Map<String, Object> seedless = new LinkedHashMap<>(all);
        seedless.remove(SEED);
        return new Scenario(
                s.name(),
                s.title(),
                s.note(),
                root,
                s.durationNs(),
                s.phases(),
                s.paths(),
                s.plane(),
                s.storms(),
                s.probes(),
                s.operator(),
                s.judging(),
                s.expect(),
                YamlWriter.text(all),
                sha256(YamlWriter.text(seedless)));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A file's text. */
    static String content(String file) {
        Origin origin = Origin.file(file);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(existing(file))) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw Problems.fatal(
                    origin, "the file cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (bytes.length > MOST_BYTES) {
            throw Problems.fatal(origin, "the file is larger than 1 MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw Problems.fatal(origin, "the file is not UTF-8 text");
        }
    }

    private static Path existing(String file) {
        Origin origin = Origin.file(file);
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path) && !file.isEmpty()) {
                throw Problems.fatal(origin, "this is a directory, expected a scenario file");
            }
            if (Files.exists(path) && !file.isEmpty()) {
                return path;
            }
        } catch (InvalidPathException _) {
            // Such a file cannot exist.
        }
        throw Problems.fatal(
                origin, "no preset and no file of that name; presets: " + String.join(", ", Presets.names()));
    }
}
