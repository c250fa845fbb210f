package io.squall.cli;

import io.squall.run.Recordings;
import java.io.Console;
import picocli.CommandLine;

/** Makes the commands, and gives those that run something the way to be interrupted. */
final class Commands implements CommandLine.IFactory {
    private final Interruption interruption;

    Commands(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(interruption));
        }
        if (type == SimulateCommand.class) {
            return type.cast(new SimulateCommand(interruption));
        }
        if (type == ReplayCommand.class) {
            return type.cast(new ReplayCommand(interruption, Recordings::open));
        }
        if (type == AgreeCommand.class) {
            return type.cast(new AgreeCommand(interruption));
        }
        if (type == SearchCommand.class) {
            return type.cast(new SearchCommand(interruption));
        }
        if (type == MapCommand.class) {
            return type.cast(new MapCommand(interruption));
        }
        if (type == ValidateCommand.class) {
            return type.cast(new ValidateCommand(interruption));
        }
        if (type == InspectCommand.class) {
            return type.cast(new InspectCommand(interruption));
        }
        if (type == InitCommand.class) {
            Console console = Terminal.console();
            return type.cast(new InitCommand(console == null ? null : question -> console.readLine("%s", question)));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
