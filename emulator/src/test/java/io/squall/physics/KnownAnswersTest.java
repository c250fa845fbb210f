package io.squall.physics;

import static org.assertj.core.api.Assertions.assertThat;

import io.squall.guard.KillSwitch;
import io.squall.validate.Validation;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The table of {@code squall validate}, a test a row. */
class KnownAnswersTest {
    @TestFactory
    Stream<DynamicTest> squall_measures_what_theory_says() {
        return Validation.measure(Validation.experiments(), new KillSwitch(), _ -> {}).stream()
                .map(row -> DynamicTest.dynamicTest(row.answer().name(), () -> assertThat(row.holds())
                        .as(String.join(" · ", row.cells()))
                        .isTrue()));
    }
}
