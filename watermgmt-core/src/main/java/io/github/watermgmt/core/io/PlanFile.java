// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.distribution.Plan;
import java.util.List;

/**
 * A plan as it was read from a file. It belongs to its problem; whether it is any good, {@link
 * io.github.watermgmt.distribution.PlanCheck} tells.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param plan the plan
 * @param notices what stands in the file and was not read, one line each with its place; the first
 *     hundred
 */
public record PlanFile(Plan plan, List<String> notices) {

  /** Copies the list. */
  public PlanFile {
    notices = List.copyOf(notices);
  }
}
