/**
 * Squall emulates the traffic storm that takes a control plane down, and measures whether monitoring and control traffic
 * survive it.
 *
 * <p>The product lives in the packages below, by capability. Arrows point only downward, from {@code cli} to
 * {@code time}; {@code ArchitectureTest} holds the picture and enforces it. This package itself has no types.
 */
@NullMarked
package io.squall;

import org.jspecify.annotations.NullMarked;
