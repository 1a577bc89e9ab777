// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The contract of a forecast, checked when it is built; collects every problem. */
final class ForecastCheck {
  // Contributions are sums of many terms: they meet the mean up to rounding only.
  private static final double EXPLANATION_TOLERANCE = 1e-6;

  private final TimeAxis axis;
  private final List<QuantileLevel> levels;
  private final List<Forecast.Entry> series;
  private final Validation problems = new Validation();

  ForecastCheck(TimeAxis axis, List<QuantileLevel> levels, List<Forecast.Entry> series) {
    this.axis = axis;
    this.levels = levels;
    this.series = series;
  }

  Validation check(double[][][] paths) {
    problems.check(axis.length() > 0, "steps", axis.length(), "must be at least 1", "");
    problems.check(!series.isEmpty(), "series", 0, "must be at least one", "");
    Set<String> ids = new HashSet<>();
    for (Forecast.Entry one : series) {
      problems.check(!one.id().isBlank(), "id", "'" + one.id() + "'", "must not be blank", "");
      problems.check(ids.add(one.id()), "series", one.id(), "must have an id of its own", "");
      checkSeries(one);
      one.explanation().ifPresent(explanation -> checkExplanation(explanation, one.mean()));
    }
    checkPaths(paths);
    return problems;
  }

  private void checkSeries(Forecast.Entry one) {
    checkValues(one.mean(), "mean of " + one.id());
    double[][] quantiles = one.quantiles();
    if (!problems.check(
        quantiles.length == levels.size(),
        "quantiles of " + one.id(),
        quantiles.length,
        "must be one array for each of the " + levels.size() + " levels",
        "")) {
      return;
    }
    boolean whole = true;
    for (int k = 0; k < quantiles.length; k++) {
      String name = "quantile " + levels.get(k) + " of " + one.id();
      whole &= checkValues(quantiles[k], name);
    }
    if (whole) {
      checkOrder(one);
    }
  }

  private void checkOrder(Forecast.Entry one) {
    double[][] quantiles = one.quantiles();
    for (int k = 1; k < quantiles.length; k++) {
      for (int t = 0; t < quantiles[k].length; t++) {
        if (quantiles[k - 1][t] > quantiles[k][t]) {
          problems.add(
              Validation.message(
                  "quantile " + levels.get(k) + " of " + one.id() + " in step " + t,
                  quantiles[k][t],
                  "must not be below quantile "
                      + levels.get(k - 1)
                      + ", which is "
                      + quantiles[k - 1][t],
                  "sort the quantiles of each step"));
          break;
        }
      }
    }
  }

  private void checkPaths(double[][][] paths) {
    for (int p = 0; p < paths.length; p++) {
      boolean whole =
          problems.check(
              paths[p].length == series.size(),
              "path " + p,
              paths[p].length + " series",
              "must hold each of the " + series.size() + " series",
              "");
      for (int s = 0; whole && s < paths[p].length; s++) {
        whole = checkValues(paths[p][s], "path " + p + " of " + series.get(s).id());
      }
      if (!whole) {
        // Paths are made by one loop: what is wrong with one is wrong with most.
        return;
      }
    }
  }

  private boolean checkValues(double[] values, String name) {
    if (!problems.check(
        values.length == axis.length(),
        name,
        values.length + " values",
        "must hold one value for each of the " + axis.length() + " steps",
        "")) {
      return false;
    }
    for (int t = 0; t < values.length; t++) {
      if (!Double.isFinite(values[t])) {
        return problems.check(false, name + " in step " + t, values[t], "must be finite", "");
      }
    }
    return true;
  }

  private void checkExplanation(Explanation explanation, double[] mean) {
    String name = "explanation of " + explanation.series();
    if (mean.length != axis.length()) {
      return;
    }
    double[][] parts =
        explanation.components().stream()
            .map(Explanation.Component::contribution)
            .toArray(double[][]::new);
    for (int c = 0; c < parts.length; c++) {
      String part = name + ", component " + explanation.components().get(c).name();
      if (!checkValues(parts[c], part)) {
        return;
      }
    }
    for (int t = 0; t < mean.length; t++) {
      double sum = 0;
      double scale = 1 + Math.abs(mean[t]);
      for (double[] part : parts) {
        sum += part[t];
        scale += Math.abs(part[t]);
      }
      if (Math.abs(sum - mean[t]) > EXPLANATION_TOLERANCE * scale) {
        problems.check(
            false, name + " in step " + t, sum, "must add up to the mean " + mean[t], "");
        return;
      }
    }
  }
}
