// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import java.util.Locale;

/**
 * What a model file holds.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum ModelKind {
  /** A fitted forecaster. */
  FORECASTER,
  /** A fitted anomaly detector. */
  DETECTOR;

  /** Returns the word for messages, such as {@code forecaster}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
