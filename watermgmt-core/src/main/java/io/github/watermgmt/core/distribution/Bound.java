// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A bound of a column and the requirements that set it.
 *
 * @param value the bound
 * @param limits what sets it; empty if it cannot be dropped
 */
record Bound(double value, List<Limit> limits) {
  /** A lower bound that nothing sets. */
  static final Bound NONE = fixed(0);

  /** A bound that cannot be dropped. */
  static Bound fixed(double value) {
    return new Bound(value, List.of());
  }

  /** An upper bound. */
  static Upper most(Limit limit, double value) {
    return new Upper(limit, value);
  }

  /** A lower bound. */
  static Lower least(Limit limit, double value) {
    return new Lower(limit, value);
  }

  /** An upper bound that may be dropped. */
  record Upper(Limit limit, double value) {
    Bound unless(Set<Limit> dropped) {
      return dropped.contains(limit)
          ? fixed(Double.POSITIVE_INFINITY)
          : new Bound(value, List.of(limit));
    }
  }

  /** A lower bound that may be dropped, to 0. */
  record Lower(Limit limit, double value) {
    Bound unless(Set<Limit> dropped) {
      return dropped.contains(limit) ? NONE : new Bound(value, List.of(limit));
    }
  }

  /** Returns the greater of two lower bounds, this one if they are equal. */
  Bound atLeast(Bound other) {
    return other.value > value ? other : this;
  }

  /** Returns the lesser of two upper bounds, this one if they are equal. */
  Bound atMost(Bound other) {
    return other.value < value ? other : this;
  }

  /** Returns a share of this bound, which another limit sets: of anything, nothing is nothing. */
  Bound times(double share, Limit limit) {
    if (share == 1) {
      return this;
    }
    if (share == 0) {
      return new Bound(0, List.of(limit));
    }
    List<Limit> both = new ArrayList<>(limits);
    both.add(limit);
    return new Bound(share * value, List.copyOf(both));
  }
}
