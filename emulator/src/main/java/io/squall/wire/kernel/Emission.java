package io.squall.wire.kernel;

import static io.squall.wire.kernel.Libc.Call.CLOSE;
import static io.squall.wire.kernel.Libc.Call.GETTID;
import static io.squall.wire.kernel.Libc.Call.TGKILL;

import io.squall.socket.Place;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The thread that lends its time to an {@link Emitter}: one call into the kernel that lasts as long as the storm. It takes a core.
 *
 * <p>It ends by the ring's `until`, after which nothing is sent, and a signal, which ends the call. A process that is killed takes
 * the call with it.
 */
final class Emission implements AutoCloseable {
    /** SIGRTMAX − 7 of 64: the JDK uses none above 33 but SIGRTMAX − 2. */
    private static final int SIGNAL = 57;
    /** Runs of one call: some minutes of waiting. What a call costs to begin and end, some 26 ms, must be rare. */
    private static final int TIMES = -1;

    private static final int TRIES = 500;
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final Ring ring;
    private final int program;
    private final Thread thread;
    private volatile long tid;
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    /**
     * Loads the program and begins.
     *
     * @param interfaceIndex of which the frames leave, in the place
     * @param batch frames that leave together at the most, 1 to 256
     */
    Emission(Place near, int interfaceIndex, Ring ring, Program what, int batch) {
        this.ring = ring;
        program = Bpf.load("squall_emitter", what.code());
        byte[] template = what.frame().template();
        Libc.letInterrupt(SIGNAL);
        thread = Thread.ofPlatform()
                .name("squall-emitter")
                .daemon()
                .start(() -> run(near, interfaceIndex, template, batch));
    }

    /** What is run, and on what. */
    record Program(Code code, Frame frame) {}

    private void run(Place near, int interfaceIndex, byte[] template, int batch) {
        try {
            tid = GETTID.apply();
            near.call(() -> {
                while (!stopping) {
                    Bpf.runOnLiveFrames(program, interfaceIndex, template, TIMES, batch);
                }
                return tid;
            });
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Why it has ended by itself; null as long as it has not. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** @throws IllegalStateException if the call cannot be ended, which takes five seconds to find out */
    @Override
    public void close() {
        ring.until(0);
        stopping = true;
        for (int i = 0; thread.isAlive(); i++) {
            if (i == TRIES) {
                throw new IllegalStateException("the emitter does not end");
            }
            if (tid != 0) {
                TGKILL.attempt(ProcessHandle.current().pid(), tid, SIGNAL);
            }
            ended();
        }
        CLOSE.attempt(program);
    }

    private void ended() {
        try {
            var _ = thread.join(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
