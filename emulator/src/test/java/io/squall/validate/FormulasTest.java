package io.squall.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas, held against the figures that were published or computed elsewhere. */
class FormulasTest {
    private static void holds(double computed, double quoted, double off) {
        assertThat(computed).isCloseTo(quoted, Offset.offset(off));
    }

    @ParameterizedTest
    @CsvSource({"5, .199147, 3.4005, .250588", "10, .170911, 7.6305, .192586", "20, .166763, 17.357, .170370"})
    void finite_queues_at_a_load_of_1_2(int k, double deterministic, double sojourn, double exponential) {
        holds(Formulas.md1k(k, 1.2).full(), deterministic, 5e-7);
        holds(Formulas.md1k(k, 1.2).sojourn(1.2), sojourn, 5e-4);
        holds(Formulas.mmck(1, k, 1.2).full(), exponential, 5e-7);
    }

    @Test
    void a_queue_of_one_place_is_erlang_s_loss_system_whatever_the_service() {
        holds(Formulas.md1k(1, 1.2).full(), 1.2 / 2.2, 1e-12);
        holds(Formulas.mmck(1, 1, 1.2).full(), 1.2 / 2.2, 1e-12);
    }

    @Test
    void erlang_s_formulas() {
        holds(Formulas.mmck(100, 100, 120).full(), .1963, 5e-5);
        holds(Formulas.erlangC(1, .8), .8, 1e-12);
    }

    @ParameterizedTest
    @CsvSource({".5, 1, 1.5", ".5, 3, 1.875", ".5, Infinity, 2", ".9, 3, 3.439", ".9, Infinity, 10"})
    void amplification(double p, double retries, double expected) {
        holds(Formulas.amplification(p, retries), expected, 1e-9);
    }

    @Test
    void hidden_capacity_and_recovery() {
        holds(Formulas.hiddenCapacity(300, 10, 1, 1, 600), 147.9, .05);
        holds(Formulas.hiddenCapacity(300, 10, 1, 1, 1e9), 150, 1e-3);
        holds(Formulas.recovery(200, 300, 10, 1, 0), 17, 1e-9);
    }

    @Test
    void the_peak_of_full_jitter() {
        holds(100_000 * Formulas.fullJitterRetries(.98), 3_150, 35);
    }

    @ParameterizedTest
    @CsvSource({
        "850, 1, 30000, 199 2412 26098",
        "970, 1, 30000, 199 3578 24694",
        "970, 1, 15000, 99",
        "1940, 1, 30000, 199",
        "850, 2, 30000, 395 5924 21116"
    })
    void equilibria_of_a_closed_storm(double capacity, double interval, double clients, String expected) {
        List<Long> roots = Formulas.equilibria(clients, 150, capacity, interval).stream()
                .map(Math::round)
                .toList();
        assertThat(roots).hasToString("[" + expected.replace(" ", ", ") + "]");
    }

    @Test
    void the_tipping_point_of_an_open_storm_is_where_successes_fall_to_the_load() {
        holds(Formulas.successes(3_200, 1_000, 1), 200, 1e-9);
    }
}
