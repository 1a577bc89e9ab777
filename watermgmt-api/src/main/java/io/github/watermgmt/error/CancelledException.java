// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

/** The caller cancelled the run. Nothing half-done is visible. */
public final class CancelledException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; {@code stage} says what was being done. */
  public CancelledException(String stage) {
    super(ErrorCode.CANCELLED, "stage (" + stage + "), was cancelled by the caller.");
  }
}
