// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;

/** A provider cannot be found, chosen or used. */
public abstract sealed class ProviderException extends WaterManagementException
    permits ProviderNotFoundException,
        ProviderUnavailableException,
        ProviderDuplicateException,
        ProviderFailedException {
  private static final long serialVersionUID = 1L;

  private final ProviderKind kind;
  private final String provider;

  ProviderException(ErrorCode code, ProviderKind kind, String provider, String message) {
    super(code, message);
    this.kind = kind;
    this.provider = provider;
  }

  ProviderException(
      ErrorCode code, ProviderKind kind, String provider, String message, Throwable cause) {
    super(code, message, cause);
    this.kind = kind;
    this.provider = provider;
  }

  /** Returns the kind of provider that was wanted. */
  public final ProviderKind kind() {
    return kind;
  }

  /** Returns the name that was asked for; {@code auto} if it was the default. */
  public final String provider() {
    return provider;
  }
}
