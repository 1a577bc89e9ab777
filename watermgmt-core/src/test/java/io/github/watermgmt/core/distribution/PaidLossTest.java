// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** Where water is paid for, and a linear program would lose it on a two-way link with losses. */
class PaidLossTest {
  private static final double WIDE = 1e6;

  /** Whether there is a two-way link on which a linear program could lose water. */
  static boolean mayLose(Problem problem) {
    return problem.links().values().stream()
        .anyMatch(link -> link.bidirectional() && link.loss() > 0);
  }

  private static Outcome solve(Problem problem) {
    return Providers.discover().optimizer("ojalgo").optimize(problem, RunContext.standard());
  }

  /** Source, tank and zone in a row: S → T (one way), T ⇄ Z; two steps. */
  private static Problem.Builder row(double sourceCost, LinkTerms first, LinkTerms second) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("ST", "S", "T"))
            .link(Pipe.of("TZ", "T", "Z"))
            .build();
    return Problem.builder("row", network, TimeAxis.of(0, 3600, 2), "EUR")
        .source("S", new SourceTerms(100, sourceCost, OptionalDouble.empty()))
        .tank("T", new TankTerms(0, 20, 10, 0))
        .zone("Z", new ZoneTerms(new double[] {4, 4}, 10))
        .link("ST", first)
        .link("TZ", second);
  }

  private static LinkTerms oneWay(double cost) {
    return LinkTerms.pipe(50, false, 0, cost);
  }

  private static LinkTerms twoWay(double loss, double cost) {
    return LinkTerms.pipe(50, true, loss, cost);
  }

  private static void assertRefused(Problem problem, String where) {
    assertThat(solve(problem))
        .isInstanceOfSatisfying(
            Outcome.Unsupported.class,
            unsupported -> {
              assertThat(unsupported.features()).containsExactly(ProblemFeature.NON_CONVEX);
              assertThat(unsupported.message()).startsWith(where);
            });
  }

  private static void assertSolved(Problem problem) {
    assertThat(solve(problem)).isInstanceOf(Outcome.Solved.class);
  }

  @Test
  void aPaidSourceBeforeALossyTwoWayLinkIsRefusedWithTheReason() {
    assertRefused(
        row(-0.5, oneWay(0.25), twoWay(0.5, 0.1)).build(),
        "cost of water at 'T' in step 0 (-0.250000 EUR per m3), must be at least -0.200000 where"
            + " the two-way link 'TZ' loses water: a linear program would send it to and fro,"
            + " which no plan can. Maybe raise the negative cost behind it, or let the link be"
            + " one-way or without loss.");
  }

  @Test
  void aPaidOneWayLinkIsRefusedLikeAPaidSource() {
    assertRefused(row(0.5, oneWay(-0.75), twoWay(0.5, 0.1)).build(), "cost of water at 'T'");
    // What is lost on the way is paid for as well.
    LinkTerms lossy = LinkTerms.pipe(50, false, 0.5, -0.15);
    assertRefused(row(0, lossy, twoWay(0.5, 0.1)).build(), "cost of water at 'T' in step 0 (-0.3");
  }

  @Test
  void aNegativeTariffInOneStepIsEnough() {
    LinkTerms pump = LinkTerms.pump(50, 0, 0.5, "night");
    assertRefused(
        row(0.1, pump, twoWay(0.5, 0)).tariff("night", new double[] {0.2, -0.4}).build(),
        "cost of water at 'T' in step 1 (-0.1");
    assertSolved(row(0.1, pump, twoWay(0.5, 0)).tariff("night", new double[] {-0.1, 0.2}).build());
  }

  /** Losing water is dear in the hour of paid water, and free in the hour before or after it. */
  @Test
  void paidWaterWaitsInATankAndTanksMakeRoomForIt() {
    LinkTerms pump = LinkTerms.pump(50, 0, 1, "pump");
    LinkTerms main = new LinkTerms(50, true, 0.5, 0, 1, Optional.of("main"), Optional.empty());
    Problem later =
        row(0, pump, main)
            .tariff("pump", new double[] {-1, 9})
            .tariff("main", new double[] {9, 0})
            .build();
    assertRefused(later, "cost of water at 'T' in step 1 (-1");
    Problem before =
        row(0, pump, main)
            .tariff("pump", new double[] {9, -1})
            .tariff("main", new double[] {0, 9})
            .build();
    assertRefused(before, "cost of water at 'T' in step 0 (-1");
    // Nothing is stored that could make room.
    assertSolved(before.toBuilder().tank("T", new TankTerms(10, 20, 10, 0)).build());
  }

  @Test
  void whatIsFineStaysSolved() {
    assertSolved(row(-0.5, oneWay(0.25), twoWay(0, 0.1)).build());
    assertSolved(row(-0.5, oneWay(0.25), LinkTerms.pipe(50, false, 0.5, 0.1)).build());
    // Bringing the water there, or to and fro, costs as much as is paid for it, or more.
    assertSolved(row(-0.5, oneWay(0.5), twoWay(0.5, 0)).build());
    assertSolved(row(-0.5, oneWay(0.25), twoWay(0.5, 0.125)).build());
    assertSolved(row(-0.5, oneWay(0.25), twoWay(0.5, 0.2)).build());
    // No way leads from the paid water to the link, or it is closed.
    Problem paid = row(-0.5, oneWay(0.25), twoWay(0.5, 0.1)).build();
    assertSolved(
        paid.toBuilder().source("S", new SourceTerms(0, -1, OptionalDouble.empty())).build());
    assertSolved(
        paid.toBuilder().source("S", new SourceTerms(9, -1, OptionalDouble.of(0))).build());
    assertSolved(paid.toBuilder().link("ST", LinkTerms.pipe(0, false, 0, -1)).build());
    assertSolved(row(0.5, LinkTerms.pipe(50, true, 0.5, 0), oneWay(-1)).build());
  }

  /** Without negative costs nothing is refused, whatever the network. */
  @Property(tries = 300)
  void nothingIsRefusedWhereNoCostIsNegative(@ForAll long seed) {
    assertThat(PaidLoss.in(SmallProblem.of(seed, 1, 1))).isEmpty();
  }

  /** What is not refused is solved as exactly as ever; it never ends for want of convexity. */
  @Property(tries = 600)
  void whatIsNotRefusedIsSolvedExactly(@ForAll long seed) {
    Problem problem = withNegativeCosts(seed, true);
    Assume.that(problem.features().isEmpty());

    Outcome outcome = solve(problem);

    Statistics.collect(outcome.getClass().getSimpleName());
    if (outcome instanceof Outcome.Solved solved) {
      assertThat(solved.objective())
          .isCloseTo(ExactLp.leastCost(problem).orElseThrow().doubleValue(), within(1e-5));
    } else if (!(outcome instanceof Outcome.Unsupported)) {
      assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    }
  }

  /**
   * What is refused does pay, once there is enough of the paid water: with wide sources and links
   * the linear program undercuts the best of all plans, found by trying every direction.
   */
  @Property(tries = 1500)
  void whatIsRefusedWouldPay(@ForAll long seed) {
    Problem problem = withNegativeCosts(seed, false);
    Assume.that(problem.steps() == 1 && problem.features().isEmpty());
    Problem wide = widened(problem);
    boolean refused = PaidLoss.in(wide).isPresent();
    Optional<BigFraction> relaxed = ExactLp.leastCost(wide);
    Assume.that(relaxed.isPresent());

    double gain = leastOfAllDirections(wide, 0) - relaxed.get().doubleValue();

    Statistics.collect(refused);
    if (refused) {
      assertThat(gain).as("%s %s", wide.links(), wide.sources()).isGreaterThan(1e-3);
    } else {
      assertThat(gain).as("%s %s", wide.links(), wide.sources()).isCloseTo(0, within(1e-3));
    }
  }

  private static Problem withNegativeCosts(long seed, boolean linksToo) {
    Random random = new Random(~seed);
    Problem problem = SmallProblem.of(seed, 1, 1);
    Problem.Builder builder = problem.toBuilder();
    problem
        .sources()
        .forEach(
            (id, terms) ->
                builder.source(
                    id,
                    new SourceTerms(
                        terms.maxFlowM3h(),
                        terms.costPerM3() - random.nextInt(6),
                        terms.maxDailyVolumeM3())));
    problem
        .links()
        .forEach(
            (id, terms) -> {
              if (linksToo && !terms.bidirectional() && random.nextInt(3) == 0) {
                builder.link(
                    id,
                    new LinkTerms(
                        terms.maxFlowM3h(),
                        false,
                        terms.loss(),
                        terms.costPerM3() - random.nextInt(5),
                        terms.energyKWhPerM3(),
                        terms.tariff(),
                        terms.units()));
              }
            });
    return builder.build();
  }

  /**
   * What is open is wide open. Links beyond a tree are closed, for round a loop plans may lose
   * water too.
   */
  private static Problem widened(Problem problem) {
    Problem.Builder builder = problem.toBuilder();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              boolean open = terms.maxFlowM3h() > 0 && terms.maxDailyVolumeM3().orElse(1) > 0;
              builder.source(
                  id, new SourceTerms(open ? WIDE : 0, terms.costPerM3(), OptionalDouble.empty()));
            });
    List<Link> links = problem.network().links();
    for (int i = 0; i < links.size(); i++) {
      LinkTerms terms = problem.links().get(links.get(i).id());
      boolean open = terms.maxFlowM3h() > 0 && i < problem.network().nodes().size() - 1;
      builder.link(links.get(i).id(), terms.withMaxFlow(open ? WIDE : 0));
    }
    return builder.build();
  }

  /** The least cost of real plans of one step: each lossy two-way link has one direction. */
  private static double leastOfAllDirections(Problem problem, int from) {
    List<Link> links = problem.network().links();
    for (int i = from; i < links.size(); i++) {
      LinkTerms terms = problem.links().get(links.get(i).id());
      if (terms.bidirectional() && terms.loss() > 0) {
        return Math.min(
            leastOfAllDirections(oneWay(problem, i, false), i + 1),
            leastOfAllDirections(oneWay(problem, i, true), i + 1));
      }
    }
    return ExactLp.leastCost(problem)
        .map(BigFraction::doubleValue)
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static Problem oneWay(Problem problem, int index, boolean turned) {
    List<Link> links = problem.network().links();
    Network.Builder network = Network.builder();
    problem.network().nodes().forEach(network::node);
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      network.link(i == index && turned ? Pipe.of(link.id(), link.to(), link.from()) : link);
    }
    // A zone that the chosen directions cut off hangs on a closed link, or it would be refused.
    String source = problem.sources().keySet().iterator().next();
    List<String> closed = new ArrayList<>();
    for (String zone : problem.zones().keySet()) {
      String id = "closed " + index + zone;
      network.link(Pipe.of(id, source, zone));
      closed.add(id);
    }
    Problem.Builder builder =
        Problem.builder(problem.name(), network.build(), problem.axis(), problem.currency());
    problem.sources().forEach(builder::source);
    problem.tanks().forEach(builder::tank);
    problem.zones().forEach(builder::zone);
    problem.tariffs().forEach(name -> builder.tariff(name, problem.tariff(name)));
    closed.forEach(id -> builder.link(id, LinkTerms.pipe(0, false, 0, 0)));
    problem
        .links()
        .forEach(
            (id, terms) ->
                builder.link(
                    id,
                    new LinkTerms(
                        terms.maxFlowM3h(),
                        terms.bidirectional() && !id.equals(links.get(index).id()),
                        terms.loss(),
                        terms.costPerM3(),
                        terms.energyKWhPerM3(),
                        terms.tariff(),
                        terms.units())));
    return builder.build();
  }
}
