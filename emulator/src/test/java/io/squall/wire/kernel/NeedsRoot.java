package io.squall.wire.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class of tests where this process may not load programs or make namespaces. */
final class NeedsRoot implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        boolean there = KernelLane.missing(
                        System.getProperty("os.name"), System.getProperty("os.arch"), System.getProperty("os.version"))
                .isEmpty();
        assumeTrue(there && mayMakeNamespaces(), "needs root, and Linux 5.18 on x86_64: for bpf(2) and namespaces");
    }

    private static boolean mayMakeNamespaces() {
        try (Lab _ = Lab.open()) {
            return true;
        } catch (KernelException e) {
            return e.errno() != Libc.EPERM;
        }
    }
}
