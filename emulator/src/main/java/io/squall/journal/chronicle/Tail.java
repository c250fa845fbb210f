package io.squall.journal.chronicle;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.Excerpts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/** Follows a journal that another process writes at this moment, from its beginning. Writes nothing. */
public final class Tail implements Excerpts {
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;
    private byte[] excerpt = new byte[1 << 16];

    /** @throws DamagedJournalException if there is no queue */
    public Tail(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DamagedJournalException(directory + " holds no journal that could be followed");
        }
        Chronicle.quiet();
        try {
            queue = SingleChronicleQueueBuilder.binary(directory).readOnly(true).build();
            tailer = queue.createTailer();
        } catch (RuntimeException | AssertionError | LinkageError e) {
            throw new DamagedJournalException(directory + " cannot be followed: " + e.getMessage());
        }
    }

    @Override
    public int next() throws IOException {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return -1;
            }
            Bytes<?> bytes = document.wire().bytes();
            int length = Math.toIntExact(bytes.readRemaining());
            if (excerpt.length < length) {
                excerpt = new byte[2 * length];
            }
            bytes.read(excerpt, 0, length);
            return length;
        } catch (RuntimeException | InternalError e) {
            throw new IOException("the journal can no longer be followed: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] buffer() {
        return excerpt;
    }

    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
