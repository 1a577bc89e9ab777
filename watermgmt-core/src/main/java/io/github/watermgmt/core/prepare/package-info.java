// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * What happens to data around a model. Three steps are the caller's, before any model: registers
 * become interval use ({@link io.github.watermgmt.core.prepare.Registers}), impossible values are
 * taken out ({@link io.github.watermgmt.core.prepare.Cleaner}), and shifted levels, drifting sensors
 * and wrong clocks are found ({@link io.github.watermgmt.core.prepare.SensorCheck}); the history
 * before a shift may be brought to the new level ({@link
 * io.github.watermgmt.core.prepare.LevelShift}). Each can be left out, is reported, and can be undone.
 * Filling, scaling and features belong to the model and persist with it; what is usual on a day
 * ({@link io.github.watermgmt.core.prepare.UsualDays}) and its weather ({@link
 * io.github.watermgmt.core.prepare.WeatherDays}) are where learners may start from. Conformal
 * calibration turns past errors into quantiles.
 *
 * <p>Everything here is causal: what becomes of a value depends on that value and those before it,
 * never on later ones. What by its nature is known later says from when on it is known, and alters
 * nothing before.
 *
 * <p>Nothing here depends on anything but the api.
 */
@NullMarked
package io.github.watermgmt.core.prepare;

import org.jspecify.annotations.NullMarked;
