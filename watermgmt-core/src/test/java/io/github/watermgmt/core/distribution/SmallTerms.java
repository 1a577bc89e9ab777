// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.Random;

/** Adds terms at random to a small problem, in numbers that are exact as doubles. */
enum SmallTerms {
  AVAILABILITY {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random, double volume) {
      problem
          .sources()
          .forEach(
              (id, terms) -> builder.source(id, terms.withAvailability(shares(problem, random))));
      problem
          .links()
          .forEach(
              (id, terms) -> {
                if (random.nextBoolean()) {
                  builder.link(id, terms.withAvailability(shares(problem, random)));
                }
              });
    }
  },
  ZONES {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random, double volume) {
      problem
          .zones()
          .forEach(
              (id, terms) -> {
                ZoneTerms more = terms;
                if (random.nextBoolean()) {
                  double[] supply = new double[problem.steps()];
                  for (int t = 0; t < supply.length; t++) {
                    supply[t] = volume * random.nextInt(5);
                  }
                  more = more.withGuaranteed(PerStep.of(supply));
                }
                if (random.nextInt(3) == 0) {
                  more = more.withGuaranteedShare(random.nextInt(4) / 4.0);
                }
                if (random.nextInt(3) == 0) {
                  int most = (int) (8 * problem.steps() * problem.stepHours());
                  more = more.withMaxShortfall(volume * random.nextInt(most));
                }
                builder.zone(id, more);
              });
    }
  };

  /** Adds these terms; flows and volumes are times {@code volume}. */
  abstract void add(Problem problem, Problem.Builder builder, Random random, double volume);

  Problem of(long seed) {
    Problem problem = SmallProblem.of(seed, 1, 1);
    Problem.Builder builder = problem.toBuilder();
    add(problem, builder, new Random(seed ^ 0x5eed), 1);
    return builder.build();
  }

  /** All terms there are. */
  static Problem all(long seed) {
    Problem problem = SmallProblem.of(seed, 1, 1);
    Random random = new Random(seed ^ 0x5eed);
    for (SmallTerms terms : values()) {
      if (random.nextBoolean()) {
        Problem.Builder builder = problem.toBuilder();
        terms.add(problem, builder, random, 1);
        problem = builder.build();
      }
    }
    return problem;
  }

  private static PerStep shares(Problem problem, Random random) {
    double[] shares = new double[problem.steps()];
    for (int t = 0; t < shares.length; t++) {
      shares[t] = Math.min(4, random.nextInt(7)) / 4.0;
    }
    return PerStep.of(shares);
  }
}
