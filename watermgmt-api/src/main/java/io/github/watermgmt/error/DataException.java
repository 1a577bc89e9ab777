// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

import java.util.List;

/** Readings, series, units or calendars are not as they must be (codes WM-1xx). */
public final class DataException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  /** Creates an error with one problem. */
  public DataException(ErrorCode code, String message) {
    super(code, message);
  }

  /** Creates an error that carries several problems. */
  public DataException(ErrorCode code, String what, List<String> problems) {
    super(code, what, problems);
  }
}
