// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Contract tests: extend {@link io.github.watermgmt.tck.ForecasterContract}, {@link
 * io.github.watermgmt.tck.DetectorContract}, {@link io.github.watermgmt.tck.OptimizerContract} or
 * {@link io.github.watermgmt.tck.HydraulicContract}, give it your provider, and inherit its tests.
 *
 * <p>What a provider claims among its capabilities is tested; what it does not claim is skipped
 * visibly, with the reason. Tests are final: hooks with defaults fit the kit to a provider, and
 * none of them takes a promise away. All data are synthetic and seeded.
 */
@NullMarked
package io.github.watermgmt.tck;

import org.jspecify.annotations.NullMarked;
