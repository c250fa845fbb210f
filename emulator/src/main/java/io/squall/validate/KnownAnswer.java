package io.squall.validate;

import java.util.function.ToDoubleFunction;

/**
 * A figure that theory gives.
 *
 * @param name what it is, with its unit
 * @param source of the formula
 * @param counts the class whose attempts are n
 * @param measure reads it off a run
 */
public record KnownAnswer(
        String name, String source, String counts, Expected expected, ToDoubleFunction<Reading> measure) {}
