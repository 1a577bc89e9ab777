// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.DualCheck;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OjAlgoOptimizerTest {
  private static final Percentage MILLIONTH = Percentage.withPercentage(1e-4);

  private static Outcome solve(Problem problem) {
    return Providers.discover().optimizer("ojalgo").optimize(problem, RunContext.standard());
  }

  /** Optima proved by HiGHS on exactly this model. */
  @ParameterizedTest
  @ValueSource(strings = {"lossy-20x24", "lossy-50x24", "lossless-50x24", "scarce-50x24"})
  void reachesTheProvedOptimum(String name) throws IOException {
    check(name);
  }

  @Tag("slow")
  @Test
  void reachesTheProvedOptimumInQuartersOfAnHour() throws IOException {
    check("lossy-50x96-15min");
  }

  private static void check(String name) throws IOException {
    Problem problem = Instances.read(name);
    double optimum = Instances.optimum(name);

    Outcome outcome = solve(problem);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved -> {
              assertThat(solved.objective()).isCloseTo(optimum, MILLIONTH);
              assertThat(solved.check().worstViolation()).isLessThanOrEqualTo(1e-6);
              MarginalPrices prices = solved.prices().orElseThrow();
              assertThat(DualCheck.lowerBound(problem, prices)).isCloseTo(optimum, MILLIONTH);
            });
  }

  /** One source, one tank, one zone; water must be bought early and stored for the dear hour. */
  private static Problem.Builder small(double initial, double finalMin) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L1", "S", "T"))
            .link(Pipe.of("L2", "T", "Z"))
            .build();
    TimeAxis axis = TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z"), Duration.ofHours(1), 2);
    return Problem.builder("small", network, axis, "EUR")
        .source("S", new SourceTerms(10, 0.5, OptionalDouble.empty()))
        .tank("T", new TankTerms(0, 20, initial, finalMin))
        .zone("Z", new ZoneTerms(new double[] {4, 14}, 10))
        .link("L1", LinkTerms.pipe(10, false, 0, 0))
        .link("L2", LinkTerms.pipe(20, false, 0, 0));
  }

  @Test
  void pricesLieBetweenLeftAndRightDifferences() {
    Problem problem = small(0, 0).build();
    Outcome.Solved solved = (Outcome.Solved) solve(problem);
    double delta = 0.25;

    assertThat(solved.objective()).isCloseTo(9, Offset.offset(1e-9));
    for (int t = 0; t < 2; t++) {
      double[] more = {4, 14};
      double[] less = {4, 14};
      more[t] += delta;
      less[t] -= delta;
      double right =
          (((Outcome.Solved) solve(problem.withDemand("Z", more))).objective() - 9) / delta;
      double left =
          (9 - ((Outcome.Solved) solve(problem.withDemand("Z", less))).objective()) / delta;
      double price = solved.prices().orElseThrow().price("Z", t);
      assertThat(price).isBetween(Math.min(left, right) - 1e-6, Math.max(left, right) + 1e-6);
    }
  }

  @Test
  void infeasibleNamesTheTank() {
    Outcome outcome =
        solve(
            small(0, 20)
                .zone("Z", new ZoneTerms(new double[] {0, 0}, 1))
                .link("L1", LinkTerms.pipe(5, false, 0, 0))
                .build());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Infeasible.class,
            infeasible -> {
              assertThat(infeasible.conflict())
                  .extracting(c -> c.requirement() + " of " + c.element())
                  .containsExactly("finalMinVolume of T", "initialVolume of T", "maxFlow of L1");
              assertThat(infeasible.conflict().get(0).amount().orElseThrow())
                  .isCloseTo(10, Offset.offset(1e-6));
              assertThat(infeasible.conflict().get(0).step()).hasValue(1);
              assertThat(infeasible.conflict().get(0).message())
                  .isEqualTo(
                      "finalMinVolume of tank 'T' after step 1 (20.0 m3), cannot be kept together"
                          + " with the other 2: 10.000 m3 are missing. Maybe lower it, or relax another.");
              assertThat(infeasible.report().notes()).containsExactly("state INFEASIBLE");
            });
  }
}
