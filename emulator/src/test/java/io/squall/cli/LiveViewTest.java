package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.run.Beat;
import io.squall.verdict.Starvation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person sees while a run goes on. */
class LiveViewTest {
    private static final Terminal.Size WIDE = new Terminal.Size(30, 120);
    private static final Terminal.Size NARROW = new Terminal.Size(30, 40);

    private final StringWriter out = new StringWriter();

    private static Beat beat(int second, double delivery) {
        return new Beat(
                "dec-7",
                second * 1_000_000_000L,
                90_000_000_000L,
                new Beat.Storms(100.0 * second, 90.0 * second, 5),
                new Beat.Device("boundary", 14, 14, 0.92),
                List.of(
                        new Beat.PhaseBeat("morning", 1, false, ""),
                        new Beat.PhaseBeat("dark", 0, true, "move-dns"),
                        new Beat.PhaseBeat("after", 0, false, "")),
                List.of(new Beat.ClassBeat("metrics", Starvation.State.STARVED, delivery, 250_000_000)),
                List.of(new Beat.OperatorBeat("move-dns", Beat.OperatorBeat.Stage.DECIDING, true, 0)));
    }

    private LiveView view(boolean colour) {
        return new LiveView(new PrintWriter(out), Optional.empty(), colour);
    }

    @Test
    void the_block_shows_phases_load_classes_and_the_operator() {
        String text = String.join("\n", new Block().lines(beat(34, 0.03), 120, 30));
        assertThat(text)
                .contains("dec-7  34 of 90 s")
                .containsPattern("morning +█{20} done")
                .containsPattern("dark +░{20} now, until move-dns")
                .contains("3060/s sent of 3400/s, 5 answered")
                .contains("queue 14 of 14, 92 % dropped")
                .containsPattern("metrics +▁  STARVED +3 %  p99 250 ms")
                .contains("move-dns: deciding, blind");
    }

    @Test
    void sparklines_hold_the_last_minute_in_a_wide_window_and_less_in_a_narrow_one() {
        Block block = new Block();
        for (int second = 0; second < 100; second++) {
            block.lines(beat(second, second / 100.0), 200, 30);
        }
        assertThat(bars(block.lines(beat(100, 1), 200, 30))).hasSize(60).endsWith("█");
        assertThat(bars(block.lines(beat(101, 1), 80, 30))).hasSizeBetween(10, 40);
        assertThat(bars(block.lines(beat(102, 1), 30, 30))).isEmpty();
    }

    @Test
    void in_a_low_window_other_phases_than_the_current_give_way() {
        assertThat(new Block().lines(beat(1, 1), 120, 8))
                .hasSize(7)
                .anyMatch(line -> line.contains("dark"))
                .anyMatch(line -> line.contains("move-dns: deciding"))
                .noneMatch(line -> line.contains("morning"));
    }

    private static String bars(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("metrics"))
                .map(line -> line.replaceAll("[^▁▂▃▄▅▆▇█]", ""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void no_line_is_longer_and_no_block_higher_than_the_window() {
        LiveView view = view(false);
        for (Terminal.Size size : List.of(WIDE, NARROW, new Terminal.Size(5, 20))) {
            String[] lines = view.drawing(beat(1, 1), size)
                    .replaceAll("\u001b\\[[?0-9]*[a-zA-Z]", "")
                    .split("\r\n", -1);
            assertThat(lines).hasSizeLessThanOrEqualTo(size.rows());
            assertThat(lines).allMatch(line -> line.length() < size.columns());
        }
    }

    @Test
    void it_is_drawn_in_place_and_anew_when_a_narrower_window_has_broken_its_lines() {
        LiveView view = view(false);
        String first = view.drawing(beat(1, 1), WIDE);
        int lines = first.split("\r\n", -1).length - 1;
        assertThat(first).startsWith("\u001b[?25ldec-7");
        assertThat(view.drawing(beat(2, 1), WIDE)).startsWith("\u001b[?25l\u001b[" + lines + "A\rdec-7");
        assertThat(view.drawing(beat(3, 1), NARROW)).startsWith("\u001b[?25l\u001b[H\u001b[2Jdec-7");
        assertThat(view.drawing(beat(4, 1), WIDE)).startsWith("\u001b[?25l\u001b[" + lines + "A\r");
    }

    @Test
    void every_drawing_leaves_the_cursor_shown_so_that_an_interruption_leaves_nothing_behind() {
        String drawing = view(true).drawing(beat(1, 1), WIDE);
        assertThat(drawing).startsWith("\u001b[?25l").endsWith("\u001b[J\u001b[?25h");
    }

    @Test
    void colours_are_left_out_where_they_are_not_wished() {
        assertThat(view(true).drawing(beat(1, 0), WIDE)).contains("\u001b[31mSTARVED\u001b[0m");
        assertThat(view(false).drawing(beat(1, 0), WIDE)).contains("STARVED").doesNotContain("\u001b[31m");
    }

    @Test
    void without_a_terminal_it_is_a_line_a_second_without_any_escape() {
        try (LiveView view = view(true)) {
            view.accept(beat(34, 0.03));
        }
        assertThat(out.toString())
                .hasLineCount(1)
                .startsWith(" 34/90 s dark ")
                .contains("| metrics STARVED 3% 250ms")
                .contains("| move-dns deciding, blind")
                .doesNotContain("\u001b");
    }

    @Test
    void on_a_terminal_what_was_told_last_is_drawn_before_it_ends() {
        try (LiveView view = new LiveView(new PrintWriter(out), Optional.of(() -> WIDE), false)) {
            view.accept(beat(1, 1));
            view.accept(beat(90, 1));
        }
        assertThat(out.toString()).contains("dec-7  90 of 90 s").endsWith("\u001b[?25h");
    }

    @Test
    void the_size_is_read_from_what_stty_says() {
        assertThat(Terminal.Size.parse("24 80\n")).contains(new Terminal.Size(24, 80));
        assertThat(Terminal.Size.parse("0 0\n")).isEmpty();
        assertThat(Terminal.Size.parse("")).isEmpty();
    }
}
