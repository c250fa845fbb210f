package io.squall.journal.chronicle;

import io.squall.journal.Header;
import io.squall.journal.Journalist;
import io.squall.journal.Room;
import io.squall.journal.Shelf;
import io.squall.journal.State;
import io.squall.record.SelfHealth;
import io.squall.record.Tape;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A journal of a few hundred bytes. */
final class Small {
    /** Header, events, end. */
    static final int EXCERPTS = 4;

    private static final int[] LENGTHS = new int[EXCERPTS];

    private Small() {}

    static void journal(Shelf shelf, long identity) {
        Header header = new Header(
                Header.FORMAT, "0", "run", "now", false, "name: small", Map.of(), List.of("storm"), List.of(8));
        Journalist journalist = new Journalist(new Measured(shelf), new Room(1 << 20, 0, 1), header, identity);
        Tape tape = journalist.tape(1);
        tape.note(Tape.PHASE, 0, 0, 0);
        journalist.doWork(0);
        tape.note(Tape.PENDING, 0, 1, 5);
        tape.note(Tape.PENDING, 0, 2, 6);
        journalist.doWork(1_000_000_000);
        journalist.finish(kept -> new State(
                7,
                List.of(),
                List.of(),
                new State.End(
                        7, false, SelfHealth.VIRTUAL, Map.of(), List.of(), List.of(), 0, Map.of(), "", null, kept)));
    }

    /** Of an excerpt, in bytes. */
    static int length(int excerpt) {
        return LENGTHS[excerpt];
    }

    private record Measured(Shelf shelf) implements Shelf {
        @Override
        public void append(byte[] excerpt, int length) throws IOException {
            // Its serial, of which there are few.
            LENGTHS[excerpt[16]] = length;
            shelf.append(excerpt, length);
        }

        @Override
        public long freeBytes() throws IOException {
            return shelf.freeBytes();
        }

        @Override
        public void close() {
            shelf.close();
        }
    }
}
