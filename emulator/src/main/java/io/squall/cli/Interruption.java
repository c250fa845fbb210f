package io.squall.cli;

import io.squall.guard.KillSwitch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What ^C does: throws the kill switch, and lets the main thread write down what there is before the process ends.
 *
 * <pre>
 *     signal ─► shutdown hook ─► kill switch ─► (all threads stop, the bundle is written) ─► halt with the exit code
 * </pre>
 */
final class Interruption {
    private static final long LONGEST_FAREWELL_S = 20;

    private final KillSwitch killSwitch = new KillSwitch();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code = ExitCode.STOPPED;

    /** From now on a signal that ends the process throws the kill switch first. */
    void watchSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "squall-interruption"));
    }

    private void interrupted() {
        if (finished.getCount() == 0) {
            return;
        }
        killSwitch.throwIt();
        try {
            boolean _ = finished.await(LONGEST_FAREWELL_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Within a shutdown nothing but halt can set the exit code.
        Runtime.getRuntime().halt(code);
    }

    KillSwitch killSwitch() {
        return killSwitch;
    }

    /** The main thread is done. Does not return. */
    void finish(int exitCode) {
        code = exitCode;
        finished.countDown();
        System.exit(exitCode);
    }
}
