// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

/**
 * Something that discovery met and that kept a provider, and only that one, from being what it
 * claims.
 *
 * <p>Thread-safety: immutable.
 *
 * @param severity how bad it is
 * @param kind the kind of provider that was being looked for
 * @param source the provider class and the jar or module it came from, as far as known
 * @param message what happened and what can be done about it
 */
public record LoadFailure(Severity severity, ProviderKind kind, String source, String message) {

  /** How bad a failure is. */
  public enum Severity {
    /** The provider cannot be used. */
    BROKEN,
    /** Several providers claim one name; none of them can be used under it. */
    DUPLICATE,
    /** The provider can be used; something about it was overruled. */
    NOTE
  }

  @Override
  public String toString() {
    return kind.label() + " " + source + ": " + message;
  }
}
