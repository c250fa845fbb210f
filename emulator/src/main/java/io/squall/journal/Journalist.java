package io.squall.journal;

import io.squall.journal.State.Kept;
import io.squall.record.Ledger;
import io.squall.record.PathLog;
import io.squall.record.Tape;
import io.squall.record.Timeline;
import io.squall.time.Actor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the journal: reads the tapes of all writers, the gauges of the devices and the states of the run, and appends them as
 * excerpts. On a thread of its own beside sockets; in virtual time on the run's thread.
 *
 * <p>What it cannot keep up with, or has no room for, costs detail by rule, never the run: see {@link Tape} and {@link Room}.
 */
public final class Journalist implements Actor {
    /** Once in so long everything that has come is on the shelf, so a killed process loses at most as much and the time of a turn. */
    private static final long TURN_NS = 60_000_000;

    private static final int BATCHES = 256;
    private static final int ROWS = 4096;
    private static final int FEW_BATCHES = 8;
    private static final int FEW_ROWS = 1024;
    /** Counters of older cuts do not change any more, unless an attempt is waited for longer. */
    private static final int LATE_CUTS = 100;

    /** Of counters a journal that lacks attempts is never further behind. */
    private static final int COUNT_CUTS = 50;

    private final Shelf shelf;
    private final Room room;
    private final Header header;
    private final long identity;
    private final List<Stream> streams = new ArrayList<>();
    private final SpscVarHandleArrayQueue<State> states = new SpscVarHandleArrayQueue<>(256);
    private final Bytes excerpt = new Bytes(1 << 16);
    private @Nullable Watch watch;
    private int serial;
    private int cuts;
    private int countedCuts;
    private long bytes;
    private long dueNs;
    private @Nullable String trouble;
    private @Nullable Kept kept;

    private record Stream(Tape tape, EventEncoder encoder, boolean storms) {}

    /** What is read besides tapes. */
    private record Watch(PathLog paths, Ledger ledger, IntToLongFunction latenessNs, Cuts gauges) {}

    /**
     * Writes the header.
     *
     * @param identity another one for each journal
     */
    public Journalist(Shelf shelf, Room room, Header header, long identity) {
        this.shelf = shelf;
        this.room = room;
        this.header = header;
        this.identity = identity;
        begin();
        byte[] text = JsonRecords.bytes(header);
        excerpt.put(text, text.length);
        append(Excerpt.Kind.HEADER, 0);
    }

    /**
     * A tape for the recorders of one thread.
     *
     * @param thinned bit c is set if attempts of class c may be left out
     */
    public Tape tape(long thinned) {
        boolean storms = thinned != 0;
        Tape tape = header.virtual()
                ? Tape.onOneThread(thinned, ROWS, this::readTapes)
                : Tape.acrossThreads(thinned, storms ? BATCHES : FEW_BATCHES, storms ? ROWS : FEW_ROWS);
        int stream = streams.size();
        streams.add(new Stream(tape, new EventEncoder(header.sourcesOfClass(), () -> writeEvents(stream)), storms));
        tape.keepAtMostOneIn(room.atMostOneIn());
        return tape;
    }

    /** Where whoever has rows already, without a tape, puts them. */
    Tape.Rows stream() {
        int stream = streams.size();
        tape(0);
        EventEncoder encoder = streams.get(stream).encoder;
        return (words, from, to) -> {
            encoder.rows(words, from, to);
            writeEvents(stream);
        };
    }

    /** Of all excerpts so far. */
    long bytes() {
        return bytes;
    }

    /**
     * Follows the devices from the first cut on.
     *
     * @param latenessNs the worst of this host in a cut
     */
    public void follow(PathLog paths, int ofPaths, Ledger ledger, IntToLongFunction latenessNs) {
        watch = new Watch(
                paths, ledger, latenessNs, new Cuts(ofPaths, ledger.classes().size()));
    }

    /** Of the conductor's thread. What comes faster than it is written is dropped: the next one says it again. */
    public void state(State state) {
        states.offer(state);
    }

    @Override
    public int doWork(long nowNs) {
        if (nowNs < dueNs) {
            return 0;
        }
        dueNs = nowNs + TURN_NS;
        readTapes();
        return 0;
    }

    @Override
    public long nextDueNs() {
        return dueNs;
    }

    private void readTapes() {
        // The gauges first: what a tape tells after a cut stands behind it.
        writeCuts();
        for (int i = 0; i < streams.size(); i++) {
            Stream stream = streams.get(i);
            stream.tape.drainTo(stream.encoder);
            if (!stream.encoder.isEmpty()) {
                writeEvents(i);
            }
        }
        State state;
        while ((state = states.poll()) != null) {
            write(state);
        }
        // In virtual time nobody waits for them, and a cut takes no time: the end is soon enough.
        if (!header.virtual() && cuts - countedCuts >= COUNT_CUTS && lostRows() > 0) {
            writeCounts(countedCuts == 0 ? 0 : Math.max(0, cuts - LATE_CUTS));
        }
        economise();
    }

    private void economise() {
        if (trouble != null) {
            return;
        }
        try {
            keepAtMostOneIn(room.keep(bytes, shelf));
        } catch (IOException e) {
            fail(e);
        }
    }

    private void keepAtMostOneIn(int requests) {
        for (Stream stream : streams) {
            if (stream.storms) {
                stream.tape.keepAtMostOneIn(requests);
            }
        }
    }

    private void writeEvents(int stream) {
        begin();
        streams.get(stream).encoder.takeTo(excerpt);
        append(Excerpt.Kind.EVENTS, stream);
    }

    private void writeCuts() {
        Watch from = watch;
        if (from == null) {
            return;
        }
        for (int complete = from.paths.complete(); cuts < complete; cuts++) {
            begin();
            from.gauges.write(from.paths, cuts, from.latenessNs.applyAsLong(cuts), excerpt);
            append(Excerpt.Kind.CUTS, 0);
        }
    }

    private void write(State state) {
        begin();
        byte[] text = JsonRecords.bytes(state);
        excerpt.put(text, text.length);
        append(Excerpt.Kind.STATE, 0);
    }

    private void writeCounts(int from) {
        Watch of = watch;
        if (of == null) {
            return;
        }
        int cut = from;
        do {
            int to = Math.min(cuts, cut + LATE_CUTS);
            begin();
            Counts.write(of.ledger.recorders(), cut, to, excerpt);
            append(Excerpt.Kind.COUNTS, 0);
            cut = to;
        } while (cut < cuts);
        countedCuts = cuts;
    }

    /** Rows of storms' attempts that are not in it. */
    private long lostRows() {
        return streams.stream().mapToLong(s -> s.tape.lostRows()).sum();
    }

    private int fewest() {
        int fewest = 1;
        for (Stream stream : streams) {
            int kept = stream.tape.fewest();
            fewest = kept == 0 || fewest == 0 ? 0 : Math.max(fewest, kept);
        }
        return fewest;
    }

    /**
     * Writes the end, when all writers have stopped.
     *
     * @param end given what was kept
     */
    public void finish(Function<Kept, State> end) {
        readTapes();
        streams.forEach(stream -> stream.tape.restTo(stream.encoder));
        readTapes();
        if (lostRows() > 0) {
            writeCounts(0);
        }
        Kept all = new Kept(lostRows(), fewest(), bytes, trouble);
        write(end.apply(all));
        shelf.close();
        kept = all;
    }

    /** How much of the run it holds; null before its end. */
    public @Nullable Kept kept() {
        return kept;
    }

    private void begin() {
        excerpt.clear();
        excerpt.room(Excerpt.HEADER_BYTES);
        excerpt.size = Excerpt.HEADER_BYTES;
    }

    private void append(Excerpt.Kind kind, int stream) {
        if (trouble != null) {
            return;
        }
        if (excerpt.size > Excerpt.MAX_BYTES) {
            fail(new IOException("a record of " + excerpt.size + " bytes is larger than a journal takes"));
            return;
        }
        Excerpt.seal(excerpt, kind, identity, serial, stream);
        try {
            shelf.append(excerpt.array, excerpt.size);
            serial++;
            bytes += excerpt.size;
        } catch (IOException e) {
            fail(e);
        }
    }

    private void fail(IOException e) {
        trouble = "the journal ends " + Timeline.startNs(cuts) / 1_000_000_000 + " s into the run: " + e.getMessage();
    }
}
