package io.squall.cli;

import io.squall.guard.RefusedException;
import io.squall.report.Bundle.BundleException;
import io.squall.run.Demand;
import io.squall.run.DivergedException;
import io.squall.run.HostException;
import io.squall.scenario.ScenarioException;
import io.squall.socket.NoSocketException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point. */
@Command(
        name = "squall",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Emulates a network traffic storm, and shows whether monitoring and control traffic survive it.",
        subcommands = {
            RunCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            SearchCommand.class,
            MapCommand.class,
            InitCommand.class,
            CheckCommand.class,
            ShowCommand.class,
            ListCommand.class,
            SchemaCommand.class,
            DoctorCommand.class,
            ReportCommand.class,
            InspectCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            AgreeCommand.class,
            CompareCommand.class,
            ValidateCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Begin with:",
            "  squall doctor",
            "  squall run dec-7",
            "  squall init mine",
            "  source <(squall generate-completion)"
        })
public final class Main implements Runnable {
    @Option(names = "--debug", scope = CommandLine.ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    Main() {}

    public static void main(String[] args) {
        StandardOutput standard = new StandardOutput();
        PrintWriter out = new PrintWriter(standard, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Interruption interruption = new Interruption();
        interruption.watchSignals();
        int code = execute(interruption, out, err, args);
        out.flush();
        interruption.finish(standard.ending(code, err));
    }

    static int execute(Interruption interruption, PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine line = line(main, interruption);
        line.setOut(out).setErr(err);
        line.setExecutionExceptionHandler((e, _, _) -> main.explain(e, err));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return outOfMemory(err);
        }
    }

    private static int outOfMemory(PrintWriter err) {
        err.println(
                "squall: this needs more memory than the "
                        + Demand.heapLimit() / 1_000_000
                        + " MB that this process may have: fewer sources or flow entries, a shorter run, or a larger heap (SQUALL_JAVA_OPTS=-Xmx4g)");
        return ExitCode.HOST;
    }

    /** All commands, each with the exit codes that it can really end with. */
    static CommandLine line(Main main, Interruption interruption) {
        CommandLine line = new CommandLine(main, new Commands(interruption)).setCaseInsensitiveEnumValuesAllowed(true);
        Stream.concat(Stream.of(line), line.getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .forEach(command -> command.usageMessage()
                        .exitCodeListHeading("%nExit codes:%n")
                        .exitCodeList(ExitCode.of(command.name())));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Each way to fail is one sentence and an exit code. */
    private int explain(Exception e, PrintWriter err) {
        if (debug) {
            e.printStackTrace(err);
        }
        return switch (e) {
            case ScenarioException bad -> {
                bad.sentences().forEach(err::println);
                yield ExitCode.SCENARIO;
            }
            case RefusedException refused -> say(err, refused, ExitCode.REFUSED);
            case HostException _, NoSocketException _, BundleException _ -> say(err, e, ExitCode.HOST);
            case DivergedException diverged -> say(err, diverged, ExitCode.STOPPED);
            case Exception worker when worker.getCause() instanceof OutOfMemoryError -> outOfMemory(err);
            default -> {
                err.println("squall: an internal error: " + e + (debug ? "" : " (--debug shows where)"));
                yield ExitCode.INTERNAL;
            }
        };
    }

    private static int say(PrintWriter err, Exception e, int code) {
        err.println("squall: " + e.getMessage());
        return code;
    }
}
