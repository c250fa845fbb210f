package io.squall.cli;

import io.squall.journal.Journalist;
import io.squall.run.Journals;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the run is recorded, and what its record may take of the disk. */
final class JournalOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(MB|MiB|GB|GiB)");
    private static final Map<String, Long> UNITS =
            Map.of("MB", 1_000_000L, "MiB", 1L << 20, "GB", 1_000_000_000L, "GiB", 1L << 30);
    private static final int FEW = 64;

    /** How much of a run is recorded. */
    enum Level {
        full,
        sampled,
        off
    }

    @Option(
            names = "--journal",
            paramLabel = "LEVEL",
            description =
                    "What the bundle's journal records: ${COMPLETION-CANDIDATES}. Full holds every attempt; sampled "
                            + "one request of a storm in 64, and all else whole. Default: full on sockets, off in virtual time.")
    private @Nullable Level level;

    @Option(
            names = "--journal-budget",
            paramLabel = "SIZE",
            defaultValue = "8 GiB",
            description =
                    "The journal takes no more of the disk than this (MB, MiB, GB, GiB; default: ${DEFAULT-VALUE}): "
                            + "beyond nine tenths of it one request of a storm in 64 is recorded, beyond it none.")
    private String budget = "8 GiB";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Whether anything is to be recorded. */
    boolean isOn(boolean virtual) {
        return level == null ? !virtual : level != Level.off;
    }

    private long budgetBytes() {
        Matcher size = SIZE.matcher(budget);
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            Locale.ROOT,
                            "--journal-budget: found \"%s\", expected a size such as \"500 MB\" or \"8 GiB\"",
                            budget));
        }
        return Math.multiplyExact(Long.parseLong(size.group(1)), UNITS.getOrDefault(size.group(2), 1L));
    }

    /** Before anything is done. @throws ParameterException if what was given cannot be */
    void check() {
        budgetBytes();
    }

    /** Begins the journal of a bundle; null if nothing is to be recorded. */
    @Nullable
    Journalist begin(Path bundle, Journals.Subject subject) {
        return isOn(subject.virtual())
                ? Journals.begin(bundle, subject, budgetBytes(), level == Level.sampled ? FEW : 1)
                : null;
    }
}
