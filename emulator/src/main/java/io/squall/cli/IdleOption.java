package io.squall.cli;

import io.squall.time.Waiting;
import picocli.CommandLine.Option;

/** How the storms' thread of a run on sockets waits. */
final class IdleOption {
    @Option(
            names = "--idle",
            paramLabel = "HOW",
            defaultValue = "adaptive",
            description =
                    "How the sender waits for its next instant: spin (never: it takes a core, and is late by microseconds), "
                            + "yield (the same, but others go first), park (late by a wake-up, tens of them) or adaptive, the "
                            + "default (it parks, but not for what is nearer than a wake-up). Without sockets nothing waits.")
    private Waiting waiting = Waiting.ADAPTIVE;

    Waiting waiting() {
        return waiting;
    }
}
