package io.squall.record;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is recorded of one class by one thread. Latency is always <em>done − intended</em>, so coordinated omission cannot
 * enter; an attempt that timed out is recorded at its timeout (censored), never left out.
 */
@SuppressWarnings("EnumOrdinal") // digest and tape are of numbers
public final class Recorder {
    /** No probe of the cut went unanswered. */
    public static final long NONE = Long.MAX_VALUE;

    /** Who takes the latencies, interval by interval. */
    public enum Reader {
        SAME_THREAD,
        ANOTHER_THREAD
    }

    private final Timeline timeline;
    private final Phases phases;
    private final Digest digest;
    private final Tally byPhase;
    private final Tally byCut;
    private final long[] firstUnansweredNs;
    private final int[] pending;
    private final Lateness lateness;
    private final Freshness freshness;
    private final Latencies latency;
    private final Latencies requestLatency;
    private final @Nullable Samples samples;
    private final boolean requests;
    private @Nullable Tape tape;
    private @Nullable Lateness noticing;
    private int trafficClass;
    private boolean operator;
    private volatile long decidedThroughNs;

    /**
     * @param longestNs the greatest latency that can occur; beyond it is recorded as this
     * @param staleAfterNs the age of a sample from which its panel is blind
     * @param requests whether its requests have several attempts, so that their latency differs from the attempts'
     */
    public Recorder(Timeline timeline, Digest digest, long longestNs, long staleAfterNs, boolean requests) {
        this(timeline, digest, longestNs, staleAfterNs, requests, Reader.ANOTHER_THREAD);
    }

    /** @param reader who reads while this is written */
    public Recorder(
            Timeline timeline, Digest digest, long longestNs, long staleAfterNs, boolean requests, Reader reader) {
        this.timeline = timeline;
        this.digest = digest;
        phases = new Phases(timeline.phases());
        byPhase = new Tally(timeline.phases());
        byCut = new Tally(timeline.cuts());
        firstUnansweredNs = new long[timeline.cuts()];
        Arrays.fill(firstUnansweredNs, NONE);
        pending = new int[timeline.cuts()];
        lateness = new Lateness(timeline);
        freshness = new Freshness(timeline, staleAfterNs);
        latency = new Latencies(timeline.phases(), longestNs, reader);
        requestLatency = new Latencies(requests ? timeline.phases() : 0, longestNs, reader);
        samples = requests ? null : new Samples();
        this.requests = requests;
    }

    /** Before anything is recorded: whatever it is told goes onto a tape too. */
    void onto(Tape to, int ofClass, boolean ofOperator) {
        tape = to;
        trafficClass = ofClass;
        operator = ofOperator;
    }

    /** Before anything is recorded: its answers have the kernel's stamps, and {@link #noticed} is told how long they were held. */
    public void followNoticing() {
        noticing = new Lateness(timeline);
    }

    /** An answer has reached whom it is for. */
    public void noticed(long atNs, long afterNs) {
        if (noticing != null) {
            noticing.record(atNs, afterNs);
        }
    }

    /** How long answers that the kernel had were held by this process itself; null where nobody knows. */
    public @Nullable Lateness noticing() {
        return noticing;
    }

    public void beginPhase(int phase, long atNs) {
        phases.begin(phase, atNs);
        if (tape != null && !operator) {
            tape.note(Tape.PHASE, trafficClass, phase, atNs);
        }
    }

    /**
     * An attempt is due.
     *
     * @return its phase, which goes with it to all its later events
     */
    public int intended(long attempt, long intendedNs, boolean firstTry) {
        int phase = phases.of(intendedNs);
        book(Event.INTENDED, attempt, phase, intendedNs, intendedNs);
        if (tape != null) {
            int code = firstTry ? Tape.FIRST_TRY : Event.INTENDED.ordinal();
            tape.attempt(code, attempt, operator, phase, intendedNs, intendedNs);
        }
        if (firstTry) {
            byPhase.add(phase, Counter.FIRST_TRIES);
            byCut.add(timeline.cutOf(intendedNs), Counter.FIRST_TRIES);
        }
        return phase;
    }

    /**
     * An attempt has come to something.
     *
     * @param atNs when it happened; for SENT the difference to {@code intendedNs} is the schedule's lateness
     */
    public void record(Event event, long attempt, int phase, long intendedNs, long atNs) {
        book(event, attempt, phase, intendedNs, atNs);
        if (tape != null) {
            tape.attempt(event.ordinal(), attempt, operator, phase, intendedNs, atNs);
        }
    }

    private void book(Event event, long attempt, int phase, long intendedNs, long atNs) {
        digest.add(atNs, attempt, event.ordinal());
        byPhase.add(phase, event.counter);
        byCut.add(timeline.cutOf(intendedNs), event.counter);
        switch (event) {
            case SENT, SKIPPED -> lateness.record(atNs, atNs - intendedNs);
            case ANSWERED -> {
                latency.record(phase, atNs - intendedNs);
                if (samples != null) {
                    freshness.usable(intendedNs, atNs);
                    samples.answered(intendedNs, atNs - intendedNs);
                }
            }
            case TIMED_OUT -> {
                latency.record(phase, atNs - intendedNs);
                unanswered(intendedNs, atNs - intendedNs);
            }
            case REFUSED, RESET, ERROR -> unanswered(intendedNs, Long.MAX_VALUE);
            default -> {}
        }
    }

    private void unanswered(long intendedNs, long waitedNs) {
        int cut = timeline.cutOf(intendedNs);
        firstUnansweredNs[cut] = Math.min(firstUnansweredNs[cut], intendedNs);
        if (samples != null) {
            samples.unanswered(intendedNs, waitedNs);
        }
    }

    /** A request has been answered, by whichever of its attempts. */
    public void requestAnswered(long firstIntendedNs, long doneNs) {
        requestLatency.record(phases.of(firstIntendedNs), doneNs - firstIntendedNs);
    }

    /** At the end of a cut so many requests were not answered yet, and not given up. */
    public void pending(int cut, int requests) {
        pending[cut] = requests;
        if (tape != null) {
            tape.note(Tape.PENDING, trafficClass, cut, requests);
        }
    }

    /** All that is intended before this instant has its outcome. */
    public void decidedThrough(long instantNs) {
        decidedThroughNs = instantNs;
    }

    public long decidedThroughNs() {
        return decidedThroughNs;
    }

    /**
     * The run is over.
     *
     * @param endNs when: as planned, or when it was stopped
     */
    public void close(long endNs) {
        freshness.advanceTo(endNs);
    }

    public Tally byPhase() {
        return byPhase;
    }

    /** By the cut of the intended instant. */
    public Tally byCut() {
        return byCut;
    }

    /** The intended instant of the first attempt of a cut that failed or timed out, or {@link #NONE}. */
    public long firstUnansweredNs(int cut) {
        return firstUnansweredNs[cut];
    }

    public int pending(int cut) {
        return pending[cut];
    }

    public Lateness lateness() {
        return lateness;
    }

    public Freshness freshness() {
        return freshness;
    }

    /** Every probe one by one; empty for a storm. */
    public List<Samples.Sample> samples() {
        return samples == null ? List.of() : samples.inOrder();
    }

    /** Whether its requests may have several attempts: a storm's, not a probe's. */
    public boolean hasRequests() {
        return requests;
    }

    /** How many there are in the run. */
    public int phases() {
        return timeline.phases();
    }

    public int currentPhase() {
        return phases.current();
    }

    public Digest digest() {
        return digest;
    }

    Latencies latency() {
        return latency;
    }

    Latencies requestLatency() {
        return requestLatency;
    }
}
