// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.time.Duration;

/**
 * How far a piece of work has come.
 *
 * <p>Thread-safety: immutable.
 *
 * @param stage what is being done, in words for a user
 * @param done units of work done, at least 0
 * @param total units of work in all, or 0 if unknown
 * @param elapsed time since the context was given its listener
 */
public record Progress(String stage, long done, long total, Duration elapsed) {

  /** Refuses negative counts and more done than there is. */
  public Progress {
    if (done < 0 || total < 0 || (total > 0 && done > total)) {
      throw new IllegalArgumentException(
          "done (" + done + ") must be from 0 to total (" + total + "), or total 0");
    }
  }
}
