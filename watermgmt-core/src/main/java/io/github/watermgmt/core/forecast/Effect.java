// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * An effect as it was learnt. {@code estimate} and {@code standardError} are mean and standard
 * deviation of the posterior.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param driver what has the effect
 * @param unit what the number means, such as {@code % of use per % of price}
 * @param prior what was believed before
 * @param estimate what is believed now
 * @param standardError how far off that may be
 * @param learnt how much the data told: 1 − (standard error / sd of the prior)², 0 where the prior
 *     stands
 */
public record Effect(
    Driver driver,
    String unit,
    Prior prior,
    double estimate,
    double standardError,
    double learnt) {}
