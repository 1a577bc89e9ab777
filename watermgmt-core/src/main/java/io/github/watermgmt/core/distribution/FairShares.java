// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.SolveReport;
import java.util.List;
import java.util.Locale;

/**
 * A plan that shares fairly, verified, and who gets how much and why not more.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param plan the plan
 * @param check the plan checked against the problem as it was given
 * @param shares by zone, in the problem's order, or by zone and day; those without demand have none
 * @param levels the shares that occur, ascending, with what holds them
 * @param leastWeightedM3 the weighted shortfall that no plan is below, m³ where all weights are 1
 * @param weightedM3 that of this plan
 * @param leastCost what a plan costs at least of which the weighted shortfall is as small as it had
 *     to be here, however unfair, in the problem's currency
 * @param report how it was found
 */
public record FairShares(
    Plan plan,
    PlanCheck check,
    List<Share> shares,
    List<Level> levels,
    double leastWeightedM3,
    double weightedM3,
    double leastCost,
    SolveReport report)
    implements FairOutcome {

  /**
   * How far the numbers are verified: shares and, relative to the weighted demand, the weighted
   * shortfall; both recomputed from the plan.
   */
  public static final double TOLERANCE = 1e-7;

  /**
   * What a zone gets over some steps.
   *
   * @param zone its id
   * @param fromStep the first step
   * @param toStep the step after the last one
   * @param demandedM3 what it demands, m³, above 0
   * @param suppliedM3 what it gets, m³
   * @param level where it is in {@link FairShares#levels}
   */
  public record Share(
      String zone, int fromStep, int toStep, double demandedM3, double suppliedM3, int level) {

    /** Returns the part of the demand that is supplied, in [0, 1]. */
    public double share() {
      return suppliedM3 / demandedM3;
    }
  }

  /**
   * Shares that are held together.
   *
   * @param share supplied / demanded, in [0, 1]
   * @param heldBy why it is not more, what helps most first; empty if nothing is short
   */
  public record Level(double share, List<Bottleneck> heldBy) {

    /** Copies the list. */
    public Level {
      heldBy = List.copyOf(heldBy);
    }

    /** Returns in words what holds the shares most: {@code its demand} if nothing is short. */
    public String why() {
      return heldBy.isEmpty() ? "its demand" : heldBy.get(0).toString();
    }
  }

  /** What can hold shares. */
  public enum Holder {
    /** Greatest flow of a source, as far as it is available. */
    SOURCE("source"),
    /** Daily volume or volume limit of a source. */
    LICENCE("licence of source"),
    /** Greatest or least flow of a link, as far as it is available. */
    LINK("link"),
    /** Least or greatest volume of a tank. */
    TANK("tank"),
    /** Limit on mixing. */
    BLEND("blend"),
    /** What is guaranteed to a zone, or what may be missing there at most. */
    GUARANTEE("guarantee of zone"),
    /** The weighted shortfall: more for these would be less for others, and less in all. */
    TOTAL("the weighted shortfall"),
    /** Zones that are worse off and would get less. */
    WORSE_OFF("zones that are worse off");

    private final String words;

    Holder(String words) {
      this.words = words;
    }
  }

  /**
   * A limit that holds shares.
   *
   * @param holder which kind of limit
   * @param element id of the source, link, tank or zone, or name of the blend; empty for the
   *     weighted shortfall and zones that are worse off
   * @param sharePerM3 by how much the level would rise at most if the limit were 1 m³ wider in one
   *     step; above 0
   */
  public record Bottleneck(Holder holder, String element, double sharePerM3) {

    /** Returns what it is in words, such as {@code link 'L3'}. */
    @Override
    public String toString() {
      return element.isEmpty() ? holder.words : holder.words + " '" + element + "'";
    }
  }

  /** Copies the lists. */
  public FairShares {
    shares = List.copyOf(shares);
    levels = List.copyOf(levels);
  }

  /** Returns what fairness costs: this plan, less one as short that does not care, currency. */
  public double costOfFairness() {
    return check.cost() - leastCost;
  }

  /** Returns the level of a share. */
  public Level level(Share share) {
    return levels.get(share.level());
  }

  @Override
  public String toString() {
    double least = shares.stream().mapToDouble(Share::share).min().orElse(1);
    return String.format(
        Locale.ROOT,
        "%d shares from %.4f, %.3f m3 short, cost %.2f of which %.2f for fairness",
        shares.size(),
        least,
        check.shortfallM3(),
        check.cost(),
        costOfFairness());
  }
}
