// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Distribution planning: the time-expanded problem as a neutral sparse model, and the providers that
 * solve it. A solver's word is never taken: a plan is recomputed and verified before it is returned,
 * and its prices must reach the optimum by {@link io.github.watermgmt.distribution.DualCheck}.
 * {@link io.github.watermgmt.core.distribution.FairSharing} plans when there is not enough for all.
 */
@NullMarked
package io.github.watermgmt.core.distribution;

import org.jspecify.annotations.NullMarked;
