// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import org.jspecify.annotations.Nullable;

/**
 * What a newer history adds to what a model has seen. Thread-safety: immutable.
 *
 * @param seen all that the model has seen then
 * @param fresh the steps that it had not; null if there is none
 */
record NewSteps(TimeAxis seen, @Nullable Panel fresh) {

  /** Reports a newer history that does not follow, or overlap, what a model was trained on. */
  static void check(Validation problems, TimeAxis newer, TimeAxis trainedOn) {
    problems.check(
        newer.sameGrid(trainedOn) && !newer.start().isAfter(trainedOn.end()),
        "newer history",
        newer,
        "must be on the grid of " + trainedOn + " and start at or before its end",
        "give the steps in between as well, NaN where missing");
  }

  /** Returns what a panel that passed {@link #check} adds. */
  static NewSteps of(Panel newer, TimeAxis trainedOn) {
    TimeAxis axis = newer.axis();
    int from = axis.ceilingIndex(trainedOn.end());
    int added = Math.max(0, axis.length() - from);
    TimeAxis seen = TimeAxis.of(trainedOn.start(), trainedOn.step(), trainedOn.length() + added);
    return new NewSteps(seen, added == 0 ? null : newer.slice(from, axis.length()));
  }

  /** Returns the panel that a model keeps followed by what is new. */
  Panel after(Panel kept) {
    return fresh == null ? kept : kept.concat(fresh);
  }

  /** Returns the provenance of an updated model whose digest is that of other data. */
  Provenance provenance(Provenance before, String dataDigest) {
    return new Provenance(
        before.provider(),
        before.providerVersion(),
        before.libraryVersion(),
        before.options(),
        before.seed(),
        dataDigest,
        before.trainedFrom(),
        seen.end(),
        before.series());
  }
}
