// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Demand month by month as a product of factors, and losses: over the history as observed, where
 * the {@code level} holds what no driver explains, and beyond it along the central path, on which
 * every effect is at its mean, every range at its middle, and the weather as usual.
 *
 * <pre>
 * use = days · product of the factors          m³ a month
 * demand = use + losses                        m³ a month
 * </pre>
 *
 * <p>The factor {@code population} (or {@code connections}) counts heads, {@code use} is in m³ a
 * head and day (in m³ a day where there are no heads), all others are 1 where nothing changed.
 *
 * <p>Thread-safety: immutable.
 */
public final class Decomposition {
  private static final int YEAR = 12;
  private static final String CALENDAR = "calendar";
  private static final String LOSSES = "losses";

  private final TimeAxis axis;
  private final Map<String, double[]> factors;
  private final Map<String, double[]> lossFactors;
  private final double[] days;

  /**
   * Adopts the arrays.
   *
   * @param lossFactors whose product are the losses of a day
   */
  Decomposition(
      TimeAxis axis,
      Map<String, double[]> factors,
      Map<String, double[]> lossFactors,
      double[] days) {
    this.axis = axis;
    this.factors = new LinkedHashMap<>(factors);
    this.lossFactors = new LinkedHashMap<>(lossFactors);
    this.days = days;
  }

  /** Returns the months. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the names of the factors in order. */
  public List<String> names() {
    return List.copyOf(factors.keySet());
  }

  /**
   * Returns a factor, one value per month, NaN where it is not known.
   *
   * @throws DataException WM-106 listing the names
   */
  public double[] factor(String name) {
    double[] values = factors.get(name);
    if (values == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message("factor", name, "is none", "use one of " + names()));
    }
    return values.clone();
  }

  /** Returns what is used, m³ a month. */
  public double[] use() {
    return product(factors);
  }

  /** Returns what is lost, m³ a month. */
  public double[] losses() {
    return product(lossFactors);
  }

  /** Returns what enters the network, m³ a month. */
  public double[] demand() {
    double[] sum = use();
    double[] lost = losses();
    for (int t = 0; t < sum.length; t++) {
      sum[t] += lost[t];
    }
    return sum;
  }

  private double[] product(Map<String, double[]> parts) {
    double[] product = new double[days.length];
    for (int t = 0; t < product.length; t++) {
      double value = parts.isEmpty() ? 0 : days[t];
      for (double[] factor : parts.values()) {
        value *= factor[t];
      }
      product[t] = value;
    }
    return product;
  }

  /**
   * Returns by how much each driver moves the demand from one year to another. Changes of each
   * month of the year are shared out by logarithmic means, which leaves nothing over and does not
   * depend on any order (Ang, Decomposition analysis for policymaking in energy: which is the
   * preferred method?, Energy Policy 32, 2004: LMDI).
   *
   * @param from base year, of the history or after it
   * @param to target year
   * @throws DataException WM-107 if a month of either year is not there or was not observed
   */
  public Attribution between(int from, int to) {
    int base = start(from);
    int target = start(to);
    Map<String, Double> changes = new LinkedHashMap<>();
    factors.keySet().forEach(name -> changes.put(name, 0.0));
    changes.put(LOSSES, 0.0);
    changes.put(CALENDAR, 0.0);
    double[] demand = demand();
    double before = 0;
    double after = 0;
    for (int m = 0; m < YEAR; m++) {
      share(factors, base + m, target + m, changes);
      share(lossFactors, base + m, target + m, changes);
      before += demand[base + m];
      after += demand[target + m];
    }
    List<Attribution.Change> list = new ArrayList<>();
    // Whole years have all of their seasons: what cancels out is not told.
    changes.forEach(
        (name, change) -> {
          if (!name.equals("season") && !name.equals("use")) {
            list.add(new Attribution.Change(name, change));
          }
        });
    return new Attribution(from, to, before, after, list);
  }

  private void share(
      Map<String, double[]> parts, int base, int target, Map<String, Double> changes) {
    double one = parts.isEmpty() ? 0 : days[base];
    double two = parts.isEmpty() ? 0 : days[target];
    for (double[] factor : parts.values()) {
      one *= factor[base];
      two *= factor[target];
    }
    if (one == 0 || two == 0) {
      changes.merge(LOSSES, two - one, Double::sum);
      return;
    }
    double mean = one == two ? one : (two - one) / StrictMath.log(two / one);
    for (Map.Entry<String, double[]> part : parts.entrySet()) {
      double ratio = StrictMath.log(part.getValue()[target] / part.getValue()[base]);
      changes.merge(part.getKey(), mean * ratio, Double::sum);
    }
    changes.merge(CALENDAR, mean * StrictMath.log(days[target] / days[base]), Double::sum);
  }

  private int start(int year) {
    int start = MonthAxis.step(axis, YearMonth.of(year, 1));
    double[] demand = demand();
    for (int t = start; t < start + YEAR; t++) {
      if (t < 0 || t >= demand.length || Double.isNaN(demand[t])) {
        throw new DataException(
            ErrorCode.NOT_COVERED,
            Validation.message(
                "month",
                MonthAxis.ofIndex(MonthAxis.index(YearMonth.of(year, 1)) + t - start),
                "is not known",
                "choose another year from "
                    + MonthAxis.month(axis, 0)
                    + " to "
                    + MonthAxis.month(axis, axis.length() - 1)));
      }
    }
    return start;
  }

  /**
   * Returns the means of each whole year as a table: factors, and the demand in m³; years with a
   * month that is not known are left out.
   */
  public String toText() {
    StringBuilder text = new StringBuilder("year");
    names().forEach(name -> text.append('\t').append(name));
    text.append("\tlosses m³\tdemand m³\n");
    double[] demand = demand();
    double[] lost = losses();
    int t = (YEAR - MonthAxis.month(axis, 0).getMonthValue() + 1) % YEAR;
    for (; t + YEAR <= days.length; t += YEAR) {
      double total = sum(demand, t);
      if (Double.isNaN(total)) {
        continue;
      }
      text.append(MonthAxis.month(axis, t).getYear());
      for (double[] factor : factors.values()) {
        text.append('\t').append(String.format(Locale.ROOT, "%.4g", sum(factor, t) / YEAR));
      }
      text.append(String.format(Locale.ROOT, "\t%.0f\t%.0f\n", sum(lost, t), total));
    }
    return text.toString();
  }

  private static double sum(double[] values, int from) {
    double sum = 0;
    for (int t = from; t < from + YEAR; t++) {
      sum += values[t];
    }
    return sum;
  }

  @Override
  public String toString() {
    return "decomposition into " + names() + ", " + axis;
  }
}
