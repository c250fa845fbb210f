package io.squall.journal;

import io.squall.time.Idle;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A reel that is read by a thread of its own, so that no disk makes a sender late.
 *
 * <pre>
 *     recording ─► thread ─ fills ─► [ JCTools SPSC ring: full ] ─► sender
 *                         ◄────────── [ JCTools SPSC ring: free ] ◄─ gives back
 * </pre>
 *
 * <p>{@link #advance} never waits: it also says no if the thread has fallen behind, and yes later. Memory: all blocks at the start.
 */
public final class ReadAhead extends Stored implements AutoCloseable {
    private static final int BLOCKS = 64;
    private static final int ROWS = 1024;
    private static final long LOOK_NS = 100_000;

    private final Reel reel;
    private final SpscVarHandleArrayQueue<Block> full = new SpscVarHandleArrayQueue<>(BLOCKS);
    private final SpscVarHandleArrayQueue<Block> free = new SpscVarHandleArrayQueue<>(BLOCKS);
    private final Idle idle = Idle.parking(LOOK_NS);
    private @Nullable Block current;
    private int next;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private static final class Block {
        private final long[] words = new long[WORDS * ROWS];
        private int filled;
    }

    /** Begins to read at once. */
    public ReadAhead(Reel reel) {
        this.reel = reel;
        for (int i = 0; i < BLOCKS; i++) {
            free.offer(new Block());
        }
        Thread.ofPlatform().name("squall-replay").daemon().start(() -> {
            try {
                read();
            } catch (RuntimeException e) {
                failure = e;
            }
        });
    }

    private void read() {
        boolean more = true;
        while (more && !closed) {
            Block block = free.poll();
            if (block == null) {
                idle.idle(LOOK_NS);
                continue;
            }
            block.filled = 0;
            while (block.filled < block.words.length && (more = reel.advance())) {
                write(block.words, block.filled, reel);
                block.filled += WORDS;
            }
            full.offer(block);
        }
    }

    /** @throws IllegalStateException if the recording could not be read on */
    @Override
    public boolean advance() {
        Block block = current;
        if (block == null || next == block.filled) {
            if (block != null) {
                free.offer(block);
            }
            block = full.poll();
            current = block;
            next = 0;
            if (block == null || block.filled == 0) {
                RuntimeException failed = failure;
                if (failed != null) {
                    throw new IllegalStateException("the recording cannot be read on: " + failed.getMessage(), failed);
                }
                return false;
            }
        }
        standAt(block.words, next);
        next += WORDS;
        return true;
    }

    /** The thread ends. */
    @Override
    public void close() {
        closed = true;
    }
}
