package io.squall.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.load.Spread;
import io.squall.scenario.Notation.Reading;
import io.squall.time.Rate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Quantities")
class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0 s, 0, 0 s",
        "1 ns, 1, 1 ns",
        "1 us, 1000, 1 us",
        "1 µs, 1000, 1 us",
        "1 μs, 1000, 1 us",
        "250 ms, 250000000, 250 ms",
        "250ms, 250000000, 250 ms",
        "1.5 s, 1500000000, 1500 ms",
        "0.000000001 s, 1, 1 ns",
        "90 s, 90000000000, 90 s",
        "120 s, 120000000000, 2 min",
        "0.5 h, 1800000000000, 30 min",
        "9223372036854775807 ns, 9223372036854775807, 9223372036854775807 ns"
    })
    @DisplayName("read durations, and write them in the largest unit that gives a whole number")
    void durations(String text, long ns, String canonical) {
        assertThat(Quantity.DURATION.read(text)).isEqualTo(new Reading.Good<>(ns));
        assertThat(Quantity.DURATION.format(ns)).isEqualTo(canonical);
        assertThat(Quantity.DURATION.read(canonical)).isEqualTo(new Reading.Good<>(ns));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "250",
                "ms",
                "-1 s",
                "1 S",
                "1 sec",
                "1,5 s",
                "1. s",
                ".5 s",
                "1e3 s",
                "0.5 ns",
                "1  s",
                "1 s ",
                "500/s",
                "9223372036854775808 ns",
                "99999999999999999999 h",
                "٣ s"
            })
    @DisplayName("refuse what is no duration")
    void noDurations(String text) {
        assertThat(Quantity.DURATION.read(text)).isEqualTo(new Reading.Bad<>("a duration such as \"250 ms\""));
    }

    @Test
    @DisplayName("read durations that vary")
    void spreads() {
        long ms = 1_000_000;
        assertSpread("250 ms", new Spread.Fixed(250 * ms), "250 ms");
        assertSpread("250 ms ± 10 %", new Spread.Uniform(225 * ms, 275 * ms), "225 ms .. 275 ms");
        assertSpread("250 ms +- 0.1", new Spread.Uniform(225 * ms, 275 * ms), "225 ms .. 275 ms");
        assertSpread("10 ms .. 30 ms", new Spread.Uniform(10 * ms, 30 * ms), "10 ms .. 30 ms");
        assertSpread("10ms..30ms", new Spread.Uniform(10 * ms, 30 * ms), "10 ms .. 30 ms");
        assertSpread("exponential 30 s", new Spread.Exponential(30_000 * ms), "exponential 30 s");
    }

    private static void assertSpread(String text, Spread spread, String canonical) {
        assertThat(Quantity.SPREAD.read(text)).isEqualTo(new Reading.Good<>(spread));
        assertThat(Quantity.SPREAD.format(spread)).isEqualTo(canonical);
        assertThat(Quantity.SPREAD.read(canonical)).isEqualTo(new Reading.Good<>(spread));
    }

    @ParameterizedTest
    @CsvSource({
        "250, 'a duration such as \"250 ms\"'",
        "250 ms ± 110 %, 'a duration such as \"250 ms\"'",
        "250 ms ± 10 ms, 'a duration such as \"250 ms\"'",
        "30 ms .. 10 ms, the shorter duration first",
        "normal 3 s, 'a duration such as \"250 ms\"'"
    })
    @DisplayName("refuse spreads that are none")
    void noSpreads(String text, String expected) {
        assertThat(Quantity.SPREAD.read(text)).isEqualTo(new Reading.Bad<>(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "500/s, 500, 500/s",
        "500 / s, 500, 500/s",
        "3/min, 0.05, 3/min",
        "1/min, 0.016666666666666666, 1/min",
        "7200/h, 2, 2/s",
        "0/s, 0, 0/s",
        "0.1/s, 0.1, 6/min"
    })
    @DisplayName("read rates, and write the shortest text that reads as the same")
    void rates(String text, double perSecond, String canonical) {
        assertThat(Quantity.RATE.read(text)).isEqualTo(new Reading.Good<>(Rate.perSecond(perSecond)));
        assertThat(Quantity.RATE.format(Rate.perSecond(perSecond))).isEqualTo(canonical);
        assertThat(Quantity.RATE.read(canonical)).isEqualTo(new Reading.Good<>(Rate.perSecond(perSecond)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "500", "500 s", "-1/s", "5/d", "1e3/s", "0.0000000001/s"})
    @DisplayName("refuse what is no rate")
    void noRates(String text) {
        assertThat(Quantity.RATE.read(text)).isEqualTo(new Reading.Bad<>("a rate such as \"500/s\""));
    }

    @ParameterizedTest
    @CsvSource({"60 %, 0.6, 60 %", "60%, 0.6, 60 %", "0.6, 0.6, 60 %", "1, 1, 100 %", "0.1 %, 0.001, 0.1 %", "0, 0, 0 %"
    })
    @DisplayName("read shares, and write them in per cent")
    void shares(String text, double share, String canonical) {
        assertThat(Quantity.SHARE.read(text)).isEqualTo(new Reading.Good<>(share));
        assertThat(Quantity.SHARE.format(share)).isEqualTo(canonical);
        assertThat(Quantity.SHARE.read(canonical)).isEqualTo(new Reading.Good<>(share));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2400, 2400", "30_000, 30000", "33_554_432, 33554432"})
    @DisplayName("read counts")
    void counts(String text, long count) {
        assertThat(Quantity.COUNT.read(text)).isEqualTo(new Reading.Good<>(count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "3_00", "_1", "1_", "0x10", "9999999999999999999"})
    @DisplayName("refuse what is no count")
    void noCounts(String text) {
        assertThat(Quantity.COUNT.read(text)).isEqualTo(new Reading.Bad<>("a count such as 2400"));
    }

    @Test
    @DisplayName("read again exactly what they wrote, for ten thousand of each")
    void roundTrips() {
        SplitMix random = new SplitMix(1);
        for (int i = 0; i < 10_000; i++) {
            long ns = random.next() >>> (random.below(63) + 1);
            assertThat(Quantity.DURATION.read(Quantity.DURATION.format(ns))).isEqualTo(new Reading.Good<>(ns));
            String unit = new String[] {"s", "min", "h"}[random.below(3)];
            String number = 1 + random.below(100_000_000) + "." + random.below(1_000_000_000);
            Object rate = Quantity.RATE.read(number + "/" + unit);
            assertThat(rate).isInstanceOf(Reading.Good.class);
            if (rate instanceof Reading.Good<?>(Rate value)) {
                assertThat(Quantity.RATE.read(Quantity.RATE.format(value))).isEqualTo(rate);
            }
            String percent = random.below(100) + "." + random.below(1_000_000_000) + " %";
            if (Quantity.SHARE.read(percent) instanceof Reading.Good<Double>(Double value)) {
                assertThat(Quantity.SHARE.read(Quantity.SHARE.format(value))).isEqualTo(new Reading.Good<>(value));
            }
        }
    }
}
