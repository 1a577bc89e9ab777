// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import java.time.Instant;

/** A session was given a frame that is not later than the last one. */
public final class TimeOrderException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  /** Creates the error. */
  public TimeOrderException(long last, long given) {
    super(
        ErrorCode.TIME_ORDER,
        Validation.message(
            "time of the frame",
            Instant.ofEpochSecond(given),
            "must be later than the last frame, " + Instant.ofEpochSecond(last),
            "put a FrameAssembler before the session"));
  }
}
