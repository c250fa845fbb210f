package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import io.squall.run.Doctor;
import io.squall.run.Doctor.Finding;
import io.squall.run.Doctor.Level;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host lacks, and what that means. */
class DoctorTest {
    @TempDir
    private Path kernel;

    private static Scenario scenario(String... sets) {
        return Scenarios.load("dec-7", List.of(sets), OptionalLong.empty());
    }

    private Finding finding(String what, String... sets) {
        return new Doctor(scenario(sets), kernel, 1_000_000)
                .examine().stream()
                        .filter(f -> f.what().equals(what))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void on_a_system_that_shows_no_settings_they_are_unknown() {
        List<Finding> findings = new Doctor(scenario(), kernel, 1_000_000).examine();
        assertThat(findings)
                .filteredOn(f -> f.level() == Level.UNKNOWN)
                .extracting(Finding::what)
                .contains("net.core.somaxconn", "net.ipv4.tcp_max_syn_backlog", "net.core.rmem_max", "ports");
        assertThat(findings).filteredOn(f -> f.what().equals("JDK")).allMatch(f -> f.level() == Level.OK);
    }

    @Test
    void a_short_listen_queue_is_a_warning_that_says_what_it_means_and_how_to_mend_it() throws IOException {
        Files.createDirectories(kernel.resolve("net/core"));
        Files.writeString(kernel.resolve("net/core/somaxconn"), "128\n");
        Finding finding = finding("net.core.somaxconn");
        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.sentence())
                .contains("128: ")
                .contains("INVALID")
                .contains("sysctl -w net.core.somaxconn=4096");
    }

    @Test
    void a_narrow_range_of_ports_is_a_warning() throws IOException {
        Files.createDirectories(kernel.resolve("net/ipv4"));
        Files.writeString(kernel.resolve("net/ipv4/ip_local_port_range"), "60000\t60999\n");
        assertThat(finding("ports").level()).isEqualTo(Level.WARN);
        assertThat(finding("ports").sentence()).startsWith("1000 for each source's address");
    }

    @Test
    void too_many_sources_for_the_open_files_of_this_process_fail() {
        Finding finding = finding("open files", "storms.clients.population.closed.sources=30000000");
        assertThat(finding.level()).isIn(Level.FAIL, Level.UNKNOWN);
        assertThat(finding("memory", "storms.clients.population.closed.sources=30000000")
                        .level())
                .isEqualTo(Level.FAIL);
    }

    @Test
    void a_host_that_cannot_run_it_is_an_exit_code() throws IOException {
        Path big = kernel.resolve("big.yaml");
        Files.writeString(
                big,
                "extends: dec-7\nname: big\nstorms: { clients: { population: { closed: { sources: 30000000 } } } }\n");
        Said said = squall("doctor", big.toString());
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.HOST);
        assertThat(said.out()).contains("FAIL  memory").contains("This host cannot run big as it is.");
        assertThat(squall("doctor", "dec-8").code()).isEqualTo(ExitCode.SCENARIO);
    }

    @Test
    void timers_are_judged_by_the_rules_of_validity() {
        // dec-7: deadlines of 250 ms, a window of 1 s. A quarter of the one, half of the other.
        Doctor doctor = new Doctor(scenario(), kernel, 1_000_000);
        assertThat(doctor.judge(1_000_000, 20_000_000).level()).isEqualTo(Level.OK);
        assertThat(doctor.judge(30_000_000, 40_000_000).level()).isEqualTo(Level.WARN);
        assertThat(doctor.judge(63_000_000, 70_000_000).level()).isEqualTo(Level.FAIL);
        assertThat(doctor.judge(1_000_000, 501_000_000).level()).isEqualTo(Level.FAIL);
        assertThat(doctor.judge(1_000_000, 501_000_000).sentence()).contains("INVALID");
    }
}
