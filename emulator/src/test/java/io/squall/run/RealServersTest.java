package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.squall.guard.KillSwitch;
import io.squall.record.Counter;
import io.squall.record.Snapshot;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.verdict.Judge;
import io.squall.verdict.Law;
import io.squall.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Knot and nginx stand behind the boundary, and dig, which is no part of Squall, in front of it. */
class RealServersTest {
    private static final List<Path> WHERE =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private static final Path EXAMPLES = Path.of("../docs/examples");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    /** Below the ports that kernels give out by themselves, and of this process alone. */
    private final int firstPort = 20_000 + (int) (ProcessHandle.current().pid() % 2_500) * 5;

    private final int knotPort = firstPort + 3;
    private final int nginxPort = firstPort + 4;
    private volatile String phase = "";

    private static String program(String name) {
        return WHERE.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Stream.of("knotd", "nginx", "dig").map(RealServersTest::program).noneMatch(String::isEmpty),
                "needs a server that is not installed: knotd, nginx and dig (Debian: knot, nginx-light, bind9-dnsutils)");
        for (String file : List.of("plane.zone", "knot.conf", "nginx.conf")) {
            String text = Files.readString(EXAMPLES.resolve("upstream").resolve(file));
            Files.writeString(
                    folder.resolve(file),
                    text.replace("127.0.0.1@5300", "127.0.0.1@" + knotPort)
                            .replace("127.0.0.1:8080", "127.0.0.1:" + nginxPort));
        }
        start(program("knotd"), "-c", "knot.conf");
        start(program("nginx"), "-p", ".", "-e", "error.log", "-c", "nginx.conf");
        Awaitility.await("both servers")
                .atMost(Duration.ofSeconds(10))
                .until(() -> digs(knotPort) && isOpen(nginxPort));
    }

    private void start(String... command) throws IOException {
        Path log = folder.resolve("server-" + started.size() + ".log");
        started.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean isOpen(int port) {
        try (var _ = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether dig gets the address from the zone, at the first try and within a second. */
    private static boolean digs(int port) throws IOException, InterruptedException {
        Process dig = new ProcessBuilder(
                        program("dig"), "@127.0.0.1", "-p", "" + port, "control.plane.internal", "+tries=1", "+time=1")
                .redirectErrorStream(true)
                .start();
        String said = new String(dig.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return dig.waitFor() == 0 && said.contains("status: NOERROR") && said.contains("192.0.2.53");
    }

    private void await(String wanted) {
        Awaitility.await(wanted).atMost(Duration.ofSeconds(30)).until(() -> phase.equals(wanted));
    }

    @Test
    void the_storm_in_front_of_a_real_name_server_stops_dig_until_dns_has_a_path_of_its_own() throws Exception {
        Scenario scenario = Scenarios.load(
                EXAMPLES.resolve("upstream.yaml").toString(),
                List.of(
                        "duration=20 s",
                        "phases.calm.for=3 s",
                        "operator.move-dns.decide={sighted: 4 s}",
                        "plane.services.web.upstream=127.0.0.1:" + nginxPort,
                        "plane.services.names.upstream=127.0.0.1:" + knotPort),
                OptionalLong.empty());
        int dns = firstPort + scenario.classIndex("dns");
        SocketRun run = new SocketRun(scenario, new KillSwitch(), firstPort, List.of());
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Snapshot> end = other.submit(() -> run.run(null, beat -> phase = beat.phase()));
            await("calm");
            boolean before = digs(dns);
            await("dark");
            List<Boolean> inTheStorm = List.of(digs(dns), digs(dns), digs(dns));
            await("dns-moved");
            Awaitility.await("dig on the other path")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> digs(dns));
            Snapshot snapshot = end.get();
            Verdict verdict = Judge.judge(scenario, snapshot);
            assertThat(before).isTrue();
            assertThat(inTheStorm).filteredOn(answered -> answered).hasSizeLessThan(2);
            assertThat(Law.breaches(snapshot)).isEmpty();
            assertThat(verdict.outcome())
                    .as("%s", verdict.reasons())
                    .isIn(Verdict.Outcome.PASS, Verdict.Outcome.INVALID);
            assertThat(snapshot.classRecord("auth").total(Counter.ANSWERED)).isPositive();
            assertThat(snapshot.classRecord("dns").total(Counter.FAILED)).isZero();
        }
    }
}
