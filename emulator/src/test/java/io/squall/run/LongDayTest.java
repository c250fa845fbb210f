package io.squall.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.report.Summary;
import io.squall.scenario.Scenarios;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** {@code dec-7-full} takes minutes; with people who decide within minutes its acts are the same, and take seconds. */
class LongDayTest {
    private static final List<String> QUICK_PEOPLE = List.of(
            "duration=1800 s",
            "phases.ordinary-morning.for=100 s",
            "phases.scaling-activity.for=10 s",
            "operator.move-dns.decide={sighted: 30 s, blind: 60 s}",
            "operator.move-dns.console=0 s",
            "operator.isolate-top-sources.decide={sighted: 60 s, blind: 200 s}",
            "operator.isolate-top-sources.console=0 s",
            "operator.isolate-top-sources.isolate.share=60 %");

    @Test
    void the_long_day_has_its_five_acts_in_their_order() {
        Summary day = new Trials(1, new KillSwitch())
                .simulate(Scenarios.load("dec-7-full", QUICK_PEOPLE, OptionalLong.empty()));
        assertThat(day.outcome()).as("%s", day.reasons()).isEqualTo("PASS");
        assertThat(day.phases())
                .extracting(Summary.PhaseRow::name)
                .containsExactly(
                        "ordinary-morning", "scaling-activity", "monitoring-dark", "dns-moved", "top-sources-isolated");
    }
}
