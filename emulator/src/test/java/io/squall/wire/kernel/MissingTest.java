package io.squall.wire.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingTest {
    @Test
    void what_a_platform_lacks_for_the_kernel_lane_is_a_sentence() {
        assertThat(KernelLane.missing("Linux", "amd64", "5.18.0-1")).isEmpty();
        assertThat(KernelLane.missing("Linux", "amd64", "6.1")).isEmpty();
        assertThat(KernelLane.missing("Linux", "amd64", "5.17.9"))
                .hasValue("the kernel lane needs Linux 5.18 or later on x86_64, and this is Linux 5.17.9 on amd64");
        assertThat(KernelLane.missing("Linux", "aarch64", "6.8")).isPresent();
        assertThat(KernelLane.missing("Mac OS X", "amd64", "15.1")).isPresent();
        assertThat(KernelLane.missing("Linux", "amd64", "unknown")).isPresent();
    }
}
