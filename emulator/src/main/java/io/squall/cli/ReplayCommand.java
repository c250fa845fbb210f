package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.journal.DamagedJournalException;
import io.squall.journal.Edit;
import io.squall.journal.Pace;
import io.squall.journal.Recording;
import io.squall.run.Demand;
import io.squall.run.Replay;
import io.squall.run.Replay.Retries;
import io.squall.run.SimulatedRun;
import io.squall.run.SocketRun;
import io.squall.scenario.Notation;
import io.squall.scenario.Quantity;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.StormSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall replay}: a recorded storm again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Drives a recorded storm again: at the boundary where it was recorded or at another, faster, larger, in a "
                        + "loop. It checks itself: a replay that did not keep to its schedule is INVALID. A closed population is "
                        + "replayed open-loop: its first tries come when they were recorded.",
        footer = {
            "",
            "Examples:",
            "  squall replay runs/dec-7-20211207T153000.000Z",
            "  squall replay runs/dec-7-20211207T153000.000Z --simulate --retries recorded",
            "  squall replay storm.journal --into mine.yaml --amplify 3 --from 12s --to 30s",
            "  squall replay storm.journal --only clients --speed 10 --loop 5 --dry-run"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final Interruption interruption;
    private final Function<Path, Recording> recordings;

    @Parameters(paramLabel = "RUN|JOURNAL", description = "The directory of a run with a journal, or a journal.")
    private Path recorded = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "SCENARIO",
            description = "Drive it against this preset or file; by default against the scenario that was recorded.")
    private @Nullable String into;

    @Option(names = "--simulate", description = "In virtual time, without a socket.")
    private boolean simulate;

    @Option(
            names = "--retries",
            paramLabel = "WHO",
            description =
                    "live: the recorded first tries come, and the scenario's policy tries again (default); recorded: all tries "
                            + "come as they were recorded; none: first tries alone.")
    private @Nullable String retries;

    @ArgGroup
    private PaceOptions pace = new PaceOptions();

    /** One of these. */
    static final class PaceOptions {
        @Option(names = "--speed", paramLabel = "X", description = "So many times as fast, 0.1 to 100.")
        private @Nullable Double speed;

        @Option(
                names = "--pps",
                paramLabel = "RATE",
                description = "A constant rate of so many departures a second, all classes together.")
        private @Nullable Double rate;

        @Option(
                names = "--topspeed",
                description =
                        "As fast as this host can; with --retries recorded, its default here. Not in virtual time.")
        private boolean top;
    }

    @Option(names = "--loop", paramLabel = "N", defaultValue = "1", description = "So many times over; 1 by default.")
    private int loops;

    @Option(
            names = "--amplify",
            paramLabel = "K",
            defaultValue = "1",
            description = "K sources for each, spread evenly between its instants; 1 by default.")
    private int copies;

    @Option(names = "--from", paramLabel = "TIME", description = "Only what was intended from here on, such as 12s.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what was intended before.")
    private @Nullable String to;

    @Option(names = "--only", paramLabel = "CLASS", description = "Only this storm; the others are silent.")
    private @Nullable String only;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the bundle goes; runs/<name>-<utc> by default, and none with --simulate.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Only say what would be done, and what it needs of this host.")
    private boolean dryRun;

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Mixin
    private IdleOption idle = new IdleOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** @param recordings opens a recording */
    ReplayCommand(Interruption interruption, Function<Path, Recording> recordings) {
        this.interruption = interruption;
        this.recordings = recordings;
    }

    @Override
    public Integer call() {
        journal.check();
        if (simulate && journal.isOn(true) && out == null) {
            throw usage("--journal needs --out: it is part of a bundle");
        }
        Retries who = who();
        Pace at = pace();
        if (loops < 1 || loops > MOST || copies < 1 || copies > MOST) {
            throw usage("--loop and --amplify: found " + loops + " and " + copies + ", expected 1 to " + MOST);
        }
        try {
            Recording recording = recordings.apply(recorded);
            Scenario target =
                    into == null ? recording.scenario() : Scenarios.load(into, List.of(), OptionalLong.empty());
            return replay(recording, target, new Replay.Wish(edit(recording.scenario(), who, at), who));
        } catch (DamagedJournalException e) {
            spec.commandLine().getErr().println("squall: " + e.getMessage());
            return ExitCode.DAMAGED;
        }
    }

    private int replay(Recording recording, Scenario target, Replay.Wish wish) {
        try (Replay replay = of(recording, target, wish)) {
            Scenario scenario = replay.scenario();
            if (dryRun) {
                Demand demand = Demand.of(scenario);
                new Plan(demand).print(output.console(), !simulate, 1);
                if (!simulate) {
                    demand.permit();
                }
                return ExitCode.PASS;
            }
            KillSwitch killSwitch = interruption.killSwitch();
            return new Undertaking(scenario, simulate, journal, output, killSwitch)
                    .perform(
                            out == null && !simulate ? Ending.defaultDirectory(scenario) : out,
                            simulate ? inVirtualTime(replay, killSwitch) : onSockets(replay, killSwitch));
        }
    }

    private static Undertaking.Performance inVirtualTime(Replay replay, KillSwitch killSwitch) {
        return (hlog, journalist) -> new SimulatedRun(replay.scenario(), killSwitch)
                .recordedBy(journalist)
                .replaying(replay)
                .run(hlog, _ -> {});
    }

    private Undertaking.Performance onSockets(Replay replay, KillSwitch killSwitch) {
        Scenario scenario = replay.scenario();
        return new OnSockets(
                scenario,
                "the replay of " + scenario.name(),
                killSwitch,
                output,
                idle.waiting(),
                floors -> new SocketRun(scenario, killSwitch, 0, floors).replaying(replay));
    }

    private Replay of(Recording recording, Scenario target, Replay.Wish wish) {
        try {
            return new Replay(recording, target, wish);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private Retries who() {
        String written = retries == null ? pace.top ? "recorded" : "live" : retries;
        Retries who = List.of(Retries.values()).stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst()
                .orElseThrow(() -> usage("--retries: found " + written + ", expected live, recorded or none"));
        if (pace.top && who != Retries.RECORDED) {
            throw usage("--topspeed needs --retries recorded: at top speed no first try has an instant of its own");
        }
        if (pace.top && simulate) {
            throw usage("--topspeed needs sockets: in virtual time nothing takes time to send");
        }
        return who;
    }

    private Pace pace() {
        if (pace.top) {
            return new Pace.Top();
        }
        Double rate = pace.rate;
        if (rate != null) {
            if (!(rate > 0 && rate <= 1e9)) {
                throw usage("--pps: found " + rate + ", expected a rate above 0");
            }
            return new Pace.Constant(rate);
        }
        double speed = pace.speed == null ? 1 : pace.speed;
        if (!(speed >= 0.1 && speed <= 100)) {
            throw usage("--speed: found " + speed + ", expected 0.1 to 100");
        }
        return new Pace.Speed(speed);
    }

    private Edit edit(Scenario scenario, Retries who, Pace at) {
        long fromNs = time("--from", from, 0);
        long toNs = Math.min(time("--to", to, scenario.durationNs()), scenario.durationNs());
        if (fromNs >= toNs) {
            throw usage("--from and --to: found " + Quantity.DURATION.format(fromNs) + " and "
                    + Quantity.DURATION.format(toNs) + ", expected a window in the recorded "
                    + Quantity.DURATION.format(scenario.durationNs()));
        }
        return new Edit(fromNs, toNs, classes(scenario), who != Retries.RECORDED, loops, at, copies);
    }

    private long classes(Scenario scenario) {
        if (only == null) {
            return -1;
        }
        List<String> storms = scenario.storms().stream().map(StormSpec::name).toList();
        if (!storms.contains(only)) {
            throw usage("--only: found " + only + ", expected a recorded storm: " + String.join(", ", storms));
        }
        return 1L << storms.indexOf(only);
    }

    private long time(String option, @Nullable String text, long otherwise) {
        if (text == null) {
            return otherwise;
        }
        return switch (Quantity.DURATION.read(text)) {
            case Notation.Reading.Good<Long>(Long ns) -> ns;
            case Notation.Reading.Bad<Long>(String expected) ->
                throw usage(option + ": found " + text + ", expected " + expected);
        };
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
