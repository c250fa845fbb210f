package io.squall.cli;

import io.squall.run.Recordings;
import java.io.Console;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes the commands, and gives those that run something the way to be interrupted. */
final class Commands implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<?>> makers;

    Commands(Interruption interruption) {
        makers = Map.of(
                RunCommand.class, () -> new RunCommand(interruption),
                SimulateCommand.class, () -> new SimulateCommand(interruption),
                ReplayCommand.class, () -> new ReplayCommand(interruption, Recordings::open),
                AgreeCommand.class, () -> new AgreeCommand(interruption),
                SearchCommand.class, () -> new SearchCommand(interruption),
                MapCommand.class, () -> new MapCommand(interruption),
                ValidateCommand.class, () -> new ValidateCommand(interruption),
                InspectCommand.class, () -> new InspectCommand(interruption),
                InitCommand.class, Commands::init);
    }

    private static InitCommand init() {
        Console console = Terminal.console();
        return new InitCommand(console == null ? null : question -> console.readLine("%s", question));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<?> maker = makers.get(type);
        return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
    }
}
