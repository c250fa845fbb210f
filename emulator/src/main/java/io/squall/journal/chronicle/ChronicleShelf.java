package io.squall.journal.chronicle;

import io.squall.journal.Shelf;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * A Chronicle Queue in a directory of its own. Its file is mapped into memory, so what has been appended is the kernel's: the process
 * may be killed, the host may not.
 */
public final class ChronicleShelf implements Shelf {
    /** Our excerpts are few and read from the beginning: the index need not take half a megabyte. */
    private static final int INDEX_COUNT = 1024;

    private static final int INDEX_SPACING = 64;

    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final FileStore store;

    private ChronicleShelf(Path directory, int blockBytes, int indexCount) throws IOException {
        Chronicle.quiet();
        store = Files.getFileStore(directory);
        queue = SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(LargeRollCycles.LARGE_DAILY)
                .blockSize(blockBytes)
                .indexCount(indexCount)
                .indexSpacing(INDEX_SPACING)
                .build();
        appender = queue.createAppender();
        // One thread at a time: who begins, who writes while the run goes on, who ends.
        appender.singleThreadedCheckDisabled(true);
    }

    /**
     * Begins a journal.
     *
     * @param directory is made; nothing ever writes into one that exists
     * @param blockBytes of the file are mapped at a time; four times as much as the largest excerpt at the least
     * @throws IOException if it exists, or cannot be written
     */
    public static ChronicleShelf create(Path directory, int blockBytes) throws IOException {
        return create(directory, blockBytes, INDEX_COUNT);
    }

    static ChronicleShelf create(Path directory, int blockBytes, int indexCount) throws IOException {
        Files.createDirectory(directory);
        try {
            return new ChronicleShelf(directory, blockBytes, indexCount);
        } catch (RuntimeException | AssertionError | LinkageError e) {
            // What it is not allowed to reach it finds out with an error of its own.
            throw new IOException(
                    "Chronicle Queue cannot begin it (" + e.getMessage()
                            + "): start Squall by scripts/squall, which gives Java what it needs, or run with --journal off",
                    e);
        }
    }

    @Override
    public void append(byte[] excerpt, int length) throws IOException {
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(excerpt, 0, length);
        } catch (RuntimeException | InternalError e) {
            // A page of a sparse file that finds no room on the disk is an InternalError of the mapping.
            throw new IOException("it could not be written: is the disk full? (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return store.getUsableSpace();
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
