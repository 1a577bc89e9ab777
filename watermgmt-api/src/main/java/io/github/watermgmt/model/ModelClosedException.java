// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;

/** A model was used after it was closed. */
public final class ModelClosedException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; {@code provider} is the one that fitted the model. */
  public ModelClosedException(String provider) {
    super(
        ErrorCode.MODEL_CLOSED,
        Validation.message(
            "model of provider", provider, "is closed", "close it only after the last use"));
  }
}
