// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Fair shares of small problems by ojAlgo, one linear program after another, each with rows for
 * what those before reached: written from the definition alone, without prices or fixed columns.
 */
final class FairOracle {
  /** What a row for what was reached leaves open. */
  private static final double ROOM = 1e-8;

  private static final double SAME = 1e-6;

  private final Problem problem;
  private final FairSharing sharing;
  private final double allowed;

  private FairOracle(Problem problem, FairSharing sharing, double allowed) {
    this.problem = problem;
    this.sharing = sharing;
    this.allowed = allowed;
  }

  /** A linear program of the problem, with what is missing by zone as expressions to come. */
  private final class Lp {
    final ExpressionsBasedModel model = new ExpressionsBasedModel();
    final Map<String, List<Variable>> missing = new LinkedHashMap<>();
    private int names;

    Lp() {
      int steps = problem.steps();
      double h = problem.stepHours();
      Map<String, Expression> balance = new LinkedHashMap<>();
      for (Node node : problem.network().nodes()) {
        for (int t = 0; t < steps; t++) {
          balance.put(node.id() + t, model.newExpression("balance " + node.id() + t));
        }
      }
      Map<String, Double> needed = new LinkedHashMap<>();
      problem
          .links()
          .forEach(
              (id, terms) -> {
                Link link = problem.network().link(id);
                for (int t = 0; t < steps; t++) {
                  flow(balance, link.from() + t, link.to() + t, terms, h);
                  if (terms.bidirectional()) {
                    flow(balance, link.to() + t, link.from() + t, terms, h);
                  }
                }
              });
      for (Map.Entry<String, SourceTerms> source : problem.sources().entrySet()) {
        SourceTerms terms = source.getValue();
        Expression day = model.newExpression("none");
        for (int t = 0; t < steps; t++) {
          if (t % problem.stepsPerDay() == 0 && terms.maxDailyVolumeM3().isPresent()) {
            int n = Math.min(problem.stepsPerDay(), steps - t);
            day = model.newExpression("licence " + source.getKey() + t);
            day.upper(terms.maxDailyVolumeM3().getAsDouble() * n / problem.stepsPerDay());
          }
          Variable supply = variable(terms.maxFlowM3h());
          get(balance, source.getKey() + t).set(supply, h);
          if (terms.maxDailyVolumeM3().isPresent()) {
            day.set(supply, h);
          }
        }
      }
      for (Map.Entry<String, TankTerms> tank : problem.tanks().entrySet()) {
        TankTerms terms = tank.getValue();
        needed.merge(tank.getKey() + 0, -terms.initialVolumeM3(), Double::sum);
        for (int t = 0; t < steps; t++) {
          double least =
              t == steps - 1
                  ? Math.max(terms.minVolumeM3(), terms.finalMinVolumeM3())
                  : terms.minVolumeM3();
          Variable volume = variable(terms.maxVolumeM3()).lower(least);
          get(balance, tank.getKey() + t).set(volume, -1);
          if (t + 1 < steps) {
            get(balance, tank.getKey() + (t + 1)).set(volume, 1);
          }
        }
      }
      for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
        List<Variable> all = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
          Variable part = variable(zone.getValue().maxShortfallM3h(t));
          get(balance, zone.getKey() + t).set(part, h);
          needed.merge(zone.getKey() + t, h * zone.getValue().demandM3h()[t], Double::sum);
          all.add(part);
        }
        missing.put(zone.getKey(), all);
      }
      balance.forEach((name, row) -> row.level(needed.getOrDefault(name, 0.0)));
      if (allowed < Double.POSITIVE_INFINITY) {
        Expression total = model.newExpression("total").upper(allowed);
        missing.forEach((zone, m) -> m.forEach(x -> total.set(x, h * sharing.weight(zone))));
      }
    }

    private void flow(
        Map<String, Expression> balance, String from, String to, LinkTerms terms, double h) {
      Variable flow = variable(terms.maxFlowM3h());
      get(balance, from).set(flow, -h);
      get(balance, to).set(flow, h * (1 - terms.loss()));
    }

    private static Expression get(Map<String, Expression> rows, String name) {
      return Objects.requireNonNull(rows.get(name), name);
    }

    Variable variable(double most) {
      return model.newVariable("x" + names++).lower(0).upper(most);
    }

    /** share(zone) − (risen, if any) ≥ least, with share = 1 − missing / demanded. */
    void atLeast(String zone, double least, Variable... risen) {
      Expression row = model.newExpression("share " + zone + names++).lower(least - 1);
      double h = problem.stepHours();
      for (Variable part : FairOracle.get(missing, zone)) {
        row.set(part, -h / demanded(zone));
      }
      for (Variable up : risen) {
        row.set(up, -1);
      }
    }

    OptionalDouble least() {
      Optimisation.Result result = model.minimise();
      return result.getState().isOptimal()
          ? OptionalDouble.of(result.getValue())
          : OptionalDouble.empty();
    }
  }

  private static <T> T get(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private double demanded(String zone) {
    double sum = 0;
    for (double demand : get(problem.zones(), zone).demandM3h()) {
      sum += demand * problem.stepHours();
    }
    return sum;
  }

  /** Returns the least weighted shortfall, m³, or nothing if there is no plan. */
  static OptionalDouble leastShortfall(Problem problem, FairSharing sharing) {
    FairOracle oracle = new FairOracle(problem, sharing, Double.POSITIVE_INFINITY);
    Lp lp = oracle.new Lp();
    double h = problem.stepHours();
    lp.missing.forEach((zone, m) -> m.forEach(x -> x.weight(h * sharing.weight(zone))));
    return lp.least();
  }

  /** Returns the fair shares by zone, of those that demand something. */
  static Map<String, Double> shares(Problem problem, FairSharing sharing) {
    double least = leastShortfall(problem, sharing).orElseThrow();
    FairOracle oracle = new FairOracle(problem, sharing, least * (1 + sharing.allowance()) + ROOM);
    Map<String, Double> held = new LinkedHashMap<>();
    List<String> free = new ArrayList<>(problem.zones().keySet());
    free.removeIf(zone -> oracle.demanded(zone) == 0);
    while (!free.isEmpty()) {
      Lp lp = oracle.new Lp();
      Variable level = lp.variable(1).weight(-1);
      free.forEach(zone -> lp.atLeast(zone, 0, level));
      held.forEach((zone, share) -> lp.atLeast(zone, share - ROOM));
      double reached = -lp.least().orElseThrow();
      List<String> stuck = new ArrayList<>();
      for (String zone : free) {
        double most =
            oracle.most(
                zone,
                other -> {
                  free.forEach(f -> other.atLeast(f, reached - ROOM));
                  held.forEach((z, share) -> other.atLeast(z, share - ROOM));
                });
        if (most <= reached + SAME) {
          stuck.add(zone);
        }
      }
      if (stuck.isEmpty()) {
        throw new IllegalStateException("nobody is held at " + reached);
      }
      stuck.forEach(zone -> held.put(zone, reached));
      free.removeAll(stuck);
    }
    return held;
  }

  /** Returns the greatest share of a zone under further rows. */
  private double most(String zone, Consumer<Lp> rows) {
    Lp lp = new Lp();
    rows.accept(lp);
    for (Variable part : get(lp.missing, zone)) {
      part.weight(problem.stepHours() / demanded(zone));
    }
    return 1 - lp.least().orElseThrow();
  }

  /**
   * Returns by how much a zone's share could rise in all plans that are short of no more than
   * allowed and lower no share that is equal or smaller.
   */
  static double possibleRise(
      Problem problem,
      FairSharing sharing,
      double allowedM3,
      Map<String, Double> shares,
      String zone) {
    FairOracle oracle = new FairOracle(problem, sharing, allowedM3 + ROOM);
    double own = get(shares, zone);
    double most =
        oracle.most(
            zone,
            lp ->
                shares.forEach(
                    (other, share) -> {
                      if (share <= own + SAME) {
                        lp.atLeast(other, share - ROOM);
                      }
                    }));
    return most - own;
  }
}
