package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Interruption interruption = new Interruption();

    private int validate(String... names) {
        String[] args = new String[names.length + 1];
        args[0] = "validate";
        System.arraycopy(names, 0, args, 1, names.length);
        return Main.execute(interruption, new PrintWriter(out), new PrintWriter(err), args);
    }

    @Test
    void the_chosen_ones_are_measured_and_written_down() throws IOException {
        Path page = folder.resolve("page.md");
        assertThat(validate("three-layers", "shapes", "--out", page.toString())).isZero();
        assertThat(out.toString()).contains("calls to the lowest", "4 of 4 inside their tolerance", "Exit code: 0");
        assertThat(page).content().contains("## shapes", "| 64 | 64 | exact |");
        assertThat(validate("shapes", "--out", page.toString())).isZero();
    }

    @Test
    void names_are_listed_and_scenarios_shown() {
        assertThat(validate("--list")).isZero();
        assertThat(out.toString()).contains("finite-queue  ").contains("Poisson packets at a load of 1.2");
        assertThat(validate("--show", "codel")).isZero();
        assertThat(out.toString()).contains("discipline: codel");
    }

    @Test
    void what_there_is_not_is_a_usage_error() {
        assertThat(validate("nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no known answer called nonsense");
    }

    @Test
    void a_file_of_another_kind_is_not_overwritten() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.yaml"), "squall: 1\n");
        assertThat(validate("shapes", "--out", mine.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(mine).hasContent("squall: 1\n");
    }

    @Test
    void an_interruption_stops_it_and_nothing_is_written() {
        Path page = folder.resolve("page.md");
        interruption.killSwitch().throwIt();
        assertThat(validate("shapes", "--out", page.toString())).isEqualTo(ExitCode.STOPPED);
        assertThat(page).doesNotExist();
    }

    @Test
    void a_full_disk_is_called_one() {
        assumeThat(Path.of("/dev/full")).exists();
        assertThat(validate("shapes", "--out", "/dev/full")).isEqualTo(ExitCode.HOST);
        assertThat(err).hasToString("squall: cannot write /dev/full: No space left on device" + System.lineSeparator());
    }
}
