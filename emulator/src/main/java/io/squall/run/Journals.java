package io.squall.run;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.Excerpts;
import io.squall.journal.Header;
import io.squall.journal.JournalReader;
import io.squall.journal.Journalist;
import io.squall.journal.Room;
import io.squall.journal.chronicle.ChronicleShelf;
import io.squall.journal.chronicle.FileExcerpts;
import io.squall.journal.chronicle.Tail;
import io.squall.scenario.Population;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.StormSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The journals of bundles: where they stand, and with what they begin. */
public final class Journals {
    /** Of a bundle. */
    private static final String DIRECTORY = "journal";

    private static final int BLOCK_BYTES = 4 << 20;
    private static final long FLOOR_BYTES = 512L << 20;

    private Journals() {}

    /**
     * What is about to be recorded.
     *
     * @param mode simulate, run or replay
     * @param virtual whether in virtual time
     */
    public record Subject(
            Scenario scenario, String mode, boolean virtual, String startedUtc, Map<String, Object> environment) {
        Header header() {
            List<Integer> sources = new ArrayList<>();
            for (StormSpec storm : scenario.storms()) {
                Population population = storm.population();
                sources.add(population.sources());
            }
            for (ProbeSpec probe : scenario.probes()) {
                sources.add(Ensemble.terms(scenario, probe).sources());
            }
            return new Header(
                    Header.FORMAT,
                    String.valueOf(environment.get("squall")),
                    mode,
                    startedUtc,
                    virtual,
                    scenario.source(),
                    environment,
                    scenario.classes().subList(0, scenario.trafficClasses()),
                    sources);
        }
    }

    /**
     * Begins the journal of a bundle.
     *
     * @param budgetBytes it may take
     * @param oneIn one request of a storm in so many is kept; 1 keeps all
     * @throws HostException if it cannot be written, or too little is free
     */
    public static Journalist begin(Path bundle, Subject subject, long budgetBytes, int oneIn) {
        Path directory = bundle.resolve(DIRECTORY);
        try {
            long free = Files.getFileStore(bundle).getUsableSpace();
            if (free < FLOOR_BYTES) {
                throw new HostException(
                        "only " + (free >> 20) + " MiB are free where the journal would be written, and "
                                + (FLOOR_BYTES >> 20) + " MiB must stay free: make room, or run with --journal off");
            }
            return new Journalist(
                    ChronicleShelf.create(directory, BLOCK_BYTES),
                    new Room(budgetBytes, FLOOR_BYTES, oneIn),
                    subject.header(),
                    identity(directory, subject));
        } catch (IOException e) {
            throw new HostException("cannot write the journal " + directory + ": " + e.getMessage(), e);
        }
    }

    /** No two journals are begun at the same instant by the same process in the same place. */
    private static long identity(Path directory, Subject subject) {
        String birth = subject.startedUtc + ' ' + ProcessHandle.current().pid() + ' ' + directory.toAbsolutePath();
        return UUID.nameUUIDFromBytes(birth.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    /** Whether there is a journal in a bundle. */
    public static boolean exists(Path bundle) {
        return Files.isDirectory(bundle.resolve(DIRECTORY));
    }

    /** The journal of a bundle, or a journal by itself. */
    public static Path of(Path bundleOrJournal) {
        Path inside = bundleOrJournal.resolve(DIRECTORY);
        return Files.isDirectory(inside) ? inside : bundleOrJournal;
    }

    /**
     * Opens a journal that is being written by another process.
     *
     * @throws DamagedJournalException if there is none
     */
    public static JournalReader follow(Path bundleOrJournal) {
        return read(of(bundleOrJournal), new Tail(of(bundleOrJournal)));
    }

    /**
     * Opens a journal for reading.
     *
     * @throws DamagedJournalException if there is none, or its beginning cannot be read
     */
    public static JournalReader open(Path bundleOrJournal) {
        Path journal = of(bundleOrJournal);
        return read(journal, new FileExcerpts(journal));
    }

    private static JournalReader read(Path journal, Excerpts excerpts) {
        try {
            return new JournalReader(excerpts);
        } catch (IOException e) {
            throw new DamagedJournalException("cannot read " + journal + ": " + e.getMessage());
        } catch (DamagedJournalException e) {
            throw new DamagedJournalException(journal + " is no journal that can be read: " + e.getMessage());
        }
    }
}
