package io.squall.scenario;

import io.squall.retry.Backoff;
import io.squall.retry.RetryPolicy;

/**
 * A storm's {@code retry}. Without it nothing is tried again.
 *
 * <pre>
 *     retry: { limit: 3 | unlimited, backoff: none | fixed | exponential | full-jitter | broken, base: 250 ms, cap: 8 s }
 * </pre>
 *
 * <p>A back-off without a limit goes on for ever; a limit without a back-off is used up at once.
 */
final class RetryGrammar {
    static final Notation<Kind> KIND = Notation.oneOf(Kind.class);
    static final Notation<Integer> LIMIT = Quantity.count(0, 1_000_000_000)
            .mapped(Long::intValue, Integer::longValue)
            .or("unlimited", RetryPolicy.UNLIMITED);

    enum Kind {
        NONE,
        FIXED,
        EXPONENTIAL,
        FULL_JITTER,
        /** Configured as exponential, and of no effect. */
        BROKEN
    }

    private RetryGrammar() {}

    static RetryPolicy policy(Section retry) {
        boolean backsOff = retry.has("backoff");
        if (!backsOff && !retry.has("limit")) {
            retry.problem("expected a limit, a backoff, or both");
        }
        int limit = retry.optional("limit", LIMIT, RetryPolicy.UNLIMITED);
        Kind kind = retry.optional("backoff", KIND, Kind.NONE);
        Backoff backoff =
                switch (kind) {
                    case NONE -> none(retry);
                    case FIXED -> fixed(retry);
                    case EXPONENTIAL -> exponential(retry);
                    case FULL_JITTER -> {
                        Backoff.Exponential doubling = exponential(retry);
                        yield new Backoff.FullJitter(doubling.baseNs(), doubling.capNs());
                    }
                    case BROKEN -> new Backoff.Broken(exponential(retry));
                };
        retry.done();
        return new RetryPolicy(backoff, limit);
    }

    private static Backoff none(Section retry) {
        retry.reject("base", "without a backoff there is no base");
        retry.reject("cap", "without a backoff there is no cap");
        return new Backoff.None();
    }

    private static Backoff fixed(Section retry) {
        retry.reject("cap", "a fixed backoff has no cap");
        return new Backoff.Fixed(retry.required("base", Words.SOME_TIME));
    }

    private static Backoff.Exponential exponential(Section retry) {
        long baseNs = retry.required("base", Words.SOME_TIME);
        long capNs = retry.required("cap", Words.SOME_TIME);
        if (retry.isSound() && capNs < baseNs) {
            retry.refuse("cap", "at least the base, " + Quantity.DURATION.format(baseNs));
        }
        return new Backoff.Exponential(baseNs, capNs);
    }

    static Kind kind(Backoff backoff) {
        return switch (backoff) {
            case Backoff.None _ -> Kind.NONE;
            case Backoff.Fixed _ -> Kind.FIXED;
            case Backoff.Exponential _ -> Kind.EXPONENTIAL;
            case Backoff.FullJitter _ -> Kind.FULL_JITTER;
            case Backoff.Broken _ -> Kind.BROKEN;
        };
    }
}
