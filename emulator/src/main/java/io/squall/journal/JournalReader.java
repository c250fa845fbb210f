package io.squall.journal;

import io.squall.journal.Excerpt.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from its beginning as far as it is whole: every excerpt is proved by its checksum, its serial and the identity of its
 * journal.
 */
public final class JournalReader implements AutoCloseable {
    private static final int MOST_STREAMS = 256;

    private final Excerpts excerpts;
    private final List<@Nullable EventDecoder> streams = new ArrayList<>();
    private final Header header;
    private final int[] sources;
    private final long identity;
    private int serial;
    private long bytes;
    private @Nullable String damage;
    private @Nullable State state;

    /** Takes what a journal holds, in its order. */
    public interface Listener {
        /** A row of a tape, see {@link io.squall.record.Tape}. */
        default void row(int stream, long first, long second, long third) {}

        /** The gauges at the end of a cut. */
        default void cut(Slice payload) {}

        default void state(State state) {}

        default void counts(Slice payload) {}
    }

    /**
     * Reads the header.
     *
     * @throws DamagedJournalException if there is none
     * @throws IOException if it cannot be read
     */
    public JournalReader(Excerpts excerpts) throws IOException {
        this.excerpts = excerpts;
        int length = excerpts.next();
        if (length < 0) {
            throw new DamagedJournalException(
                    excerpts.damage().map(at -> "it has no header: " + at).orElse("it is empty"));
        }
        byte[] first = excerpts.buffer();
        Excerpt.check(first, length);
        if (Excerpt.serial(first) != 0 || Excerpt.kind(first) != Kind.HEADER) {
            throw new DamagedJournalException("it begins with excerpt " + Excerpt.serial(first)
                    + ", not with its header: is its first file missing?");
        }
        identity = Excerpt.identity(first);
        header = JsonRecords.read(new Slice(first, Excerpt.HEADER_BYTES, length).text(), Header.class);
        if (!header.format().equals(Header.FORMAT)) {
            throw new DamagedJournalException(
                    "its format is " + header.format() + ", and this Squall reads " + Header.FORMAT);
        }
        sources = header.sourcesOfClass();
        serial = 1;
        bytes = length;
    }

    public Header header() {
        return header;
    }

    /**
     * Reads one more excerpt.
     *
     * @return false at the end, or at the first damage; of a journal that is still written also: not yet
     */
    public boolean advance(Listener to) throws IOException {
        if (damage != null) {
            return false;
        }
        int length = excerpts.next();
        if (length < 0) {
            damage = excerpts.damage().orElse(null);
            return false;
        }
        try {
            read(excerpts.buffer(), length, to);
        } catch (DamagedJournalException e) {
            damage = "excerpt " + serial + ": " + e.getMessage();
            return false;
        }
        serial++;
        bytes += length;
        return true;
    }

    private void read(byte[] excerpt, int length, Listener to) {
        Excerpt.check(excerpt, length);
        if (Excerpt.identity(excerpt) != identity) {
            throw new DamagedJournalException("it is of another journal: two were mixed");
        }
        if (Excerpt.serial(excerpt) != serial) {
            throw new DamagedJournalException("in its place stands excerpt " + Excerpt.serial(excerpt));
        }
        Slice payload = new Slice(excerpt, Excerpt.HEADER_BYTES, length);
        switch (Excerpt.kind(excerpt)) {
            case HEADER -> throw new DamagedJournalException("it is a second header");
            case EVENTS -> {
                int stream = Excerpt.stream(excerpt);
                decoder(stream).read(payload, (first, second, third) -> to.row(stream, first, second, third));
            }
            case CUTS -> to.cut(payload);
            case COUNTS -> to.counts(payload);
            case STATE -> {
                State read = JsonRecords.read(payload.text(), State.class);
                state = read;
                to.state(read);
            }
        }
    }

    private EventDecoder decoder(int stream) {
        if (stream >= MOST_STREAMS) {
            throw new DamagedJournalException("there is no stream " + stream);
        }
        while (streams.size() <= stream) {
            streams.add(null);
        }
        EventDecoder decoder = streams.get(stream);
        if (decoder == null) {
            decoder = new EventDecoder(sources);
            streams.set(stream, decoder);
        }
        return decoder;
    }

    /** Why nothing more can be read although there is more; empty if there is not. */
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** The newest that was read. */
    public Optional<State> state() {
        return Optional.ofNullable(state);
    }

    /** Whether the end of the run was read. */
    public boolean isComplete() {
        State newest = state;
        return newest != null && newest.end() != null;
    }

    /** Read so far. */
    public int excerpts() {
        return serial;
    }

    /** Of the excerpts read so far. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        excerpts.close();
    }
}
