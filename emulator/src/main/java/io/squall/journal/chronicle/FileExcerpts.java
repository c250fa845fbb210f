package io.squall.journal.chronicle;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.Excerpt;
import io.squall.journal.Excerpts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a queue as they lie on the disk, through a bounded buffer, by their length words; never maps them. Of files that
 * were cut or damaged it gives everything before the damage.
 *
 * <pre>
 *     31         30        29                    0
 *     [ unready ][ meta    ][ length of the rest  ] [ document … ] padded to 4 bytes
 * </pre>
 */
public final class FileExcerpts implements Excerpts {
    private static final int NOT_COMPLETE = 1 << 31;
    private static final int META_DATA = 1 << 30;
    private static final int LENGTH = META_DATA - 1;
    private static final int END_OF_FILE = NOT_COMPLETE | META_DATA;
    private static final int WORD = 4;
    private static final String SUFFIX = ".cq4";

    private final List<Path> files;
    private final ByteBuffer window =
            ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private byte[] excerpt = new byte[1 << 16];
    private @Nullable FileChannel channel;
    private int file;
    private long windowAt;
    private long at;
    private @Nullable String damage;

    /**
     * Opens what a queue has written into a directory, or one of its files.
     *
     * @throws DamagedJournalException if there is no journal
     */
    public FileExcerpts(Path journal) {
        files = files(journal);
    }

    private static List<Path> files(Path journal) {
        if (Files.isRegularFile(journal)) {
            return List.of(journal);
        }
        if (!Files.isDirectory(journal)) {
            throw new DamagedJournalException("cannot read " + journal + ": no such file or directory");
        }
        try (Stream<Path> all = Files.list(journal)) {
            List<Path> files =
                    all.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
            if (files.isEmpty()) {
                throw new DamagedJournalException(journal + " holds no journal: there is no file *" + SUFFIX);
            }
            return files;
        } catch (IOException e) {
            throw new DamagedJournalException("cannot read " + journal + ": " + e.getMessage());
        }
    }

    @Override
    public int next() throws IOException {
        while (damage == null && file < files.size()) {
            if (channel == null) {
                channel = FileChannel.open(files.get(file), StandardOpenOption.READ);
                at = 0;
                window.limit(0);
            }
            int length = nextOfFile();
            if (length >= 0 || damage != null) {
                return length;
            }
            closeFile();
            file++;
        }
        return -1;
    }

    /** @return -1 at the end of the file, or of what can be read of it */
    private int nextOfFile() throws IOException {
        while (has(WORD)) {
            int word = window.getInt((int) (at - windowAt));
            if (word == 0 || word == END_OF_FILE) {
                return -1;
            }
            int length = word & LENGTH;
            boolean meta = (word & META_DATA) != 0;
            if ((word & NOT_COMPLETE) != 0) {
                return damaged("an excerpt was begun and not finished");
            }
            if (meta) {
                if (at + WORD + length > size()) {
                    return damaged("a record of " + length + " bytes goes beyond the end");
                }
                at += WORD + padded(length);
                continue;
            }
            if (length > Excerpt.MAX_BYTES) {
                return damaged("a length of " + length + " bytes is none of ours");
            }
            if (!has(WORD + length)) {
                return damaged("an excerpt of " + length + " bytes goes beyond the end");
            }
            if (excerpt.length < length) {
                excerpt = new byte[Math.max(length, 2 * excerpt.length)];
            }
            window.get((int) (at - windowAt) + WORD, excerpt, 0, length);
            at += WORD + padded(length);
            return length;
        }
        return -1;
    }

    private long size() throws IOException {
        return channel == null ? 0 : channel.size();
    }

    private static long padded(int length) {
        return (length + 3L) & ~3L;
    }

    private int damaged(String what) {
        damage = files.get(file).getFileName() + " at byte " + at + ": " + what;
        return -1;
    }

    /** Whether so many bytes lie in the file from here on; then they are in the window. */
    private boolean has(int bytes) throws IOException {
        long from = at - windowAt;
        if (from >= 0 && from + bytes <= window.limit()) {
            return true;
        }
        FileChannel in = channel;
        if (in == null || at + bytes > size()) {
            return false;
        }
        ByteBuffer target = window;
        if (bytes > target.capacity()) {
            throw new IOException("a length of " + bytes + " bytes is none of ours");
        }
        target.clear();
        windowAt = at;
        int read = 0;
        while (target.hasRemaining() && read >= 0) {
            read = in.read(target, windowAt + target.position());
        }
        target.flip();
        return target.limit() >= bytes;
    }

    @Override
    public byte[] buffer() {
        return excerpt;
    }

    @Override
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    private void closeFile() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    @Override
    public void close() {
        try {
            closeFile();
        } catch (IOException _) {
            // It was only read.
        }
    }
}
