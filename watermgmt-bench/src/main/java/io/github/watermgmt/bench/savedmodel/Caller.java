// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

/** Somebody who calls models. */
interface Caller {

  /** Returns the label of its rows. */
  String label();

  /** Loads a model, calls it, and measures both. */
  Answer call(ModelCase one);
}
