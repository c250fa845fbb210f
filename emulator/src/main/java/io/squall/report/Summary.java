package io.squall.report;

import io.squall.journal.State;
import io.squall.record.Percentiles;
import io.squall.record.ReplayRecord;
import io.squall.record.SelfHealth;
import io.squall.verdict.Check;
import io.squall.verdict.Law.Account;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json}: everything that is said of a run, as figures. Its JSON Schema is {@code summary.schema.json} beside this
 * class. Instants and durations in ns of the run; null where there is none.
 *
 * @param schema name and version of the format
 * @param mode simulate or run; import of what was seen in a capture
 * @param replay null if it is none
 * @param journal what was recorded of the run; null if nothing was
 * @param stoppedNs the instant at which a signal ended the run; null if it ran to its end
 */
public record Summary(
        String schema,
        String squall,
        String mode,
        String startedUtc,
        ScenarioRow scenario,
        String outcome,
        int exitCode,
        List<String> reasons,
        List<Check> checks,
        @Nullable Long stoppedNs,
        String recovery,
        @Nullable Long overhangNs,
        long congestedNs,
        List<PhaseRow> phases,
        List<ClassRow> classes,
        List<ControlRow> controls,
        List<MitigationRow> mitigations,
        StormRow storm,
        List<PathRow> paths,
        List<ServiceRow> services,
        SelfHealth selfHealth,
        @Nullable ReplayRecord replay,
        State.@Nullable Kept journal,
        String digest) {

    public static final String SCHEMA = "squall-summary/1";

    /** The text of {@code summary.json}. */
    public String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /**
     * What was run.
     *
     * @param windowNs w of the verdict on starvation
     * @param upstream addresses of the plane's real servers, by class
     */
    public record ScenarioRow(
            String name,
            String title,
            String note,
            String hash,
            long seed,
            long durationNs,
            long windowNs,
            Map<String, String> upstream) {}

    /** A phase as it came. */
    public record PhaseRow(String name, String kind, long startNs, long endNs) {}

    /** One class: over the run, and by phase in the order of the phases. */
    public record ClassRow(String name, String role, Account total, Percentiles latency, List<PhaseAccount> phases) {}

    /**
     * One class in one phase.
     *
     * @param goodputPerSecond answered requests a second
     * @param requestLatency of a storm: of the answered requests, from their first try
     */
    public record PhaseAccount(
            String phase,
            Account account,
            double amplification,
            double goodputPerSecond,
            Percentiles latency,
            @Nullable Percentiles requestLatency) {}

    /**
     * A span in which a class was starved.
     *
     * @param leftNs null if it had not left when the run ended
     */
    public record SpanRow(long enteredNs, @Nullable Long leftNs) {}

    /** What was found of a control class, see {@link io.squall.verdict.ClassFinding}. */
    public record ControlRow(
            String name,
            String state,
            List<SpanRow> starved,
            @Nullable Long timeToStarveNs,
            @Nullable Long timeToRecoverNs,
            @Nullable Double overhang,
            long starvedNs,
            long brownOutNs,
            long blindNs,
            long worstGapNs,
            double delivery,
            String cause,
            @Nullable Double isolationIndex,
            @Nullable Double stormLoss) {}

    /**
     * A mitigation, and what blindness cost it: applied − wished = see + reach.
     *
     * @param decideNs the decision itself, with sight
     * @param seeNs longer because the operator could not see
     * @param reachNs longer because the operator could not reach
     */
    public record MitigationRow(
            String name,
            @Nullable Long conditionNs,
            @Nullable Long wishedNs,
            @Nullable Long decidedNs,
            @Nullable Long appliedNs,
            @Nullable Long blindnessCostNs,
            @Nullable Long seeNs,
            @Nullable Long decideNs,
            @Nullable Long reachNs,
            int tries,
            boolean console,
            List<String> returned) {}

    /**
     * The storm classes together.
     *
     * @param stormAttemptsPerSecond that came to the boundary (on sockets: connections accepted, datagrams received) from 2 s
     *     after the trigger's end to the first mitigation; null without a trigger
     * @param peakAmplification the largest of all windows of w
     * @param efficiency useful answers / requests that the plane served
     */
    public record StormRow(
            @Nullable Double stormAttemptsPerSecond,
            double amplification,
            double peakAmplification,
            double goodputPerSecond,
            long planeServed,
            double efficiency) {}

    /**
     * A path over the whole run.
     *
     * @param meanWaitNs of the packets that were served, for their service
     */
    public record PathRow(String name, double meanWaitNs, List<LegRow> classes) {}

    /**
     * The packets of one class on one path.
     *
     * @param tableDrops of those dropped: lost to a flow table
     */
    public record LegRow(String name, long offered, long dropped, long tableDrops) {}

    /** A service of the plane, and the requests that it has taken, from clients or from other services. */
    public record ServiceRow(String name, long taken) {}
}
