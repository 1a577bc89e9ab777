// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Plans the units of one pump by trying all that could run in every step; with a fault. */
final class ToyUnits {
  private final OptimizerFault fault;
  private final Problem problem;
  private final String pump;
  private final PumpUnits units;

  ToyUnits(OptimizerFault fault, Problem problem) {
    this.fault = fault;
    this.problem = problem;
    List<Map.Entry<String, LinkTerms>> pumps =
        problem.links().entrySet().stream()
            .filter(link -> link.getValue().units().isPresent())
            .toList();
    if (pumps.size() != 1) {
      throw new IllegalArgumentException("the toy plans one pump with units");
    }
    this.pump = pumps.get(0).getKey();
    this.units = pumps.get(0).getValue().units().orElseThrow();
  }

  /** Returns a plan of least cost, empty if there is none. */
  Optional<Plan> best(RunContext run) {
    Optional<Plan> best = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    int choices = units.units() + 1;
    for (int code = 0; code < StrictMath.pow(choices, problem.steps()); code++) {
      double[] on = new double[problem.steps()];
      for (int t = 0, rest = code; t < on.length; t++, rest /= choices) {
        on[t] = rest % choices;
      }
      if (fault != OptimizerFault.FORGETS_STARTS && starts(on) > units.maxStartsPerDay()) {
        continue;
      }
      ToyProgram program = new ToyProgram(problem, true, Map.of(pump, on));
      ToySimplex.Result result = program.minimise(run, false);
      if (result.x != null) {
        Plan plan = program.plan(result.x);
        double cost = PlanCheck.of(problem, plan).cost();
        if (fault == OptimizerFault.FORGETS_POWER_OF_UNITS) {
          cost = program.cost(result.x) - 1e-3 * DoubleStream.of(on).sum();
        }
        if (cost < least) {
          least = cost;
          best = Optional.of(told(plan, on));
        }
      }
    }
    return best;
  }

  private static double starts(double[] on) {
    double starts = on[0];
    for (int t = 1; t < on.length; t++) {
      starts += Math.max(0, on[t] - on[t - 1]);
    }
    return starts;
  }

  /** The plan, as the toy tells it. */
  private Plan told(Plan plan, double[] on) {
    if (fault != OptimizerFault.TELLS_PARTS_OF_UNITS) {
      return plan;
    }
    double[] flow = plan.flow(pump);
    double[] parts = Arrays.copyOf(on, on.length);
    for (int t = 0; t < parts.length; t++) {
      parts[t] = flow[t] / units.unitMaxFlowM3h();
    }
    Plan.Builder other = Plan.builder(plan.axis());
    for (Plan.Kind kind : Plan.Kind.values()) {
      for (String id : plan.ids(kind)) {
        other.put(kind, id, kind == Plan.Kind.UNITS_ON ? parts : plan.values(kind, id));
      }
    }
    return other.build();
  }
}
