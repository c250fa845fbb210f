package io.squall.run;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.JournalReader;
import io.squall.journal.JournalReel;
import io.squall.journal.Recording;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Recorded storms, from journals. */
public final class Recordings {
    private Recordings() {}

    /**
     * The storms of a run.
     *
     * @throws DamagedJournalException if there is no journal, or its beginning cannot be read
     */
    public static Recording open(Path bundleOrJournal) {
        String text;
        List<String> classes;
        try (JournalReader journal = Journals.open(bundleOrJournal)) {
            text = journal.header().scenario();
            classes = journal.header().classes();
        }
        Scenario scenario = Scenarios.read(bundleOrJournal.toString(), text, List.of(), OptionalLong.empty());
        if (!scenario.classes().subList(0, scenario.trafficClasses()).equals(classes)) {
            throw new DamagedJournalException(
                    "the classes of " + bundleOrJournal + " are " + classes + ", and not those of its scenario");
        }
        Set<String> flaws = new LinkedHashSet<>();
        return new Recording(
                scenario,
                () -> new JournalReel(
                        Journals.open(bundleOrJournal), scenario.storms().size(), flaws::add),
                () -> new ArrayList<>(flaws));
    }
}
