package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.HistogramLogProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets to see, and a script as exit code, on good days and on bad ones. */
class CommandLineTest {
    private static final String[] SHORT = {"--set", "duration=20 s", "--set", "phases.ordinary-morning.for=3 s"};

    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {}

    private static Result squall(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new Interruption(), new PrintWriter(out), new PrintWriter(err), args);
        return new Result(code, out.toString(), err.toString());
    }

    private static Result squall(String[] more, String... args) {
        List<String> all = new java.util.ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return squall(all.toArray(String[]::new));
    }

    private static String digest(Result result) {
        Matcher matcher = Pattern.compile("digest ([0-9a-f]{32})").matcher(result.out);
        assertThat(matcher.find()).as(result.out).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_same_seed_gives_the_same_digest_and_another_seed_another() {
        Result first = squall(SHORT, "simulate", "dec-7", "--seed", "7");
        Result again = squall(SHORT, "simulate", "dec-7", "--seed", "7");
        Result other = squall(SHORT, "simulate", "dec-7", "--seed", "8");
        assertThat(digest(again)).isEqualTo(digest(first));
        assertThat(digest(other)).isNotEqualTo(digest(first));
    }

    @Test
    void a_scenario_that_does_not_fit_into_the_memory_is_one_sentence() {
        Result result = squall(
                "simulate",
                "quiet",
                "--set",
                "paths.boundary.flows={entries: 16777216}",
                "--set",
                "paths.boundary.parallel=1024");
        assertThat(result.code).isEqualTo(ExitCode.HOST);
        assertThat(result.err).contains("needs more memory").hasLineCount(1);
    }

    @Test
    void ports_that_there_are_not_are_a_usage_error() {
        for (String first : List.of("-1", "65533", "70000")) {
            Result result = squall(
                    "run",
                    "quiet",
                    "--ports",
                    first,
                    "--out",
                    folder.resolve("none").toString());
            assertThat(result.code).as(first).isEqualTo(ExitCode.USAGE);
            assertThat(folder.resolve("none")).doesNotExist();
        }
    }

    @Test
    void quiet_passes_in_virtual_time() {
        Result result = squall("simulate", "quiet");
        assertThat(result.code).as(result.out).isEqualTo(ExitCode.PASS);
        assertThat(result.out).contains("PASS: no control class was starved");
    }

    @Test
    void a_run_in_which_no_probe_is_answered_at_all_is_a_result() {
        Result result = squall(
                "simulate",
                "quiet",
                "--set",
                "paths.boundary.capacity=1/min",
                "--set",
                "paths.boundary.queue=1",
                "--set",
                "expect.delivery=0 %",
                "--set",
                "expect.starved=[metrics, dns, auth, deploy]");
        assertThat(result.code).as(result.out).isEqualTo(ExitCode.PASS);
        assertThat(result.out).contains("auth went dark").contains("still dark at the end");
    }

    @Test
    void what_starves_against_expectation_fails() {
        Result result = squall("simulate", "quiet", "--set", "paths.boundary.capacity=1/s");
        assertThat(result.code).isEqualTo(ExitCode.FAIL);
        assertThat(result.out).contains("FAIL: metrics was STARVED");
    }

    @Test
    void a_scenario_error_is_one_sentence_with_its_place() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "extends: dec-7\nduration: 90\n");
        Result result = squall("simulate", file.toString());
        assertThat(result.code).isEqualTo(ExitCode.SCENARIO);
        assertThat(result.err).contains("mine.yaml:2:11: duration: found").doesNotContain("\tat ");
    }

    @Test
    void no_such_scenario_names_the_presets() {
        Result result = squall("run", "dec-8");
        assertThat(result.code).isEqualTo(ExitCode.SCENARIO);
        assertThat(result.err).contains("dec-8").contains("dec-7").contains("quiet");
    }

    @Test
    void a_missing_command_is_a_usage_error() {
        assertThat(squall().code).isEqualTo(ExitCode.USAGE);
        assertThat(squall("simulate").code).isEqualTo(ExitCode.USAGE);
        assertThat(squall("simulate", "quiet", "--sed", "7").code).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_run_directory_is_never_reused() {
        Result first = squall(
                SHORT, "simulate", "dec-7", "--out", folder.resolve("run").toString());
        Result second = squall(
                SHORT, "simulate", "dec-7", "--out", folder.resolve("run").toString());
        assertThat(first.out).contains("Bundle: ");
        assertThat(second.code).isEqualTo(ExitCode.HOST);
        assertThat(second.err).contains("exists already").hasLineCount(1);
    }

    @Test
    void a_place_that_cannot_be_written_is_said_before_anything_runs() {
        Result result = squall("run", "dec-7", "--out", "/proc/squall/run");
        assertThat(result.code).isEqualTo(ExitCode.HOST);
        assertThat(result.err)
                .contains("cannot write the run to /proc/squall/run")
                .hasLineCount(1);
    }

    @Test
    void a_bundle_has_all_its_files_and_its_scenario_runs_again_to_the_same_digest() {
        Path bundle = folder.resolve("run");
        Result first = squall(SHORT, "simulate", "dec-7", "--out", bundle.toString());
        for (String file : List.of(
                "scenario.yaml", "environment.json", "summary.json", "intervals.csv", "latency.hlog", "report.html")) {
            assertThat(bundle.resolve(file)).isNotEmptyFile();
        }
        Result again = squall("simulate", bundle.resolve("scenario.yaml").toString());
        assertThat(digest(again)).isEqualTo(digest(first));
        Result report = squall("report", bundle.toString());
        assertThat(report.code).isZero();
        assertThat(first.out).contains(report.out);
    }

    @Test
    void a_missing_or_damaged_bundle_is_one_sentence() throws IOException {
        Files.writeString(folder.resolve("summary.json"), "{\"schema\": ");
        Result damaged = squall("report", folder.toString());
        Result missing = squall("report", folder.resolve("nothing").toString());
        assertThat(damaged.code).isEqualTo(ExitCode.DAMAGED);
        assertThat(damaged.err).contains("summary.json is damaged").hasLineCount(1);
        assertThat(missing.code).isEqualTo(ExitCode.DAMAGED);
        assertThat(missing.err).contains("no such file").hasLineCount(1);
    }

    @Test
    void a_report_that_was_lost_is_made_anew_byte_for_byte() throws IOException {
        Path bundle = folder.resolve("run");
        squall(SHORT, "simulate", "dec-7", "--out", bundle.toString());
        byte[] written = Files.readAllBytes(bundle.resolve("report.html"));
        Files.delete(bundle.resolve("report.html"));
        assertThat(squall("report", bundle.toString()).code).isZero();
        assertThat(Files.readAllBytes(bundle.resolve("report.html"))).isEqualTo(written);
    }

    @Test
    void a_bundle_without_its_intervals_is_one_sentence_after_the_text() throws IOException {
        Path bundle = folder.resolve("run");
        squall(SHORT, "simulate", "dec-7", "--out", bundle.toString());
        Files.delete(bundle.resolve("intervals.csv"));
        Result report = squall("report", bundle.toString());
        assertThat(report.code).isEqualTo(ExitCode.DAMAGED);
        assertThat(report.out).contains("The law: ");
        assertThat(report.err).contains("intervals.csv: no such file").hasLineCount(1);
    }

    @Test
    void machines_read_json_on_standard_output_and_people_read_standard_error() throws IOException {
        Path bundle = folder.resolve("run");
        Path junit = bundle.resolve("junit.xml");
        Result result = squall(
                SHORT, "simulate", "dec-7", "--out", bundle.toString(), "--json", "-", "--junit", junit.toString());
        assertThat(result.out.strip()).isEqualTo(Files.readString(bundle.resolve("summary.json")));
        assertThat(result.err).contains("The law: ").contains("Exit code: ");
        String xml = Files.readString(junit);
        assertThat(xml).contains("<testcase ").contains("name=\"metrics starved\"");
        Result again = squall(
                "report",
                bundle.toString(),
                "--json",
                folder.resolve("again.json").toString());
        assertThat(again.out).contains("The law: ");
        assertThat(folder.resolve("again.json")).hasSameTextualContentAs(bundle.resolve("summary.json"));
    }

    @Test
    void a_file_for_machines_that_cannot_be_written_is_said_before_anything_runs() {
        Result result = squall(
                "simulate", "dec-7", "--junit", folder.resolve("no/where.xml").toString());
        assertThat(result.code).isEqualTo(ExitCode.HOST);
        assertThat(result.err)
                .contains("cannot write ")
                .contains("no/where.xml: there is no directory " + folder.resolve("no"))
                .hasLineCount(1);
        assertThat(result.out).isEmpty();
    }

    @Test
    void what_is_too_large_is_told_the_range() {
        String huge = "99999999999999999999";
        assertThat(squall("simulate", "quiet", "--set", "duration=" + huge + " h").err)
                .contains("expected a duration from 1 ns to 24 h");
        assertThat(squall("simulate", "quiet", "--set", "storms.clients.timeout=" + huge + " h").err)
                .containsPattern("expected a duration from .* to ");
        assertThat(List.of(
                        squall("simulate", "quiet", "--set", "seed=" + huge),
                        squall("simulate", "quiet", "--seed", huge),
                        squall("simulate", "quiet", "--seeds", "1.." + huge)))
                .allSatisfy(result -> assertThat(result.err).contains(" to 9223372036854775807"));
    }

    @Test
    void the_latency_log_opens_in_the_processor_of_hdrhistogram() throws Exception {
        Path bundle = folder.resolve("run");
        squall(SHORT, "simulate", "dec-7", "--out", bundle.toString());
        Thread processor = new HistogramLogProcessor(new String[] {
            "-i",
            bundle.resolve("latency.hlog").toString(),
            "-tag",
            "metrics/ordinary-morning",
            "-o",
            folder.resolve("metrics").toString()
        });
        processor.start();
        processor.join();
        assertThat(folder.resolve("metrics.hgrm"))
                .content()
                .containsPattern("0\\.500000000000 +\\d+ +2\\.00")
                .containsPattern("Total count *= +60\\]");
    }

    @Test
    void a_busy_port_is_one_sentence() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = squall(
                    "run",
                    "quiet",
                    "--ports",
                    Integer.toString(busy.getLocalPort()),
                    "--out",
                    folder.resolve("run").toString());
            assertThat(result.code).isEqualTo(ExitCode.HOST);
            assertThat(result.err)
                    .contains(Integer.toString(busy.getLocalPort()))
                    .hasLineCount(1);
        }
    }

    @Test
    void more_sources_than_the_guard_allows_are_refused() {
        Result result = squall(
                "run",
                "dec-7",
                "--set",
                "storms.clients.population.closed.sources=3000000",
                "--out",
                folder.resolve("run").toString());
        assertThat(result.code).isEqualTo(ExitCode.REFUSED);
        assertThat(result.err).contains("the Guard refuses").hasLineCount(1);
    }

    private static String[] upstream(String address) {
        return new String[] {
            "--set", "plane.services={web: {time: 1 ms, upstream: " + address + "}}", "--set", "probes.auth.service=web"
        };
    }

    @Test
    void an_upstream_beyond_loopback_is_refused_and_one_that_is_not_there_named() throws IOException {
        String out = folder.resolve("run").toString();
        Result elsewhere = squall(upstream("192.0.2.1:80"), "run", "quiet", "--out", out);
        assertThat(elsewhere.code).isEqualTo(ExitCode.REFUSED);
        assertThat(elsewhere.err)
                .contains("the Guard refuses /192.0.2.1:80: only loopback addresses are permitted")
                .hasLineCount(1);
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        Result absent = squall(upstream("127.0.0.1:" + nobody), "run", "quiet", "--out", out + 2);
        assertThat(absent.code).isEqualTo(ExitCode.HOST);
        assertThat(absent.err)
                .contains("no server takes connections at 127.0.0.1:" + nobody + ", the upstream of auth")
                .hasLineCount(1);
    }

    @Test
    void a_report_says_where_real_servers_stand_and_that_virtual_time_models_them() {
        Result result = squall(upstream("127.0.0.1:8080"), "simulate", "quiet", "--set", "duration=5 s");
        assertThat(result.out).contains("Upstream: auth at 127.0.0.1:8080: modelled here; squall run measures it.");
    }

    @Test
    void list_names_the_presets() {
        Result result = squall("list");
        assertThat(result.code).isZero();
        assertThat(result.out).contains("dec-7 ").contains("dec-7-oob ").contains("quiet ");
    }

    @Test
    void a_file_that_is_no_earlier_result_is_not_overwritten() throws IOException {
        Path scenario = Files.writeString(folder.resolve("mine.yaml"), "extends: quiet");
        Result result = squall(SHORT, "simulate", "dec-7", "--json", scenario.toString());
        assertThat(result.code).isEqualTo(ExitCode.USAGE);
        assertThat(result.err).contains("mine.yaml exists, and is no earlier result");
        assertThat(scenario).hasContent("extends: quiet");
        String json = folder.resolve("earlier.json").toString();
        assertThat(squall(SHORT, "simulate", "dec-7", "--json", json).code).isNotEqualTo(ExitCode.USAGE);
        assertThat(squall(SHORT, "simulate", "dec-7", "--json", json).code).isNotEqualTo(ExitCode.USAGE);
        assertThat(squall(SHORT, "simulate", "dec-7", "--json", json, "--junit", json).code)
                .isEqualTo(ExitCode.USAGE);
        assertThat(squall(SHORT, "simulate", "dec-7", "--junit", "-").err).contains("--junit needs a file");
    }
}
