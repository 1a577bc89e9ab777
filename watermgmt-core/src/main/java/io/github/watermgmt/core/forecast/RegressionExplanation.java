// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.Explanation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a regression forecasts what it does: what is usual, and what each theme adds to it, one after
 * the other, as a weighted mean over the members. Thread-safety: stateless.
 */
final class RegressionExplanation {
  private static final String PROFILE = "profile";
  private static final String NOW = "last hours";
  private static final String REST = "not below zero";
  private static final int SIMILAR = 3;

  private RegressionExplanation() {}

  /** Explains the steps in {@code cells} of a forecast. */
  static Explanation of(
      String id,
      SeriesRegression series,
      RidgeInputs inputs,
      DayForecast forecast,
      int[] cells,
      List<String> notes) {
    int slots = inputs.grid().slots();
    int days = forecast.values().length;
    RidgeInputs.Theme[] themes = RidgeInputs.Theme.values();
    double[][][] parts = new double[themes.length + 1][days][slots];
    for (int d = 0; d < days; d++) {
      addDay(series, inputs, d, parts);
    }
    List<Explanation.Component> components = new ArrayList<>();
    double[] rest = new double[cells.length];
    double[] now = new double[cells.length];
    for (int t = 0; t < cells.length; t++) {
      rest[t] = forecast.values()[cells[t] / slots][cells[t] % slots];
      now[t] = forecast.correction(cells[t]);
    }
    for (int part = 0; part < parts.length; part++) {
      String name = part == 0 ? PROFILE : themes[part - 1].label;
      add(components, name, pick(parts[part], cells, slots), rest, part == 0);
    }
    add(components, NOW, now, rest, false);
    add(components, REST, rest.clone(), rest, false);
    List<String> all = new ArrayList<>(notes);
    similar(series, forecast).ifPresent(all::add);
    return new Explanation(id, components, all);
  }

  private static double[] pick(double[][] byDay, int[] cells, int slots) {
    double[] values = new double[cells.length];
    for (int t = 0; t < cells.length; t++) {
      values[t] = byDay[cells[t] / slots][cells[t] % slots];
    }
    return values;
  }

  private static void add(
      List<Explanation.Component> components,
      String name,
      double[] part,
      double[] rest,
      boolean always) {
    boolean matters = always;
    for (int t = 0; t < part.length; t++) {
      matters |= Math.abs(part[t]) > 1e-9;
    }
    if (matters) {
      components.add(new Explanation.Component(name, part));
      for (int t = 0; t < part.length; t++) {
        rest[t] -= part[t];
      }
    }
  }

  private static void addDay(
      SeriesRegression series, RidgeInputs inputs, int d, double[][][] parts) {
    int target = series.end() + d;
    int slots = inputs.grid().slots();
    int lead = Math.min(SeriesRegression.LEADS - 1, d);
    for (int m = 0; m < series.members().size(); m++) {
      double[][] own = series.members().get(m).parts(inputs, series.state(), target);
      for (int part = 0; part < own.length; part++) {
        for (int k = 0; k < slots; k++) {
          parts[part][d][k] += series.weights()[m][lead * slots + k] * own[part][k];
        }
      }
    }
  }

  /** Names the recent days whose shape and height are most like the first whole day forecast. */
  private static java.util.Optional<String> similar(SeriesRegression series, DayForecast forecast) {
    Deviations of = series.state();
    int which = forecast.values().length > 1 ? 1 : 0;
    double[] wanted = forecast.values()[which];
    List<int[]> nearest = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (int day = of.first(); day < of.end(); day++) {
      double distance = 0;
      int n = 0;
      for (int k = 0; k < wanted.length; k++) {
        double value = of.level(day, k);
        if (!Double.isNaN(value)) {
          distance += Math.abs(value - of.scale().to(wanted[k]));
          n++;
        }
      }
      if (n >= 0.8 * wanted.length) {
        insert(nearest, distances, day, distance / n);
      }
    }
    if (nearest.isEmpty()) {
      return java.util.Optional.empty();
    }
    List<String> names =
        nearest.stream().map(day -> LocalDate.ofEpochDay(day[0]).toString()).toList();
    return java.util.Optional.of(
        LocalDate.ofEpochDay(series.end() + which)
            + " is forecast most like "
            + String.join(", ", names));
  }

  private static void insert(
      List<int[]> nearest, List<Double> distances, int day, double distance) {
    int at = 0;
    while (at < distances.size() && distances.get(at) <= distance) {
      at++;
    }
    if (at < SIMILAR) {
      nearest.add(at, new int[] {day});
      distances.add(at, distance);
      if (nearest.size() > SIMILAR) {
        nearest.remove(SIMILAR);
        distances.remove(SIMILAR);
      }
    }
  }
}
