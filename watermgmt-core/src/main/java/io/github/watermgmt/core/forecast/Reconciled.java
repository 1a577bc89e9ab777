// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.Forecast;
import java.util.List;
import java.util.Objects;

/**
 * A coherent forecast, and what was done to make it one.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param forecast every series of the hierarchy; in each sample path and in the mean a parent is
 *     the sum of its children
 * @param notes what a reader should know, such as values that were held at zero
 */
public record Reconciled(Forecast forecast, List<String> notes) {

  /** Copies the notes. */
  public Reconciled {
    Objects.requireNonNull(forecast, "forecast");
    notes = List.copyOf(notes);
  }
}
