// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

/** The run did not end before its deadline. Nothing half-done is visible. */
public final class DeadlineExceededException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; {@code stage} says what was being done. */
  public DeadlineExceededException(String stage) {
    super(
        ErrorCode.DEADLINE_EXCEEDED,
        "stage (" + stage + "), did not end before the deadline. Maybe allow more time.");
  }
}
