package io.squall.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private record Step(long ns, long attempt, int event) {}

    private static List<Step> steps(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            steps.add(new Step(random.nextLong(1_000_000_000), random.nextLong(), random.nextInt(9)));
        }
        return steps;
    }

    private static String digest(List<Step> steps) {
        Digest digest = new Digest();
        steps.forEach(step -> digest.add(step.ns, step.attempt, step.event));
        return digest.hex();
    }

    @Test
    void it_is_written_as_32_hexadecimal_digits_even_of_nothing() {
        assertThat(new Digest().hex()).matches("[0-9a-f]{32}");
        assertThat(digest(steps(1))).matches("[0-9a-f]{32}");
    }

    @Test
    void the_same_events_in_the_same_order_have_the_same_digest() {
        assertThat(digest(steps(1))).isEqualTo(digest(steps(1)));
    }

    @Test
    void it_never_changes_from_one_release_to_the_next_without_being_noticed() {
        Digest digest = new Digest();
        digest.add(1, 2, 3);
        assertThat(digest.hex()).isEqualTo("b57f0630817835540af489c59ad3fd33");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void swapping_two_events_changes_it(long seed) {
        List<Step> steps = steps(seed);
        Set<String> seen = new HashSet<>(Set.of(digest(steps)));
        for (int i = 0; i < steps.size(); i++) {
            for (int j = i + 1; j < steps.size(); j++) {
                List<Step> swapped = new ArrayList<>(steps);
                Collections.swap(swapped, i, j);
                assertThat(seen.add(digest(swapped)))
                        .as("events %d and %d swapped", i, j)
                        .isTrue();
            }
        }
    }

    @Test
    void every_field_of_an_event_counts() {
        Set<String> seen = new HashSet<>();
        for (long ns = 0; ns < 20; ns++) {
            for (long attempt = 0; attempt < 20; attempt++) {
                for (int event = 0; event < 9; event++) {
                    Digest digest = new Digest();
                    digest.add(ns, attempt, event);
                    assertThat(seen.add(digest.hex())).isTrue();
                }
            }
        }
    }

    @Test
    void leaving_an_event_out_or_having_it_twice_changes_it() {
        List<Step> steps = steps(7);
        List<Step> fewer = steps.subList(0, steps.size() - 1);
        List<Step> more = new ArrayList<>(steps);
        more.add(steps.getLast());
        assertThat(Set.of(digest(steps), digest(fewer), digest(more))).hasSize(3);
    }

    @Test
    void the_digests_of_several_threads_are_joined_in_a_fixed_order() {
        Digest first = new Digest();
        first.add(1, 1, 1);
        Digest second = new Digest();
        second.add(2, 2, 2);
        assertThat(joined(first, second)).isEqualTo(joined(first, second)).isNotEqualTo(joined(second, first));
    }

    private static String joined(Digest... parts) {
        Digest all = new Digest();
        for (Digest part : parts) {
            all.add(part);
        }
        return all.hex();
    }
}
