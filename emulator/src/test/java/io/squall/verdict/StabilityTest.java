package io.squall.verdict;

import static io.squall.verdict.Goal.Finding.MET;
import static io.squall.verdict.Goal.Finding.MISSED;
import static io.squall.verdict.Goal.Finding.OVERLOADED;
import static io.squall.verdict.Goal.Finding.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StabilityTest {
    @Test
    void a_load_is_what_becomes_of_it_after_all_triggers() {
        assertThat(Stability.of(List.of(List.of(MET, MET), List.of(MET, MET)))).contains(Stability.STABLE);
        assertThat(Stability.of(List.of(List.of(MET, MET), List.of(MET, MISSED))))
                .contains(Stability.VULNERABLE);
        assertThat(Stability.of(List.of(List.of(MISSED, MISSED), List.of(MISSED, OVERLOADED))))
                .contains(Stability.METASTABLE);
        assertThat(Stability.of(List.of(List.of(OVERLOADED, OVERLOADED)))).contains(Stability.OVERLOADED);
    }

    @Test
    void what_is_not_done_or_not_to_be_told_leaves_it_open_unless_the_rest_tells() {
        assertThat(Stability.of(List.of(List.of(MET), List.of()))).isEmpty();
        assertThat(Stability.of(List.of(List.of(MET), List.of(UNDECIDED)))).isEmpty();
        assertThat(Stability.of(List.of(List.of(MET), List.of(), List.of(MISSED))))
                .contains(Stability.VULNERABLE);
    }
}
