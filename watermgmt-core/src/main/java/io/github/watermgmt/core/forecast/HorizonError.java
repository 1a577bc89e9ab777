// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * How wrong projections from past origins would have been, with the drivers as they came.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param years ahead: the mean over that year
 * @param origins number of past origins, a year apart; what they tell overlaps
 * @param error root of the mean squared error, of the logarithm: 0.02 is 2 %
 * @param expected the error that the bands expect
 */
public record HorizonError(int years, int origins, double error, double expected) {}
