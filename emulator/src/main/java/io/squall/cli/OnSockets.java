package io.squall.cli;

import io.squall.guard.KillSwitch;
import io.squall.journal.Journalist;
import io.squall.record.SelfHealth;
import io.squall.record.Snapshot;
import io.squall.run.Calibration;
import io.squall.run.SocketRun;
import io.squall.scenario.Scenario;
import io.squall.time.Waiting;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run on real sockets, shown while it goes on: calibrated first. */
final class OnSockets implements Undertaking.Performance {
    private final Scenario scenario;
    private final String what;
    private final KillSwitch killSwitch;
    private final OutputOptions output;
    private final Waiting waiting;
    private final Function<List<SelfHealth.Floor>, SocketRun> maker;
    private List<SelfHealth.Floor> floors = List.of();

    /**
     * @param what the host is calibrated for, in words
     * @param maker makes the run, given what the calibration has found
     */
    OnSockets(
            Scenario scenario,
            String what,
            KillSwitch killSwitch,
            OutputOptions output,
            Waiting waiting,
            Function<List<SelfHealth.Floor>, SocketRun> maker) {
        this.scenario = scenario;
        this.what = what;
        this.killSwitch = killSwitch;
        this.output = output;
        this.waiting = waiting;
        this.maker = maker;
    }

    @Override
    public boolean prepare() {
        output.console().println("Calibrating this host for " + what + " …");
        floors = new Calibration(scenario, killSwitch, waiting).floors();
        return !killSwitch.isThrown();
    }

    @Override
    public Snapshot run(@Nullable PrintStream hlog, @Nullable Journalist journalist) {
        try (LiveView live = new LiveView(output.console(), Terminal.screen(), Terminal.colour())) {
            return maker.apply(floors).waiting(waiting).recordedBy(journalist).run(hlog, live);
        }
    }
}
