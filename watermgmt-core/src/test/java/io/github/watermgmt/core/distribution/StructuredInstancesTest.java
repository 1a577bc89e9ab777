// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances with optima that another solver proved. */
class StructuredInstancesTest {
  private static final RunContext RUN = RunContext.standard();
  private final DistributionOptimizer optimizer = Providers.discover().optimizer("structured");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossy-20x24",
        "lossy-50x24",
        "lossless-50x24",
        "scarce-50x24",
        "lossy-100x24",
        "lossy-200x24",
        "scarce-200x24",
        "lossy-50x96-15min",
        "lossless-500x24",
        "lossy-500x24",
        "lossy-100x168"
      })
  void reachesTheOptimum(String name) throws IOException {
    Outcome.Solved solved = solved(optimizer.optimize(Instances.read(name), RUN));

    assertThat(solved.objective()).isCloseTo(Instances.optimum(name), within(1e-5));
    assertThat(solved.gap()).isLessThan(1e-9);
    assertThat(solved.check().worstViolation()).isLessThan(1e-8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy-20x24", "scarce-50x24", "lossless-50x24", "lossy-100x24"})
  void goesOnFromThePlanBefore(String name) {
    Problem problem = Instances.read(name);
    Outcome.Solved before = solved(optimizer.optimize(problem, RUN));
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 5; round++) {
      Problem.Builder builder = problem.toBuilder();
      problem
          .zones()
          .forEach(
              (id, terms) -> {
                double[] demand = terms.demandM3h();
                for (int t = 0; t < demand.length; t++) {
                  demand[t] *= 0.95 + 0.1 * random.nextDouble();
                }
                builder.zone(id, new ZoneTerms(demand, terms.shortfallCostPerM3()));
              });
      Problem changed = builder.build();

      Outcome.Solved warm = solved(optimizer.reoptimize(changed, before, RUN));
      Outcome.Solved cold = solved(optimizer.optimize(changed, RUN));

      assertThat(warm.objective())
          .isCloseTo(cold.objective(), within(1e-8 * Math.abs(cold.objective())));
      assertThat(warm.report().engine()).isNotEqualTo(cold.report().engine());
      before = warm;
    }
  }

  private static Outcome.Solved solved(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }
}
