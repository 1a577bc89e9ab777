// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Fitted models on disk: where a model comes from ({@link io.github.watermgmt.model.Provenance})
 * and the file that holds it ({@link io.github.watermgmt.model.ModelFile}).
 *
 * <p>A model file is an envelope around named entries, so that anything from a few coefficients to
 * a directory of a neural network fits. It is protected by lengths and checksums, read within
 * bounded memory, and never by Java serialisation. Too old, too new, corrupt and provider missing
 * are four different errors.
 */
@NullMarked
package io.github.watermgmt.model;

import org.jspecify.annotations.NullMarked;
