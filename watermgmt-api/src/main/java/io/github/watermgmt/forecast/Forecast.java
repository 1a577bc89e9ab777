// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is to be expected, with its uncertainty: per series and step a mean and quantiles, and, if
 * asked for, joint sample paths over all series and steps. Values are in canonical units.
 *
 * <p>Sums over series or steps are right only with the dependence between them, which quantiles do
 * not hold; {@link #total}, {@link #overSteps}, {@link #dailyTotals} and {@link #dailyPeaks}
 * therefore use the sample paths.
 *
 * <p>Thread-safety: immutable.
 */
public final class Forecast {
  private final TimeAxis axis;
  private final List<QuantileLevel> levels;
  private final List<Entry> entries;
  private final List<String> ids;
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final double[][][] paths; // [path][series][step]

  private Forecast(
      TimeAxis axis, List<QuantileLevel> levels, List<Entry> entries, double[][][] paths) {
    this.axis = axis;
    this.levels = levels;
    this.entries = List.copyOf(entries);
    this.paths = paths;
    this.ids = this.entries.stream().map(Entry::id).toList();
    for (int i = 0; i < ids.size(); i++) {
      index.put(ids.get(i), i);
    }
  }

  /** One series: arrays belong to the forecast and are never handed out. */
  record Entry(
      String id,
      Quantity quantity,
      Support support,
      double[] mean,
      double[][] quantiles,
      Optional<Explanation> explanation) {

    @Override
    public boolean equals(Object o) {
      return o instanceof Entry other
          && id.equals(other.id)
          && quantity.equals(other.quantity)
          && support == other.support
          && Arrays.equals(mean, other.mean)
          && Arrays.deepEquals(quantiles, other.quantiles)
          && explanation.equals(other.explanation);
    }

    @Override
    public int hashCode() {
      return Objects.hash(id, Arrays.hashCode(mean));
    }

    @Override
    public String toString() {
      return "series '" + id + "', " + quantity;
    }
  }

  /** Starts a forecast of these steps with these quantile levels, in ascending order. */
  public static Builder builder(TimeAxis axis, List<QuantileLevel> levels) {
    return new Builder(axis, levels);
  }

  /** Returns the steps. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the number of steps. */
  public int horizon() {
    return axis.length();
  }

  /** Returns the number of series. */
  public int size() {
    return entries.size();
  }

  /** Returns the ids in order. */
  public List<String> ids() {
    return ids;
  }

  /** Returns the quantile levels in ascending order. */
  public List<QuantileLevel> levels() {
    return levels;
  }

  /** Returns what series {@code series} measures. */
  public Quantity quantity(int series) {
    return entries.get(series).quantity;
  }

  /** Returns what a value of series {@code series} stands for. */
  public Support support(int series) {
    return entries.get(series).support;
  }

  /**
   * Returns the position of a series.
   *
   * @throws DataException WM-106 listing the ids
   */
  public int indexOf(String id) {
    Integer position = index.get(id);
    if (position == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "series", id, "is not in the forecast", "use one of " + String.join(", ", ids())));
    }
    return position;
  }

  /** Returns a mean. */
  public double mean(int series, int step) {
    return entries.get(series).mean[step];
  }

  /** Returns the means of a series. */
  public Series mean(String id) {
    Entry entry = entries.get(indexOf(id));
    return Series.of(id, entry.quantity, entry.support, axis, entry.mean);
  }

  /**
   * Returns a quantile; between two levels that the forecast has it is interpolated.
   *
   * @throws UnsupportedRequestException if the level lies outside those the forecast has
   */
  public double quantile(int series, int step, QuantileLevel level) {
    double[][] quantiles = entries.get(series).quantiles;
    int at = Collections.binarySearch(levels, level);
    if (at >= 0) {
      return quantiles[at][step];
    }
    int above = -at - 1;
    if (above == 0 || above == levels.size()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "quantile level",
              level,
              "must lie within the levels of the forecast, " + levels,
              "ask for it in the ForecastRequest"));
    }
    int from = levels.get(above - 1).tenThousandths();
    int to = levels.get(above).tenThousandths();
    double share = (double) (level.tenThousandths() - from) / (to - from);
    return PathQuantiles.between(quantiles[above - 1][step], quantiles[above][step], share);
  }

  /** Returns the quantile of the level at position {@code level} of {@link #levels()}. */
  public double quantileAt(int series, int step, int level) {
    return entries.get(series).quantiles[level][step];
  }

  /** Returns the quantiles of a series; see {@link #quantile(int, int, QuantileLevel)}. */
  public Series quantile(String id, QuantileLevel level) {
    int series = indexOf(id);
    double[] values = new double[horizon()];
    for (int t = 0; t < values.length; t++) {
      values[t] = quantile(series, t, level);
    }
    return Series.of(id, quantity(series), support(series), axis, values);
  }

  /** Returns the number of sample paths. */
  public int pathCount() {
    return paths.length;
  }

  /** Returns a value of a sample path. */
  public double path(int path, int series, int step) {
    return paths[path][series][step];
  }

  /** Returns the explanation of a series, if one was asked for. */
  public Optional<Explanation> explanation(String id) {
    return entries.get(indexOf(id)).explanation;
  }

  /**
   * Returns the forecast of these series alone, in the order given.
   *
   * @throws DataException WM-106 for an unknown id
   * @throws IllegalArgumentException for no id or a repeated one
   */
  public Forecast select(Collection<String> wanted) {
    if (wanted.isEmpty() || wanted.stream().distinct().count() != wanted.size()) {
      throw new IllegalArgumentException("ids (" + wanted + "), must be distinct, at least one");
    }
    int[] positions = wanted.stream().mapToInt(this::indexOf).toArray();
    double[][][] kept = new double[paths.length][positions.length][];
    for (int p = 0; p < paths.length; p++) {
      for (int s = 0; s < positions.length; s++) {
        kept[p][s] = paths[p][positions[s]];
      }
    }
    List<Entry> chosen = Arrays.stream(positions).mapToObj(entries::get).toList();
    return new Forecast(axis, levels, chosen, kept);
  }

  /** Returns the sum of all series as one; see {@link #total(String, Collection)}. */
  public Forecast total(String newId) {
    return total(newId, ids());
  }

  /**
   * Returns the sum of several series as one. The mean is the sum of the means; quantiles are those
   * of the summed paths, linear between order statistics (type 7 of Hyndman and Fan, Sample
   * Quantiles in Statistical Packages, The American Statistician 50, 1996), and coarse in the tails
   * where paths are few. Explanations are not carried over. A single series is only renamed.
   *
   * <p>Time: paths × steps × (series + log paths).
   *
   * @throws UnsupportedRequestException if there are several series and no sample paths
   * @throws DataException WM-105 if the series do not measure the same, WM-106 for an unknown id
   * @throws IllegalArgumentException for no id or a repeated one
   */
  public Forecast total(String newId, Collection<String> wanted) {
    Forecast part = select(wanted);
    Entry first = part.entries.get(0);
    for (Entry entry : part.entries) {
      if (!entry.quantity.equals(first.quantity) || entry.support != first.support) {
        throw new DataException(
            ErrorCode.AXIS_MISMATCH,
            Validation.message(
                "series '" + entry.id + "'",
                entry.quantity + ", " + entry.support,
                "must measure what '" + first.id + "' does to be summed",
                ""));
      }
    }
    if (part.entries.size() == 1) {
      return part.renamed(newId);
    }
    part.requirePaths("total");
    double[] mean = new double[horizon()];
    for (Entry entry : part.entries) {
      for (int t = 0; t < mean.length; t++) {
        mean[t] += entry.mean[t];
      }
    }
    double[][][] sums = new double[paths.length][1][horizon()];
    for (int p = 0; p < paths.length; p++) {
      for (double[] path : part.paths[p]) {
        for (int t = 0; t < path.length; t++) {
          sums[p][0][t] += path[t];
        }
      }
    }
    double[][] quantiles = PathQuantiles.of(sums, 0, horizon(), levels);
    Entry summed =
        new Entry(newId, first.quantity, first.support, mean, quantiles, Optional.empty());
    return checked(axis, levels, List.of(summed), sums);
  }

  /**
   * Returns the forecast in steps that are {@code k} times as long: sums of interval totals, means
   * of interval means. Quantiles are those of the coarser paths, as in {@link #total(String,
   * Collection)}; explanations are not carried over.
   *
   * @param k at least 1; must divide {@link #horizon()}
   * @throws UnsupportedRequestException if {@code k > 1} and there are no sample paths, or a series
   *     holds instants, which have neither sum nor mean over time
   * @throws IllegalArgumentException if {@code k} does not divide the horizon
   */
  public Forecast overSteps(int k) {
    if (k < 1 || horizon() % k != 0) {
      throw new IllegalArgumentException(
          "k (" + k + "), must be at least 1 and divide the " + horizon() + " steps");
    }
    if (k == 1) {
      return this;
    }
    requirePaths("overSteps");
    int n = horizon() / k;
    double[][][] coarse = new double[paths.length][entries.size()][];
    List<Entry> merged = new ArrayList<>();
    for (int s = 0; s < entries.size(); s++) {
      Entry entry = entries.get(s);
      if (entry.support == Support.INSTANT) {
        throw new UnsupportedRequestException(
            Validation.message(
                "series '" + entry.id + "'",
                entry.support,
                "has neither sum nor mean over steps",
                "select the series of intervals"));
      }
      for (int p = 0; p < paths.length; p++) {
        coarse[p][s] = coarsen(paths[p][s], k, n, entry.support);
      }
      double[] mean = coarsen(entry.mean, k, n, entry.support);
      double[][] quantiles = PathQuantiles.of(coarse, s, n, levels);
      merged.add(
          new Entry(entry.id, entry.quantity, entry.support, mean, quantiles, Optional.empty()));
    }
    TimeAxis wide = TimeAxis.of(axis.epochSecond(0), axis.stepSeconds() * k, n);
    return checked(wide, levels, merged, coarse);
  }

  /**
   * Returns the distribution of the greatest value of a series within the horizon: its peak hour,
   * where steps are hours. The peak that holds with 90 % certainty is the quantile 0.90; quantiles
   * of single steps do not tell, because the peak may come in any of them.
   *
   * <p>Time: paths × (steps + log paths).
   *
   * @throws UnsupportedRequestException if there are no sample paths
   * @throws DataException WM-106 for an unknown id
   */
  public PathSample horizonPeak(String id) {
    return over("horizonPeak", id).peak(0, horizon());
  }

  /**
   * Returns the distribution of the greatest value of a series on each local day, which has 23 or
   * 25 hours where clocks change. Days of which the forecast holds only a part, at its beginning
   * and end, are left out: whether their peak lies in that part is not known.
   *
   * @param calendar its zone says when days begin
   * @return whole days, in order, at least one
   * @throws UnsupportedRequestException if there are no sample paths, no whole day, or a day begins
   *     or ends within an interval
   * @throws DataException WM-106 for an unknown id
   */
  public SortedMap<LocalDate, PathSample> dailyPeaks(String id, Calendar calendar) {
    PathTimes times = over("dailyPeaks", id);
    return times.days(calendar, times::peak);
  }

  /**
   * Returns the distribution of the total of a series over the horizon: the sum of interval totals;
   * of mean flows (m³/h) the volume (m³), of mean powers (kW) the energy (kWh).
   *
   * @throws UnsupportedRequestException if there are no sample paths, or the series has no total
   *     over time: instants, and means of anything but flow and power
   * @throws DataException WM-106 for an unknown id
   */
  public PathSample horizonTotal(String id) {
    return over("horizonTotal", id).total(0, horizon());
  }

  /**
   * Returns the distribution of the total of a series over each local day; totals as in {@link
   * #horizonTotal}, days as in {@link #dailyPeaks}.
   *
   * @param calendar its zone says when days begin
   * @return whole days, in order, at least one
   * @throws UnsupportedRequestException as {@link #horizonTotal} and {@link #dailyPeaks}
   * @throws DataException WM-106 for an unknown id
   */
  public SortedMap<LocalDate, PathSample> dailyTotals(String id, Calendar calendar) {
    PathTimes times = over("dailyTotals", id);
    return times.days(calendar, times::total);
  }

  private PathTimes over(String what, String id) {
    int series = indexOf(id);
    requirePaths(what);
    return new PathTimes(axis, entries.get(series), paths, series);
  }

  /** Refuses what breaks the promises of a forecast, all problems at once. */
  private static Forecast checked(
      TimeAxis axis, List<QuantileLevel> levels, List<Entry> entries, double[][][] paths) {
    new ForecastCheck(axis, levels, entries)
        .check(paths)
        .throwIfAny(ErrorCode.INVALID_FORECAST, "forecast");
    return new Forecast(axis, levels, entries, paths);
  }

  private static double[] coarsen(double[] fine, int k, int n, Support support) {
    double[] coarse = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < k; j++) {
        sum += fine[i * k + j];
      }
      coarse[i] = support == Support.INTERVAL_TOTAL ? sum : sum / k;
    }
    return coarse;
  }

  private Forecast renamed(String newId) {
    Entry only = entries.get(0);
    Entry other =
        new Entry(newId, only.quantity, only.support, only.mean, only.quantiles, Optional.empty());
    return new Forecast(axis, levels, List.of(other), paths);
  }

  private void requirePaths(String what) {
    if (paths.length == 0) {
      throw new UnsupportedRequestException(
          Validation.message(
              "sample paths",
              0,
              what + " needs the joint distribution",
              "ask for sample paths: request.withSamplePaths(200)"));
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Forecast other
        && axis.equals(other.axis)
        && levels.equals(other.levels)
        && entries.equals(other.entries)
        && Arrays.deepEquals(paths, other.paths);
  }

  @Override
  public int hashCode() {
    return Objects.hash(axis, levels, entries);
  }

  @Override
  public String toString() {
    return "forecast of "
        + ids
        + ", "
        + axis
        + ", "
        + levels.size()
        + " levels, "
        + paths.length
        + " paths";
  }

  /**
   * Builds a forecast; {@link #build()} refuses whatever breaks its promises, all problems at once.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Builder {
    private final TimeAxis axis;
    private final List<QuantileLevel> levels;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Explanation> explanations = new LinkedHashMap<>();
    private double[][][] paths = new double[0][][];

    private Builder(TimeAxis axis, List<QuantileLevel> levels) {
      this.axis = axis;
      this.levels = List.copyOf(levels);
      for (int i = 1; i < this.levels.size(); i++) {
        if (this.levels.get(i - 1).compareTo(this.levels.get(i)) >= 0) {
          throw new IllegalArgumentException("levels " + levels + " must ascend");
        }
      }
    }

    /**
     * Adds a series.
     *
     * @param mean one value per step, in the canonical unit
     * @param quantiles {@code [level][step]}, never crossing
     */
    public Builder series(
        String id, Quantity quantity, Support support, double[] mean, double[][] quantiles) {
      entries.add(
          new Entry(id, quantity, support, mean.clone(), copy(quantiles), Optional.empty()));
      return this;
    }

    /**
     * Sets the joint sample paths, {@code [path][series][step]}, series in the order of addition.
     */
    public Builder paths(double[][][] given) {
      double[][][] copies = new double[given.length][][];
      for (int p = 0; p < given.length; p++) {
        copies[p] = copy(given[p]);
      }
      paths = copies;
      return this;
    }

    /** Adds the explanation of a series. */
    public Builder explanation(Explanation explanation) {
      explanations.put(explanation.series(), explanation);
      return this;
    }

    /**
     * Returns the forecast.
     *
     * @throws WaterManagementException WM-203 naming series, level and step of everything that is
     *     wrong: no step, no series or a repeated id; arrays of a wrong length; values that are not
     *     finite; quantiles that cross; an explanation that does not add up to the mean
     */
    public Forecast build() {
      Map<String, Explanation> open = new LinkedHashMap<>(explanations);
      List<Entry> explained = new ArrayList<>();
      for (Entry entry : entries) {
        explained.add(
            new Entry(
                entry.id,
                entry.quantity,
                entry.support,
                entry.mean,
                entry.quantiles,
                Optional.ofNullable(open.remove(entry.id))));
      }
      if (!open.isEmpty()) {
        throw new WaterManagementException(
            ErrorCode.INVALID_FORECAST,
            Validation.message(
                "explanations of", open.keySet(), "must be of series of the forecast", ""));
      }
      return checked(axis, levels, explained, paths);
    }

    private static double[][] copy(double[][] values) {
      double[][] copies = new double[values.length][];
      for (int i = 0; i < copies.length; i++) {
        copies[i] = values[i].clone();
      }
      return copies;
    }
  }
}
