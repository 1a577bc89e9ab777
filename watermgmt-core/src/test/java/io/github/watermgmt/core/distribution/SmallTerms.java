// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.series.TimeAxis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Adds terms at random to a small problem, in numbers that are exact as doubles. */
enum SmallTerms {
  AVAILABILITY {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
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
    void add(Problem problem, Problem.Builder builder, Random random) {
      problem
          .zones()
          .forEach(
              (id, terms) -> {
                ZoneTerms more = terms;
                if (random.nextBoolean()) {
                  double[] supply = new double[problem.steps()];
                  for (int t = 0; t < supply.length; t++) {
                    supply[t] = random.nextInt(5);
                  }
                  more = more.withGuaranteed(PerStep.of(supply));
                }
                if (random.nextInt(3) == 0) {
                  more = more.withGuaranteedShare(random.nextInt(4) / 4.0);
                }
                if (random.nextInt(3) == 0) {
                  int most = (int) (8 * problem.steps() * problem.stepHours());
                  more = more.withMaxShortfall(random.nextInt(most));
                }
                builder.zone(id, more);
              });
    }
  },
  TANKS {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
      problem
          .tanks()
          .forEach(
              (id, terms) -> {
                TankTerms more = terms.withFinalValue(random.nextInt(4));
                int size = (int) terms.maxVolumeM3();
                int last = problem.steps() - 1;
                double[] least = new double[problem.steps()];
                double[] most = new double[problem.steps()];
                for (int t = 0; t <= last; t++) {
                  double low = t == last ? terms.finalMinVolumeM3() : terms.minVolumeM3();
                  low = Math.max(low, terms.minVolumeM3());
                  most[t] = low + random.nextInt((int) (size - low) + 1);
                  least[t] = random.nextInt((int) most[t] + 1);
                }
                if (random.nextBoolean()) {
                  more = more.withMaxVolumes(PerStep.of(most));
                }
                if (random.nextBoolean()) {
                  more = more.withMinVolumes(PerStep.of(least));
                }
                builder.tank(id, more);
              });
    }
  },
  FLOWS {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
      problem
          .sources()
          .forEach(
              (id, terms) -> {
                SourceTerms more = terms;
                if (random.nextInt(3) == 0) {
                  more = more.withMinFlow(random.nextInt((int) terms.maxFlowM3h() + 1));
                }
                List<VolumeLimit> limits = new ArrayList<>();
                for (int k = random.nextInt(3); k > 0; k--) {
                  int from = random.nextInt(problem.steps());
                  int to = from + 1 + random.nextInt(problem.steps() - from);
                  int most = 1 + (int) (terms.maxFlowM3h() * (to - from) * problem.stepHours());
                  limits.add(new VolumeLimit(from, to, random.nextInt(most)));
                }
                builder.source(id, more.withVolumeLimits(limits));
              });
      problem
          .links()
          .forEach(
              (id, terms) -> {
                if (!terms.bidirectional() && random.nextInt(4) == 0) {
                  int least = random.nextInt((int) terms.maxFlowM3h() + 1);
                  builder.link(id, terms.withMinFlow(least));
                }
              });
    }
  },
  EMISSIONS {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
      double[] kg = new double[problem.steps()];
      for (int t = 0; t < kg.length; t++) {
        kg[t] = random.nextInt(3) / 2.0;
      }
      builder.emissions(new Emissions(PerStep.of(kg), random.nextInt(4)));
    }
  },
  DEMAND_CHARGE {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
      for (int k = 1 + random.nextInt(2); k > 0; k--) {
        Set<String> links = new LinkedHashSet<>();
        for (String id : problem.links().keySet()) {
          if (links.isEmpty() || random.nextBoolean()) {
            links.add(id);
          }
        }
        builder.demandCharge(
            "C" + k, new DemandCharge(links, random.nextInt(20), random.nextInt(6)));
      }
    }
  },
  BLENDS {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
      for (int k = 1 + random.nextInt(2); k > 0; k--) {
        List<Node> nodes = problem.network().nodes();
        String node = nodes.get(random.nextInt(nodes.size())).id();
        Set<String> links = new LinkedHashSet<>();
        for (Link link : problem.network().links()) {
          if (link.to().equals(node) && (links.isEmpty() || random.nextBoolean())) {
            links.add(link.id());
          }
          LinkTerms terms = builder.build().links().get(link.id());
          if (link.to().equals(node) || link.from().equals(node)) {
            builder.link(link.id(), oneWay(terms));
          }
        }
        if (!links.isEmpty()) {
          builder.blend("B" + k, new BlendLimit(node, links, random.nextInt(5) / 4.0));
        }
      }
    }

    private LinkTerms oneWay(LinkTerms terms) {
      return new LinkTerms(
          terms.maxFlowM3h(),
          false,
          terms.loss(),
          terms.costPerM3(),
          terms.energyKWhPerM3(),
          terms.tariff(),
          terms.units(),
          terms.availability(),
          terms.minFlowM3h(),
          terms.segments());
    }
  },
  CURVES {
    @Override
    void add(Problem problem, Problem.Builder builder, Random random) {
      problem
          .links()
          .forEach(
              (id, terms) -> {
                double above = 0;
                double energy = terms.energyKWhPerM3();
                List<EnergySegment> segments = new ArrayList<>();
                for (int k = random.nextInt(3); k > 0 && !terms.bidirectional(); k--) {
                  above += 1 + random.nextInt(3);
                  energy += random.nextInt(3);
                  segments.add(new EnergySegment(above, energy));
                }
                builder.link(id, terms.withSegments(segments));
              });
    }
  };

  /** Adds these terms. */
  abstract void add(Problem problem, Problem.Builder builder, Random random);

  Problem of(long seed) {
    return to(SmallProblem.of(seed, 1, 1), seed);
  }

  /** As a problem with steps of half an hour. */
  Problem byHalfHours(long seed) {
    Problem hours = SmallProblem.of(seed, 1, 1);
    TimeAxis axis = TimeAxis.of(0, 1800, hours.steps());
    Problem.Builder builder =
        Problem.builder(hours.name(), hours.network(), axis, hours.currency());
    hours.sources().forEach(builder::source);
    hours.tanks().forEach(builder::tank);
    hours.zones().forEach(builder::zone);
    hours.links().forEach(builder::link);
    hours.tariffs().forEach(name -> builder.tariff(name, hours.tariff(name)));
    return to(builder.build(), seed);
  }

  private Problem to(Problem problem, long seed) {
    Problem.Builder builder = problem.toBuilder();
    add(problem, builder, new Random(seed ^ 0x5eed));
    return builder.build();
  }

  /** All terms there are. */
  static Problem all(long seed) {
    Problem problem = SmallProblem.of(seed, 1, 1);
    Random random = new Random(seed ^ 0x5eed);
    for (SmallTerms terms : values()) {
      if (random.nextBoolean()) {
        Problem.Builder builder = problem.toBuilder();
        terms.add(problem, builder, random);
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
