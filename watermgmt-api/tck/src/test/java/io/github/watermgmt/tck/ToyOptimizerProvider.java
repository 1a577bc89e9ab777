// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A provider of toy optimizers with one fault: mostly, it solves another problem than it is given.
 */
record ToyOptimizerProvider(OptimizerFault fault) implements OptimizerProvider {
  private static final Set<OptimizerFault> WITH_UNITS =
      EnumSet.of(
          OptimizerFault.PLANS_UNITS,
          OptimizerFault.TELLS_PARTS_OF_UNITS,
          OptimizerFault.FORGETS_STARTS,
          OptimizerFault.FORGETS_POWER_OF_UNITS);

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String description() {
    return "a plain simplex";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    if (fault == OptimizerFault.HUMBLE) {
      return Set.of();
    }
    Set<Capability> all =
        EnumSet.of(Capability.MARGINAL_PRICES, Capability.CONFLICTS, Capability.TIME_LIMIT);
    if (WITH_UNITS.contains(fault)) {
      all.add(Capability.PUMP_UNITS);
    }
    return all;
  }

  @Override
  public DistributionOptimizer create(Options options) {
    return new Toy(fault, capabilities(), options);
  }

  /** The optimizer. */
  private record Toy(OptimizerFault fault, Set<Capability> capabilities, Options options)
      implements DistributionOptimizer {

    @Override
    public String name() {
      return "toy";
    }

    private boolean is(OptimizerFault other) {
      return fault == other;
    }

    @Override
    public Outcome reoptimize(Problem changed, Outcome.Solved previous, RunContext run) {
      return is(OptimizerFault.FORGETS_THE_CHANGE) ? previous : optimize(changed, run);
    }

    @Override
    public Outcome optimize(Problem problem, RunContext run) {
      Set<ProblemFeature> features = EnumSet.noneOf(ProblemFeature.class);
      features.addAll(problem.features());
      if (is(OptimizerFault.UNITS_AS_FRACTIONS)) {
        features.remove(ProblemFeature.PUMP_UNITS);
      }
      if (is(OptimizerFault.NOT_CONVEX_AND_SILENT)) {
        features.remove(ProblemFeature.NON_CONVEX);
      }
      if (capabilities.contains(Capability.PUMP_UNITS)
          && features.remove(ProblemFeature.PUMP_UNITS)
          && features.isEmpty()) {
        return inUnits(problem, run);
      }
      if (!features.isEmpty()) {
        return new Outcome.Unsupported(features, "the toy is linear");
      }
      if (is(OptimizerFault.THROWS_WHEN_CANCELLED)) {
        run.checkpoint("toy");
      }
      boolean patient =
          is(OptimizerFault.IGNORES_CANCELLATION) || is(OptimizerFault.LOOKS_ONCE_FOR_CANCELLATION);
      if (!is(OptimizerFault.IGNORES_CANCELLATION) && run.stopRequested()) {
        return stopped(run);
      }
      Problem solved = distorted(problem);
      ToyProgram program =
          new ToyProgram(
              solved, !(is(OptimizerFault.REFUSES_SHORTFALL) && problem.name().equals("scarcity")));
      ToySimplex.Result result;
      try {
        result = program.minimise(run, patient);
      } catch (ToySimplex.Stopped e) {
        return stopped(run);
      }
      if (result.x == null) {
        boolean anyone = is(OptimizerFault.BLAMES_ANYONE);
        Set<String> tanks = solved.tanks().keySet();
        String element =
            (anyone || tanks.isEmpty() ? solved.zones().keySet() : tanks).iterator().next();
        Conflict conflict =
            new Conflict(
                element,
                "finalMinVolume",
                OptionalInt.empty(),
                OptionalDouble.empty(),
                "tank '" + element + "' cannot keep its volume");
        return new Outcome.Infeasible(List.of(conflict), report());
      }
      Plan plan = program.plan(result.x);
      PlanCheck check = PlanCheck.of(solved, plan);
      double cost = check.cost();
      if (is(OptimizerFault.NEVER_THE_SAME)) {
        cost *= 1 + 1e-12 * (System.nanoTime() % 1000 + 1);
      } else if (is(OptimizerFault.NOT_CONVEX_AND_SILENT)) {
        cost = program.cost(result.x);
      } else if (is(OptimizerFault.ORDER_BY_THREADS) && run.parallelism() > 1) {
        cost = Math.nextUp(cost);
      }
      boolean priced =
          capabilities.contains(Capability.MARGINAL_PRICES) && !is(OptimizerFault.NO_PRICES);
      Optional<MarginalPrices> prices =
          priced ? Optional.of(prices(problem, program, result)) : Optional.empty();
      return new Outcome.Solved(plan, cost, cost, prices, check, report());
    }

    private Outcome inUnits(Problem problem, RunContext run) {
      Plan plan = new ToyUnits(fault, problem).best(run).orElseThrow();
      PlanCheck check = PlanCheck.of(problem, plan);
      double cost = check.cost();
      return new Outcome.Solved(plan, cost, cost, Optional.empty(), check, report());
    }

    private MarginalPrices prices(Problem problem, ToyProgram program, ToySimplex.Result result) {
      double factor =
          switch (fault) {
            case PRICES_OF_THE_WRONG_SIGN -> -1;
            case PRICES_PER_FLOW -> problem.stepHours();
            default -> 1;
          };
      Map<String, double[]> prices = new LinkedHashMap<>();
      problem
          .network()
          .nodes()
          .forEach(
              node -> {
                double[] row = program.prices(node.id(), result.duals);
                prices.put(node.id(), Arrays.stream(row).map(v -> factor * v).toArray());
              });
      return MarginalPrices.of(prices, reliefs(program, result));
    }

    private static Map<SharedLimit, Double> reliefs(ToyProgram program, ToySimplex.Result result) {
      Map<SharedLimit, Double> reliefs = new LinkedHashMap<>();
      Problem problem = program.problem();
      for (int t = 0; t < problem.steps(); t++) {
        for (String name : problem.blends().keySet()) {
          reliefs.put(SharedLimit.blend(name, t), program.relief("m" + name, t, result.duals));
        }
        int hour = t / problem.stepsPerHour();
        for (String name : problem.demandCharges().keySet()) {
          reliefs.put(
              SharedLimit.highestPower(name, hour), program.relief("p" + name, hour, result.duals));
        }
      }
      problem
          .sources()
          .forEach(
              (id, terms) -> {
                for (int k = 0; k < terms.volumeLimits().size(); k++) {
                  reliefs.put(
                      SharedLimit.volumeLimit(id, k), program.relief("v" + id, k, result.duals));
                }
              });
      return reliefs;
    }

    /** The problem that the toy really solves. */
    private Problem distorted(Problem problem) {
      Problem.Builder builder = problem.toBuilder();
      problem
          .links()
          .forEach(
              (id, terms) ->
                  builder.link(
                      id,
                      new LinkTerms(
                          terms.maxFlowM3h(),
                          terms.bidirectional() && !is(OptimizerFault.NEVER_AGAINST_A_LINK),
                          is(OptimizerFault.FORGETS_LOSSES) ? 0 : terms.loss(),
                          terms.costPerM3(),
                          terms.energyKWhPerM3(),
                          terms.tariff(),
                          Optional.empty(),
                          terms.availability(),
                          terms.minFlowM3h(),
                          terms.segments())));
      if (is(OptimizerFault.NEVER_AGAINST_A_LINK) && problem.name().equals("against the link")) {
        return problem.toBuilder().link("B-A", LinkTerms.pipe(1e-3, true, 0, 0.01)).build();
      }
      if (is(OptimizerFault.FORGETS_LICENCES)) {
        problem
            .sources()
            .forEach(
                (id, terms) ->
                    builder.source(id, SourceTerms.of(terms.maxFlowM3h(), terms.costPerM3())));
      }
      if (is(OptimizerFault.PUMPS_AT_ANY_HOUR)) {
        for (String tariff : problem.tariffs()) {
          double mean = Arrays.stream(problem.tariff(tariff)).average().orElseThrow();
          double[] flat = new double[problem.steps()];
          Arrays.fill(flat, mean);
          builder.tariff(tariff, flat);
        }
      }
      return is(OptimizerFault.FORGETS_TERMS) ? bare(problem) : builder.build();
    }

    /** Without all that came later than the first version of problems. */
    private static Problem bare(Problem problem) {
      Problem.Builder builder =
          Problem.builder(problem.name(), problem.network(), problem.axis(), problem.currency());
      problem
          .sources()
          .forEach(
              (id, terms) ->
                  builder.source(
                      id,
                      new SourceTerms(
                          terms.maxFlowM3h(), terms.costPerM3(), terms.maxDailyVolumeM3())));
      problem
          .tanks()
          .forEach(
              (id, terms) ->
                  builder.tank(
                      id,
                      new TankTerms(
                          terms.minVolumeM3(),
                          terms.maxVolumeM3(),
                          terms.initialVolumeM3(),
                          terms.finalMinVolumeM3())));
      problem
          .zones()
          .forEach(
              (id, terms) ->
                  builder.zone(id, new ZoneTerms(terms.demandM3h(), terms.shortfallCostPerM3())));
      problem
          .links()
          .forEach(
              (id, terms) ->
                  builder.link(
                      id,
                      new LinkTerms(
                          terms.maxFlowM3h(),
                          terms.bidirectional(),
                          terms.loss(),
                          terms.costPerM3(),
                          terms.energyKWhPerM3(),
                          terms.tariff(),
                          Optional.empty())));
      problem.tariffs().forEach(tariff -> builder.tariff(tariff, problem.tariff(tariff)));
      return builder.build();
    }

    private static Outcome stopped(RunContext run) {
      StopReason reason = run.isCancelled() ? StopReason.CANCELLED : StopReason.TIME_LIMIT;
      return new Outcome.Stopped(reason, Optional.empty(), OptionalDouble.empty(), report());
    }

    private static SolveReport report() {
      return new SolveReport("toy", "simplex", 0, 0, 0, 0, 0, List.of());
    }
  }
}
