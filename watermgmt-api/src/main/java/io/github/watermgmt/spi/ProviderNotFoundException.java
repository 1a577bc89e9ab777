// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.ErrorCode;
import java.util.List;

/**
 * No provider has the name that was asked for. The message lists the names that exist, most similar
 * first, those that are unavailable with their remedy, and those that failed to load.
 */
public final class ProviderNotFoundException extends ProviderException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> known;

  /** Creates the error; {@code known} are the names that exist, most similar first. */
  public ProviderNotFoundException(
      ProviderKind kind, String provider, List<String> known, String message) {
    super(ErrorCode.PROVIDER_NOT_FOUND, kind, provider, message);
    this.known = List.copyOf(known);
  }

  /** Returns the names that exist, most similar to the one asked for first. */
  public List<String> known() {
    // The list is transient: an instance that travelled through Java serialisation has only its
    // text.
    return known == null ? List.of() : known;
  }
}
