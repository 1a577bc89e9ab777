// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

/**
 * Settings of {@code forecast-residual}; see {@link ForecastResidualProvider}.
 *
 * @param weeks weeks of history that the profile is learnt from
 * @param drift slack of the CUSUM, robust standard deviations
 * @param threshold sum at which it alarms, robust standard deviations times hours
 * @param levelDays days in which the level follows what lasts
 * @param stuckHours hours after which a repeated value is a fault of the sensor
 * @param absorbDays days after which an episode becomes the new normal
 */
record ResidualSettings(
    int weeks, double drift, double threshold, double levelDays, int stuckHours, int absorbDays) {}
