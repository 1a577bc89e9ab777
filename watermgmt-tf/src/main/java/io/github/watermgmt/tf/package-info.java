// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The TensorFlow backend: optional in every sense. Without natives for this platform its providers
 * are listed as unavailable, with the reason and the remedy, and everything else works.
 */
@NullMarked
package io.github.watermgmt.tf;

import org.jspecify.annotations.NullMarked;
