// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * How sure a comparison is: {@link io.github.watermgmt.core.evaluate.DieboldMariano} tests whether
 * one forecaster is better than another, and {@link
 * io.github.watermgmt.core.evaluate.ModelSelection} chooses between several by what they would have
 * forecast in the past, and by nothing else.
 */
@NullMarked
package io.github.watermgmt.core.evaluate;

import org.jspecify.annotations.NullMarked;
