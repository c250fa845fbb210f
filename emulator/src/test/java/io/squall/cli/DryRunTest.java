package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run would do. The figures are worked out by hand. */
class DryRunTest {
    @TempDir
    private Path folder;

    @Test
    void the_plan_holds_every_class_and_sends_and_writes_nothing() {
        String out = folder.resolve("run").toString();
        Said said = squall("run", "dec-7", "--dry-run", "--out", out);
        assertThat(said.code()).isZero();
        assertThat(folder).isEmptyDirectory();
        assertThat(said.out())
                // 2500 clients think for 30 s on average, and retry after 250 ms without a delay: 83 and 10,000 a
                // second
                .containsPattern("clients +tcp +boundary +83/s +10000/s +1\\.28 MB/s")
                // 30 a second, and none is tried again
                .containsPattern("resolvers +dns +boundary +30/s +30/s")
                .containsPattern("metrics +push +boundary +20/s +20/s")
                .contains("boundary carries 500 packets/s: usually offered 367/s (73 %), at worst 20200/s (4040 %)")
                .containsPattern("scaling-activity +trigger +1\\.0 s, 60 % of clients lose their connection")
                .contains("127.0.0.0/8")
                .contains("Privileges: none")
                .contains("Nothing was sent");
    }

    @Test
    void a_back_off_a_limit_and_a_mitigation_change_the_worst_case() {
        assertThat(worst("storms.clients.retry.backoff=fixed", "storms.clients.retry.cap=null"))
                // 2500 / (250 ms + 250 ms)
                .containsPattern("clients .* 5000/s");
        assertThat(worst("storms.clients.retry={limit: 0}"))
                // then the trigger is the worst: 60 % of 2500 within 1 s, beside the usual 83
                .containsPattern("clients .* 1583/s");
        assertThat(worst("operator.hurry={when: dns starved, decide: {sighted: 1 s}, set: {storms: {clients: "
                        + "{timeout: 125 ms}}}}"))
                .containsPattern("clients .* 20000/s");
    }

    private static String worst(String... sets) {
        String[] args = new String[2 + 2 * sets.length + 1];
        args[0] = "simulate";
        args[1] = "dec-7";
        for (int i = 0; i < sets.length; i++) {
            args[2 + 2 * i] = "--set";
            args[3 + 2 * i] = sets[i];
        }
        args[args.length - 1] = "--dry-run";
        Said said = squall(args);
        assertThat(said.code()).as(said.err()).isZero();
        return said.out();
    }

    @Test
    void what_the_guard_would_refuse_is_refused_after_the_plan() {
        Said said = squall("run", "dec-7", "--dry-run", "--set", "storms.clients.population.closed.sources=3000000");
        assertThat(said.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).contains("Class");
        assertThat(said.err()).contains("the Guard refuses").hasLineCount(1);
    }

    @Test
    void an_upstream_is_a_target_and_one_beyond_loopback_is_refused() {
        assertThat(withUpstream("127.0.0.1:8080").out()).contains("127.0.0.0/8), auth at 127.0.0.1:8080; ");
        Said elsewhere = withUpstream("192.0.2.1:80");
        assertThat(elsewhere.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(elsewhere.err())
                .contains("only loopback addresses are permitted")
                .hasLineCount(1);
    }

    private static Said withUpstream(String address) {
        String services = "plane.services={auth: {time: 1 ms, upstream: \"" + address + "\"}}";
        return squall("run", "quiet", "--dry-run", "--set", services, "--set", "probes.auth.service=auth");
    }

    @Test
    void in_virtual_time_no_socket_is_needed() {
        assertThat(squall("simulate", "dec-7", "--dry-run").out())
                .contains("In virtual time")
                .doesNotContain("Open files");
    }

    @Test
    void seeds_side_by_side_need_the_heap_of_all_and_no_more_are_than_find_room() {
        assertThat(heap(squall("simulate", "dec-7", "--dry-run", "--seeds", "5", "--cores", "3")))
                .isBetween(
                        3 * heap(squall("simulate", "dec-7", "--dry-run")) - 2,
                        3 * heap(squall("simulate", "dec-7", "--dry-run")) + 2);
        assertThat(squall("simulate", "dec-7", "--dry-run", "--seeds", "5", "--cores", "3")
                        .out())
                .contains("3 runs at a time");
        String huge = "storms.clients.population.closed.sources=16_000_000";
        assertThat(squall("simulate", "dec-7", "--dry-run", "--seeds", "5", "--set", huge)
                        .out())
                .contains("one thread");
    }

    private static long heap(Said said) {
        Matcher heap = Pattern.compile("Estimates: (\\d+) MB of heap").matcher(said.out());
        assertThat(heap.find()).as(said.out() + said.err()).isTrue();
        return Long.parseLong(heap.group(1));
    }

    @Test
    void a_flow_table_that_is_nearly_full_on_a_calm_day_is_seen() {
        Said said = squall(
                "simulate",
                "quiet",
                "--dry-run",
                "--set",
                "paths.boundary.flows={entries: 20_000}",
                "--set",
                "storms.resolvers=null",
                "--set",
                "operator=null");
        // 2,500 clients / 30.0 s, dns, auth and deploy 20/s each, all held 120 s, and one flow of metrics a source.
        assertThat(said.out()).containsPattern("boundary keeps 20000 flows: usually about 17[0-9]{3} \\(8[0-9] %\\)");
    }
}
