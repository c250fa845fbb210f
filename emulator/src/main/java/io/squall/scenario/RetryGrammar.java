package io.squall.scenario;

import io.squall.retry.Backoff;
import io.squall.retry.Brake;
import io.squall.retry.Brake.Scope;
import io.squall.retry.RetryPolicy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@code retry}. */
final class RetryGrammar {
    private static final Notation<Kind> KIND = Notation.oneOf(Kind.class);
    private static final Notation<Integer> LIMIT = Words.whole(0, 1_000_000_000).or("unlimited", RetryPolicy.UNLIMITED);
    private static final Notation<Brake.Deposit> DEPOSIT = Notation.oneOf(Brake.Deposit.class);
    private static final Notation<Double> FACTOR = Words.NUMBER.where(factor -> factor >= 1, "a number from 1 on");
    private static final Notation<Scope> SCOPE = Notation.oneOf(Scope.class);

    private enum Kind {
        NONE,
        FIXED,
        EXPONENTIAL,
        EQUAL_JITTER,
        FULL_JITTER,
        DECORRELATED,
        /** Configured as exponential, and of no effect. */
        BROKEN
    }

    private RetryGrammar() {}

    static RetryPolicy policy(Section retry, References references) {
        boolean strict = references.reading() != References.Reading.COMBINED;
        if (!retry.has("backoff") && !retry.has("limit")) {
            retry.problem("expected a limit, a backoff, or both");
        }
        int limit = retry.optional("limit", LIMIT);
        Kind kind = retry.optional("backoff", KIND);
        Backoff backoff =
                switch (kind) {
                    case NONE -> none(retry, strict);
                    case FIXED -> fixed(retry, strict);
                    case EXPONENTIAL, EQUAL_JITTER, FULL_JITTER, DECORRELATED, BROKEN -> growing(kind, retry, strict);
                };
        Brake.@Nullable Budget budget =
                retry.optionalSection("budget").map(RetryGrammar::budget).orElse(null);
        Brake.@Nullable Throttle throttle =
                retry.optionalSection("throttle").map(RetryGrammar::throttle).orElse(null);
        Brake.@Nullable Breaker breaker =
                retry.optionalSection("breaker").map(RetryGrammar::breaker).orElse(null);
        return new RetryPolicy(backoff, limit, budget, throttle, breaker);
    }

    private static Backoff none(Section retry, boolean strict) {
        for (String key : strict ? List.of("base", "cap", "factor", "jitter") : List.<String>of()) {
            retry.reject(key, "without a backoff there is no " + key);
        }
        return new Backoff.None();
    }

    private static Backoff fixed(Section retry, boolean strict) {
        if (strict) {
            for (String key : List.of("cap", "factor", "jitter")) {
                retry.reject(key, "a fixed backoff has no " + key);
            }
        }
        return new Backoff.Fixed(retry.required("base", Words.SOME_TIME));
    }

    private static Backoff growing(Kind kind, Section retry, boolean strict) {
        long baseNs = retry.required("base", Words.SOME_TIME);
        long written = retry.required("cap", Words.SOME_TIME);
        long capNs = strict ? written : Math.max(written, baseNs);
        if (retry.isSound() && capNs < baseNs) {
            retry.refuse("cap", "at least the base, " + Quantity.DURATION.format(baseNs));
        }
        if (strict) {
            checkShape(kind, retry);
        }
        double factor = Objects.requireNonNullElse(retry.ifThere("factor", FACTOR), 2.0);
        double jitter = Objects.requireNonNullElse(retry.ifThere("jitter", Words.SHARE), 0.0);
        Backoff exponential = new Backoff.Exponential(baseNs, capNs, factor, jitter);
        return switch (kind) {
            case EQUAL_JITTER -> new Backoff.EqualJitter(baseNs, capNs, factor);
            case FULL_JITTER -> new Backoff.FullJitter(baseNs, capNs, factor);
            case DECORRELATED -> new Backoff.Decorrelated(baseNs, capNs);
            case BROKEN -> new Backoff.Broken(exponential);
            default -> exponential;
        };
    }

    private static void checkShape(Kind kind, Section retry) {
        if (kind == Kind.DECORRELATED) {
            retry.reject("factor", "a decorrelated backoff grows by up to 3");
        }
        if (kind != Kind.EXPONENTIAL && kind != Kind.BROKEN) {
            retry.reject("jitter", "this backoff has a jitter of its own");
        }
    }

    private static Brake.Budget budget(Section budget) {
        return new Brake.Budget(
                budget.required("deposit", DEPOSIT),
                budget.optional("ratio", Words.NUMBER),
                budget.optional("bucket", Words.NUMBER),
                budget.optional("cost", Words.NUMBER),
                budget.optional("floor", Words.ANY_RATE).perSecond(),
                budget.optional("scope", SCOPE));
    }

    private static Brake.Throttle throttle(Section throttle) {
        return new Brake.Throttle(
                throttle.optional("k", Words.NUMBER),
                throttle.optional("window", Words.PERIOD),
                throttle.optional("scope", SCOPE));
    }

    private static Brake.Breaker breaker(Section breaker) {
        return new Brake.Breaker(
                breaker.optional("failures", Words.whole(1, 1_000_000)),
                breaker.optional("open", Words.SOME_TIME),
                breaker.optional("scope", SCOPE));
    }
}
