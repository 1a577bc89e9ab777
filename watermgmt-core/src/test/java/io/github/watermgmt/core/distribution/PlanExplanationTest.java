// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** Explanations against what they must add up to, and against changed problems. */
class PlanExplanationTest {
  private static final double CHANGE = 1.0 / 1024; // exact, and small beside whole numbers
  private static final double SUM = 1e-9;

  private static Outcome solve(Problem problem) {
    return Providers.discover().optimizer("structured").optimize(problem, RunContext.standard());
  }

  private static Optional<Outcome.Solved> solved(Problem problem) {
    return solve(problem) instanceof Outcome.Solved solved ? Optional.of(solved) : Optional.empty();
  }

  /** Kind by kind and in all the shares are what the independent check finds. */
  private static void assertAddsUp(Problem problem, Outcome.Solved solved) {
    PlanExplanation why = PlanExplanation.of(problem, solved);
    PlanCheck check = PlanCheck.of(problem, solved.plan());
    double size = why.shares().stream().mapToDouble(s -> Math.abs(s.amount())).sum();
    double sum = why.shares().stream().mapToDouble(CostShare::amount).sum();

    assertThat(sum).isCloseTo(check.cost(), within(SUM * size));
    assertThat(why.cost()).isEqualTo(check.cost());
    assertKind(why, CostKind.SUPPLY, check.supplyCost(), size);
    assertKind(why, CostKind.TRANSPORT, check.transportCost(), size);
    assertKind(why, CostKind.ENERGY, check.energyCost(), size);
    assertKind(why, CostKind.EMISSIONS, check.co2Cost(), size);
    assertKind(why, CostKind.DEMAND_CHARGE, check.demandCharge(), size);
    assertKind(why, CostKind.SHORTFALL, check.shortfallCost(), size);
    assertKind(why, CostKind.STORED_VALUE, -check.storedValue(), size);
    for (CostShare share : why.shares()) {
      double steps = 0;
      for (double cost : share.byStep().values()) {
        steps += cost;
      }
      assertThat(steps).isCloseTo(share.amount(), within(SUM * size));
    }
  }

  private static void assertKind(PlanExplanation why, CostKind kind, double cost, double size) {
    assertThat(why.costByKind().getOrDefault(kind, 0.0))
        .as("%s", kind)
        .isCloseTo(cost, within(SUM * size));
  }

  @Property(tries = 1000)
  void theSharesAddUpToTheCost(@ForAll long seed, @ForAll SmallTerms terms) {
    Problem problem = terms.of(seed);
    solved(problem).ifPresent(solved -> assertAddsUp(problem, solved));
  }

  @Property(tries = 1000)
  void theSharesAddUpWithManyTerms(@ForAll long seed) {
    Problem problem = SmallTerms.all(seed);
    Optional<Outcome.Solved> solved = solved(problem);
    Statistics.collect(solved.isPresent());
    solved.ifPresent(some -> assertAddsUp(problem, some));
  }

  @Property(tries = 300)
  void theSharesAddUpByHalfHours(@ForAll long seed, @ForAll SmallTerms terms) {
    Problem problem = terms.byHalfHours(seed);
    solved(problem).ifPresent(solved -> assertAddsUp(problem, solved));
  }

  /**
   * The least cost is convex in every limit, so a relief lies between what the last bit of a limit
   * saved and what the next one saves; the limits of all steps in force are changed together.
   */
  @Property(tries = 2000)
  void reliefsLieBetweenTheDifferences(@ForAll long seed, @ForAll SmallTerms terms) {
    check(terms.of(seed), new Random(seed));
  }

  @Property(tries = 2000)
  void reliefsLieBetweenTheDifferencesWithManyTerms(@ForAll long seed) {
    check(SmallTerms.all(seed), new Random(seed));
  }

  @Property(tries = 500)
  void reliefsLieBetweenTheDifferencesByHalfHours(@ForAll long seed, @ForAll SmallTerms terms) {
    check(terms.byHalfHours(seed), new Random(seed));
  }

  /** Whether a full link is worth more depends on what its water is mixed with. */
  @Property(tries = 2000)
  void reliefsOfLinksIntoABlendLieBetweenTheDifferences(@ForAll long seed) {
    Problem problem = SmallTerms.BLENDS.of(seed);
    boolean full =
        solved(problem).stream()
            .filter(some -> some.prices().orElseThrow().reliefs().size() > 0)
            .flatMap(some -> PlanExplanation.of(problem, some).limits().stream())
            .anyMatch(limit -> limit.kind() == BindingLimit.Kind.LINK_FLOW);
    if (full) {
      check(problem, new Random(seed));
    }
  }

  private static void check(Problem problem, Random random) {
    Optional<Outcome.Solved> solved = solved(problem);
    if (solved.isEmpty()) {
      return;
    }
    PlanExplanation why = PlanExplanation.of(problem, solved.get());
    if (why.limits().isEmpty()) {
      return;
    }
    BindingLimit limit = why.limits().get(random.nextInt(why.limits().size()));
    double relief = Widened.relief(problem, why, limit);
    double tolerance = 1e-5 * Math.max(1, Math.abs(why.cost()));
    BigFraction cost = ExactLp.leastCost(problem).orElseThrow();
    double most = Double.POSITIVE_INFINITY;
    double least = 0;
    Optional<Problem> wider = Widened.by(problem, limit, CHANGE);
    if (wider.isPresent()) {
      least = saved(cost, wider.get());
      assertThat(relief).as("%s", limit).isGreaterThanOrEqualTo(least - tolerance);
    }
    Optional<Problem> tighter = Widened.by(problem, limit, -CHANGE);
    if (tighter.isPresent() && ExactLp.leastCost(tighter.get()).isPresent()) {
      most = -saved(cost, tighter.get());
      assertThat(relief).as("%s", limit).isLessThanOrEqualTo(most + tolerance);
    }
    Statistics.label("kind").collect(limit.kind());
    Statistics.label("tells apart").collect(most - least <= tolerance ? "exact" : "between");
  }

  /** What is saved per unit of the change. */
  private static double saved(BigFraction cost, Problem changed) {
    return cost.subtract(ExactLp.leastCost(changed).orElseThrow()).doubleValue() / CHANGE;
  }

  /** Every kind of limit that the explanation knows comes up among the random problems. */
  @Test
  void everyKindOfLimitIsFound() {
    Set<BindingLimit.Kind> seen = new LinkedHashSet<>();
    for (long seed = 0; seed < 600; seed++) {
      Problem problem = SmallTerms.all(seed);
      solved(problem)
          .map(some -> PlanExplanation.of(problem, some))
          .ifPresent(why -> why.limits().forEach(limit -> seen.add(limit.kind())));
    }
    assertThat(seen).containsExactlyInAnyOrder(BindingLimit.Kind.values());
  }

  @Property(tries = 300)
  void differencesAddUp(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int factor) {
    Problem problem = SmallTerms.all(seed);
    Problem changed = problem.withDemandScaled(factor);
    Optional<Outcome.Solved> one = solved(problem);
    Optional<Outcome.Solved> other = solved(changed);
    if (one.isPresent() && other.isPresent()) {
      PlanComparison what =
          PlanComparison.of(
              "demand × " + factor,
              PlanExplanation.of(problem, one.get()),
              PlanExplanation.of(changed, other.get()));
      double size =
          what.before().shares().stream().mapToDouble(s -> Math.abs(s.amount())).sum()
              + what.after().shares().stream().mapToDouble(s -> Math.abs(s.amount())).sum();

      double kinds = what.riseByKind().values().stream().mapToDouble(Double::doubleValue).sum();
      double elements = what.changes().stream().mapToDouble(PlanComparison.Change::rise).sum();

      assertThat(kinds).isCloseTo(what.rise(), within(1e-7 * size));
      assertThat(elements).isCloseTo(what.rise(), within(1e-7 * size));
      if (factor == 1) {
        assertThat(what.changes()).isEmpty();
      }
    }
  }

  @Test
  void pumpUnitsHaveCostsButNoPricedLimits() {
    Problem town = ExampleTown.problem("EUR");
    LinkTerms pump = town.links().get("P1");
    assertThat(pump).isNotNull();
    Problem problem =
        town.toBuilder().link("P1", pump.withUnits(new PumpUnits(3, 20, 60, 3, 9))).build();
    Outcome.Solved solved = (Outcome.Solved) solve(problem);

    assertAddsUp(problem, solved);
    PlanExplanation why = PlanExplanation.of(problem, solved);
    assertThat(why.limits()).isEmpty();
    assertThat(why.lines()).contains("limits have no price: pumps run in whole units");
  }

  /** One m³ more of the cheap water in the mixture saves a m³ of the dear one. */
  @Test
  void reliefOfABlendIsPerCubicMetre() {
    Network network =
        Network.builder()
            .node(Reservoir.of("cheap"))
            .node(Reservoir.of("dear"))
            .node(Junction.of("Z"))
            .link(Pipe.of("C", "cheap", "Z"))
            .link(Pipe.of("D", "dear", "Z"))
            .build();
    Problem problem =
        Problem.builder("blend", network, TimeAxis.of(0, 1800, 2), "EUR")
            .source("cheap", SourceTerms.of(100, 0.1))
            .source("dear", SourceTerms.of(100, 0.4))
            .zone("Z", new ZoneTerms(new double[] {50, 50}, 9))
            .link("C", LinkTerms.pipe(100, false, 0, 0))
            .link("D", LinkTerms.pipe(100, false, 0, 0))
            .blend("nitrate", new BlendLimit("Z", Set.of("C"), 0.6))
            .build();
    PlanExplanation why = PlanExplanation.of(problem, solved(problem).orElseThrow());
    assertThat(why.limits()).hasSize(1);
    BindingLimit limit = why.limits().get(0);
    assertThat(limit.kind()).isEqualTo(BindingLimit.Kind.BLEND);
    assertThat(limit.value()).isCloseTo(15, within(1e-9));
    assertThat(limit.reliefs().values()).containsExactly(new double[] {0.3, 0.3}, within(1e-9));
    assertThat(why.lines())
        .contains(
            "share of blend 'nitrate' (15 m3) is reached in 2 steps from 00:00 to 01:00: 1 m3 more"
                + " in each of them would save at most 0.6 EUR");
  }

  @Test
  void plansOfOtherCurrenciesAreNotCompared() {
    Problem euros = ExampleTown.problem("EUR");
    PlanExplanation one = PlanExplanation.of(euros, solved(euros).orElseThrow());
    Problem francs = ExampleTown.problem("CHF");
    PlanExplanation other = PlanExplanation.of(francs, solved(francs).orElseThrow());
    assertThatThrownBy(() -> PlanComparison.of("currency", one, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("currency (CHF), must be that of the plan before, EUR");
  }

  @Test
  void aZoneWithoutPriceIsNamed() {
    Problem problem = ExampleTown.problem("EUR");
    PlanExplanation why = PlanExplanation.of(problem, solved(problem).orElseThrow());
    assertThatThrownBy(() -> why.price("nowhere")).hasMessageContaining("zone (nowhere)");
  }
}
