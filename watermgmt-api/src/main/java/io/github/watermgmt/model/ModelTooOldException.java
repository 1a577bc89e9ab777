// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;

/** A model file was written in a version that is no longer read. */
public final class ModelTooOldException extends ModelException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param what what is versioned, such as {@code "payload version of 'weekly-profile'"}
   * @param found the version in the file
   * @param oldest the oldest version that is read
   */
  public ModelTooOldException(String what, int found, int oldest) {
    super(
        ErrorCode.MODEL_TOO_OLD,
        Validation.message(
            what, found, "must be at least " + oldest, "fit the model again on its data"));
  }
}
