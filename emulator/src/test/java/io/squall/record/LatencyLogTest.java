package io.squall.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyLogTest {
    private static final long MS = 1_000_000;
    private static final long CUT_NS = Timeline.CUT_NS;
    private static final List<String> PHASES = List.of("calm", "trigger", "storm");
    private static final Timeline TIMELINE = new Timeline(20 * CUT_NS, PHASES.size());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LatencyLog log = new LatencyLog(TIMELINE, new PrintStream(bytes, true, UTF_8), "a test");
    private final Recorder clients = recorder(true);
    private final Recorder dns = recorder(false);

    private record Value(String name, int phase, int cut, long ns) {}

    private static Recorder recorder(boolean requests) {
        return new Recorder(TIMELINE, new Digest(), 2_000 * MS, 150 * MS, requests);
    }

    LatencyLogTest() {
        log.follow("clients", PHASES, List.of(clients), true);
        log.follow("dns", PHASES, List.of(dns), false);
    }

    /** Random answers; the phases 0, 1 and 2 begin with the cuts 0, 8 and 9. */
    private List<Value> play(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Value> values = new ArrayList<>();
        for (int cut = 0; cut < 20; cut++) {
            int newest = cut < 8 ? 0 : cut < 9 ? 1 : 2;
            for (int i = random.nextInt(30); i > 0; i--) {
                int phase = random.nextInt(newest + 1);
                long ns = random.nextLong(2_000 * MS);
                values.add(new Value("clients", phase, cut, ns));
                clients.record(Event.TIMED_OUT, i, phase, 0, ns);
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                long ns = random.nextLong(300 * MS);
                values.add(new Value("dns", newest, cut, ns));
                dns.record(Event.ANSWERED, i, newest, 0, ns);
            }
            log.take(cut);
        }
        return values;
    }

    private Map<String, Histogram> readBack() {
        Map<String, Histogram> byTag = new LinkedHashMap<>();
        HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(bytes.toByteArray()));
        EncodableHistogram next;
        while ((next = reader.nextIntervalHistogram()) != null) {
            byTag.computeIfAbsent(Objects.requireNonNull(next.getTag()), _ -> new Histogram(1_000, 2_000 * MS, 3))
                    .add((Histogram) next);
        }
        return byTag;
    }

    @Test
    void hdr_histograms_own_reader_reads_it_back_with_a_tag_a_class_and_phase() {
        dns.record(Event.ANSWERED, 1, 0, 0, 30 * MS);
        clients.record(Event.TIMED_OUT, 1, 0, 0, 250 * MS);
        clients.requestAnswered(0, 700 * MS);
        log.take(0);
        dns.record(Event.ANSWERED, 2, 2, 0, 31 * MS);
        log.take(1);

        assertThat(readBack().keySet())
                .containsExactlyInAnyOrder("clients/calm", "clients.request/calm", "dns/calm", "dns/storm");
    }

    @Test
    void an_interval_is_dated_by_its_cut_and_its_values_are_in_milliseconds() {
        dns.record(Event.ANSWERED, 1, 0, 0, 30 * MS);
        log.take(6);
        dns.record(Event.ANSWERED, 2, 0, 0, 50 * MS);
        log.take(7);
        List<String> lines = bytes.toString(UTF_8)
                .lines()
                .filter(line -> line.startsWith("Tag="))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).startsWith("Tag=dns/calm,0.700,0.100,50.0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void the_sums_of_the_log_of_the_phases_and_of_the_cuts_are_the_same(long seed) {
        List<Value> values = play(seed);
        Map<String, Histogram> byTag = readBack();
        for (String name : List.of("clients", "dns")) {
            for (int phase = 0; phase < PHASES.size(); phase++) {
                long expected = countOf(values, name, phase);
                Histogram read = byTag.get(name + "/" + PHASES.get(phase));
                assertThat(read == null ? 0 : read.getTotalCount()).isEqualTo(expected);
                assertThat(log.ofPhase(name, phase).count()).isEqualTo(expected);
                if (read != null) {
                    assertThat(log.ofPhase(name, phase).p99Ns()).isEqualTo(read.getValueAtPercentile(99));
                }
            }
            long inCuts = 0;
            for (int cut = 0; cut < 20; cut++) {
                inCuts += log.ofCut(name, cut).count();
            }
            assertThat(inCuts)
                    .isEqualTo(values.stream().filter(v -> v.name.equals(name)).count());
        }
    }

    private static long countOf(List<Value> values, String name, int phase) {
        return values.stream()
                .filter(v -> v.name.equals(name) && v.phase == phase)
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void the_percentiles_of_a_cut_are_those_of_the_sorted_values_within_a_thousandth(long seed) {
        List<Value> values = play(seed);
        for (int cut = 0; cut < 20; cut++) {
            int at = cut;
            List<Long> sorted = values.stream()
                    .filter(v -> v.name.equals("clients") && v.cut == at)
                    .map(Value::ns)
                    .sorted(Comparator.naturalOrder())
                    .toList();
            Percentiles found = log.ofCut("clients", cut);
            assertThat(found.count()).isEqualTo(sorted.size());
            if (!sorted.isEmpty()) {
                assertNear(found.p50Ns(), nearestRank(sorted, 0.5));
                assertNear(found.p90Ns(), nearestRank(sorted, 0.9));
                assertNear(found.p99Ns(), nearestRank(sorted, 0.99));
                assertNear(found.p999Ns(), nearestRank(sorted, 0.999));
                assertNear(found.maxNs(), sorted.getLast());
                assertNear(
                        Math.round(found.meanNs()),
                        Math.round(sorted.stream().mapToLong(v -> v).average().orElseThrow()));
            }
        }
    }

    private static long nearestRank(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static void assertNear(long found, long expected) {
        assertThat((double) Math.abs(found - expected)).isLessThanOrEqualTo(expected / 1_000.0 + 1_000);
    }

    @Test
    void an_outcome_that_comes_two_phases_after_its_attempt_is_not_lost() {
        clients.record(Event.SENT, 1, 0, 0, 0);
        clients.beginPhase(1, 8 * CUT_NS);
        clients.beginPhase(2, 9 * CUT_NS);
        clients.record(Event.TIMED_OUT, 1, 0, 0, 1_500 * MS);
        log.take(15);
        assertThat(log.ofPhase("clients", 0).count()).isEqualTo(1);
        assertThat(log.ofCut("clients", 15).count()).isEqualTo(1);
    }

    @Test
    void outcomes_that_come_after_the_last_cut_are_in_the_totals_and_in_the_log() {
        dns.record(Event.ANSWERED, 1, 2, 0, 30 * MS);
        log.take(19);
        dns.record(Event.TIMED_OUT, 2, 2, 0, 250 * MS);
        log.finish(2_300 * MS);
        assertThat(log.ofPhase("dns", 2).count()).isEqualTo(2);
        assertThat(log.ofCut("dns", 19).count()).isEqualTo(1);
        assertThat(bytes.toString(UTF_8)).contains("Tag=dns/storm,2.000,0.300,");
    }

    @Test
    void several_recorders_of_a_class_add_up_in_the_phase_and_in_the_cut() {
        LatencyLog ofBoth = new LatencyLog(TIMELINE, null, "");
        ofBoth.follow("both", PHASES, List.of(clients, dns), false);
        clients.record(Event.ANSWERED, 1, 0, 0, 90 * MS);
        dns.record(Event.ANSWERED, 2, 0, 0, 30 * MS);
        dns.record(Event.ANSWERED, 3, 1, 0, 60 * MS);
        ofBoth.take(0);
        assertThat(ofBoth.ofPhase("both", 0).count()).isEqualTo(2);
        assertThat(ofBoth.ofPhase("both", 1).count()).isEqualTo(1);
        Percentiles inCut = ofBoth.ofCut("both", 0);
        assertThat(inCut.count()).isEqualTo(3);
        assertNear(inCut.p50Ns(), 60 * MS);
        assertNear(inCut.maxNs(), 90 * MS);
    }

    @Test
    void where_nothing_came_back_there_is_nothing() {
        log.take(0);
        assertThat(log.ofPhase("dns", 0)).isEqualTo(Percentiles.NOTHING);
        assertThat(log.ofCut("dns", 0)).isEqualTo(Percentiles.NOTHING);
        assertThat(readBack()).isEmpty();
    }

    @Test
    void without_a_file_the_figures_are_the_same() {
        LatencyLog silent = new LatencyLog(TIMELINE, null, "");
        Recorder recorder = recorder(false);
        silent.follow("dns", PHASES, List.of(recorder), false);
        recorder.record(Event.ANSWERED, 1, 0, 0, 30 * MS);
        silent.take(0);
        dns.record(Event.ANSWERED, 1, 0, 0, 30 * MS);
        log.take(0);
        assertThat(silent.ofPhase("dns", 0)).isEqualTo(log.ofPhase("dns", 0));
        assertThat(silent.ofCut("dns", 0)).isEqualTo(log.ofCut("dns", 0));
    }
}
