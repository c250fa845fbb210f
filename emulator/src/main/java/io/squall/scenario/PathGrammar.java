package io.squall.scenario;

import static io.squall.scenario.References.Reading.COMBINED;
import static io.squall.scenario.References.Reading.START;

import io.squall.load.Spread;
import io.squall.scenario.Path.Discipline;
import io.squall.scenario.Path.Flows;
import io.squall.scenario.Path.ServiceTime;
import io.squall.scenario.Path.WhenFull;
import io.squall.time.Rate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the {@code paths}. */
final class PathGrammar {
    private static final Notation<Integer> QUEUE = Words.whole(1, 1_000_000_000).or("unlimited", Integer.MAX_VALUE);
    private static final Notation<Integer> PARALLEL = Words.whole(1, 1_024);
    private static final Notation<Integer> ENTRIES = Words.whole(1, 1 << 24);

    private static final Notation<Kind> DISCIPLINE = Notation.oneOf(Kind.class);
    private static final Notation<ServiceTime> SERVICE = Notation.oneOf(ServiceTime.class);
    private static final Notation<WhenFull> WHEN_FULL = Notation.oneOf(WhenFull.class);

    private enum Kind {
        FIFO,
        LIFO,
        PRIORITY,
        DRR,
        CODEL,
        FLUID
    }

    /** Keys that only one discipline knows. */
    private static final Map<String, Kind> OWN =
            Map.of("prefer", Kind.PRIORITY, "quantum", Kind.DRR, "target", Kind.CODEL, "interval", Kind.CODEL);

    private PathGrammar() {}

    static Path path(Section path, References references) {
        Rate capacity = path.required("capacity", references.reading() == START ? Words.RATE : Words.ANY_RATE);
        Kind kind = path.optional("discipline", DISCIPLINE);
        OWN.forEach((key, owner) -> {
            if (owner != kind && references.reading() != COMBINED) {
                path.reject(key, "only the discipline " + DISCIPLINE.format(owner) + " has this key");
            }
        });
        Discipline discipline = discipline(path, kind, references);
        @Nullable Double bits = path.ifThere("bits", Words.BITS);
        if (kind == Kind.FLUID) {
            path.reject("queue", "a fluid path has no queue");
            path.reject("bits", "a fluid path counts packets only");
            path.reject("service", "a fluid path serves no single packets");
            path.reject("when-full", "a fluid path is never full");
            return with(path, Path.of(path.name(), capacity, Integer.MAX_VALUE, discipline));
        }
        int queue = path.required("queue", QUEUE);
        Path plain = new Path(
                path.name(),
                capacity,
                bits == null ? Double.POSITIVE_INFINITY : bits,
                queue,
                1,
                discipline,
                path.optional("service", SERVICE),
                path.optional("when-full", WHEN_FULL),
                null);
        return with(path, plain);
    }

    private static Path with(Section path, Path plain) {
        int parallel = path.optional("parallel", PARALLEL);
        @Nullable
        Flows flows = path.optionalSection("flows").map(PathGrammar::flows).orElse(null);
        return new Path(
                plain.name(),
                plain.capacity(),
                plain.bitsPerSecond(),
                plain.queue(),
                parallel,
                plain.discipline(),
                plain.service(),
                plain.whenFull(),
                flows);
    }

    private static Discipline discipline(Section path, Kind kind, References references) {
        return switch (kind) {
            case FIFO -> new Discipline.Fifo();
            case LIFO -> new Discipline.Lifo();
            case PRIORITY -> priority(path, references);
            case DRR -> new Discipline.RoundRobin(path.optional("quantum", Words.PACKET));
            case CODEL ->
                new Discipline.CoDel(
                        path.optional("target", Words.SOME_TIME), path.optional("interval", Words.SOME_TIME));
            case FLUID -> new Discipline.Fluid();
        };
    }

    private static Discipline priority(Section path, References references) {
        List<String> prefer = path.has("prefer") ? path.list("prefer", references.trafficClass()) : List.of();
        if (path.isSound() && prefer.isEmpty()) {
            path.problem("the discipline priority needs a \"prefer\" of at least one class");
        }
        return new Discipline.Priority(prefer);
    }

    private static Flows flows(Section flows) {
        return new Flows(
                flows.required("entries", ENTRIES),
                hold(flows, "syn-sent"),
                hold(flows, "syn-received"),
                hold(flows, "established"),
                hold(flows, "closed"),
                hold(flows, "udp"),
                hold(flows, "udp-stream"));
    }

    private static Spread hold(Section flows, String key) {
        return flows.optional(key, Quantity.spread(1, 30 * Words.DAY_NS));
    }
}
