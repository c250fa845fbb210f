package io.squall.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Every decided probe of a class, one by one: a probe is rare enough. One thread adds; read at rest. */
public final class Samples {
    private long[] intendedNs = new long[256];
    private long[] latencyNs = new long[256];
    private int size;

    /**
     * One probe.
     *
     * @param latencyNs of the answer; for one without: {@code answered} is false, and this is how long was waited at least, or
     *     {@link Long#MAX_VALUE} if no good answer can come any more
     */
    public record Sample(long intendedNs, long latencyNs, boolean answered) {}

    void answered(long intended, long latency) {
        add(intended, latency);
    }

    /** The complement marks it as censored. */
    void unanswered(long intended, long latency) {
        add(intended, ~latency);
    }

    private void add(long intended, long latency) {
        if (size == intendedNs.length) {
            intendedNs = Arrays.copyOf(intendedNs, 2 * size);
            latencyNs = Arrays.copyOf(latencyNs, 2 * size);
        }
        intendedNs[size] = intended;
        latencyNs[size++] = latency;
    }

    /** In the order of their intended instants. */
    public List<Sample> inOrder() {
        List<Sample> samples = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            boolean answered = latencyNs[i] >= 0;
            samples.add(new Sample(intendedNs[i], answered ? latencyNs[i] : ~latencyNs[i], answered));
        }
        samples.sort(Comparator.comparingLong(Sample::intendedNs));
        return samples;
    }
}
