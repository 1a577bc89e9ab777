// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.ErrorCode;

/** The provider threw what it must not throw, or broke its contract in another way. */
public final class ProviderFailedException extends ProviderException {
  private static final long serialVersionUID = 1L;

  /** Creates the error; {@code message} says what the provider did. */
  public ProviderFailedException(ProviderKind kind, String provider, String message) {
    super(ErrorCode.PROVIDER_FAILED, kind, provider, message);
  }

  /** Creates the error with its cause. */
  public ProviderFailedException(
      ProviderKind kind, String provider, String message, Throwable cause) {
    super(ErrorCode.PROVIDER_FAILED, kind, provider, message, cause);
  }
}
