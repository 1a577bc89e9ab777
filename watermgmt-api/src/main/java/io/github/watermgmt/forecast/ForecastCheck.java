// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contract of a forecast, checked when it is built; collects every problem. */
final class ForecastCheck {
  // Contributions are sums of many terms: they meet the mean up to rounding only.
  private static final double EXPLANATION_TOLERANCE = 1e-6;

  private final TimeAxis axis;
  private final List<QuantileLevel> levels;
  private final List<ForecastSeries> series;
  private final Validation problems = new Validation();

  ForecastCheck(TimeAxis axis, List<QuantileLevel> levels, List<ForecastSeries> series) {
    this.axis = axis;
    this.levels = levels;
    this.series = series;
  }

  Validation check(double[][][] paths, List<Explanation> explanations) {
    problems.check(axis.length() > 0, "steps", axis.length(), "must be at least 1", "");
    for (int k = 1; k < levels.size(); k++) {
      problems.check(
          levels.get(k - 1).compareTo(levels.get(k)) < 0,
          "levels[" + k + "]",
          levels.get(k),
          "must be above the level before",
          "sort the levels");
    }
    problems.check(!series.isEmpty(), "series", 0, "must be at least one", "");
    Map<String, Integer> indexById = new HashMap<>();
    for (int s = 0; s < series.size(); s++) {
      String id = series.get(s).id();
      problems.check(
          indexById.put(id, s) == null, "series", id, "must have an id of its own", "");
      checkSeries(series.get(s));
    }
    checkPaths(paths);
    for (Explanation explanation : explanations) {
      checkExplanation(explanation, indexById.get(explanation.series()));
    }
    return problems;
  }

  private void checkSeries(ForecastSeries one) {
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

  private void checkOrder(ForecastSeries one) {
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

  private void checkExplanation(Explanation explanation, @Nullable Integer index) {
    String name = "explanation of " + explanation.series();
    if (index == null) {
      problems.check(false, name, "no such series", "must explain a series of the forecast", "");
      return;
    }
    double[] mean = series.get(index).mean();
    int length = explanation.components().get(0).length();
    if (!problems.check(
        length == mean.length, name, length + " steps", "must be as long as the mean", "")) {
      return;
    }
    for (int t = 0; t < mean.length; t++) {
      double scale = 1 + Math.abs(mean[t]);
      for (Component component : explanation.components()) {
        scale += Math.abs(component.contribution(t));
      }
      double sum = explanation.sum(t);
      if (Math.abs(sum - mean[t]) > EXPLANATION_TOLERANCE * scale) {
        problems.check(
            false, name + " in step " + t, sum, "must add up to the mean " + mean[t], "");
        return;
      }
    }
  }
}
