// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

/** A model needs more history than it was given. */
public final class TooShortHistoryException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  private final int needed;
  private final int given;

  /**
   * Creates the error.
   *
   * @param provider the provider that refuses
   * @param series the series that is too short
   * @param needed steps needed
   * @param given usable steps given
   */
  public TooShortHistoryException(String provider, String series, int needed, int given) {
    super(
        ErrorCode.TOO_SHORT_HISTORY,
        Validation.message(
            "history of series '" + series + "'",
            given + " usable steps",
            "provider '" + provider + "' needs at least " + needed + " steps",
            "give a longer history or a provider that needs less"));
    this.needed = needed;
    this.given = given;
  }

  /** Returns the number of steps needed. */
  public int needed() {
    return needed;
  }

  /** Returns the number of usable steps given. */
  public int given() {
    return given;
  }
}
