package io.squall.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.Excerpt;
import io.squall.journal.JournalReader;
import io.squall.journal.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of at most 4 KiB, cut at every byte and with every byte turned over. */
class DamageTest {
    private static final int MOST = 4096;
    private static final long IDENTITY = 42;

    @TempDir
    Path directory;

    private byte[] whole = {};
    private final List<Integer> ends = new ArrayList<>();

    @BeforeEach
    void writeAJournal() throws IOException {
        Path journal = directory.resolve("journal");
        try (Shelf shelf = ChronicleShelf.create(journal, 1 << 16, 8)) {
            Small.journal(shelf, IDENTITY);
        }
        whole = used(file(journal));
        assertThat(whole).hasSizeLessThanOrEqualTo(MOST);
        for (int excerpts = 1; excerpts <= Small.EXCERPTS; excerpts++) {
            ends.add(shortest(excerpts));
        }
    }

    private static Path file(Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    /** Without the zeros behind the last excerpt. */
    private static byte[] used(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int end = all.length;
        while (end > 0 && all[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(all, end);
    }

    /** The shortest beginning of the file from which so many excerpts are read. */
    private int shortest(int excerpts) throws IOException {
        int from = 0;
        int to = whole.length;
        while (from < to) {
            int middle = (from + to) / 2;
            if (read(Arrays.copyOf(whole, middle)).excerpts >= excerpts) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private record Found(int excerpts, String trouble) {}

    private Found read(byte[] content) throws IOException {
        Path file = directory.resolve("damaged.cq4");
        Files.write(file, content);
        try (FileExcerpts excerpts = new FileExcerpts(file);
                JournalReader journal = new JournalReader(excerpts)) {
            boolean more = true;
            while (more) {
                more = journal.advance(new JournalReader.Listener() {});
            }
            return new Found(journal.excerpts(), journal.damage().orElse(""));
        } catch (DamagedJournalException e) {
            return new Found(0, String.valueOf(e.getMessage()));
        }
    }

    /** How many excerpts lie wholly before a byte. */
    private int before(int at) {
        return (int) ends.stream().filter(end -> end <= at).count();
    }

    /** Whether a byte is one of ours, not of what Chronicle writes between. */
    private boolean isInExcerpt(int at) {
        int next = before(at);
        return next < Small.EXCERPTS && at >= ends.get(next) - Small.length(next);
    }

    @Test
    void the_whole_file_is_read_without_complaint() throws IOException {
        assertThat(read(whole)).isEqualTo(new Found(Small.EXCERPTS, ""));
    }

    @Test
    void of_a_file_cut_at_any_byte_everything_before_is_read() throws IOException {
        for (int length = 0; length < whole.length; length++) {
            Found found = read(Arrays.copyOf(whole, length));
            assertThat(found.excerpts).as("cut at %d", length).isEqualTo(before(length));
        }
    }

    @Test
    void of_a_file_with_any_byte_turned_over_everything_before_is_read() throws IOException {
        for (int at = 0; at < whole.length; at++) {
            for (int mask : new int[] {0xFF, 0x01, 0x80}) {
                byte[] content = whole.clone();
                content[at] ^= (byte) mask;
                Found found = read(content);
                assertThat(found.excerpts)
                        .as("byte %d, mask %x: %s", at, mask, found.trouble)
                        .isBetween(before(at), isInExcerpt(at) ? before(at) : Small.EXCERPTS);
            }
        }
    }

    @Test
    void what_never_was_a_journal_is_told_in_a_sentence() throws IOException {
        assertThat(read(new byte[0]).trouble).isEqualTo("it is empty");
        assertThat(read("once upon a time".getBytes(java.nio.charset.StandardCharsets.UTF_8)).trouble)
                .startsWith("it has no header: ");
        assertThatThrownBy(() -> new FileExcerpts(directory.resolve("nowhere")))
                .hasMessageEndingWith("nowhere: no such file or directory");
        assertThatThrownBy(() -> new FileExcerpts(Files.createDirectory(directory.resolve("bare"))))
                .hasMessageContaining("holds no journal");
    }

    @Test
    void an_excerpt_of_another_journal_is_not_taken_for_one_of_this() throws IOException {
        Path other = directory.resolve("other");
        try (Shelf shelf = ChronicleShelf.create(other, 1 << 16, 8)) {
            Small.journal(shelf, IDENTITY + 1);
        }
        byte[] mixed = whole.clone();
        byte[] stranger = used(file(other));
        int from = ends.get(1);
        System.arraycopy(stranger, from, mixed, from, mixed.length - from);
        Found found = read(mixed);
        assertThat(found.excerpts).isEqualTo(2);
        assertThat(found.trouble).isEqualTo("excerpt 2: it is of another journal: two were mixed");
    }

    @Test
    void a_journal_of_another_version_says_so() throws IOException {
        byte[] content = whole.clone();
        int at = ends.getFirst() - Small.length(0);
        assertThat(content[at]).isEqualTo((byte) 'S');
        content[at + 3] = Excerpt.VERSION + 1;
        assertThat(read(content).trouble).contains("it is of version 2 of the format; this Squall reads version 1");
    }
}
