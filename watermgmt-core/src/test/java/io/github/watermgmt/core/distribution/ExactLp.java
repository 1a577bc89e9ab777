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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The least cost of a small problem in exact fractions: written from the model's description alone,
 * by the two-phase simplex with Bland's rule. Slow and without rounding.
 */
final class ExactLp {
  private static final BigFraction ZERO = BigFraction.ZERO;
  private static final BigFraction ONE = BigFraction.ONE;

  private final List<BigFraction> costs = new ArrayList<>();
  private final List<Map<Integer, BigFraction>> equations = new ArrayList<>();
  private final List<BigFraction> equationSides = new ArrayList<>();
  private final List<Map<Integer, BigFraction>> limits = new ArrayList<>();
  private final List<BigFraction> limitSides = new ArrayList<>();

  private final Set<String> relaxed;
  private BigFraction constant = ZERO;

  private ExactLp(Set<String> relaxed) {
    this.relaxed = relaxed;
  }

  /** Returns the least cost, or nothing if there is no plan. */
  static Optional<BigFraction> leastCost(Problem problem) {
    return leastCost(problem, Set.of());
  }

  /**
   * Returns the least cost, or nothing if there is no plan.
   *
   * @param relaxed what is dropped: {@code initialVolume} of a tank, which may then hold what it
   *     can at the start, {@code availability} of a source or link, which then limits nothing from
   *     above
   */
  static Optional<BigFraction> leastCost(Problem problem, Set<String> relaxed) {
    ExactLp lp = new ExactLp(relaxed);
    lp.build(problem);
    return lp.solve();
  }

  private static BigFraction of(double value) {
    return new BigFraction(value);
  }

  private int variable(BigFraction cost, double upper) {
    return variable(cost, of(upper));
  }

  private int variable(BigFraction cost, BigFraction upper) {
    int j = costs.size();
    costs.add(cost);
    limits.add(Map.of(j, ONE));
    limitSides.add(upper);
    return j;
  }

  private static BigFraction min(BigFraction a, BigFraction b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static BigFraction max(BigFraction a, BigFraction b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private void build(Problem problem) {
    int steps = problem.steps();
    BigFraction h = of(problem.stepHours());
    Map<String, Integer> at = new LinkedHashMap<>();
    problem
        .network()
        .nodes()
        .forEach(
            node -> {
              at.put(node.id(), equations.size());
              for (int t = 0; t < steps; t++) {
                equations.add(new LinkedHashMap<>());
                equationSides.add(ZERO);
              }
            });
    Map<String, Integer> powers = powers(problem);
    int hour = hour(problem);
    Map<String, Integer> blends = new LinkedHashMap<>();
    for (String name : problem.blends().keySet()) {
      blends.put(name, limits.size());
      for (int t = 0; t < steps; t++) {
        limits.add(new LinkedHashMap<>());
        limitSides.add(ZERO);
      }
    }
    for (Map.Entry<String, LinkTerms> entry : problem.links().entrySet()) {
      LinkTerms terms = entry.getValue();
      Link link = problem.network().link(entry.getKey());
      for (int t = 0; t < steps; t++) {
        double tariff = terms.tariff().isPresent() ? problem.tariff(terms.tariff().get())[t] : 0;
        BigFraction price = of(tariff);
        if (problem.emissions().isPresent()) {
          Emissions emissions = problem.emissions().get();
          BigFraction kg = of(emissions.kgPerKWh().get(t));
          price = price.add(kg.multiply(of(emissions.pricePerKg())));
        }
        // Two ways, or one in pieces: the first has the energy of the link, then its segments.
        List<EnergySegment> pieces = new ArrayList<>();
        pieces.add(new EnergySegment(0, terms.energyKWhPerM3()));
        pieces.addAll(terms.segments());
        for (int way = 0; way < (terms.bidirectional() ? 2 : pieces.size()); way++) {
          int piece = terms.bidirectional() ? 0 : way;
          double above = pieces.get(piece).aboveM3h();
          double next = piece + 1 < pieces.size() ? pieces.get(piece + 1).aboveM3h() : 1e9;
          BigFraction energy = of(pieces.get(piece).kWhPerM3());
          BigFraction cost = of(terms.costPerM3()).add(energy.multiply(price)).multiply(h);
          boolean whole = relaxed.contains(entry.getKey() + ".availability");
          double open = share(terms.availability(), t);
          double all = (whole ? 1 : open) * terms.maxFlowM3h();
          double must = open * terms.minFlowM3h();
          BigFraction most = of(Math.max(0, Math.min(all, next) - above));
          BigFraction least = of(Math.max(0, Math.min(must, next) - above));
          int j = variable(cost, most.subtract(least));
          constant = constant.add(cost.multiply(least));
          boolean back = terms.bidirectional() && way == 1;
          String from = back ? link.to() : link.from();
          String to = back ? link.from() : link.to();
          equations.get(at.get(from) + t).merge(j, h.negate(), BigFraction::add);
          BigFraction arriving = h.multiply(ONE.subtract(of(terms.loss())));
          equations.get(at.get(to) + t).merge(j, arriving, BigFraction::add);
          for (Map.Entry<String, DemandCharge> charge : problem.demandCharges().entrySet()) {
            if (charge.getValue().links().contains(entry.getKey())) {
              int row = powers.get(charge.getKey()) + t / hour;
              int n = Math.min(hour, steps - t / hour * hour);
              BigFraction part = energy.divide(new BigFraction(n));
              limits.get(row).put(j, part);
              limitSides.set(row, limitSides.get(row).subtract(part.multiply(least)));
            }
          }
          for (Map.Entry<String, BlendLimit> blend : problem.blends().entrySet()) {
            if (blend.getValue().node().equals(to)) {
              int row = blends.get(blend.getKey()) + t;
              boolean counts = blend.getValue().links().contains(entry.getKey());
              BigFraction part = (counts ? ONE : ZERO).subtract(of(blend.getValue().maxShare()));
              limits.get(row).put(j, arriving.multiply(part));
              BigFraction sure = arriving.multiply(part).multiply(least);
              limitSides.set(row, limitSides.get(row).subtract(sure));
            }
          }
          side(at.get(from) + t, h.multiply(least));
          side(at.get(to) + t, arriving.multiply(least).negate());
        }
      }
    }
    for (Map.Entry<String, SourceTerms> entry : problem.sources().entrySet()) {
      SourceTerms terms = entry.getValue();
      int day = (int) (86_400 / problem.axis().stepSeconds());
      int spans = limits.size();
      for (VolumeLimit limit : terms.volumeLimits()) {
        limits.add(new LinkedHashMap<>());
        limitSides.add(of(limit.maxVolumeM3()));
      }
      for (int t = 0; t < steps; t++) {
        boolean whole = relaxed.contains(entry.getKey() + ".availability");
        double open = share(terms.availability(), t);
        double most = (whole ? 1 : open) * terms.maxFlowM3h();
        BigFraction least = of(open * terms.minFlowM3h());
        BigFraction cost = of(terms.costPerM3()).multiply(h);
        int j = variable(cost, of(most).subtract(least));
        constant = constant.add(cost.multiply(least));
        equations.get(at.get(entry.getKey()) + t).put(j, h);
        side(at.get(entry.getKey()) + t, h.multiply(least).negate());
        for (int k = 0; k < terms.volumeLimits().size(); k++) {
          VolumeLimit limit = terms.volumeLimits().get(k);
          if (t >= limit.fromStep() && t < limit.toStep()) {
            limits.get(spans + k).put(j, h);
            limitSides.set(spans + k, limitSides.get(spans + k).subtract(h.multiply(least)));
          }
        }
        if (terms.maxDailyVolumeM3().isPresent()) {
          if (t % day == 0) {
            limits.add(new LinkedHashMap<>());
            BigFraction part = new BigFraction(Math.min(day, steps - t), day);
            limitSides.add(of(terms.maxDailyVolumeM3().getAsDouble()).multiply(part));
            // The limit of each variable comes between, so remember which row is the day's.
            dayRow = limits.size() - 1;
          }
          limits.get(dayRow).put(j, h);
          limitSides.set(dayRow, limitSides.get(dayRow).subtract(h.multiply(least)));
        }
      }
    }
    for (Map.Entry<String, TankTerms> entry : problem.tanks().entrySet()) {
      TankTerms terms = entry.getValue();
      int row = at.get(entry.getKey());
      BigFraction before = of(terms.initialVolumeM3());
      if (relaxed.contains(entry.getKey() + ".initialVolume")) {
        equations.get(row).put(variable(ZERO, terms.maxVolumeM3()), ONE);
        before = ZERO;
      }
      for (int t = 0; t < steps; t++) {
        int step = t;
        boolean last = t == steps - 1;
        double low = Math.max(terms.minVolumeM3(), last ? terms.finalMinVolumeM3() : 0);
        double least = Math.max(low, terms.minVolumesM3().map(v -> v.get(step)).orElse(0.0));
        double high = terms.maxVolumeM3();
        double most = Math.min(high, terms.maxVolumesM3().map(v -> v.get(step)).orElse(high));
        BigFraction worth = last ? of(terms.finalValuePerM3()) : ZERO;
        int j = variable(worth.negate(), of(most).subtract(of(least)));
        constant = constant.subtract(worth.multiply(of(least)));
        // v = least + x_j, so the constants go to the right-hand side.
        equations.get(row + t).put(j, ONE.negate());
        equationSides.set(row + t, equationSides.get(row + t).add(of(least)).subtract(before));
        if (t + 1 < steps) {
          equations.get(row + t + 1).put(j, ONE);
        }
        before = of(least);
      }
    }
    for (Map.Entry<String, ZoneTerms> entry : problem.zones().entrySet()) {
      int row = at.get(entry.getKey());
      for (int t = 0; t < steps; t++) {
        int step = t;
        double demand = entry.getValue().demandM3h()[t];
        ZoneTerms terms = entry.getValue();
        BigFraction supply = of(terms.guaranteedM3h().map(s -> s.get(step)).orElse(0.0));
        BigFraction share = of(terms.guaranteedShare()).multiply(of(demand));
        BigFraction least = max(min(supply, of(demand)), share);
        int j = variable(of(terms.shortfallCostPerM3()).multiply(h), of(demand).subtract(least));
        if (terms.maxShortfallM3().isPresent()) {
          if (t == 0) {
            limits.add(new LinkedHashMap<>());
            limitSides.add(of(terms.maxShortfallM3().getAsDouble()));
            dayRow = limits.size() - 1;
          }
          limits.get(dayRow).put(j, h);
        }
        equations.get(row + t).put(j, h);
        equationSides.set(row + t, equationSides.get(row + t).add(of(demand).multiply(h)));
      }
    }
  }

  private static int hour(Problem problem) {
    return (int) Math.max(1, 3600 / problem.axis().stepSeconds());
  }

  /** The rows of each charge, one per hour: mean power − what is above ≤ what had been reached. */
  private Map<String, Integer> powers(Problem problem) {
    Map<String, Integer> first = new LinkedHashMap<>();
    for (Map.Entry<String, DemandCharge> entry : problem.demandCharges().entrySet()) {
      DemandCharge charge = entry.getValue();
      int above = costs.size();
      variable(of(charge.pricePerKW()), 1e6);
      first.put(entry.getKey(), limits.size());
      for (int t = 0; t < problem.steps(); t += hour(problem)) {
        limits.add(new LinkedHashMap<>(Map.of(above, ONE.negate())));
        limitSides.add(of(charge.reachedKW()));
      }
    }
    return first;
  }

  private void side(int equation, BigFraction amount) {
    equationSides.set(equation, equationSides.get(equation).add(amount));
  }

  private static double share(Optional<PerStep> availability, int step) {
    return availability.map(shares -> shares.get(step)).orElse(1.0);
  }

  private int dayRow;

  /** Limits below 0 become equations with a slack: the slack alone is no start for them. */
  private void turnNegativeLimits() {
    for (int i = limits.size() - 1; i >= 0; i--) {
      if (limitSides.get(i).compareTo(ZERO) < 0) {
        Map<Integer, BigFraction> equation = new LinkedHashMap<>(limits.remove(i));
        equation.put(costs.size(), ONE);
        costs.add(ZERO);
        equations.add(equation);
        equationSides.add(limitSides.remove(i));
      }
    }
  }

  private Optional<BigFraction> solve() {
    turnNegativeLimits();
    int n = costs.size();
    int m = equations.size() + limits.size();
    int width = n + limits.size() + equations.size();
    BigFraction[][] a = new BigFraction[m + 1][width + 1];
    for (BigFraction[] row : a) {
      Arrays.fill(row, ZERO);
    }
    int[] basis = new int[m];
    for (int i = 0; i < limits.size(); i++) {
      for (Map.Entry<Integer, BigFraction> e : limits.get(i).entrySet()) {
        a[i][e.getKey()] = e.getValue();
      }
      a[i][n + i] = ONE;
      a[i][width] = limitSides.get(i);
      basis[i] = n + i;
    }
    for (int k = 0; k < equations.size(); k++) {
      int i = limits.size() + k;
      boolean flip = equationSides.get(k).compareTo(ZERO) < 0;
      for (Map.Entry<Integer, BigFraction> e : equations.get(k).entrySet()) {
        a[i][e.getKey()] = flip ? e.getValue().negate() : e.getValue();
      }
      a[i][width] = equationSides.get(k).abs();
      basis[i] = n + limits.size() + k;
      a[i][basis[i]] = ONE;
    }
    // Phase one: the sum of the artificial variables, priced out.
    for (int j = 0; j <= width; j++) {
      for (int i = limits.size(); i < m && (j < n + limits.size() || j == width); i++) {
        a[m][j] = a[m][j].subtract(a[i][j]);
      }
    }
    iterate(a, basis, n + limits.size());
    if (a[m][width].compareTo(ZERO) != 0) {
      return Optional.empty();
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; basis[i] >= n + limits.size() && j < n + limits.size(); j++) {
        if (a[i][j].compareTo(ZERO) != 0) {
          pivot(a, basis, i, j);
        }
      }
    }
    Arrays.fill(a[m], ZERO);
    for (int j = 0; j < n; j++) {
      a[m][j] = costs.get(j);
    }
    for (int i = 0; i < m; i++) {
      BigFraction cost = basis[i] < n ? costs.get(basis[i]) : ZERO;
      subtract(a, m, i, cost);
    }
    iterate(a, basis, n + limits.size());
    return Optional.of(a[m][width].negate().add(constant));
  }

  private static void iterate(BigFraction[][] a, int[] basis, int columns) {
    int m = basis.length;
    while (true) {
      int enter = 0;
      while (enter < columns && a[m][enter].compareTo(ZERO) >= 0) {
        enter++;
      }
      if (enter == columns) {
        return;
      }
      int leave = -1;
      BigFraction best = ZERO;
      int last = a[m].length - 1;
      for (int i = 0; i < m; i++) {
        if (a[i][enter].compareTo(ZERO) > 0) {
          BigFraction ratio = a[i][last].divide(a[i][enter]);
          int order = leave < 0 ? -1 : ratio.compareTo(best);
          if (order < 0 || (order == 0 && basis[i] < basis[leave])) {
            leave = i;
            best = ratio;
          }
        }
      }
      // Everything is bounded, so there is always a row that leaves.
      pivot(a, basis, leave, enter);
    }
  }

  private static void pivot(BigFraction[][] a, int[] basis, int row, int column) {
    BigFraction by = a[row][column];
    for (int j = 0; j < a[row].length; j++) {
      if (a[row][j].compareTo(ZERO) != 0) {
        a[row][j] = a[row][j].divide(by);
      }
    }
    for (int i = 0; i < a.length; i++) {
      if (i != row) {
        subtract(a, i, row, a[i][column]);
      }
    }
    basis[row] = column;
  }

  private static void subtract(BigFraction[][] a, int target, int row, BigFraction factor) {
    if (factor.compareTo(ZERO) == 0) {
      return;
    }
    for (int j = 0; j < a[row].length; j++) {
      if (a[row][j].compareTo(ZERO) != 0) {
        a[target][j] = a[target][j].subtract(a[row][j].multiply(factor));
      }
    }
  }
}
