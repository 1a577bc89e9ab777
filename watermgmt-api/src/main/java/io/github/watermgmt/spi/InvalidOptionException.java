// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import java.util.List;

/** Options that do not exist, break their rule or do not go together; all of them at once. */
public final class InvalidOptionException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  /** Creates the error with at least one problem. */
  public InvalidOptionException(List<String> problems) {
    super(ErrorCode.INVALID_OPTION, "options", problems);
  }
}
