// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

/** What money goes for in a plan, as in {@link io.github.watermgmt.distribution.PlanCheck}. */
public enum CostKind {
  /** Water of sources, by source. */
  SUPPLY("supply", "source"),
  /** What links cost but their energy, by link. */
  TRANSPORT("transport", "link"),
  /** Energy by tariff, that of pump units included, by link. */
  ENERGY("energy", "link"),
  /** What energy emits, by link. */
  EMISSIONS("emissions", "link"),
  /** The highest powers, by demand charge; it stands in the steps of the highest hour. */
  DEMAND_CHARGE("demand charges", "demand charge"),
  /** What is not delivered, by zone. */
  SHORTFALL("shortfall", "zone"),
  /** What the last volumes are worth, by tank: below 0; it stands in the last step. */
  STORED_VALUE("value of last volumes", "tank");

  private final String words;
  private final String element;

  CostKind(String words, String element) {
    this.words = words;
    this.element = element;
  }

  /** Returns what of an element it is that costs, such as {@code link}. */
  String element() {
    return element;
  }

  @Override
  public String toString() {
    return words;
  }
}
