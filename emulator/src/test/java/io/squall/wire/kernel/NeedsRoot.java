package io.squall.wire.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class of tests where this process may not load programs or make namespaces. */
public final class NeedsRoot implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(
                KernelLane.trouble().isEmpty(),
                "needs root, and Linux 5.18 on x86_64: for bpf(2) and network namespaces");
    }
}
