package io.squall.socket;

import java.util.EnumMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts faults by kind; one writer, any reader. */
public final class Faults {
    private final EnumMap<Fault, Count> byKind = new EnumMap<>(Fault.class);

    public Faults() {
        for (Fault fault : Fault.values()) {
            byKind.put(fault, new Count());
        }
    }

    public void count(Fault fault) {
        tally(fault).increment();
    }

    public void count(@Nullable Throwable thrown) {
        count(Fault.of(thrown));
    }

    public long get(Fault fault) {
        return tally(fault).get();
    }

    private Count tally(Fault fault) {
        return Objects.requireNonNull(byKind.get(fault));
    }

    public long total() {
        long total = 0;
        for (Count tally : byKind.values()) {
            total += tally.get();
        }
        return total;
    }
}
