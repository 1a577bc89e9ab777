// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.chart;

import io.github.watermgmt.core.report.Chart;
import io.github.watermgmt.core.report.DotChart;
import io.github.watermgmt.core.report.XyChart;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of one hot path, that is of one method of a benchmark. Methods without parameters have
 * but one row each: those of a class share a chart.
 *
 * @param name short name of the hot path
 * @param results its rows, at least one, in JMH's order, all of one mode and unit
 */
record HotPathChart(String name, List<JmhResult> results) {
  private static final String PROVIDER = "provider";
  private static final int FEW = 4;

  /** Returns the hot paths of a run in the order of its rows. */
  static List<HotPathChart> of(List<JmhResult> run) {
    Map<List<String>, List<JmhResult>> groups = new LinkedHashMap<>();
    Map<String, Set<String>> types = new LinkedHashMap<>();
    Map<String, Set<List<String>>> measures = new LinkedHashMap<>();
    for (JmhResult result : run) {
      String method = result.params().isEmpty() ? "" : "." + result.method();
      List<String> measure = List.of(result.mode(), result.unit());
      groups
          .computeIfAbsent(
              List.of(result.type(), method, result.mode(), result.unit()),
              key -> new ArrayList<>())
          .add(result);
      types.computeIfAbsent(simple(result.type()), key -> new LinkedHashSet<>()).add(result.type());
      measures.computeIfAbsent(result.type() + method, key -> new LinkedHashSet<>()).add(measure);
    }
    List<HotPathChart> charts = new ArrayList<>();
    groups.forEach(
        (key, rows) -> {
          String type = key.get(0);
          boolean alone = types.getOrDefault(simple(type), Set.of()).size() == 1;
          String path = (alone ? simple(type) : type) + key.get(1);
          boolean several = measures.getOrDefault(type + key.get(1), Set.of()).size() > 1;
          String measured = several ? "." + key.get(2) + "." + key.get(3) : "";
          charts.add(new HotPathChart(path + measured, List.copyOf(rows)));
        });
    return charts;
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** Returns the row that the others are compared with. */
  JmhResult first() {
    return results.get(0);
  }

  /** Returns a row's score relative to the first. */
  double ratio(JmhResult result) {
    return result.score() / first().score();
  }

  /** Returns a ratio with three digits. */
  static String digits(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(3)).toPlainString()
        : "?";
  }

  /** Returns the drawing: against the size where there is one, otherwise row by row. */
  Chart chart() {
    Optional<String> size = size();
    return size.isPresent() && isPositive() ? bySize(size.get()) : byRow();
  }

  private boolean isPositive() {
    return results.stream().allMatch(row -> Double.isNaN(row.score()) || row.score() > 0);
  }

  /** The one parameter that is a positive number and varies; a provider is never one. */
  private Optional<String> size() {
    List<String> sizes =
        first().params().keySet().stream()
            .filter(name -> !name.equals(PROVIDER) && values(name).size() > 1)
            .filter(name -> values(name).stream().allMatch(HotPathChart::isSize))
            .toList();
    return sizes.size() == 1 ? Optional.of(sizes.get(0)) : Optional.empty();
  }

  private static boolean isSize(String value) {
    return value.matches("[0-9]{1,15}(\\.[0-9]{1,15})?") && Double.parseDouble(value) > 0;
  }

  private Set<String> values(String param) {
    Set<String> values = new LinkedHashSet<>();
    results.forEach(row -> values.add(row.params().getOrDefault(param, "")));
    return values;
  }

  private Chart bySize(String size) {
    XyChart.Builder chart = XyChart.of(title(), size, unit()).logX().logY();
    Map<String, List<JmhResult>> lines = new LinkedHashMap<>();
    for (JmhResult row : results) {
      String provider = row.params().getOrDefault(PROVIDER, row.method());
      String rest = varying(row, Set.of(PROVIDER, size));
      lines
          .computeIfAbsent(
              rest.isEmpty() ? provider : provider + ", " + rest, key -> new ArrayList<>())
          .add(row);
    }
    lines.forEach(
        (competitor, rows) -> {
          double[] x =
              rows.stream()
                  .mapToDouble(row -> Double.parseDouble(row.params().getOrDefault(size, "")))
                  .toArray();
          chart.line(competitor, x, rows.stream().mapToDouble(JmhResult::score).toArray());
        });
    return chart.build();
  }

  private Chart byRow() {
    DotChart.Builder chart = DotChart.of(title(), unit()).whiskers("least to greatest iteration");
    if (isPositive()
        && results.stream().allMatch(row -> Double.isNaN(row.least()) || row.least() > 0)) {
      chart.logScale();
    }
    for (JmhResult row : results) {
      String rest = varying(row, Set.of(PROVIDER));
      String provider = row.params().getOrDefault(PROVIDER, "measured");
      chart.dot(
          rest.isEmpty() ? row.method() : rest,
          provider,
          row.score(),
          row.least() < row.greatest() ? row.least() : Double.NaN,
          row.least() < row.greatest() ? row.greatest() : Double.NaN);
    }
    if (results.size() > 1 && Double.isFinite(first().score())) {
      chart.reference("1 = " + label(first()), first().score());
    }
    return chart.build();
  }

  private String unit() {
    String what =
        switch (first().mode()) {
          case "avgt" -> "average time";
          case "thrpt" -> "throughput";
          case "sample" -> "sampled time";
          case "ss" -> "time of a single shot";
          default -> first().mode();
        };
    return what + ", " + first().unit();
  }

  /** The name, and ratios to the first row: a time alone says nothing on another machine. */
  private String title() {
    List<String> fixed = new ArrayList<>();
    first()
        .params()
        .forEach(
            (param, value) -> {
              if (!param.equals(PROVIDER) && values(param).size() == 1) {
                fixed.add(param + "=" + value);
              }
            });
    String head = fixed.isEmpty() ? name : name + " (" + String.join(", ", fixed) + ")";
    if (results.size() == 1) {
      return head;
    }
    if (results.size() <= FEW) {
      List<String> ratios = new ArrayList<>();
      for (JmhResult row : results.subList(1, results.size())) {
        ratios.add(label(row) + " × " + digits(ratio(row)));
      }
      return head + ", relative to " + label(first()) + ": " + String.join(", ", ratios);
    }
    double least = results.stream().mapToDouble(this::ratio).min().orElse(Double.NaN);
    double most = results.stream().mapToDouble(this::ratio).max().orElse(Double.NaN);
    return head
        + ", relative to "
        + label(first())
        + ": × "
        + digits(least)
        + " to "
        + digits(most);
  }

  /** What tells a row from the others. */
  String label(JmhResult row) {
    List<String> parts = new ArrayList<>();
    if (values(PROVIDER).size() > 1) {
      parts.add(row.params().getOrDefault(PROVIDER, ""));
    }
    String rest = varying(row, Set.of(PROVIDER));
    if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts.isEmpty() ? row.method() : String.join(", ", parts);
  }

  private String varying(JmhResult row, Collection<String> without) {
    List<String> parts = new ArrayList<>();
    row.params()
        .forEach(
            (param, value) -> {
              if (!without.contains(param) && values(param).size() > 1) {
                parts.add(param + "=" + value);
              }
            });
    return String.join(", ", parts);
  }
}
