// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/**
 * A way of finding the plan of least cost.
 *
 * <p>Thread-safety: immutable; may solve several problems at once.
 */
public interface DistributionOptimizer {

  /** Returns the provider's name. */
  String name();

  /** Returns the options in force. */
  Options options();

  /** Returns what this optimizer can do. */
  Set<Capability> capabilities();

  /**
   * Solves a problem. "No plan" is a result, not an exception: see {@link Outcome}. A plan that is
   * returned as solved has been verified to be feasible. Cancellation and deadline end in {@link
   * Outcome.Stopped}.
   */
  Outcome optimize(Problem problem, RunContext run);

  /**
   * Solves a problem that differs a little from one that was solved before; with {@link
   * Capability#WARM_START} and the {@link WarmStart} of that solution it is faster. The result is
   * as good as that of {@link #optimize}; where several plans are of least cost, it may be another.
   */
  default Outcome reoptimize(Problem changed, Outcome.Solved previous, RunContext run) {
    return optimize(changed, run);
  }
}
