// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;

/** The provider that wrote a model file is not here. */
public final class ModelProviderMissingException extends ModelException {
  private static final long serialVersionUID = 1L;

  private final String provider;

  /**
   * Creates the error.
   *
   * @param provider the provider that wrote the file
   * @param message what is missing, what is here instead, and what can be done
   */
  public ModelProviderMissingException(String provider, String message, Throwable cause) {
    super(ErrorCode.MODEL_PROVIDER_MISSING, message, cause);
    this.provider = provider;
  }

  /** Returns the name of the provider that wrote the file. */
  public String provider() {
    return provider;
  }
}
