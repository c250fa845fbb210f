package io.squall.cli;

import static io.squall.cli.Said.squall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The help of every command, its man page, and completion. With {@code -Dsquall.golden=update} the man page is written anew. */
class HelpTest {
    private static final Path MAN = Path.of("../docs/man/squall.1");

    private static CommandLine line() {
        return Main.line(new Main(), new Interruption());
    }

    @Test
    void every_command_explains_itself_with_examples_and_its_own_exit_codes() {
        line().getSubcommands().forEach((name, command) -> {
            String help = squall(name, "--help").out();
            assertThat(help).contains("Exit codes:", "  0 ", "  2 ");
            if (!name.equals("list") && !name.equals("generate-completion")) {
                assertThat(help).as(name).contains("Example");
            }
        });
        assertThat(squall("run", "--help").out()).contains("  98 ", "--json -", "--junit");
        assertThat(squall("simulate", "--help").out()).doesNotContain("  4 ");
        assertThat(squall("list", "--help").out()).doesNotContain("  98 ");
    }

    @Test
    void bash_accepts_the_completion_and_finds_the_commands_in_it() throws IOException, InterruptedException {
        String script = squall("generate-completion").out();
        assertThat(script).contains("doctor").contains("--dry-run");
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var in = bash.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void the_man_page_is_what_the_commands_say() throws IOException {
        String page = page();
        if ("update".equals(System.getProperty("squall.golden"))) {
            Files.createDirectories(MAN.getParent());
            Files.writeString(MAN, page);
        }
        assertThat(MAN).hasContent(page);
    }

    private static String page() {
        StringWriter out = new StringWriter();
        out.write(".\\\" Made by HelpTest from the commands themselves.\n.TH SQUALL 1\n.SH NAME\n"
                + "squall \\- a network traffic storm, to see whether monitoring and control traffic survive it\n"
                + ".SH SYNOPSIS\n.nf\n" + verbatim(line()) + ".fi\n");
        for (Map.Entry<String, CommandLine> command : line().getSubcommands().entrySet()) {
            out.write(".SH \"SQUALL " + command.getKey().toUpperCase(java.util.Locale.ROOT) + "\"\n.nf\n"
                    + verbatim(command.getValue()) + ".fi\n");
        }
        return out.toString();
    }

    private static String verbatim(CommandLine command) {
        return command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(line -> line.replace("\\", "\\e").replace("-", "\\-"))
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
