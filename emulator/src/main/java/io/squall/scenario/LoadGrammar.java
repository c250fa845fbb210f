package io.squall.scenario;

import io.squall.load.Arrivals;
import io.squall.load.Spread;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.StormSpec.Close;
import io.squall.time.Rate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@code storms}, or of the {@code probes}.
 *
 * <pre>
 *     clients: { transport: tcp | http | dns | push, path: boundary, timeout: 250 ms ± 10 %, retry: { … },
 *                population: { closed: { sources: 2400, think: exponential 30 s } }
 *                          | { open: { sources: 64, rate: 30/s, arrivals: paced | poisson | jittered 10 ms } },
 *                first-attempt: at-once | after-timeout, close: rst | fin,
 *                http: { target: /login, host: auth.internal, connections: fresh | kept } }
 *     dns:     { transport: dns, path: boundary, every: 50 ms, jitter: 10 ms, deadline: 250 ms }
 * </pre>
 */
final class LoadGrammar {
    static final Notation<Transport> TRANSPORT = Notation.oneOf(Transport.class);
    static final Notation<Close> CLOSE = Notation.oneOf(Close.class);
    static final Notation<Connections> CONNECTIONS = Notation.oneOf(Connections.class);
    static final Notation<FirstAttempt> FIRST_ATTEMPT = Notation.oneOf(FirstAttempt.class);

    /** What a source number of an attempt can hold. */
    private static final int MOST_SOURCES = 1 << 25;

    /** To go on with after an error. */
    private static final Population SOMEBODY = new Population.Closed(1, Quantity.SPREAD.example());

    private static final String JITTERED = "jittered ";

    static final Notation<Arrivals> ARRIVALS =
            new Notation<>(new Arrivals.Paced(), LoadGrammar::readArrivals, LoadGrammar::formatArrivals);

    private static final Notation<Integer> SOURCES =
            Quantity.count(1, MOST_SOURCES).mapped(Long::intValue, Integer::longValue);

    enum Connections {
        FRESH,
        KEPT
    }

    enum FirstAttempt {
        AT_ONCE,
        AFTER_TIMEOUT
    }

    private LoadGrammar() {}

    static StormSpec storm(Section storm, References references) {
        Transport transport = storm.required("transport", TRANSPORT);
        String path = storm.required("path", references.path());
        Population population =
                storm.section("population").map(LoadGrammar::population).orElse(SOMEBODY);
        Spread timeout = storm.required("timeout", Quantity.spread(1, Words.DAY_NS));
        FirstAttempt first = storm.optional("first-attempt", FIRST_ATTEMPT, FirstAttempt.AT_ONCE);
        RetryPolicy retry =
                storm.optionalSection("retry").map(RetryGrammar::policy).orElse(RetryPolicy.NEVER);
        Close close = Close.RST;
        Http http = http(storm, transport);
        if (transport.connects()) {
            close = storm.optional("close", CLOSE, close);
        } else {
            storm.reject("close", "only tcp and http have connections to close");
        }
        storm.done();
        Behaviour behaviour = new Behaviour(timeout, retry, first == FirstAttempt.AFTER_TIMEOUT);
        return new StormSpec(storm.name(), transport, path, population, behaviour, close, http);
    }

    private static @Nullable Http http(Section load, Transport transport) {
        if (transport != Transport.HTTP) {
            load.reject("http", "only the transport http has requests of its own");
            return null;
        }
        Optional<Section> http = load.optionalSection("http");
        String target = http.map(h -> h.optional("target", Words.TARGET, "/")).orElse("/");
        String host = http.filter(h -> h.has("host"))
                .map(h -> h.required("host", Words.HOST))
                .orElse(null);
        boolean keep = http.map(h -> h.optional("connections", CONNECTIONS, Connections.FRESH))
                .filter(Connections.KEPT::equals)
                .isPresent();
        http.ifPresent(Section::done);
        return new Http(target, host, keep);
    }

    private static Population population(Section population) {
        Optional<Section> closed = population.optionalSection("closed");
        Optional<Section> open = population.optionalSection("open");
        if (population.has("closed") == population.has("open")) {
            population.problem("expected either closed or open");
        }
        population.done();
        Optional<Population> either = open.map(LoadGrammar::open);
        Optional<Population> or = closed.map(LoadGrammar::closed);
        return population.isSound() ? either.or(() -> or).orElse(SOMEBODY) : SOMEBODY;
    }

    private static Population closed(Section closed) {
        int sources = closed.required("sources", SOURCES);
        Spread think = closed.required("think", Quantity.spread(0, Words.DAY_NS));
        closed.done();
        return new Population.Closed(sources, think);
    }

    private static Population open(Section open) {
        int sources = open.required("sources", SOURCES);
        Rate rate = open.required("rate", Words.RATE);
        Arrivals arrivals = open.required("arrivals", ARRIVALS);
        long intervalNs = (long) rate.intervalNs();
        if (open.isSound() && arrivals instanceof Arrivals.Jittered(long jitterNs) && jitterNs > intervalNs) {
            open.refuse("arrivals", "a jitter up to the interval, " + Quantity.DURATION.format(intervalNs));
        }
        open.done();
        return new Population.Open(sources, rate, arrivals);
    }

    static ProbeSpec probe(Section probe, References references) {
        Transport transport = probe.required("transport", TRANSPORT);
        String path = probe.required("path", references.path());
        long periodNs = probe.required("every", Words.PERIOD);
        long jitterNs = probe.required("jitter", Words.ANY_TIME);
        long deadlineNs = probe.required("deadline", Words.DEADLINE);
        if (probe.isSound() && jitterNs > periodNs) {
            probe.refuse("jitter", "a jitter up to the period, " + Quantity.DURATION.format(periodNs));
        }
        Http http = http(probe, transport);
        probe.done();
        return new ProbeSpec(probe.name(), transport, path, periodNs, jitterNs, deadlineNs, http);
    }

    private static Notation.Reading<Arrivals> readArrivals(String text) {
        if (text.startsWith(JITTERED)) {
            return switch (Words.ANY_TIME.read(text.substring(JITTERED.length()))) {
                case Notation.Reading.Good<Long>(Long ns) -> new Notation.Reading.Good<>(new Arrivals.Jittered(ns));
                case Notation.Reading.Bad<Long>(String expected) ->
                    new Notation.Reading.Bad<>("the word jittered and " + expected);
            };
        }
        return switch (text) {
            case "paced" -> new Notation.Reading.Good<>(new Arrivals.Paced());
            case "poisson" -> new Notation.Reading.Good<>(new Arrivals.Poisson());
            default -> new Notation.Reading.Bad<>("paced, poisson or a jitter such as \"jittered 10 ms\"");
        };
    }

    private static String formatArrivals(Arrivals arrivals) {
        return switch (arrivals) {
            case Arrivals.Paced _ -> "paced";
            case Arrivals.Poisson _ -> "poisson";
            case Arrivals.Jittered(long jitterNs) -> JITTERED + Quantity.DURATION.format(jitterNs);
        };
    }
}
