package io.squall.cli;

import io.squall.journal.Journalist;
import io.squall.journal.pcap.CaptureStorm.Reading;
import io.squall.journal.pcap.CaptureSummary;
import io.squall.journal.pcap.TooManySourcesException;
import io.squall.report.Bundle;
import io.squall.run.CaptureImport;
import io.squall.run.Environment;
import io.squall.run.Journals;
import io.squall.scenario.Scenario;
import io.squall.wire.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code squall import}: a real capture as a journal whose storm can be replayed. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a pcap or pcapng, and makes a bundle of the storm in it: a scenario in its likeness and a journal, to be "
                    + "replayed and amplified. Without --out it only says what the capture holds.",
            "",
            "TCP connection attempts, DNS queries and other UDP datagrams are three classes. A client is an address; it is as "
                    + "many sources as it has requests at once. Addresses are not kept: a replay sends from 127.0.0.0/8.",
            "Of a damaged capture everything before the damage is imported, and the command ends 5."
        },
        footer = {
            "",
            "Examples:",
            "  squall import storm.pcapng",
            "  squall import storm.pcapng --out runs/storm && squall replay runs/storm --amplify 3"
        })
final class ImportCommand implements Callable<Integer> {
    private static final String BY_PORT = "5-tuple";

    @Parameters(paramLabel = "CAPTURE", description = "A pcap or pcapng file, not compressed.")
    private Path capture = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "Where the bundle goes; it must not exist.")
    private @Nullable Path out;

    @Option(
            names = "--flows",
            paramLabel = "KIND",
            defaultValue = "address",
            description = "What a client is: address, or 5-tuple (address and port). Default: ${DEFAULT-VALUE}.")
    private String flows = "";

    @Option(
            names = "--dns-port",
            paramLabel = "PORT",
            split = ",",
            defaultValue = "53,5353",
            description = "Where servers answer DNS queries. Default: ${DEFAULT-VALUE}.")
    private Set<Integer> dnsPorts = Set.of();

    @Option(
            names = "--max-sources",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "For at most so many clients, and sources of a class, memory may be taken. Default: ${DEFAULT-VALUE}.")
    private int maxSources;

    @Option(
            names = "--headroom",
            paramLabel = "FACTOR",
            defaultValue = "2",
            description = "Capacity of the scenario's boundary, as a multiple of the packets of the busiest second: an "
                    + "assumption, for no capture shows it. Default: ${DEFAULT-VALUE}.")
    private double headroom;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return read(reading());
        } catch (NoSuchFileException e) {
            return damaged("cannot read " + capture + ": no such file");
        } catch (IOException e) {
            return damaged("cannot read " + capture + ": " + e.getMessage());
        } catch (TooManySourcesException e) {
            throw new ParameterException(spec.commandLine(), capture + ": " + e.getMessage(), e);
        }
    }

    private Reading reading() {
        if (!flows.equals("address") && !flows.equals(BY_PORT)) {
            throw usage("--flows: found " + flows + ", expected address or " + BY_PORT);
        }
        if (maxSources < 1 || maxSources > Attempt.MAX_SOURCES) {
            throw usage("--max-sources: found " + maxSources + ", expected 1 to " + Attempt.MAX_SOURCES);
        }
        if (!(headroom >= 0.01 && headroom <= 1_000)) {
            throw usage("--headroom: found " + headroom + ", expected 0.01 to 1000");
        }
        for (int port : dnsPorts) {
            if (port < 1 || port > 65_535) {
                throw usage("--dns-port: found " + port + ", expected 1 to 65535");
            }
        }
        return new Reading(flows.equals(BY_PORT), maxSources, dnsPorts);
    }

    private Integer read(Reading reading) throws IOException {
        if (out != null && Files.exists(capture) && !Files.isRegularFile(capture)) {
            throw usage("--out: " + capture + " is no file, and a capture is read twice");
        }
        CaptureImport seen = new CaptureImport(capture, reading);
        CaptureSummary summary = seen.summary();
        if (summary.frameCount() > 0) {
            summary.lines().forEach(spec.commandLine().getOut()::println);
        }
        if (summary.hasNoStorm()) {
            return damaged(summary.damage()
                    .map(damage -> capture + " is no capture that can be read: " + damage)
                    .orElse(capture + " holds no storm: no connection attempt, no DNS query, no datagram"));
        }
        if (seen.isTooLong()) {
            return damaged(capture + " spans more than 24 h: a time stamp is damaged, or it is no storm");
        }
        if (out != null) {
            write(seen, out);
        }
        return summary.damage()
                .map(damage -> damaged(capture + " is damaged at " + damage))
                .orElse(ExitCode.PASS);
    }

    private void write(CaptureImport seen, Path directory) throws IOException {
        Scenario scenario = seen.scenario(headroom);
        Bundle bundle = Bundle.create(directory);
        bundle.writeScenario(scenario.source());
        Map<String, Object> environment = Environment.describe(Version.number());
        bundle.writeEnvironment(environment);
        Instant began = Instant.EPOCH.plusNanos(seen.summary().startNs());
        Journals.Subject subject = new Journals.Subject(scenario, "import", true, began.toString(), environment);
        Journalist journalist = Journals.begin(bundle.directory(), subject, Long.MAX_VALUE, 1);
        seen.writeTo(journalist, scenario);
        spec.commandLine().getOut().println("Bundle: " + bundle.directory());
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private int damaged(String sentence) {
        spec.commandLine().getErr().println("squall: " + sentence);
        return ExitCode.DAMAGED;
    }
}
