package io.squall.cli;

import io.squall.report.Agreement;
import io.squall.report.AgreementTables;
import io.squall.report.Bands;
import io.squall.report.Bundle;
import io.squall.report.Bundle.DamagedException;
import io.squall.report.Summary;
import io.squall.scenario.Scenario;
import io.squall.scenario.ScenarioException;
import io.squall.scenario.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall agree}: what was measured, held against what virtual time predicts. */
@Command(
        name = "agree",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates the scenario of a run on sockets over many seeds (1..20 unless --seeds says otherwise), and holds the "
                    + "run against them. Several runs of one scenario are compared by their medians.",
            "A figure agrees if it lies inside the band of all seeds, or outside of it by no more than: attempts and answers "
                    + "10 %%; delivery 0.03; instants two windows of the verdict; blind time 10 %% or two windows; latencies "
                    + "20 %% or 20 ms; or two standard errors of a count or share, where that is more.",
            "Writes agree.json into each run's directory, and shows it in its report.html."
        },
        footer = {
            "",
            "Examples:",
            "  squall agree runs/dec-7-20211207T153000.000Z",
            "  squall agree runs/dec-7-* --seeds 1..50 --all"
        })
final class AgreeCommand implements Callable<Integer> {
    private static final SeedRange USUAL = new SeedRange(1, 20);

    private final Interruption interruption;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "The bundles of runs of one scenario.")
    private List<Path> directories = List.of();

    @Mixin
    private SeedOptions seeds = new SeedOptions();

    @Option(
            names = "--all",
            description =
                    "Show every figure, not only the control classes, the mitigations, and what lies outside of its band.")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    AgreeCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        seeds.cores();
        try {
            List<Bundle> bundles = directories.stream().map(Bundle::open).toList();
            for (Bundle bundle : bundles) {
                Optional<String> reason = whyNothingWasMeasured(bundle);
                if (reason.isPresent()) {
                    spec.commandLine().getErr().println("squall: " + bundle.directory() + ": " + reason.get());
                    return ExitCode.INVALID;
                }
            }
            return agree(bundles);
        } catch (DamagedException e) {
            spec.commandLine().getErr().println("squall: " + e.getMessage());
            return ExitCode.DAMAGED;
        }
    }

    /** Why its figures are none; empty if they are. */
    static Optional<String> whyNothingWasMeasured(Bundle bundle) {
        List<String> missing = bundle.missing();
        if (!missing.isEmpty()) {
            return Optional.of("the run did not come to its end: it has no " + String.join(", ", missing));
        }
        bundle.requireWhole();
        Summary summary = bundle.readSummary();
        return switch (summary.outcome()) {
            case "INVALID" -> Optional.of("the run is INVALID: " + String.join("; ", summary.reasons()));
            case "STOPPED" -> Optional.of("the run was stopped before its end");
            default -> Optional.empty();
        };
    }

    private void refuseWhatIsNoMeasurement(List<Bundle> bundles) {
        Set<Object> runs = new HashSet<>();
        for (Bundle bundle : bundles) {
            Summary summary = bundle.readSummary();
            if (summary.mode().equals("simulate")) {
                throw usage(bundle.directory() + " is itself a prediction in virtual time, expected a run on sockets");
            }
            if (!runs.add(List.of(summary.startedUtc(), summary.digest()))) {
                throw usage(bundle.directory() + " is a run that was given already");
            }
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private int agree(List<Bundle> bundles) {
        refuseWhatIsNoMeasurement(bundles);
        Scenario scenario = scenario(bundles.getFirst());
        for (Bundle bundle : bundles) {
            if (!scenario(bundle).hash().equals(scenario.hash())) {
                throw usage(bundle.directory() + " is a run of another scenario than "
                        + bundles.getFirst().directory());
            }
        }
        Optional<Bands> bands = seeds.simulate(scenario, seeds.seeds().orElse(USUAL), interruption.killSwitch());
        PrintWriter out = spec.commandLine().getOut();
        if (bands.isEmpty() || !bands.get().allDone()) {
            out.println("STOPPED: before all seeds were done; nothing was compared");
            return ExitCode.STOPPED;
        }
        Agreement agreement = compare(bundles, bands.get());
        out.print(AgreementTables.text(agreement, all));
        out.flush();
        bundles.forEach(bundle -> bundle.writeAgreement(agreement));
        int code = agreement.agrees() ? ExitCode.PASS : ExitCode.FAIL;
        out.println("Exit code: " + code);
        return code;
    }

    private static Agreement compare(List<Bundle> bundles, Bands bands) {
        try {
            return Agreement.of(
                    Version.number(),
                    bands,
                    bundles.stream().map(Bundle::readSummary).toList());
        } catch (IllegalArgumentException e) {
            throw new DamagedException("summary.json is damaged: " + e.getMessage());
        }
    }

    /** As it was run. */
    static String scenarioText(Bundle bundle) {
        String text = bundle.readScenario();
        if (!Scenarios.hash(text).equals(bundle.readSummary().scenario().hash())) {
            throw new DamagedException(bundle.directory() + ": scenario.yaml is not what summary.json says was run");
        }
        return text;
    }

    private static Scenario scenario(Bundle bundle) {
        scenarioText(bundle);
        try {
            String file = bundle.directory().resolve("scenario.yaml").toString();
            return Scenarios.load(file, List.of(), OptionalLong.empty());
        } catch (ScenarioException e) {
            throw new DamagedException(e.sentences().getFirst());
        }
    }
}
