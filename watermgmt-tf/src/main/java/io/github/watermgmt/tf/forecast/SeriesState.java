// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

/**
 * What a model knows of one series. Thread-safety: immutable.
 *
 * @param magnitude a typical size of its values, above 0, in its unit
 * @param spread mean size of its deviations, above 0
 * @param neverNegative whether no value below 0 was ever seen
 * @param errors of the quantile levels on the latest days
 */
record SeriesState(double magnitude, double spread, boolean neverNegative, LevelErrors errors) {}
