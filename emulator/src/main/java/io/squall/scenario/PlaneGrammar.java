package io.squall.scenario;

import io.squall.load.Spread;
import io.squall.retry.RetryPolicy;
import io.squall.scenario.Plane.Call;
import io.squall.scenario.Plane.ServiceSpec;
import io.squall.time.Rate;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code plane} and its services. */
final class PlaneGrammar {
    private static final Notation<Integer> WORKERS = Words.whole(1, 1_000_000).or("unlimited", Integer.MAX_VALUE);
    private static final Notation<Integer> QUEUE = Words.whole(0, 1_000_000_000).or("unlimited", Integer.MAX_VALUE);
    private static final int MOST_SERVICES = 64;

    private PlaneGrammar() {}

    static Plane plane(Section plane, References references) {
        Spread delay = plane.required("delay", Quantity.spread(0, Words.DAY_NS));
        List<Section> sections = plane.named("services");
        List<ServiceSpec> services =
                sections.stream().map(s -> service(s, references)).toList();
        if (services.size() > MOST_SERVICES) {
            plane.reject("services", "there are " + services.size() + ", expected at most " + MOST_SERVICES);
        }
        for (int i = 0; i < services.size(); i++) {
            if (reaches(services.get(i), services.get(i).name(), services, new HashSet<>())) {
                sections.get(i)
                        .reject(
                                "calls",
                                "these calls lead back to " + services.get(i).name() + " itself");
            }
        }
        return new Plane(delay, services);
    }

    private static boolean reaches(ServiceSpec from, String to, List<ServiceSpec> services, Set<String> seen) {
        return from.calls().stream()
                .anyMatch(call -> call.service().equals(to)
                        || (seen.add(call.service())
                                && services.stream()
                                        .filter(s -> s.name().equals(call.service()))
                                        .anyMatch(s -> reaches(s, to, services, seen))));
    }

    private static ServiceSpec service(Section service, References references) {
        boolean single = service.has("rate");
        Spread time = new Spread.Fixed(0);
        if (single) {
            service.reject("time", "a service has either a rate or a time");
            Rate rate = service.required("rate", Words.RATE);
            time = new Spread.Fixed(Math.round(rate.intervalNs()));
        } else {
            time = service.required("time", Quantity.spread(0, Words.DAY_NS));
        }
        long slopeNs = service.optional("slope", Words.ANY_TIME);
        int workers = service.optional("workers", WORKERS, single ? "1" : "unlimited");
        int queue = service.optional("queue", QUEUE);
        @Nullable Long dropAfterNs = service.ifThere("drop-after", Words.SOME_TIME);
        double fails = service.optional("fails", Words.SHARE);
        List<Call> calls = new ArrayList<>();
        for (Section call : service.named("calls")) {
            calls.add(call(call, service, references));
        }
        @Nullable InetSocketAddress upstream = service.ifThere("upstream", Words.ADDRESS);
        return new ServiceSpec(
                service.name(),
                time,
                slopeNs,
                workers,
                queue,
                dropAfterNs == null ? Long.MAX_VALUE : dropAfterNs,
                fails,
                List.copyOf(calls),
                upstream);
    }

    private static Call call(Section call, Section caller, References references) {
        if (references.service().read(call.name()) instanceof Notation.Reading.Bad<String>(String expected)) {
            caller.problem("it calls \"" + call.name() + "\", expected " + expected);
        }
        Spread timeout = call.required("timeout", Quantity.spread(1, Words.DAY_NS));
        RetryPolicy retry = call.optionalSection("retry")
                .map(section -> RetryGrammar.policy(section, references))
                .orElse(RetryPolicy.NEVER);
        return new Call(call.name(), timeout, retry);
    }
}
