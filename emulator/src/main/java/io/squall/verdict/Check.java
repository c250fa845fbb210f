package io.squall.verdict;

/**
 * One thing that a run was to show: a test case to those who count them.
 *
 * @param name tells it from the others of the scenario, from run to run
 * @param sentence what was found
 */
public record Check(String name, boolean met, String sentence) {}
