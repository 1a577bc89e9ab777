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

  private final long last;
  private final long given;

  /**
   * Creates the error.
   *
   * @param last stamp of the last frame, epoch second
   * @param given stamp of the frame that is refused, epoch second
   */
  public TimeOrderException(long last, long given) {
    super(
        ErrorCode.TIME_ORDER,
        Validation.message(
            "time of the frame",
            Instant.ofEpochSecond(given),
            "must be later than the last frame, " + Instant.ofEpochSecond(last),
            "put a FrameAssembler before the session"));
    this.last = last;
    this.given = given;
  }

  /** Returns the stamp of the last frame, epoch second. */
  public long last() {
    return last;
  }

  /** Returns the stamp of the frame that was refused, epoch second. */
  public long given() {
    return given;
  }
}
