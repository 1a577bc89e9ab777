// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.ErrorCode;
import java.util.List;

/** Several providers of one kind claim the name that was asked for; none of them wins. */
public final class ProviderDuplicateException extends ProviderException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> claimants;

  /** Creates the error; each claimant is a class with the jar it came from. */
  public ProviderDuplicateException(ProviderKind kind, String provider, List<String> claimants) {
    super(
        ErrorCode.PROVIDER_DUPLICATE,
        kind,
        provider,
        kind.label()
            + " ('"
            + provider
            + "'), is claimed by "
            + String.join(" and by ", claimants)
            + ". Maybe remove all jars but one.");
    this.claimants = List.copyOf(claimants);
  }

  /** Returns the classes that claim the name, each with the jar it came from. */
  public List<String> claimants() {
    // The list is transient: an instance that travelled through Java serialisation has only its
    // text.
    return claimants == null ? List.of() : claimants;
  }
}
