package io.squall.run;

import io.squall.guard.KillSwitch;
import io.squall.journal.Recording;
import io.squall.journal.Strip;
import io.squall.record.Event;
import io.squall.record.Snapshot;
import io.squall.record.Tape;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.wire.Attempt;
import java.util.List;
import java.util.OptionalLong;

/** A simulated run, and what its storms did in it. */
record Filmed(Scenario scenario, Snapshot run, Strip strip) {
    private static final int ROWS = 1 << 12;

    static Filmed of(String preset, long seed, String... sets) {
        return of(Scenarios.load(preset, List.of(sets), OptionalLong.of(seed)));
    }

    static Filmed of(Scenario scenario) {
        Camera camera = new Camera(scenario.storms().size());
        Snapshot run = new SimulatedRun(scenario, new KillSwitch())
                .keeping(ledger -> {
                    for (int c = 0; c < scenario.storms().size(); c++) {
                        ledger.tape(c, camera.tape);
                    }
                })
                .run(null, _ -> {});
        camera.develop();
        return new Filmed(scenario, run, camera.strip);
    }

    Recording recording() {
        return new Recording(scenario, strip::reel);
    }

    @SuppressWarnings("EnumOrdinal") // a tape is of numbers
    private static final class Camera {
        private final Strip strip = new Strip();
        private final boolean[] firstTry;
        private final Tape tape = Tape.onOneThread(ROWS, this::develop);

        Camera(int classes) {
            firstTry = new boolean[classes];
        }

        private void develop() {
            tape.drainTo(this::rows);
        }

        private void rows(long[] words, int from, int to) {
            for (int i = from; i < to; i += Tape.WORDS) {
                row(words[i], words[i + 1], words[i + 2]);
            }
        }

        private void row(long word, long intendedNs, long third) {
            int code = Tape.code(word);
            long attempt = Tape.attempt(word);
            if (code == Tape.FIRST_TRY || code == Event.INTENDED.ordinal()) {
                firstTry[Attempt.trafficClass(attempt)] = code == Tape.FIRST_TRY;
            } else if (code < Tape.FIRST_TRY) {
                Event event = Event.values()[code];
                boolean first = firstTry[Attempt.trafficClass(attempt)];
                switch (event) {
                    case SENT, SKIPPED, SHED, TIMED_OUT ->
                        strip.add(
                                event,
                                attempt,
                                first && event != Event.TIMED_OUT,
                                intendedNs,
                                Tape.atNs(intendedNs, third));
                    default -> {}
                }
            }
        }
    }
}
