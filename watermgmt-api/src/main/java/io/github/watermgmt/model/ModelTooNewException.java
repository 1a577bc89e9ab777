// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;

/** A model file was written in a version that is not yet known here. */
public final class ModelTooNewException extends ModelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param what what is versioned, such as {@code "payload version of 'weekly-profile'"}
   * @param found the version in the file
   * @param newest the newest version that is read
   */
  public ModelTooNewException(String what, int found, int newest) {
    super(
        ErrorCode.MODEL_TOO_NEW,
        Validation.message(
            what, found, "must be at most " + newest, "update the library and its providers"));
  }
}
