// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.distribution.Problem;
import java.util.List;

/**
 * A distribution problem as it was read from a file.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param problem the problem, with its network, steps and currency
 * @param notices what stands in the file and was not read, one line each with its place; the first
 *     hundred
 */
public record ProblemFile(Problem problem, List<String> notices) {

  /** Copies the list. */
  public ProblemFile {
    notices = List.copyOf(notices);
  }
}
