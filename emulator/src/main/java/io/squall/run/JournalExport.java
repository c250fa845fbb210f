package io.squall.run;

import io.squall.journal.DamagedJournalException;
import io.squall.journal.JournalReader;
import io.squall.journal.Rebuild;
import io.squall.journal.pcap.CaptureWriter;
import io.squall.journal.pcap.CaptureWriter.Protocol;
import io.squall.journal.pcap.StormSink;
import io.squall.record.Event;
import io.squall.record.Tape;
import io.squall.scenario.ProbeSpec;
import io.squall.scenario.Scenario;
import io.squall.scenario.Scenarios;
import io.squall.scenario.StormSpec;
import io.squall.scenario.Traffic;
import io.squall.scenario.Transport;
import io.squall.wire.Attempt;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** A journal in the formats of others, streaming. The operator's own requests are left out. */
public final class JournalExport {
    /** What becomes of it. */
    public enum Format {
        /** Packets, as {@link CaptureWriter} makes them. */
        PCAPNG,
        /** A row for each event. */
        CSV,
        /** A JSON object in a line for each event. */
        JSON,
        /** Interval histograms, as a bundle has them. */
        HLOG
    }

    private static final Event[] EVENTS = Event.values();

    private JournalExport() {}

    /**
     * Writes all that can be read of a journal.
     *
     * @return why that is not the whole run; empty if it is
     * @throws DamagedJournalException if there is none
     * @throws IOException if the journal cannot be read, or the export not be written
     */
    public static Optional<String> write(Path bundleOrJournal, Format format, OutputStream out) throws IOException {
        try (JournalReader journal = Journals.open(bundleOrJournal)) {
            Scenario scenario =
                    Scenarios.read(bundleOrJournal + "", journal.header().scenario(), List.of(), OptionalLong.empty());
            if (format == Format.HLOG) {
                PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
                Optional<String> trouble = Rebuild.of(journal, scenario, text).trouble();
                if (text.checkError()) {
                    throw new IOException("not all could be written: is the disk full?");
                }
                return trouble;
            }
            if (format == Format.PCAPNG) {
                packets(journal, scenario, out);
            } else {
                lines(journal, format == Format.CSV, out);
            }
            return journal.damage()
                    .or(() -> journal.isComplete()
                            ? Optional.empty()
                            : Optional.of("incomplete: the end of the run is missing"));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void packets(JournalReader journal, Scenario scenario, OutputStream out) throws IOException {
        List<Traffic> classes = new ArrayList<>();
        scenario.storms().stream().map(StormSpec::traffic).forEach(classes::add);
        scenario.probes().stream().map(ProbeSpec::traffic).forEach(classes::add);
        List<Protocol> protocols =
                classes.stream().map(t -> protocol(t.transport())).toList();
        Instant started = Instant.parse(journal.header().startedUtc());
        long epochNs = started.getEpochSecond() * 1_000_000_000 + started.getNano();
        try (CaptureWriter writer = new CaptureWriter(out, protocols, false, epochNs)) {
            InTime inTime = new InTime(writer);
            StormSink sink = journal.header().virtual() ? writer : inTime;
            int[][] requests = new int[classes.size()][0];
            readAll(journal, (first, intendedNs, third) -> {
                int code = Tape.code(first);
                long attempt = Tape.attempt(first);
                int source = Attempt.source(attempt);
                int c = Attempt.trafficClass(attempt);
                if (source >= requests[c].length) {
                    requests[c] = Arrays.copyOf(requests[c], 2 * source + 16);
                }
                if (code == Tape.FIRST_TRY) {
                    requests[c][source] = Attempt.sequence(attempt);
                } else {
                    int bytes = classes.get(c).requestBytes();
                    long atNs = Tape.atNs(intendedNs, third);
                    sink.step(EVENTS[code], attempt, requests[c][source], intendedNs, atNs, bytes);
                }
            });
            inTime.writeTo(Long.MAX_VALUE);
        }
    }

    private record Step(Event event, long attempt, int request, long intendedNs, long atNs, int bytes) {}

    /** Each thread of a run on sockets is a stream of its own, and they are written in turns of some 40 ms. */
    private static final class InTime implements StormSink {
        private static final long APART_NS = 250_000_000;

        private final StormSink sink;
        private final PriorityQueue<Step> waiting = new PriorityQueue<>(Comparator.comparingLong(Step::atNs));
        private long newestNs;

        InTime(StormSink sink) {
            this.sink = sink;
        }

        @Override
        public void step(Event event, long attempt, int request, long intendedNs, long atNs, int bytes) {
            newestNs = Math.max(newestNs, atNs);
            waiting.add(new Step(event, attempt, request, intendedNs, atNs, bytes));
            writeTo(newestNs - APART_NS);
        }

        void writeTo(long atNs) {
            for (Step next = waiting.peek(); next != null && next.atNs() <= atNs; next = waiting.peek()) {
                waiting.remove();
                sink.step(next.event(), next.attempt(), next.request(), next.intendedNs(), next.atNs(), next.bytes());
            }
        }
    }

    private static Protocol protocol(Transport transport) {
        return switch (transport) {
            case TCP, HTTP -> Protocol.CONNECTION;
            case DNS -> Protocol.QUERY;
            case PUSH -> Protocol.DATAGRAM;
        };
    }

    private static void lines(JournalReader journal, boolean csv, OutputStream out) throws IOException {
        List<String> classes = journal.header().classes();
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            if (csv) {
                writer.write("event,class,source,sequence,intended_ns,at_ns\n");
            }
            String row = csv
                    ? "%s,%s,%d,%d,%d,%d%n"
                    : "{\"event\":\"%s\",\"class\":\"%s\",\"source\":%d,\"sequence\":%d,\"intendedNs\":%d,\"atNs\":%d}%n";
            readAll(journal, (first, intendedNs, third) -> {
                long attempt = Tape.attempt(first);
                int code = Tape.code(first);
                try {
                    writer.write(row.formatted(
                            code == Tape.FIRST_TRY ? "FIRST_TRY" : code == 0 ? "RETRY" : EVENTS[code].name(),
                            classes.get(Attempt.trafficClass(attempt)),
                            Attempt.source(attempt),
                            Attempt.sequence(attempt),
                            intendedNs,
                            Tape.atNs(intendedNs, third)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private interface Attempts {
        void row(long first, long intendedNs, long third);
    }

    private static void readAll(JournalReader journal, Attempts to) throws IOException {
        int classes = journal.header().classes().size();
        JournalReader.Listener attempts = new JournalReader.Listener() {
            @Override
            public void row(int stream, long first, long second, long third) {
                if (Attempt.trafficClass(first) >= classes) {
                    throw new DamagedJournalException("there is no class " + Attempt.trafficClass(first));
                }
                if (Tape.code(first) <= Tape.FIRST_TRY && !Tape.isOperators(first)) {
                    to.row(first, second, third);
                }
            }
        };
        boolean more = true;
        while (more) {
            more = journal.advance(attempts);
        }
    }
}
