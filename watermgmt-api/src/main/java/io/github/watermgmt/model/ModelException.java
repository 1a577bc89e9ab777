// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;

/** A model cannot be restored or used. */
public abstract sealed class ModelException extends WaterManagementException
    permits ModelTooOldException,
        ModelTooNewException,
        ModelCorruptException,
        ModelProviderMissingException,
        ModelClosedException {
  private static final long serialVersionUID = 1L;

  ModelException(ErrorCode code, String message) {
    super(code, message);
  }

  ModelException(ErrorCode code, String message, Throwable cause) {
    super(code, message, cause);
  }
}
