// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.ErrorCode;

/** The provider is there, and what it needs to run is not. */
public final class ProviderUnavailableException extends ProviderException {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  /** Creates the error from what the provider answered. */
  public ProviderUnavailableException(
      ProviderKind kind, String provider, Availability.Unavailable availability) {
    super(
        ErrorCode.PROVIDER_UNAVAILABLE,
        kind,
        provider,
        kind.label() + " ('" + provider + "'), is " + availability + ".");
    this.reason = availability.reason();
    this.remedy = availability.remedy();
  }

  /** Returns what is missing. */
  public String reason() {
    return reason;
  }

  /** Returns what the user can do; empty if nothing. */
  public String remedy() {
    return remedy;
  }
}
