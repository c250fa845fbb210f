package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can only happen to a whole process: signals, limits, a full disk, a host without IPv6. */
class BadDaysTest {
    private static final String[] SMALL = {
        "--set", "duration=30 s",
        "--set", "phases.ordinary-morning.for=2 s",
        "--set", "storms.clients.population.closed.sources=300",
        "--set", "paths.boundary.capacity=300/s"
    };

    @TempDir
    private Path folder;

    /** What Chronicle Queue needs of Java: as this JVM has it. */
    private static final List<String> RECORDING = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("--add-") || option.startsWith("--sun-misc"))
            .toList();

    /** @param wrapper a command that becomes the JVM */
    private ProcessBuilder squall(List<String> wrapper, List<String> jvm, String... args) {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output().toFile()))
                .redirectInput(new File("/dev/null"));
    }

    /** Does something in a shell first; that shell then becomes the JVM. */
    private static List<String> after(String preparation) {
        return List.of("bash", "-c", preparation + " && exec \"$0\" \"$@\"");
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    private String said() {
        try {
            return Files.exists(output()) ? Files.readString(output()) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String[] with(String[] more, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int interruptOnce(String sight, ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> said().contains(sight));
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private int complete(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(said()).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void control_c_during_the_run_leaves_a_bundle_that_is_complete_so_far() throws Exception {
        Path bundle = folder.resolve("run");
        int code = interruptOnce(
                "4/30 s", squall(List.of(), RECORDING, with(SMALL, "run", "dec-7", "--out", bundle.toString())));
        assertThat(code).as(said()).isEqualTo(ExitCode.STOPPED);
        assertThat(said()).contains("STOPPED: stopped at").doesNotContain("\tat ");
        for (String file :
                List.of("scenario.yaml", "environment.json", "summary.json", "intervals.csv", "latency.hlog")) {
            assertThat(bundle.resolve(file)).isNotEmptyFile();
        }
        assertThat(bundle.resolve("summary.json")).content().contains("\"outcome\" : \"STOPPED\"");
    }

    @Test
    void control_c_during_the_calibration_stops_at_once() throws Exception {
        Path bundle = folder.resolve("run");
        int code = interruptOnce(
                "Calibrating", squall(List.of(), RECORDING, with(SMALL, "run", "dec-7", "--out", bundle.toString())));
        assertThat(code).as(said()).isEqualTo(ExitCode.STOPPED);
        assertThat(said()).doesNotContain("\tat ");
    }

    @Test
    void too_low_a_limit_of_open_files_is_one_sentence_before_anything_is_sent() throws Exception {
        int code = complete(squall(
                after("ulimit -n 512"),
                RECORDING,
                "run",
                "dec-7",
                "--out",
                folder.resolve("run").toString()));
        assertThat(code).as(said()).isEqualTo(ExitCode.HOST);
        assertThat(said()).contains("ulimit -n").doesNotContain("\tat ");
    }

    @Test
    void a_host_without_ipv6_and_a_java_without_unsafe_run_all_the_same_what_is_not_recorded() throws Exception {
        int code = complete(squall(
                List.of(),
                List.of("-Djava.net.preferIPv4Stack=true", "--sun-misc-unsafe-memory-access=deny"),
                "run",
                "quiet",
                "--journal",
                "off",
                "--set",
                "duration=3 s",
                // So that no clump of packets is lost in the few seconds that there are.
                "--set",
                "paths.boundary.capacity=20000/s",
                "--out",
                folder.resolve("run").toString()));
        assertThat(code).as(said()).isIn(ExitCode.PASS, ExitCode.INVALID);
    }

    @Test
    void a_java_that_cannot_record_is_one_sentence_before_anything_is_sent() throws Exception {
        int code = complete(squall(
                List.of(),
                List.of(),
                "run",
                "quiet",
                "--out",
                folder.resolve("run").toString()));
        assertThat(code).as(said()).isEqualTo(ExitCode.HOST);
        assertThat(said())
                .contains("start Squall by scripts/squall, which gives Java what it needs, or run with --journal off")
                .doesNotContain("\tat ")
                .doesNotContain("Calibrating");
    }

    @Test
    void a_standard_output_that_cannot_be_written_is_one_sentence() throws Exception {
        assumeThat(Path.of("/dev/full")).exists();
        int code = complete(squall(after("exec >/dev/full"), List.of(), "list"));
        assertThat(code).as(said()).isEqualTo(ExitCode.HOST);
        assertThat(said()).contains("squall: cannot write all of the standard output: No space left on device");
    }

    @Test
    void a_full_disk_is_one_sentence_before_anything_is_sent() throws Exception {
        int probe = new ProcessBuilder("unshare", "-Urm", "true").start().waitFor();
        assumeThat(probe)
                .as("needs user namespaces, to mount a small disk without root")
                .isZero();
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> smallDisk = new ArrayList<>(List.of("unshare", "-Urm"));
        smallDisk.addAll(after("mount -t tmpfs -o size=1m none " + disk));
        int code = complete(squall(
                smallDisk,
                List.of(),
                "run",
                "dec-7",
                "--out",
                disk.resolve("run").toString()));
        assertThat(code).as(said()).isEqualTo(ExitCode.HOST);
        assertThat(said()).contains("MiB are free").doesNotContain("\tat ");
    }
}
