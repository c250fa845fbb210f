package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.record.Recorder;
import io.squall.record.Timeline;
import io.squall.scenario.Path;
import io.squall.scenario.ProbeSpec;
import io.squall.verdict.Law.Account;
import io.squall.verdict.Starvation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What can be computed again from {@code intervals.csv} alone. */
class IntervalsCsvTest {
    static final List<Played> RUNS = List.of(Played.DEC_7, Played.QUIET, Played.RECOVERED, Played.stoppedAfter(30));

    private static final List<String> COLUMNS = List.of(
            "start_ns",
            "kind",
            "name",
            "intended",
            "first_tries",
            "sent",
            "skipped",
            "shed",
            "answered",
            "failed",
            "timed_out",
            "late",
            "first_unanswered_ns",
            "newest_usable_ns",
            "blind_ns",
            "p50_ns",
            "p99_ns",
            "max_ns",
            "trusted",
            "offered",
            "dropped",
            "queue",
            "least_wait_ns",
            "flows",
            "table_drops",
            "pending");

    /** A line, by column. */
    private record Row(Map<String, String> cells) {
        String text(String column) {
            String cell = cells.get(column);
            assertThat(cell).as(column).isNotNull();
            return cell == null ? "" : cell;
        }

        long number(String column) {
            return Long.parseLong(text(column));
        }
    }

    private static String csv(Played played) {
        StringBuilder out = new StringBuilder();
        try {
            IntervalsCsv.write(played.run(), out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    private static List<Row> rows(Played played, String kind, String name) {
        List<Row> rows = new ArrayList<>();
        csv(played).lines().skip(1).forEach(line -> {
            List<String> cells = Arrays.asList(line.split(",", -1));
            assertThat(cells).as(line).hasSameSizeAs(COLUMNS);
            Map<String, String> byColumn = new LinkedHashMap<>();
            for (int i = 0; i < COLUMNS.size(); i++) {
                byColumn.put(COLUMNS.get(i), cells.get(i));
            }
            Row row = new Row(byColumn);
            if (row.text("kind").equals(kind) && row.text("name").equals(name)) {
                rows.add(row);
            }
        });
        return rows;
    }

    private static long sum(List<Row> rows, String column) {
        return rows.stream().mapToLong(row -> row.number(column)).sum();
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void the_first_line_names_the_columns(Played played) {
        assertThat(csv(played).lines().findFirst()).hasValue(String.join(",", COLUMNS));
        assertThat(csv(played)).endsWith("\n").doesNotContain("\r");
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void there_is_a_row_for_every_cut_and_class_and_for_every_cut_and_path(Played played) {
        long cuts = (played.run().phases().getLast().endNs() + Timeline.CUT_NS - 1) / Timeline.CUT_NS;
        for (Summary.ClassRow c : played.summary().classes()) {
            List<Row> rows = rows(played, c.role(), c.name());
            assertThat(rows).as(c.name()).hasSize((int) cuts);
            for (int cut = 0; cut < cuts; cut++) {
                assertThat(rows.get(cut).number("start_ns")).isEqualTo(Timeline.startNs(cut));
            }
        }
        for (String path : played.run().paths()) {
            assertThat(rows(played, "path", path)).as(path).hasSize((int) cuts);
        }
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void the_columns_of_a_class_add_up_to_the_books(Played played) {
        for (Summary.ClassRow c : played.summary().classes()) {
            List<Row> rows = rows(played, c.role(), c.name());
            Account books = c.total();
            Account found = new Account(
                    sum(rows, "intended"),
                    sum(rows, "first_tries"),
                    sum(rows, "sent"),
                    sum(rows, "skipped"),
                    sum(rows, "shed"),
                    sum(rows, "answered"),
                    sum(rows, "failed"),
                    sum(rows, "timed_out"),
                    sum(rows, "sent") - sum(rows, "answered") - sum(rows, "failed") - sum(rows, "timed_out"),
                    sum(rows, "late"));
            assertThat(found).as(c.name()).isEqualTo(books);
        }
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void the_law_holds_in_every_cut(Played played) {
        for (Summary.ClassRow c : played.summary().classes()) {
            for (Row row : rows(played, c.role(), c.name())) {
                assertThat(row.number("intended"))
                        .isEqualTo(row.number("sent") + row.number("skipped") + row.number("shed"));
                assertThat(row.number("sent"))
                        .isGreaterThanOrEqualTo(
                                row.number("answered") + row.number("failed") + row.number("timed_out"));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void starvation_computed_from_the_file_is_that_of_the_summary(Played played) {
        for (Summary.ControlRow control : played.summary().controls()) {
            Starvation starvation = new Starvation(
                    played.scenario().windowNs(), played.scenario().holdNs());
            for (Row row : decided(played, control.name())) {
                String unanswered = row.text("first_unanswered_ns");
                starvation.accept(
                        row.number("sent"),
                        row.number("answered"),
                        unanswered.isEmpty() ? Recorder.NONE : Long.parseLong(unanswered),
                        row.text("trusted").equals("yes"));
            }
            List<Summary.SpanRow> spans = starvation.spans().stream()
                    .map(span -> new Summary.SpanRow(span.enteredNs(), span.isOpen() ? null : span.leftNs()))
                    .toList();
            assertThat(spans).as(control.name()).isEqualTo(control.starved());
            assertThat(starvation.brownOutNs()).isEqualTo(control.brownOutNs());
        }
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void blind_time_in_the_file_is_that_of_the_summary(Played played) {
        for (Summary.ControlRow control : played.summary().controls()) {
            assertThat(sum(decided(played, control.name()), "blind_ns"))
                    .as(control.name())
                    .isEqualTo(control.blindNs());
        }
    }

    /** In a run that was stopped, the last cuts hold probes that were never decided. */
    private static List<Row> decided(Played played, String name) {
        List<Row> rows = rows(played, "probe", name);
        long decidedNs = played.run().classRecord(name).decidedThroughNs();
        return rows.stream()
                .filter(row -> row.number("start_ns") + Timeline.CUT_NS <= decidedNs)
                .toList();
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void blind_time_agrees_with_the_newest_samples(Played played) {
        for (ProbeSpec probe : played.scenario().probes()) {
            long staleNs = 3 * probe.periodNs();
            long newestBefore = 0;
            for (Row row : decided(played, probe.name())) {
                long startNs = row.number("start_ns");
                long newest = row.number("newest_usable_ns");
                long blind = row.number("blind_ns");
                assertThat(newest).isGreaterThanOrEqualTo(newestBefore);
                assertThat(blind).isBetween(0L, Timeline.CUT_NS);
                if (startNs - newest >= staleNs) {
                    assertThat(blind).as("too old throughout, at %d", startNs).isEqualTo(Timeline.CUT_NS);
                }
                if (startNs + Timeline.CUT_NS - newestBefore <= staleNs) {
                    assertThat(blind).as("fresh throughout, at %d", startNs).isZero();
                }
                newestBefore = newest;
            }
        }
    }

    @Test
    void a_flow_table_shows_how_full_it_was_and_what_it_cost() {
        Played tight = Played.of("quiet", "duration=10 s", "paths.boundary.flows={entries: 300}");
        long most = 0;
        long lost = 0;
        for (Row row : rows(tight, "path", "boundary")) {
            most = Math.max(most, row.number("flows"));
            lost += row.number("table_drops");
            assertThat(row.number("table_drops")).isLessThanOrEqualTo(row.number("dropped"));
        }
        assertThat(most).isEqualTo(300);
        assertThat(lost).isPositive().isEqualTo(tight.run().pathLog().lostToTable(0, 0, 100));
    }

    @ParameterizedTest
    @FieldSource("RUNS")
    void a_path_never_drops_more_than_it_was_offered(Played played) {
        for (Path path : played.scenario().paths()) {
            for (Row row : rows(played, "path", path.name())) {
                assertThat(row.number("offered")).isGreaterThanOrEqualTo(row.number("dropped"));
                assertThat(row.number("dropped")).isNotNegative();
                assertThat(row.number("queue")).isBetween(0L, (long) path.queue());
            }
        }
    }
}
