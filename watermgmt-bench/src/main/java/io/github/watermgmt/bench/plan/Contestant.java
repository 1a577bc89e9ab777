// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.spi.RunContext;
import java.time.Duration;

/**
 * Somebody who takes part.
 *
 * <p>Thread-safety: may be asked by several threads at once.
 */
interface Contestant {

  /** Returns the label of its rows. */
  String label();

  /** Returns what it is, with version and options. */
  String description();

  /**
   * Answers an instance.
   *
   * @param limit time for each solve
   * @param meter measures
   * @param run seed and cancellation
   */
  Answer answer(Instance instance, Duration limit, SolveMeter meter, RunContext run);
}
