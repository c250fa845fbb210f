package io.squall.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final long DAY_NS = Guard.MAX_DURATION_NS;

    private final Guard guard = new Guard();
    private final Permit permit = guard.permit(1, 1, 1);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.255.254", "127.10.20.30", "::1"})
    void loopback_addresses_are_permitted(String address) throws UnknownHostException {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(address), 53);
        assertThat(permit.check(target)).isSameAs(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "::", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "126.255.255.255",
                "128.0.0.1", "8.8.8.8", "224.0.0.1", "255.255.255.255", "fe80::1", "2001:db8::1", "fd00::1"
            })
    void every_other_address_is_refused(String address) throws UnknownHostException {
        InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(address), 53);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> permit.check(target))
                .withMessageStartingWith("the Guard refuses ")
                .withMessageEndingWith(": only loopback addresses are permitted");
    }

    @Test
    void a_name_that_was_not_resolved_is_refused_even_if_it_is_localhost() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> permit.check(InetSocketAddress.createUnresolved("localhost", 53)));
    }

    @Test
    void what_is_exactly_at_the_caps_is_permitted() {
        assertThatCode(() -> guard.permit(Guard.MAX_ATTEMPTS_PER_SECOND, Guard.MAX_IN_FLIGHT, DAY_NS))
                .doesNotThrowAnyException();
    }

    @Test
    void more_attempts_a_second_than_the_cap_are_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> guard.permit(2_000_001, 1, 1))
                .withMessage("the Guard refuses 2000001 attempts a second: its cap is 2000000");
    }

    @Test
    void a_rate_without_bound_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> guard.permit(Double.POSITIVE_INFINITY, 1, 1));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> guard.permit(Double.NaN, 1, 1));
    }

    @Test
    void more_attempts_in_flight_than_the_cap_are_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> guard.permit(1, 1_000_001, 1))
                .withMessage("the Guard refuses 1000001 attempts in flight: its cap is 1000000");
    }

    @Test
    void a_longer_run_than_a_day_is_refused() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> guard.permit(1, 1, DAY_NS + 1_000_000_000))
                .withMessage("the Guard refuses 86401 seconds of duration: its cap is 86400");
    }

    @Test
    void the_permit_carries_the_caps() {
        assertThat(permit.attemptsPerSecond()).isEqualTo(2_000_000);
        assertThat(permit.inFlight()).isEqualTo(1_000_000);
    }
}
