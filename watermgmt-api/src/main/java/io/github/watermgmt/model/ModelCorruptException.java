// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;

/**
 * A model file is not a model file, was truncated or altered, contradicts itself, or exceeds the
 * limits.
 */
public final class ModelCorruptException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; {@code message} names what is wrong and where. */
  public ModelCorruptException(String message) {
    super(ErrorCode.MODEL_CORRUPT, message);
  }

  /** Creates the error with its cause. */
  public ModelCorruptException(String message, Throwable cause) {
    super(ErrorCode.MODEL_CORRUPT, message, cause);
  }
}
