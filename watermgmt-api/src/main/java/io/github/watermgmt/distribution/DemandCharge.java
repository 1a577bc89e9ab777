// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the highest power of some links costs, pump units included: the highest mean of an hour,
 * counted from the start of the axis; where a step is longer than an hour, of a step. Of a last
 * hour that is not whole, the mean of what there is. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param links ids of the links behind the meter, at least one
 * @param pricePerKW currency per kW of the highest power above {@code reachedKW}, at least 0
 * @param reachedKW highest power of this billing period before the first step, kW, at least 0: up
 *     to there the power costs nothing more
 */
public record DemandCharge(Set<String> links, double pricePerKW, double reachedKW) {

  /** Copies the set, in its order. */
  public DemandCharge {
    links = Collections.unmodifiableSet(new LinkedHashSet<>(links));
  }
}
