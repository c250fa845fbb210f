package io.squall.journal.pcap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A capture, frame by frame, up to its end or to where it is damaged. One reader. */
public final class CaptureReader implements AutoCloseable {
    private static final int MAGIC_BYTES = 4;

    private final FileBytes in;
    private final Frame frame = new Frame();
    private @Nullable FrameFormat format;
    private @Nullable Damage damage;

    /** @param in is closed with the reader */
    public CaptureReader(InputStream in) {
        this.in = new FileBytes(in);
    }

    /** @throws IOException if there is no such file, or it may not be read */
    public static CaptureReader open(Path file) throws IOException {
        return new CaptureReader(Files.newInputStream(file));
    }

    /** What ended the reading before the file's end; known when {@link #advance} has said false. */
    public Optional<Damage> damage() {
        return Optional.ofNullable(damage);
    }

    /** @return false at the end, and at a damage */
    boolean advance() {
        if (damage != null) {
            return false;
        }
        try {
            FrameFormat known = format == null ? recognise() : format;
            format = known;
            boolean delivered = known.next(frame);
            frame.bytes = in.buffer();
            return delivered;
        } catch (DamagedException e) {
            damage = e.damage();
        } catch (IOException e) {
            damage = new Damage(in.offset(), "the file cannot be read on: " + e.getMessage());
        }
        return false;
    }

    /** Where {@link #advance} has come to. */
    Frame frame() {
        return frame;
    }

    private FrameFormat recognise() throws IOException, DamagedException {
        if (!in.has(1)) {
            throw new DamagedException(0, "the file is empty");
        }
        int magic = in.need(MAGIC_BYTES, "a capture's magic number").s32(0);
        if (magic == Pcapng.SECTION) {
            return new Pcapng(in);
        }
        in.order(isPcap(Integer.reverseBytes(magic)));
        if (!isPcap(in.s32(0))) {
            throw new DamagedException(0, noCapture(magic));
        }
        return new Pcap(in);
    }

    private static boolean isPcap(int magic) {
        return magic == Pcap.MICROSECONDS || magic == Pcap.NANOSECONDS;
    }

    private static String noCapture(int magic) {
        String packed =
                switch (magic >>> 16) {
                    case 0x1F8B -> "gzip";
                    case 0x28B5 -> "zstd";
                    case 0xFD37 -> "xz";
                    case 0x425A -> "bzip2";
                    case 0x0422 -> "lz4";
                    case 0x504B -> "zip";
                    default -> "";
                };
        return packed.isEmpty()
                ? "this is neither pcap nor pcapng: it begins with 0x%08X".formatted(magic)
                : "this is a file packed by " + packed + ": unpack it first";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
