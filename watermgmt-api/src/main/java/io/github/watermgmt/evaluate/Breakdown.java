// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Errors and coverage of the steps of backtest rows by the group of a {@link Slice}: by lead, by
 * hour of the day, by type of day. Every step whose truth is known counts once, whatever row it
 * stands in; rows that failed have none. Values are in the canonical unit of the series: where
 * series differ in size, break each down by itself.
 *
 * <pre>{@code
 * Breakdown byHour = Breakdown.of(rows, Slice.hour(calendar.clock()));
 * double morning = byHour.mae("seasonal-naive", "07");
 * double inside = byHour.coverage("seasonal-naive", "07", 0.9);
 * }</pre>
 *
 * <p>Parts of a long run are added up by {@link #plus}, in an order of the caller's: the bits of a
 * sum depend on it. Memory: about 100 bytes and 16 for each level, for each forecaster and group.
 *
 * <p>Thread-safety: immutable.
 */
public final class Breakdown {
  private final Map<String, Map<String, Cell>> cells;
  private final List<String> groups;

  /** Sums over the steps of one group. */
  private static final class Cell {
    private long count;
    private double truth;
    private double error;
    private double absolute;
    private double squares;
    private List<QuantileLevel> levels = List.of();
    private long banded;
    private long[] inside = {};

    void add(BacktestRow row, int step) {
      double truth = row.truth(step);
      double difference = row.mean(step) - truth;
      count++;
      this.truth += truth;
      error += difference;
      absolute += Math.abs(difference);
      squares += difference * difference;
      int n = row.levels().size();
      if (n == 0) {
        return;
      }
      same(row.levels());
      banded++;
      for (int k = 0; k < inside.length; k++) {
        boolean in = truth >= row.quantile(k, step) && truth <= row.quantile(n - 1 - k, step);
        inside[k] += in ? 1 : 0;
      }
    }

    void add(Cell other) {
      count += other.count;
      truth += other.truth;
      error += other.error;
      absolute += other.absolute;
      squares += other.squares;
      if (other.banded > 0) {
        same(other.levels);
        banded += other.banded;
        for (int k = 0; k < inside.length; k++) {
          inside[k] += other.inside[k];
        }
      }
    }

    private void same(List<QuantileLevel> others) {
      if (banded == 0) {
        levels = others;
        inside = new long[others.size() / 2];
      } else if (!levels.equals(others)) {
        throw new IllegalArgumentException(
            "levels (" + others + "), must be those of the other rows, " + levels + ".");
      }
    }
  }

  private Breakdown(Map<String, Map<String, Cell>> cells) {
    this.cells = cells;
    Set<String> all = new LinkedHashSet<>();
    cells.values().forEach(byGroup -> all.addAll(byGroup.keySet()));
    this.groups = all.stream().sorted(Breakdown::inOrder).toList();
  }

  /** Numbers by their value, before words by their letters. */
  private static int inOrder(String one, String two) {
    boolean numbers = isNumber(one) && isNumber(two);
    int byLength = numbers ? Integer.compare(one.length(), two.length()) : 0;
    return byLength != 0 ? byLength : one.compareTo(two);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Breaks rows down.
   *
   * @throws IllegalArgumentException if rows of one forecaster differ in their levels
   */
  public static Breakdown of(List<BacktestRow> rows, Slice slice) {
    Objects.requireNonNull(slice, "slice");
    Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    for (BacktestRow row : rows) {
      Map<String, Cell> own = cells.computeIfAbsent(row.provider(), p -> new LinkedHashMap<>());
      for (int t = 0; t < row.mean().length; t++) {
        if (!Double.isNaN(row.truth(t))) {
          own.computeIfAbsent(slice.group(row, t), group -> new Cell()).add(row, t);
        }
      }
    }
    return new Breakdown(cells);
  }

  /**
   * Returns this and another together.
   *
   * @throws IllegalArgumentException if rows of one forecaster differ in their levels
   */
  public Breakdown plus(Breakdown other) {
    Map<String, Map<String, Cell>> sum = new LinkedHashMap<>();
    for (Breakdown one : List.of(this, other)) {
      one.cells.forEach(
          (provider, byGroup) -> {
            Map<String, Cell> own = sum.computeIfAbsent(provider, p -> new LinkedHashMap<>());
            byGroup.forEach((group, cell) -> own.computeIfAbsent(group, g -> new Cell()).add(cell));
          });
    }
    return new Breakdown(sum);
  }

  /** Returns the labels of the forecasters, in the order of their first rows. */
  public List<String> providers() {
    return List.copyOf(cells.keySet());
  }

  /** Returns the groups in which a step counts: numbers by their value, words by their letters. */
  public List<String> groups() {
    return groups;
  }

  /** Returns the number of steps of a forecaster that count in a group; 0 for an unknown one. */
  public long count(String provider, String group) {
    Cell cell = cell(provider, group);
    return cell == null ? 0 : cell.count;
  }

  /** Returns the mean truth; NaN if no step counts. */
  public double truth(String provider, String group) {
    Cell cell = cell(provider, group);
    return cell == null ? Double.NaN : cell.truth / cell.count;
  }

  /** Returns the mean absolute error; NaN if no step counts. */
  public double mae(String provider, String group) {
    Cell cell = cell(provider, group);
    return cell == null ? Double.NaN : cell.absolute / cell.count;
  }

  /** Returns the root of the mean squared error; NaN if no step counts. */
  public double rmse(String provider, String group) {
    Cell cell = cell(provider, group);
    return cell == null ? Double.NaN : Math.sqrt(cell.squares / cell.count);
  }

  /** Returns the mean error, positive where forecasts are too high; NaN if no step counts. */
  public double bias(String provider, String group) {
    Cell cell = cell(provider, group);
    return cell == null ? Double.NaN : cell.error / cell.count;
  }

  /**
   * Returns the share of truths within the central interval of a nominal coverage, ends included;
   * NaN if no step with quantiles counts or the forecasts lack a level.
   *
   * @param nominal such as 0.9 for the levels 0.05 to 0.95
   */
  public double coverage(String provider, String group, double nominal) {
    Cell cell = cell(provider, group);
    QuantileLevel lower = QuantileLevel.of((1 - nominal) / 2);
    int k = cell == null ? -1 : cell.levels.indexOf(lower);
    if (cell == null || k < 0 || k >= cell.inside.length) {
      return Double.NaN;
    }
    boolean mirrored = cell.levels.get(cell.levels.size() - 1 - k).equals(lower.mirrored());
    return mirrored ? (double) cell.inside[k] / cell.banded : Double.NaN;
  }

  /**
   * Returns the mean absolute error of all groups but some, such as that of ordinary days for
   * {@link Slice#HOLIDAY}; NaN if no step counts.
   */
  public double maeWithout(String provider, Set<String> left) {
    double sum = 0;
    long count = 0;
    for (Map.Entry<String, Cell> entry : cells.getOrDefault(provider, Map.of()).entrySet()) {
      if (!left.contains(entry.getKey())) {
        sum += entry.getValue().absolute;
        count += entry.getValue().count;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private @Nullable Cell cell(String provider, String group) {
    return cells.getOrDefault(provider, Map.of()).get(group);
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    cells.forEach((provider, byGroup) -> words.add(provider + " by " + byGroup.size() + " groups"));
    return "Breakdown" + words;
  }
}
