package io.squall.physics;

import static io.squall.physics.Figures.S;

import io.squall.boundary.Device;
import io.squall.record.Counter;
import io.squall.scenario.Path;
import io.squall.scenario.Scenario;
import io.squall.verdict.Law;
import io.squall.verdict.Starvation.Span;
import java.util.List;

/** The day with nobody at the controls: whatever ends in it ends by itself. On one device, watched by direction. */
final class Unmitigated {
    /** From here the storm is in its steady state, if it has one. */
    private static final long STEADY_NS = TheDay.TRIGGER_END_NS + 2 * S;

    private static final int STEADY_CUT = (int) (STEADY_NS / (S / 10));

    private final long seed;
    private final Bench bench;
    private final double stormAnswerLoss;
    private final int cuts;

    private Unmitigated(long seed, Bench bench, double stormAnswerLoss, int cuts) {
        this.seed = seed;
        this.bench = bench;
        this.stormAnswerLoss = stormAnswerLoss;
        this.cuts = cuts;
    }

    /** One server for both directions. */
    static Unmitigated run(Scenario day, double share, long durationNs) {
        Device both = device(day);
        return run(day, share, durationNs, new ByDirection(both, both));
    }

    static Unmitigated runWithTwoServers(Scenario day, double share, long durationNs) {
        return run(day, share, durationNs, new ByDirection(device(day), device(day)));
    }

    private static Device device(Scenario day) {
        Path path = day.paths().getFirst();
        return Device.of(path, 0, day.seed().stream("path." + path.name(), 0));
    }

    private static Unmitigated run(Scenario day, double share, long durationNs, ByDirection device) {
        Bench bench = new Bench(
                day,
                durationNs,
                (path, preferred, random) ->
                        path.name().equals("boundary") ? device : Device.of(path, preferred, random));
        bench.runTo(TheDay.TRIGGER_NS);
        bench.storm("clients").drop(share, TheDay.TRIGGER_END_NS - TheDay.TRIGGER_NS, TheDay.TRIGGER_NS);
        bench.runTo(STEADY_NS);
        device.takeAnswerLoss();
        bench.runTo(durationNs + S);
        return new Unmitigated(day.seed().value(), bench, device.takeAnswerLoss(), (int) (durationNs / (S / 10)));
    }

    List<Span> starved(String control) {
        return bench.starved(control, S, 3 * S);
    }

    /** All the same for each class that was ever starved: it left, or it had not when the run ended. */
    boolean everyStarvedClassHasLeft() {
        return TheDay.CONTROLS.stream().flatMap(c -> starved(c).stream()).noneMatch(Span::isOpen);
    }

    long lastExitNs() {
        return TheDay.CONTROLS.stream()
                .flatMap(c -> starved(c).stream())
                .mapToLong(Span::leftNs)
                .max()
                .orElse(TheDay.TRIGGER_NS);
    }

    boolean isStarvedToTheEnd(String control) {
        return starved(control).stream().anyMatch(Span::isOpen);
    }

    double delivery(String control) {
        return Law.total(bench.record(control), 1).delivery();
    }

    /** Share of the probes of a class that went unanswered in the steady state. */
    double stormLoss(String control) {
        double sent = bench.record(control).inCuts(STEADY_CUT, cuts, Counter.SENT);
        return 1 - bench.record(control).inCuts(STEADY_CUT, cuts, Counter.ANSWERED) / sent;
    }

    /** Share of the answers, SYN-ACKs and others, that the boundary lost in the steady state. */
    double stormAnswerLoss() {
        return stormAnswerLoss;
    }

    /** Attempts of the clients a second in the steady state. */
    double attemptsPerSecond() {
        return bench.record("clients").inCuts(STEADY_CUT, cuts, Counter.SENT) * 10.0 / (cuts - STEADY_CUT);
    }

    @Override
    public String toString() {
        return "seed %d, %.0f attempts/s, answers lost %.3f, starved: metrics %s dns %s auth %s deploy %s"
                .formatted(
                        seed,
                        attemptsPerSecond(),
                        stormAnswerLoss,
                        starved("metrics"),
                        starved("dns"),
                        starved("auth"),
                        starved("deploy"));
    }
}
