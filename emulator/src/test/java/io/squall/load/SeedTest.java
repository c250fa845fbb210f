package io.squall.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
    private static final Seed SEED = new Seed(7);
    private static final int N = 20_000;

    private static double[] draws(long state) {
        double[] draws = new double[N];
        long current = state;
        for (int i = 0; i < N; i++) {
            current = Seed.next(current);
            draws[i] = Seed.unit(current);
        }
        return draws;
    }

    @Test
    void a_stream_is_uniform_and_never_reaches_its_ends() {
        double[] draws = draws(SEED.stream("clients", 0));
        assertThat(Numbers.kolmogorovSmirnov(draws, x -> x))
                .as("√n·D against U(0, 1)")
                .isLessThan(Numbers.KOLMOGOROV);
        assertThat(Seed.unit(0)).isBetween(Double.MIN_VALUE, Math.nextDown(1.0));
        for (double draw : draws) {
            assertThat(draw).isBetween(Double.MIN_VALUE, Math.nextDown(1.0));
        }
    }

    @Test
    void neighbouring_sources_names_and_seeds_have_nothing_in_common() {
        double[] stream = draws(SEED.stream("clients", 0));
        long[] neighbours = {
            SEED.stream("clients", 1),
            SEED.stream("clients", 2),
            SEED.stream("clientt", 0),
            SEED.stream("", 0),
            new Seed(8).stream("clients", 0),
            new Seed(-7).stream("clients", 0)
        };
        for (long neighbour : neighbours) {
            assertThat(Numbers.correlation(stream, draws(neighbour)))
                    .as("correlation over %d draws", N)
                    .isCloseTo(0, offset(4 / Math.sqrt(N)));
        }
    }

    /** If two streams of SplitMix64 met, one would repeat the other with a shift. */
    @Test
    void a_hundred_thousand_sources_start_in_as_many_states() {
        Set<Long> states = new HashSet<>();
        for (int source = 0; source < 100_000; source++) {
            states.add(SEED.stream("clients", source));
        }
        assertThat(states).hasSize(100_000);
    }

    /** The first draw of each source, as a storm's think times see it. */
    @Test
    void the_first_draws_of_all_sources_are_uniform() {
        double[] first = new double[N];
        for (int source = 0; source < N; source++) {
            first[source] = Seed.unit(Seed.next(SEED.stream("clients", source)));
        }
        assertThat(Numbers.kolmogorovSmirnov(first, x -> x))
                .as("√n·D against U(0, 1)")
                .isLessThan(Numbers.KOLMOGOROV);
    }

    @Test
    void a_stream_depends_on_the_seed_its_name_and_its_index_alone() {
        assertThat(new Seed(7).stream("clients", 3)).isEqualTo(SEED.stream("clients", 3));
    }
}
