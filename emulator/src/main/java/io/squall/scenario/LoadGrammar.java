package io.squall.scenario;

import io.squall.load.Arrivals;
import io.squall.load.Shape;
import io.squall.load.Spread;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.StormSpec.Close;
import io.squall.scenario.StormSpec.Lane;
import io.squall.time.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the {@code storms}, or of the {@code probes}. */
final class LoadGrammar {
    private static final Notation<Transport> TRANSPORT = Notation.oneOf(Transport.class);
    private static final Notation<Close> CLOSE = Notation.oneOf(Close.class);
    private static final Notation<Lane> LANE = Notation.oneOf(Lane.class);
    private static final Notation<FirstAttempt> FIRST_ATTEMPT = Notation.oneOf(FirstAttempt.class);
    private static final Notation<Ports> PORTS = Notation.oneOf(Ports.class);

    /** What a source number of an attempt can hold. */
    private static final int MOST_SOURCES = 1 << 25;

    /** What a leg number of a packet can hold. */
    private static final int MOST_LEGS = 16;

    private static final long MOST_BURSTS = 100_000;

    /** To go on with after an error. */
    private static final Population SOMEBODY = new Population.Closed(1, Quantity.SPREAD.example());

    private static final String JITTERED = "jittered ";

    private static final Notation<Arrivals> ARRIVALS =
            new Notation<>(new Arrivals.Paced(), LoadGrammar::readArrivals, LoadGrammar::formatArrivals);

    private static final Notation<Integer> SOURCES = Words.whole(1, MOST_SOURCES);

    private enum FirstAttempt {
        AT_ONCE,
        AFTER_TIMEOUT
    }

    private enum Ports {
        FRESH,
        KEPT
    }

    private LoadGrammar() {}

    static StormSpec storm(Section storm, References references, long durationNs) {
        Traffic traffic = traffic(storm, references);
        Population population = storm.section("population")
                .map(section -> population(section, durationNs))
                .orElse(SOMEBODY);
        storm.ifThere(Profiles.KEY, Profiles.NAME);
        List<Spread> timeouts = storm.oneOrMore("timeout", Quantity.spread(1, Words.DAY_NS));
        Long deadlineNs = storm.ifThere("deadline", Words.SOME_TIME);
        FirstAttempt first = storm.optional("first-attempt", FIRST_ATTEMPT);
        double shed = storm.optional("shed", Words.SHARE);
        RetryPolicy retry = storm.optionalSection("retry")
                .map(section -> RetryGrammar.policy(section, references))
                .orElse(RetryPolicy.NEVER);
        Close close = Close.RST;
        if (traffic.transport().connects()) {
            close = storm.optional("close", CLOSE);
        } else {
            storm.reject("close", "only tcp and http have connections to close");
        }
        Lane lane = Lane.SOCKETS;
        if (traffic.transport() == Transport.PUSH) {
            lane = storm.optional("wire", LANE);
        } else {
            storm.reject("wire", "only pushes are frames that the kernel can emit by itself");
        }
        Behaviour behaviour = new Behaviour(
                timeouts,
                deadlineNs == null ? Behaviour.NO_DEADLINE : deadlineNs,
                retry,
                first == FirstAttempt.AFTER_TIMEOUT,
                shed);
        return new StormSpec(traffic, population, behaviour, close, lane);
    }

    private static Traffic traffic(Section load, References references) {
        Transport transport = load.required("transport", TRANSPORT);
        String path = load.required("path", references.path());
        @Nullable String service = load.ifThere("service", references.service());
        int legs = transport.legs();
        if (transport == Transport.PUSH) {
            load.reject("legs", "a push has one leg");
            load.reject("service", "a push ends in a sink, no service answers it");
        } else {
            legs = load.optional("legs", Words.whole(2, MOST_LEGS), String.valueOf(legs));
        }
        Section bytes = load.defaulted("bytes");
        int request = bytes.optional("request", Words.PACKET);
        int response = bytes.optional("response", Words.PACKET);
        @Nullable Http http = http(load, transport);
        @Nullable String query = null;
        if (transport == Transport.DNS) {
            query = load.optional("query", Words.HOST);
        } else {
            load.reject("query", "only the transport dns asks for a name");
        }
        Ports usual = transport == Transport.PUSH ? Ports.KEPT : Ports.FRESH;
        Ports ports = usual;
        if (transport.connects()) {
            load.reject("ports", "a connection has a port of its own");
            ports = http != null && http.keep() ? Ports.KEPT : Ports.FRESH;
        } else {
            ports = load.optional("ports", PORTS, PORTS.format(usual));
        }
        return new Traffic(
                load.name(), transport, path, service, legs, request, response, ports == Ports.FRESH, http, query);
    }

    private static @Nullable Http http(Section load, Transport transport) {
        if (transport != Transport.HTTP) {
            load.reject("http", "only the transport http has requests of its own");
            return null;
        }
        Section http = load.defaulted("http");
        String target = http.optional("target", Words.TARGET);
        @Nullable String host = http.ifThere("host", Words.HOST);
        return new Http(target, host, http.optional("connections", PORTS) == Ports.KEPT);
    }

    private static Population population(Section population, long durationNs) {
        Optional<Section> closed = population.optionalSection("closed");
        Optional<Section> open = population.optionalSection("open");
        if (population.has("closed") == population.has("open")) {
            population.problem("expected either closed or open");
        }
        Optional<Population> either = open.map(section -> open(section, durationNs));
        Optional<Population> or = closed.map(LoadGrammar::closed);
        return population.isSound() ? either.or(() -> or).orElse(SOMEBODY) : SOMEBODY;
    }

    private static Population closed(Section closed) {
        int sources = closed.required("sources", SOURCES);
        Spread think = closed.required("think", Quantity.spread(0, Words.DAY_NS));
        return new Population.Closed(sources, think);
    }

    private static Population open(Section open, long durationNs) {
        int sources = open.required("sources", SOURCES);
        List<Shape.Point> points = points(open);
        Shape.@Nullable Bursts bursts = open.optionalSection("bursts")
                .map(section -> bursts(section, durationNs))
                .orElse(null);
        Arrivals arrivals = open.required("arrivals", ARRIVALS);
        if (open.isSound() && arrivals instanceof Arrivals.Jittered(long jitterNs)) {
            long intervalNs = (long) points.getFirst().rate().intervalNs();
            if (points.size() > 1 || bursts != null) {
                open.refuse("arrivals", "paced or poisson: only a constant rate has a grid to jitter");
            } else if (jitterNs > intervalNs) {
                open.refuse("arrivals", "a jitter up to the interval, " + Quantity.DURATION.format(intervalNs));
            }
        }
        return new Population.Open(sources, new Shape(points, bursts), arrivals);
    }

    private static List<Shape.Point> points(Section open) {
        if (open.has("rate") == open.has("rates")) {
            open.problem("expected either rate or rates");
            return List.of(new Shape.Point(0, Words.RATE.example()));
        }
        if (open.has("rate")) {
            return List.of(new Shape.Point(0, open.required("rate", Words.RATE)));
        }
        List<Shape.Point> points = new ArrayList<>();
        for (Section point : open.elements("rates")) {
            long atNs = point.required("at", Words.ANY_TIME);
            Rate rate = point.required("rate", Words.ANY_RATE);
            if (point.isSound() && !points.isEmpty() && atNs < points.getLast().atNs()) {
                point.refuse("at", "an instant not before that of the point above");
            } else {
                points.add(new Shape.Point(atNs, rate));
            }
        }
        return points.isEmpty() ? List.of(new Shape.Point(0, Words.RATE.example())) : points;
    }

    private static Shape.Bursts bursts(Section bursts, long durationNs) {
        long everyNs = bursts.required("every", Words.PERIOD);
        long forNs = bursts.required("for", Words.SOME_TIME);
        Rate rate = bursts.required("rate", Words.RATE);
        if (bursts.isSound() && forNs > everyNs) {
            bursts.refuse("for", "a length up to the distance of two bursts, " + Quantity.DURATION.format(everyNs));
        } else if (bursts.isSound() && durationNs / everyNs > MOST_BURSTS) {
            bursts.refuse("every", "at most " + MOST_BURSTS + " bursts in the run");
        }
        return new Shape.Bursts(everyNs, forNs, rate);
    }

    static ProbeSpec probe(Section probe, References references) {
        Traffic traffic = traffic(probe, references);
        long periodNs = probe.required("every", Words.PERIOD);
        long jitterNs = probe.required("jitter", Words.ANY_TIME);
        long deadlineNs = probe.required("deadline", Words.DEADLINE);
        if (probe.isSound() && jitterNs > periodNs) {
            probe.refuse("jitter", "a jitter up to the period, " + Quantity.DURATION.format(periodNs));
        }
        return new ProbeSpec(traffic, periodNs, jitterNs, deadlineNs);
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
