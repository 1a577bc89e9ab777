// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/**
 * What was done to the rows of one sensor on their way into a series.
 *
 * @param id the series
 * @param rows rows given
 * @param duplicates rows that did not count because another had their stamp
 * @param outOfOrder rows that came after a later one
 * @param resampled rows that were off the grid, or shared a step with others
 * @param missingRows rows that said that there is no value
 * @param negativeRefused negative values of a one-way sensor, now missing
 * @param gaps runs of missing steps between the first and the last value
 * @param longestGapSteps length of the longest of them, in steps
 * @param skipped whether the series was left out because every value is missing
 */
public record SeriesIngest(
    String id,
    long rows,
    long duplicates,
    long outOfOrder,
    long resampled,
    long missingRows,
    long negativeRefused,
    int gaps,
    int longestGapSteps,
    boolean skipped) {}
