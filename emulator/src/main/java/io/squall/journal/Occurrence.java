package io.squall.journal;

import io.squall.record.Event;
import io.squall.record.Tape;
import io.squall.scenario.Scenario;
import io.squall.wire.Attempt;
import java.util.Locale;

/** Something that came of an attempt. */
public record Occurrence(long atNs, String trafficClass, int source, int sequence, String event) {
    private static final Event[] EVENTS = Event.values();

    /** Of a row of a {@link Tape} that tells of an attempt. */
    public static Occurrence of(long first, long second, long third, Scenario scenario) {
        int code = Tape.code(first);
        long attempt = Tape.attempt(first);
        Event event = code == Tape.FIRST_TRY ? Event.INTENDED : EVENTS[code];
        return new Occurrence(
                Tape.atNs(second, third),
                Tape.isOperators(first) ? Scenario.OPERATOR : scenario.classes().get(Attempt.trafficClass(attempt)),
                Attempt.source(attempt),
                Attempt.sequence(attempt),
                event.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
