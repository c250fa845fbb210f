package io.squall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class SeedRangeTest {
    private final SeedRange.Converter converter = new SeedRange.Converter();

    @Test
    void a_range_has_both_ends_and_a_number_begins_at_one() {
        assertThat(converter.convert("3..5").seeds()).containsExactly(3L, 4L, 5L);
        assertThat(converter.convert("20")).isEqualTo(new SeedRange(1, 20));
        assertThat(converter.convert("1..100000").count()).isEqualTo(SeedRange.MOST);
        assertThat(converter.convert("999999999999999999..999999999999999999").seed(0))
                .isEqualTo(999_999_999_999_999_999L);
    }

    @ParameterizedTest
    @CsvSource({
        "5..1, turned round",
        "0, turned round",
        "'', expected seeds",
        "a..b, expected seeds",
        "1..2..3, expected seeds",
        "-1, expected seeds",
        "1..100001, 100001 seeds",
        "9999999999999999999, expected seeds",
    })
    void what_is_no_range_is_refused_in_a_sentence(String text, String said) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(said);
    }
}
