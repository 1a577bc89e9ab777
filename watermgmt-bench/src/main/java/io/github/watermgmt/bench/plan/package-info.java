// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * {@code compare plan}: optimizers side by side on instances of distribution planning. Whoever takes
 * part gives an {@link io.github.watermgmt.bench.plan.Answer} to each instance; what it claims is
 * checked, never believed.
 */
@NullMarked
package io.github.watermgmt.bench.plan;

import org.jspecify.annotations.NullMarked;
