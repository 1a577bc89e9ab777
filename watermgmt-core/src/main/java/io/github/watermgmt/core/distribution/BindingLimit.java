// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;

/**
 * A limit that is in force in a plan and costs something: were it wider, the least cost would be
 * lower. Steps of the same limit stand together.
 *
 * <p>A relief is a slope: what is saved by a small change, per unit of it. As costs are convex, a
 * larger change saves at most as much per unit; at a degenerate optimum the first unit as well.
 * Where two limits coincide, such as a least and a last volume, it takes both of them.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind which limit
 * @param element id of the source, link, tank or zone, or name of the blend or demand charge
 * @param index which of several, from 0: of a daily volume the day, of a volume limit its place;
 *     else 0
 * @param firstStep the first step in which it is in force
 * @param lastStep the last one; there may be others between in which it is not
 * @param reliefs what is saved per unit by step, currency per unit, at least 0; of a limit that
 *     many steps share, all of it stands at the first of them
 * @param worstStep where that is greatest
 * @param value the limit in that step, in the unit of the kind
 * @param size what the limit is measured by, in the same unit: the greatest flow of a link or
 *     source, also if it is closed, the volume of a licence or of a full tank, the demand of a zone
 */
public record BindingLimit(
    Kind kind,
    String element,
    int index,
    int firstStep,
    int lastStep,
    PerStep reliefs,
    int worstStep,
    double value,
    double size) {
  private static final double PER_CENT = 0.01;

  /** Which limit, in which unit, and whether more or less of it saves. */
  public enum Kind {
    /** Greatest supply of a source, m³/h, as far as it is available. */
    SOURCE_FLOW("greatest supply of source", "m3/h", true),
    /** Least supply of a source, m³/h. */
    SOURCE_LEAST_FLOW("least supply of source", "m3/h", false),
    /** Licence of a source for a day, m³. */
    DAILY_VOLUME("daily volume of source", "m3", true),
    /** Licence of a source over a span of steps, m³. */
    VOLUME_LIMIT("volume limit of source", "m3", true),
    /** Greatest flow of a link, m³/h, as far as it is available; 0 where it is closed. */
    LINK_FLOW("greatest flow of link", "m3/h", true),
    /** Least flow of a link, m³/h. */
    LINK_LEAST_FLOW("least flow of link", "m3/h", false),
    /** Greatest volume of a tank, m³. */
    TANK_FULL("greatest volume of tank", "m3", true),
    /** Least volume of a tank, m³. */
    TANK_LEAST("least volume of tank", "m3", false),
    /** Least volume of a tank after the last step, m³. */
    FINAL_VOLUME("final volume of tank", "m3", false),
    /** Supply of a zone that cannot be refused, m³/h. */
    GUARANTEED("guaranteed supply of zone", "m3/h", false),
    /** What may be missing in a zone over all steps, m³. */
    MAX_SHORTFALL("greatest shortfall of zone", "m3", true),
    /** What may come over the links of a blend, m³ in a step. */
    BLEND("share of blend", "m3", true),
    /** The highest mean power of an hour in a demand charge, kW. */
    HIGHEST_POWER("highest power of demand charge", "kW", false);

    private final String words;
    private final String unit;
    private final boolean more;

    Kind(String words, String unit, boolean more) {
      this.words = words;
      this.unit = unit;
      this.more = more;
    }

    /** Returns the unit of the limit: {@code m3/h}, {@code m3} or {@code kW}. */
    public String unit() {
      return unit;
    }

    /** Returns whether more of the limit saves, as of a greatest flow, or less, as of a least. */
    public boolean isUpper() {
      return more;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Returns what is saved per unit if the limit is changed in all the steps in which it is in
   * force, currency per unit.
   */
  public double relief() {
    double sum = 0;
    for (int t = firstStep; t <= lastStep; t++) {
      sum += reliefs.get(t);
    }
    return sum;
  }

  /**
   * Returns what a change by one per cent of the {@code size} saves at most: the order of limits.
   */
  public double worth() {
    return PER_CENT * size * relief();
  }

  /** Returns in how many steps it is in force; 1 if steps share it. */
  public int count() {
    int count = 0;
    for (int t = firstStep; t <= lastStep; t++) {
      count += reliefs.get(t) > 0 ? 1 : 0;
    }
    return count;
  }

  /** Returns whether it is one limit on many steps. */
  boolean isShared() {
    return kind == Kind.DAILY_VOLUME || kind == Kind.VOLUME_LIMIT || kind == Kind.MAX_SHORTFALL;
  }
}
