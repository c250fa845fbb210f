package io.squall.journal;

import io.squall.record.Event;
import io.squall.record.Tape;
import io.squall.wire.Attempt;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** What the clients of a journal's storms did. Reads an excerpt at a time, and closes the journal behind the last. */
@SuppressWarnings("EnumOrdinal") // a tape's codes are numbers
public final class JournalReel extends Stored implements JournalReader.Listener {
    private static final Event[] EVENTS = Event.values();

    private final JournalReader journal;
    private final boolean[] firstTry;
    private final Consumer<String> flaws;
    private long[] rows = new long[WORDS << 10];
    private int filled;
    private int next;
    private boolean over;

    /**
     * From the beginning.
     *
     * @param storms the first classes are theirs
     * @param flaws told at the end what the journal lacks
     */
    public JournalReel(JournalReader journal, int storms, Consumer<String> flaws) {
        this.journal = journal;
        this.flaws = flaws;
        firstTry = new boolean[storms];
    }

    @Override
    public boolean advance() {
        while (next == filled && !over) {
            next = 0;
            filled = 0;
            read();
        }
        if (next == filled) {
            return false;
        }
        standAt(rows, next);
        next += WORDS;
        return true;
    }

    private void read() {
        try {
            over = !journal.advance(this);
        } catch (IOException e) {
            throw new DamagedJournalException("the journal cannot be read on: " + e.getMessage());
        }
        if (over) {
            journal.damage().ifPresent(damage -> flaws.accept("damaged at " + damage));
            State.End end = journal.state().map(State::end).orElse(null);
            if (end == null) {
                flaws.accept("without its end");
            } else if (!end.kept().all()) {
                flaws.accept(
                        "without " + end.kept().lostRows() + " of its rows, which were left out when it was written");
            }
            journal.close();
        }
    }

    @Override
    public void row(int stream, long first, long intendedNs, long third) {
        int code = Tape.code(first);
        int trafficClass = Attempt.trafficClass(first);
        if (code >= Tape.PHASE || Tape.isOperators(first) || trafficClass >= firstTry.length) {
            return;
        }
        if (code == Tape.FIRST_TRY || code == Event.INTENDED.ordinal()) {
            firstTry[trafficClass] = code == Tape.FIRST_TRY;
            return;
        }
        Event event = EVENTS[code];
        switch (event) {
            case SENT, SKIPPED, SHED -> add(event, first, firstTry[trafficClass], intendedNs, third);
            case TIMED_OUT -> add(event, first, false, intendedNs, third);
            default -> {}
        }
    }

    private void add(Event event, long first, boolean isFirst, long intendedNs, long third) {
        if (filled == rows.length) {
            rows = Arrays.copyOf(rows, 2 * filled);
        }
        rows[filled] = word(event, Tape.attempt(first), isFirst);
        rows[filled + 1] = intendedNs;
        rows[filled + 2] = event == Event.TIMED_OUT ? Tape.atNs(intendedNs, third) : intendedNs;
        filled += WORDS;
    }
}
