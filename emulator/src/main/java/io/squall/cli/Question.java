package io.squall.cli;

import java.util.Locale;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code squall init} asks; each has an option of its name, so that nothing need be asked. */
enum Question {
    CAPACITY("20000/s", "Packets a second that the boundary forwards, both directions together"),
    QUEUE("100", "Packets that it can hold before it drops"),
    ENTRIES("65536", "Entries of its flow (NAT, conntrack) table, 0 for none"),
    TRANSPORT("http", "What the clients speak: http, tcp or dns"),
    AGENTS("5000", "How many clients there are"),
    EVERY("10 s", "How long a client waits, on average, before its next request"),
    LEGS("6", "Packets of one request, both ways"),
    TIMEOUT("2 s", "When a client gives an attempt up"),
    RETRIES("3", "How often it tries again, or unlimited"),
    BACKOFF("exponential", "Its back-off: none, fixed, exponential, equal-jitter, full-jitter, decorrelated or broken"),
    BASE("500 ms", "Base of the back-off"),
    CAP("8 s", "The longest back-off"),
    PLANE_DELAY("20 ms", "How long an answer of the plane takes on a calm day"),
    PROBE_EVERY("1 s", "How often each control class is probed"),
    PROBE_DEADLINE("1 s", "Within what time a control request must be answered to be of use"),
    TRIGGER_SHARE("60 %", "Share of the clients that lose their connection at once"),
    DURATION("5 min", "How long the run is");

    final String otherwise;
    final String text;

    Question(String otherwise, String text) {
        this.otherwise = otherwise;
        this.text = text;
    }

    /** As it stands in the template, and behind two hyphens. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String option() {
        return "--" + key();
    }

    /** Gives the command an option for each question. */
    static final class Options implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec command) {
            for (Question question : values()) {
                command.addOption(OptionSpec.builder(question.option())
                        .type(String.class)
                        .paramLabel(question.otherwise.replace(" ", ""))
                        .description(question.text + ".")
                        .build());
            }
            return command;
        }
    }
}
