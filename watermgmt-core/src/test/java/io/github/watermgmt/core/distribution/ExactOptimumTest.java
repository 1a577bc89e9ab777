// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.math3.fraction.BigFraction;

/** Compares every way to solve with exact fractions on small random problems. */
class ExactOptimumTest {
  /** As good as no limit, beside numbers below a few hundred. */
  private static final double NO_LIMIT = 1e6;

  /** A provider and how it is set. */
  enum Solver {
    OJALGO_DENSE("ojalgo", "sparse-from=1000"),
    OJALGO_SPARSE("ojalgo", "sparse-from=0"),
    INTERIOR_POINT("structured", "cold-start=interior-point"),
    SIMPLEX("structured", "cold-start=simplex");

    private final String provider;
    private final String options;

    Solver(String provider, String options) {
      this.provider = provider;
      this.options = options;
    }

    Outcome solve(Problem problem) {
      Providers providers = Providers.discover();
      return providers.optimizer(provider, options).optimize(problem, RunContext.standard());
    }
  }

  @Property(tries = 600)
  void theLeastCostIsExact(@ForAll long seed, @ForAll Solver solver) {
    Problem problem = SmallProblem.of(seed, 1, 1);
    Optional<BigFraction> exact = ExactLp.leastCost(problem);

    Outcome outcome = solver.solve(problem);

    Statistics.collect(exact.isPresent());
    if (exact.isPresent()) {
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
      Outcome.Solved solved = (Outcome.Solved) outcome;
      assertThat(solved.objective()).isCloseTo(exact.get().doubleValue(), within(1e-6));
      assertThat(solved.bound()).isCloseTo(exact.get().doubleValue(), within(1e-5));
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    }
  }

  /** Bounds that just suffice, but for rounding: the dual method took it for infeasible once. */
  @Example
  void whatJustSufficesSuffices() {
    theLeastCostIsExact(-7022024005442L, Solver.SIMPLEX);
  }

  /** Ties, closed links, parallel links and circles come up all the time among whole numbers. */
  @Property(tries = 10_000)
  @Tag("slow")
  void tenThousandAgreeWithOjAlgo(@ForAll long seed) {
    Problem problem = SmallProblem.of(seed, 1, 1);

    Outcome ojAlgo = Solver.OJALGO_DENSE.solve(problem);
    for (Solver solver : List.of(Solver.INTERIOR_POINT, Solver.SIMPLEX)) {
      Outcome structured = solver.solve(problem);

      assertThat(structured.getClass()).as(solver.name()).isEqualTo(ojAlgo.getClass());
      if (structured instanceof Outcome.Solved one && ojAlgo instanceof Outcome.Solved other) {
        double size = Math.max(1, Math.abs(other.objective()));
        assertThat(one.objective())
            .as(solver.name())
            .isCloseTo(other.objective(), within(1e-7 * size));
      }
    }
  }

  @Property(tries = 200)
  void unitsAndCurrenciesDoNotMatter(
      @ForAll long seed,
      @ForAll Solver solver,
      @ForAll @IntRange(min = -3, max = 4) int volume,
      @ForAll @IntRange(min = -6, max = 6) int money) {
    double byVolume = Math.pow(10, volume);
    double byMoney = Math.pow(10, money);
    Optional<BigFraction> exact = ExactLp.leastCost(SmallProblem.of(seed, 1, 1));
    if (exact.isPresent()) {
      double optimum = exact.get().doubleValue() * byVolume * byMoney;

      Outcome outcome = solver.solve(SmallProblem.of(seed, byVolume, byMoney));

      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
      assertThat(((Outcome.Solved) outcome).objective())
          .isCloseTo(optimum, within(2e-6 * Math.max(1, optimum)));
    }
  }

  /** The others dropped, the members cannot be kept; without any one of them, the rest can. */
  @Property(tries = 400)
  void aConflictIsSmallest(@ForAll long seed, @ForAll Solver solver) {
    assertSmallestConflict(SmallProblem.of(seed, 1, 1), solver);
  }

  static void assertSmallestConflict(Problem problem, Solver solver) {
    if (solver.solve(problem) instanceof Outcome.Infeasible infeasible) {
      Set<String> members = new HashSet<>();
      infeasible.conflict().forEach(member -> members.add(key(member)));
      Statistics.collect(members.size());
      assertThat(members).hasSameSizeAs(infeasible.conflict());

      assertThat(leastCost(problem, members)).as("all of %s", members).isEmpty();
      for (String member : members) {
        Set<String> others = new HashSet<>(members);
        others.remove(member);
        assertThat(leastCost(problem, others)).as("without %s of %s", member, members).isPresent();
      }
    }
  }

  private static String key(Conflict member) {
    return member.element() + '.' + member.requirement();
  }

  /** The least cost with no limits but those named. */
  private static Optional<BigFraction> leastCost(Problem problem, Set<String> kept) {
    Set<String> relaxed = new HashSet<>();
    problem.tanks().keySet().forEach(id -> relaxed.add(id + ".initialVolume"));
    problem.sources().keySet().forEach(id -> relaxed.add(id + ".availability"));
    problem.links().keySet().forEach(id -> relaxed.add(id + ".availability"));
    relaxed.removeAll(kept);
    return ExactLp.leastCost(keeping(problem, kept), relaxed);
  }

  /** The problem with no limits but those named. */
  private static Problem keeping(Problem problem, Set<String> kept) {
    Problem.Builder builder = problem.toBuilder();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              boolean licensed = kept.contains(id + ".maxDailyVolume");
              builder.source(
                  id,
                  new SourceTerms(
                      kept.contains(id + ".maxFlow") ? terms.maxFlowM3h() : NO_LIMIT,
                      terms.costPerM3(),
                      licensed ? terms.maxDailyVolumeM3() : OptionalDouble.empty(),
                      terms.availability(),
                      kept.contains(id + ".minFlow") ? terms.minFlowM3h() : 0,
                      kept.contains(id + ".volumeLimits") ? terms.volumeLimits() : List.of()));
            });
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              boolean guaranteed = kept.contains(id + ".guaranteed");
              boolean limited = kept.contains(id + ".maxShortfall");
              builder.zone(
                  id,
                  new ZoneTerms(
                      terms.demandM3h(),
                      terms.shortfallCostPerM3(),
                      terms.guaranteedM3h().filter(g -> guaranteed),
                      guaranteed ? terms.guaranteedShare() : 0,
                      limited ? terms.maxShortfallM3() : OptionalDouble.empty()));
            });
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              double most = kept.contains(id + ".maxVolume") ? terms.maxVolumeM3() : NO_LIMIT;
              builder.tank(
                  id,
                  new TankTerms(
                      kept.contains(id + ".minVolume") ? terms.minVolumeM3() : 0,
                      most,
                      kept.contains(id + ".initialVolume") ? terms.initialVolumeM3() : 0,
                      kept.contains(id + ".finalMinVolume") ? terms.finalMinVolumeM3() : 0,
                      terms.finalValuePerM3(),
                      terms.minVolumesM3().filter(v -> kept.contains(id + ".minVolumes")),
                      terms.maxVolumesM3().filter(v -> kept.contains(id + ".maxVolumes"))));
            });
    problem
        .links()
        .forEach(
            (id, terms) -> {
              LinkTerms some = kept.contains(id + ".maxFlow") ? terms : terms.withMaxFlow(NO_LIMIT);
              double least = kept.contains(id + ".minFlow") ? terms.minFlowM3h() : 0;
              builder.link(id, some.withMinFlow(least));
            });
    problem
        .blends()
        .forEach(
            (name, blend) -> {
              BlendLimit any = new BlendLimit(blend.node(), blend.links(), 1);
              builder.blend(name, kept.contains(name + ".maxShare") ? blend : any);
            });
    return builder.build();
  }
}
