package io.squall.scenario;

import io.squall.scenario.Path.Discipline;
import io.squall.scenario.Path.ServiceTime;
import io.squall.scenario.Path.WhenFull;
import io.squall.time.Rate;
import java.util.List;

/**
 * One of the {@code paths}.
 *
 * <pre>
 *     boundary: { capacity: 500/s, queue: 14 | unlimited, discipline: fifo | priority | fluid, prefer: [dns],
 *                 service: deterministic | exponential, when-full: silence | reject }
 * </pre>
 */
final class PathGrammar {
    static final Notation<Integer> QUEUE = Quantity.count(1, 1_000_000_000)
            .mapped(Long::intValue, Integer::longValue)
            .or("unlimited", Integer.MAX_VALUE);

    static final Notation<Discipline> DISCIPLINE = Notation.oneOf(Discipline.class);
    static final Notation<ServiceTime> SERVICE = Notation.oneOf(ServiceTime.class);
    static final Notation<WhenFull> WHEN_FULL = Notation.oneOf(WhenFull.class);

    private PathGrammar() {}

    static Path path(Section path, References references) {
        Rate capacity = path.required("capacity", Words.RATE);
        Discipline discipline = path.optional("discipline", DISCIPLINE, Discipline.FIFO);
        List<String> prefer = List.of();
        if (discipline == Discipline.PRIORITY) {
            prefer = path.list("prefer", references.trafficClass());
            if (path.isSound() && prefer.isEmpty()) {
                path.reject("prefer", "the list is empty, expected at least one class");
            }
        } else {
            path.reject("prefer", "only a path with the discipline priority prefers classes");
        }
        Path read =
                switch (discipline) {
                    case FIFO, PRIORITY ->
                        new Path(
                                path.name(),
                                capacity,
                                path.required("queue", QUEUE),
                                discipline,
                                prefer,
                                path.optional("service", SERVICE, ServiceTime.DETERMINISTIC),
                                path.optional("when-full", WHEN_FULL, WhenFull.SILENCE));
                    case FLUID -> fluid(path, capacity);
                };
        path.done();
        return read;
    }

    private static Path fluid(Section path, Rate capacity) {
        path.reject("queue", "a fluid path has no queue");
        path.reject("service", "a fluid path serves no single packets");
        path.reject("when-full", "a fluid path is never full");
        return new Path(
                path.name(),
                capacity,
                Integer.MAX_VALUE,
                Discipline.FLUID,
                List.of(),
                ServiceTime.DETERMINISTIC,
                WhenFull.SILENCE);
    }
}
