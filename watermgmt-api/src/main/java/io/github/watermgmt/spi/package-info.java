// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * How the library's four jobs are plugged in: providers of forecasters, anomaly detectors,
 * distribution optimizers and hydraulic models, found by name.
 *
 * <p>{@link io.github.watermgmt.spi.Providers} is the one door: an immutable snapshot of what was
 * discovered, in which a broken provider is isolated and named and never hides another. {@link
 * io.github.watermgmt.spi.Options} are typed settings that also read from text, {@link
 * io.github.watermgmt.spi.Capability} says what can be asked of a provider, and {@link
 * io.github.watermgmt.spi.RunContext} carries seed, threads, cancellation, deadline and progress
 * into every longer piece of work.
 */
@NullMarked
package io.github.watermgmt.spi;

import org.jspecify.annotations.NullMarked;
