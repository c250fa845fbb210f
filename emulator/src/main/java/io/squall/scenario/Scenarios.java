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
import java.util.Optional;
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

    /** The same scenario with another seed. */
    public static Scenario reseeded(Scenario scenario, long seed) {
        return read(scenario.name(), scenario.source(), List.of(), OptionalLong.of(seed));
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
        Node.Mapping resolved = Profiles.filled(Overrides.apply(written, sets, problems));
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

    /** What stands at a dotted path, as it is written in the resolved text; empty if there is no such scalar. */
    public static Optional<String> value(Scenario scenario, String path) {
        Problems problems = new Problems();
        Optional<Node> node = YamlTree.read(Origin.file(scenario.name()), "", scenario.source(), problems);
        for (String key : path.split("\\.", -1)) {
            node = node.flatMap(parent -> child(parent, key));
        }
        return node.flatMap(n -> n instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty());
    }

    private static Optional<Node> child(Node parent, String key) {
        return switch (parent) {
            case Node.Mapping map -> Optional.ofNullable(map.members().get(key)).map(Node.Member::value);
            case Node.Sequence list ->
                list.elements().stream()
                        .filter(element -> Section.nameOf(element, "").equals(key))
                        .findFirst();
            default -> Optional.empty();
        };
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
        String text = YamlWriter.text(all);
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
                text,
                hash(text));
    }

    /** Of a resolved text, without its seed: SHA-256 in hexadecimal. */
    public static String hash(String text) {
        String seedless = text.replaceFirst("(?m)^" + SEED + ": .*\\n", "");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seedless.getBytes(StandardCharsets.UTF_8));
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
        String near = NearMiss.of(file, Presets.names())
                .map(name -> ", did you mean " + Problems.quoted(name) + "?")
                .orElse(";");
        throw Problems.fatal(
                origin,
                "no preset and no file of that name" + near + " presets: " + String.join(", ", Presets.names()));
    }
}
