// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LongRange} learnt from a history: effects, the drift of the level, and notes on
 * what the data could not tell. It projects scenarios.
 *
 * <p>Thread-safety: immutable.
 */
public final class DemandModel {
  /** Less than this was learnt: the prior stands. */
  private static final double LITTLE = 0.1;

  /** Estimates that move together more than this cannot be told apart. */
  private static final double TOGETHER = 0.8;

  /** Drivers that moved together more than this. */
  private static final double COLLINEAR = 0.95;

  private static final int MOST_MONTHS = 600;
  private static final int LEAST_PATHS = 100;
  private static final int MOST_PATHS = 100_000;
  private static final int PATHS = 1000;

  private final LongRange config;
  private final DemandHistory history;
  private final DemandDesign design;
  private final LevelGrid grid;
  private final List<Effect> effects;
  private final List<YearMonth> oddMonths;
  private final List<String> notes;
  private final double[] coefficients;

  private DemandModel(
      LongRange config, DemandHistory history, DemandDesign design, OddMonths odd, LevelGrid grid) {
    this.config = config;
    this.history = history;
    this.design = design;
    this.grid = grid;
    int k = DemandDesign.COLUMNS;
    coefficients = new double[k];
    double[][] moments = new double[k][k];
    for (LevelGrid.Point point : grid.points) {
      for (int i = 0; i < k; i++) {
        coefficients[i] += point.weight() * point.fit().mean[i];
      }
    }
    for (LevelGrid.Point point : grid.points) {
      double[][] covariance = point.fit().covariance();
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          double apart =
              (point.fit().mean[i] - coefficients[i]) * (point.fit().mean[j] - coefficients[j]);
          moments[i][j] += point.weight() * (covariance[i][j] + apart);
        }
      }
    }
    effects =
        List.of(
            effect(
                Driver.PRICE,
                "% of use per % of price",
                config.priceElasticity(),
                DemandDesign.PRICE,
                moments),
            effect(
                Driver.TEMPERATURE,
                "of the logarithm of use per °C above the comfort",
                config.heat(),
                DemandDesign.HEAT,
                moments),
            effect(
                Driver.RAIN,
                "of the logarithm of use per 100 mm below the usual",
                config.dryness(),
                DemandDesign.DRY,
                moments),
            effect(
                Driver.EFFICIENCY,
                "of the logarithm of use per year",
                config.trend(),
                DemandDesign.TREND,
                moments));
    List<YearMonth> found = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int t = 0; t < odd.off.length; t++) {
      if (!Double.isNaN(odd.off[t])) {
        YearMonth month = history.first().plusMonths(t);
        found.add(month);
        words.add(month + String.format(Locale.ROOT, " (%+.0f %%)", percent(odd.off[t])));
      }
    }
    oddMonths = List.copyOf(found);
    notes = notes(words, moments);
  }

  private static double percent(double log) {
    return 100 * StrictMath.expm1(log);
  }

  private Effect effect(Driver driver, String unit, Prior prior, int column, double[][] moments) {
    double variance = moments[column][column];
    double learnt = Math.max(0, 1 - variance / (prior.sd() * prior.sd()));
    return new Effect(driver, unit, prior, coefficients[column], Math.sqrt(variance), learnt);
  }

  private List<String> notes(List<String> odd, double[][] moments) {
    List<String> all = new ArrayList<>();
    int missing = history.demand().missing();
    if (missing > 0) {
      all.add("demand is missing in " + missing + " months: not learnt from");
    }
    int unknown = -missing;
    for (double value : design.y) {
      unknown += Double.isNaN(value) ? 1 : 0;
    }
    if (unknown > 0) {
      all.add("a driver is missing in " + unknown + " months with demand: not learnt from");
    }
    if (!odd.isEmpty()) {
      all.add("months that stand apart, not learnt from: " + String.join(", ", odd));
    }
    if (history.driver(Driver.POPULATION).isEmpty()
        && history.driver(Driver.CONNECTIONS).isEmpty()) {
      all.add("neither population nor connections are known: the trend holds their growth");
    }
    if (history.driver(Driver.LOSSES).isEmpty() && history.lossShare() == 0) {
      all.add("losses are not known: they count as use");
    }
    for (Effect effect : effects) {
      boolean known =
          effect.driver() == Driver.EFFICIENCY || history.driver(effect.driver()).isPresent();
      if (!known || effect.learnt() < LITTLE) {
        String why = known ? "the history tells little" : "no history";
        all.add(effect.driver() + ": " + why + ", the prior stands (" + priorOf(effect) + ")");
      }
    }
    int[] columns = {DemandDesign.PRICE, DemandDesign.HEAT, DemandDesign.DRY, DemandDesign.TREND};
    for (int a = 0; a < columns.length; a++) {
      for (int b = 0; b < a; b++) {
        int i = columns[a];
        int j = columns[b];
        double together = moments[i][j] / Math.sqrt(moments[i][i] * moments[j][j]);
        double moved = correlation(i, j);
        if (Math.abs(together) > TOGETHER || Math.abs(moved) > COLLINEAR) {
          all.add(
              effects.get(b).driver()
                  + " and "
                  + effects.get(a).driver()
                  + String.format(
                      Locale.ROOT,
                      ": moved together (correlation %.2f, of the estimates %.2f),",
                      moved,
                      together)
                  + " the history hardly tells them apart, their priors do");
        }
      }
    }
    if (grid.errors.isEmpty()) {
      all.add("too short to project from past origins: the drift is the prior's");
    }
    return List.copyOf(all);
  }

  /** Correlation of two regressors over the months that were learnt from, 0 if one stood still. */
  private double correlation(int i, int j) {
    double[] sums = new double[5];
    int n = 0;
    for (int t = 0; t < design.y.length; t++) {
      if (!Double.isNaN(design.y[t])) {
        double one = design.rows[t][i];
        double two = design.rows[t][j];
        sums[0] += one;
        sums[1] += two;
        sums[2] += one * one;
        sums[3] += two * two;
        sums[4] += one * two;
        n++;
      }
    }
    double one = sums[2] - sums[0] * sums[0] / n;
    double two = sums[3] - sums[1] * sums[1] / n;
    double scale = Math.sqrt(Math.max(0, one) * Math.max(0, two));
    return scale > 0 ? (sums[4] - sums[0] * sums[1] / n) / scale : 0;
  }

  private static String priorOf(Effect effect) {
    return effect.prior().mean() + " ± " + effect.prior().sd() + ", " + effect.prior().source();
  }

  static DemandModel fit(LongRange config, DemandHistory history, RunContext run) {
    run.checkpoint("fit long range");
    int n = history.length();
    DemandDesign design = new DemandDesign(config, history, n);
    int known = 0;
    for (double value : design.y) {
      known += Double.isNaN(value) ? 0 : 1;
    }
    if (known < DemandHistory.LEAST_MONTHS) {
      throw new WaterManagementException(
          ErrorCode.TOO_SHORT_HISTORY,
          Validation.message(
              "months in which demand and all drivers are known",
              known,
              "must be at least " + DemandHistory.LEAST_MONTHS,
              "leave out the driver that is known in few months"));
    }
    OddMonths odd =
        new OddMonths(
            design.rows,
            design.y,
            n,
            DemandDesign.priorMeans(config, design.y),
            DemandDesign.priorSds(config));
    LevelGrid grid = new LevelGrid(config, history, odd, run);
    return new DemandModel(config, history, design, odd, grid);
  }

  /** Returns the configuration. */
  public LongRange config() {
    return config;
  }

  /** Returns what it learnt from. */
  public DemandHistory history() {
    return history;
  }

  /** Returns the effects of price, heat, drought and time. */
  public List<Effect> effects() {
    return effects;
  }

  /**
   * Returns the effect of a driver.
   *
   * @param driver price, temperature, rain or efficiency
   * @throws IllegalArgumentException for another
   */
  public Effect effect(Driver driver) {
    return effects.stream()
        .filter(effect -> effect.driver() == driver)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("driver (" + driver + "), has no effect to learn"));
  }

  /** Returns the standard deviation of the drift in a year, of the logarithm of use. */
  public double drift() {
    return grid.driftSd;
  }

  /**
   * Returns how a driver goes on in the baseline, as a share a year: the median of its changes over
   * twelve months in the last ten years; of losses, per connection. 0 where it is not known, and of
   * the weather; that of the use per head is {@link #effect} of {@link Driver#EFFICIENCY}.
   */
  public double growth(Driver driver) {
    double log =
        switch (driver) {
          case TEMPERATURE, RAIN -> 0;
          case EFFICIENCY -> coefficients[DemandDesign.TREND];
          case LOSSES -> FutureDrivers.growth(FutureDrivers.rates(design));
          case POPULATION, CONNECTIONS, PRICE -> {
            double[] past = history.aligned(driver);
            yield past == null ? 0 : FutureDrivers.growth(past);
          }
        };
    return StrictMath.expm1(log);
  }

  /** Returns how wrong projections from past origins would have been. */
  public List<HorizonError> pastErrors() {
    return grid.errors;
  }

  /** Returns the months that stand apart and were not learnt from. */
  public List<YearMonth> oddMonths() {
    return oddMonths;
  }

  /** Returns what the data could not tell, and what was left out, in words. */
  public List<String> notes() {
    return notes;
  }

  /** Returns effects, drift, past errors and notes. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (Effect effect : effects) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s: %.4f ± %.4f %s (prior %.3f ± %.3f, learnt %.0f %%)\n",
              effect.driver(),
              effect.estimate(),
              effect.standardError(),
              effect.unit(),
              effect.prior().mean(),
              effect.prior().sd(),
              100 * effect.learnt()));
    }
    for (Driver driver : history.given()) {
      if (driver != Driver.TEMPERATURE && driver != Driver.RAIN) {
        double percent = 100 * growth(driver);
        text.append(
            String.format(Locale.ROOT, "%s: %+.2f %% a year in the baseline\n", driver, percent));
      }
    }
    text.append(String.format(Locale.ROOT, "drift: ± %.4f in a year\n", drift()));
    for (HorizonError error : pastErrors()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d years ahead, %d origins: error %.4f, expected %.4f\n",
              error.years(),
              error.origins(),
              error.error(),
              error.expected()));
    }
    notes.forEach(note -> text.append(note).append('\n'));
    return text.toString();
  }

  /** Returns the decomposition of the history. */
  public Decomposition decomposition() {
    return decompose(null, 0);
  }

  /** Returns projections of a thousand paths; see {@link #project(int, List, int, RunContext)}. */
  public Projection project(int months, List<Scenario> scenarios, RunContext run) {
    return project(months, scenarios, PATHS, run);
  }

  /**
   * Returns the projections of scenarios, which share their chance: the same effects, the same
   * weather, the same drift, so that a difference between two is one of the scenarios alone.
   *
   * <p>Time and memory: months × paths × scenarios, in parallel by paths.
   *
   * @param months to project, from the one after the history, 1 to 600
   * @param scenarios at least one, of different names
   * @param paths number of sample paths, 100 to 100,000
   * @param run its seed decides the paths
   * @throws WaterManagementException WM-202 with every problem
   */
  public Projection project(int months, List<Scenario> scenarios, int paths, RunContext run) {
    Validation problems = new Validation();
    problems.check(
        months >= 1 && months <= MOST_MONTHS, "months", months, "must be 1 to " + MOST_MONTHS, "");
    problems.check(
        paths >= LEAST_PATHS && paths <= MOST_PATHS,
        "paths",
        paths,
        "must be " + LEAST_PATHS + " to " + MOST_PATHS,
        "");
    problems.check(!scenarios.isEmpty(), "scenarios", 0, "must be at least one", "");
    Set<String> names = new HashSet<>();
    for (Scenario scenario : scenarios) {
      problems.check(names.add(scenario.name()), "scenario", scenario.name(), "must be one", "");
      FutureDrivers.check(scenario, history, problems);
    }
    problems.throwIfAny(ErrorCode.UNSUPPORTED_REQUEST, "projection");
    List<FutureDrivers> futures = new ArrayList<>();
    Map<String, Decomposition> central = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      FutureDrivers future = new FutureDrivers(scenario, history, design, months);
      futures.add(future);
      central.put(scenario.name(), decompose(future, months));
    }
    DemandPaths drawn = new DemandPaths(config, history, design, grid, futures, months);
    return new Projection(history, months, central, drawn.draw(paths, run), notes);
  }

  /** The history, and after it the central path of the drivers. */
  private Decomposition decompose(@Nullable FutureDrivers future, int m) {
    int past = history.length();
    int n = past + m;
    TimeAxis axis = MonthAxis.of(history.first(), n);
    double[] days = new double[n];
    Map<String, double[]> factors = new LinkedHashMap<>();
    double[] people = new double[n];
    double[] use = new double[n];
    double[] season = new double[n];
    double[] price = new double[n];
    double[] climate = new double[n];
    double[] efficiency = new double[n];
    double[] level = new double[n];
    double[] lossBase = new double[n];
    double[] lossRate = new double[n];
    Arrays.fill(use, StrictMath.exp(coefficients[DemandDesign.LEVEL]));
    double[] priceLogs = future == null ? new double[0] : feltPrices(future, 0.5, m);
    DemandPaths.Weather weather = new DemandPaths.Weather(config, history, design);
    for (int t = 0; t < n; t++) {
      int month = history.first().plusMonths(t).getMonthValue() - 1;
      days[t] = history.first().plusMonths(t).lengthOfMonth();
      double[] row;
      double scenarioEfficiency = 0;
      if (t < past || future == null) {
        row = design.rows[t];
        people[t] = design.people[t];
        lossBase[t] = design.lossBase[t];
        lossRate[t] = design.losses[t] / design.lossBase[t];
      } else {
        int j = t - past;
        double[] usual =
            weather.usual(month, future.temperature.at(j, 0.5), future.rain.at(j, 0.5));
        row = DemandDesign.row(month, priceLogs[j], usual[0], usual[1], future.trendYears[j]);
        people[t] = StrictMath.exp(future.people.at(j, 0.5));
        lossBase[t] = StrictMath.exp(future.lossBase.at(j, 0.5));
        lossRate[t] = StrictMath.exp(future.lossRate.at(j, 0.5));
        scenarioEfficiency = future.efficiency.at(j, 0.5);
      }
      double seasonal = 0;
      for (int k = DemandDesign.SEASON; k < DemandDesign.PRICE; k++) {
        seasonal += coefficients[k] * row[k];
      }
      season[t] = StrictMath.exp(seasonal);
      price[t] = StrictMath.exp(coefficients[DemandDesign.PRICE] * row[DemandDesign.PRICE]);
      climate[t] =
          StrictMath.exp(
              coefficients[DemandDesign.HEAT] * row[DemandDesign.HEAT]
                  + coefficients[DemandDesign.DRY] * row[DemandDesign.DRY]);
      efficiency[t] =
          StrictMath.exp(
              coefficients[DemandDesign.TREND] * row[DemandDesign.TREND] + scenarioEfficiency);
      double expected =
          people[t] * use[t] * season[t] * price[t] * climate[t] * efficiency[t] * days[t];
      if (t < past || future == null) {
        double used =
            history.demand().value(t) * (1 - history.lossShare()) - design.losses[t] * days[t];
        level[t] = used / expected;
      } else {
        level[t] = StrictMath.exp(level(t - past + 1));
      }
    }
    boolean heads = history.driver(Driver.POPULATION).isPresent();
    boolean taps = history.driver(Driver.CONNECTIONS).isPresent();
    String counted = !heads && taps ? "connections" : "population";
    factors.put(counted, people);
    factors.put("use", use);
    factors.put("season", season);
    factors.put("price", price);
    factors.put("climate", climate);
    factors.put("efficiency", efficiency);
    factors.put("level", level);
    Map<String, double[]> lossFactors = new LinkedHashMap<>();
    if (history.driver(Driver.LOSSES).isPresent()) {
      lossFactors.put(heads && taps ? "connections" : counted, lossBase);
      lossFactors.put("losses", lossRate);
    } else if (history.lossShare() > 0) {
      double share = history.lossShare() / (1 - history.lossShare());
      for (int t = 0; t < n; t++) {
        lossRate[t] = t < past || future == null ? share : share * lossRate[t];
      }
      lossFactors.putAll(factors);
      lossFactors.put("losses", lossRate);
    }
    return new Decomposition(axis, factors, lossFactors, days);
  }

  private double[] feltPrices(FutureDrivers future, double luck, int months) {
    DemandPaths.Felt felt = new DemandPaths.Felt(future, design, config.priceMemory());
    double[] logs = new double[months];
    felt.logs(luck, logs);
    return logs;
  }

  /** Mean of the level of a future month, of the logarithm. */
  private double level(int ahead) {
    double sum = 0;
    for (LevelGrid.Point point : grid.points) {
      LevelFit fit = point.fit();
      double kept = StrictMath.pow(fit.noise.phi(), ahead);
      double value = kept * fit.passing(fit.mean) + fit.staying(fit.mean);
      sum += point.weight() * value;
    }
    return sum;
  }

  @Override
  public String toString() {
    return "model of " + history + ", effects " + effects;
  }
}
