// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;

/**
 * What one element costs in a plan, by one kind of cost.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind for what
 * @param element id of the source, link, zone or tank, or name of the demand charge
 * @param amount in the problem's currency; below 0 where money is earned
 * @param byStep the same by step
 */
public record CostShare(CostKind kind, String element, double amount, PerStep byStep) {

  /** Returns kind and element, such as {@code link 'P1'}. */
  String where() {
    return kind.element() + " '" + element + "'";
  }
}
