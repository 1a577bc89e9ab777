// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.Validation;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The drivers of one scenario over the months to come, each as a lower and an upper path of
 * logarithms (of the weather: of differences) between which luck chooses. Thread-safety: immutable,
 * arrays are shared and never written.
 */
final class FutureDrivers {
  private static final int YEAR = DemandDesign.YEAR;
  private static final int DECADE = 10;
  private static final int MOST_YEARS = 10;
  private static final double MID = 5.5;

  /** What luck in [0, 1) makes of a driver. */
  record Path(double[] low, double[] high) {
    double at(int j, double luck) {
      // Nothing stays nothing: its logarithm is infinite.
      return low[j] == high[j] ? low[j] : low[j] + luck * (high[j] - low[j]);
    }

    @Override
    public String toString() {
      return low.length + " months";
    }
  }

  final Path people;
  final Path lossBase;
  final Path lossRate;
  final Path price;
  final Path temperature;
  final Path rain;
  final Path efficiency;

  /** Years over which the learnt trend goes on, by month. */
  final double[] trendYears;

  private final YearMonth first;
  private final int months;

  FutureDrivers(Scenario scenario, DemandHistory history, DemandDesign design, int months) {
    this.first = history.last().plusMonths(1);
    this.months = months;
    boolean heads = history.driver(Driver.POPULATION).isPresent();
    boolean taps = history.driver(Driver.CONNECTIONS).isPresent();
    Driver counted = !heads && taps ? Driver.CONNECTIONS : Driver.POPULATION;
    Path byPeople = path(scenario, counted, design.people, false);
    if (!heads && !taps) {
      // Neither is known: both may still change, relative to the end of the history.
      byPeople = plus(byPeople, path(scenario, Driver.CONNECTIONS, design.lossBase, false));
    }
    people = byPeople;
    lossBase =
        heads && taps ? path(scenario, Driver.CONNECTIONS, design.lossBase, false) : byPeople;
    double[] rates = rates(design);
    boolean series = history.driver(Driver.LOSSES).isPresent();
    double[] ones = ones(history.length());
    lossRate = path(scenario, Driver.LOSSES, series ? rates : ones, false);
    double[] prices = history.aligned(Driver.PRICE);
    price = path(scenario, Driver.PRICE, prices == null ? ones : prices, true);
    temperature = weather(scenario, Driver.TEMPERATURE);
    rain = weather(scenario, Driver.RAIN);
    trendYears = new double[months];
    efficiency = efficiency(scenario, trendYears);
  }

  /** Adds whatever in a scenario cannot be answered from a history. */
  static void check(Scenario scenario, DemandHistory history, Validation problems) {
    YearMonth first = history.last().plusMonths(1);
    String who = "scenario '" + scenario.name() + "', ";
    for (Driver driver : scenario.drivers()) {
      boolean known = history.driver(driver).isPresent();
      Scenario.Assumptions said = scenario.of(driver);
      if (driver == Driver.TEMPERATURE || driver == Driver.RAIN) {
        problems.check(
            known, who + driver, "no history", "is needed to tell what is usual", "add it");
      }
      if (driver == Driver.LOSSES) {
        problems.check(
            known || history.lossShare() > 0,
            who + driver,
            "no history",
            "must be known to be changed",
            "give the share of losses to the history");
      }
      if (!said.values().isEmpty()) {
        problems.check(
            known, who + driver, "no history", "must be known to lead to a value", "use growth");
        problems.check(
            said.values().firstKey() >= first.getYear(),
            who + driver + " of " + said.values().firstKey(),
            "past",
            "must lie after the history, which ends with " + history.last(),
            "leave it out");
      }
      for (Scenario.Step step : said.steps()) {
        problems.check(
            !step.from().isBefore(first),
            who + driver + " change from " + step.from(),
            "past",
            "must begin after the history, which ends with " + history.last(),
            "leave out what the history holds already");
      }
    }
  }

  /** Losses per connection, or head. */
  static double[] rates(DemandDesign design) {
    double[] rates = new double[design.losses.length];
    for (int t = 0; t < rates.length; t++) {
      rates[t] = design.losses[t] / design.lossBase[t];
    }
    return rates;
  }

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Path plus(Path one, Path two) {
    double[] low = one.low.clone();
    double[] high = one.high.clone();
    for (int j = 0; j < low.length; j++) {
      low[j] += two.low[j];
      high[j] += two.high[j];
    }
    return new Path(low, high);
  }

  /**
   * The logarithm of a driver: as it goes on, or as the scenario says.
   *
   * @param last whether it goes on from its last month, or from each of the last twelve
   */
  private Path path(Scenario scenario, Driver driver, double[] past, boolean last) {
    Scenario.Assumptions said = scenario.of(driver);
    double usual = growth(past);
    Path path = new Path(new double[months], new double[months]);
    int end = past.length;
    double low = 0;
    double high = 0;
    for (int j = 0; j < months; j++) {
      Scenario.Range rate = rate(said, j);
      low += (rate == null ? usual : StrictMath.log1p(rate.low())) / YEAR;
      high += (rate == null ? usual : StrictMath.log1p(rate.high())) / YEAR;
      int source = last ? end - 1 : end - YEAR + j % YEAR;
      double from = StrictMath.log(past[source]) + usual * (end - 1 - source) / YEAR;
      path.low[j] = from + low;
      path.high[j] = from + high;
    }
    if (!said.values().isEmpty()) {
      lead(said.values(), past, last, path);
    }
    return stepped(said, path);
  }

  /** Median change of the logarithm over twelve months, of the last ten years. */
  static double growth(double[] past) {
    int from = Math.max(YEAR, past.length - MOST_YEARS * YEAR);
    double[] changes = new double[past.length - from];
    for (int t = from; t < past.length; t++) {
      double change = StrictMath.log(past[t] / past[t - YEAR]);
      changes[t - from] = Double.isFinite(change) ? change : Double.NaN;
    }
    double median = LocalDays.median(changes, new double[changes.length]);
    return Double.isNaN(median) ? 0 : median;
  }

  private Scenario.@Nullable Range rate(Scenario.Assumptions said, int j) {
    Map.Entry<Integer, Scenario.Range> entry =
        said.rates().floorEntry(first.plusMonths(j).getYear());
    return entry == null ? null : entry.getValue();
  }

  /** Straight lines of logarithms through the middles of years. */
  private void lead(Map<Integer, Double> values, double[] past, boolean last, Path path) {
    int n = values.size();
    double[] at = new double[n + 1];
    double[] logs = new double[n + 1];
    at[0] = last ? -1 : -MID - 1;
    double sum = 0;
    for (int t = past.length - YEAR; t < past.length; t++) {
      sum += past[t] / YEAR;
    }
    logs[0] = StrictMath.log(last ? past[past.length - 1] : sum);
    int i = 1;
    for (Map.Entry<Integer, Double> value : values.entrySet()) {
      long january = MonthAxis.index(YearMonth.of(value.getKey(), 1));
      at[i] = (double) (january - MonthAxis.index(first)) + MID;
      logs[i] = StrictMath.log(value.getValue());
      i++;
    }
    for (int j = 0; j < months; j++) {
      int right = 1;
      while (right < n && at[right] < j) {
        right++;
      }
      double width = Math.max(1, at[right] - at[right - 1]);
      double share = Math.max(0, Math.min(1, (j - at[right - 1]) / width));
      path.low[j] = logs[right - 1] + share * (logs[right] - logs[right - 1]);
      path.high[j] = path.low[j];
    }
  }

  private Path stepped(Scenario.Assumptions said, Path path) {
    for (Scenario.Step step : said.steps()) {
      double low = StrictMath.log(step.factor().low());
      double high = StrictMath.log(step.factor().high());
      int start = (int) (MonthAxis.index(step.from()) - MonthAxis.index(first));
      for (int j = Math.max(0, start); j < months; j++) {
        double done = step.months() == 0 ? 1 : Math.min(1, (j - start + 1.0) / step.months());
        path.low[j] += done * low;
        path.high[j] += done * high;
      }
    }
    return path;
  }

  private Path weather(Scenario scenario, Driver driver) {
    Scenario.Range rate = rate(scenario.of(driver), 0);
    Path path = new Path(new double[months], new double[months]);
    for (int j = 0; rate != null && j < months; j++) {
      path.low[j] = rate.low() * (j + 1) / (DECADE * YEAR);
      path.high[j] = rate.high() * (j + 1) / (DECADE * YEAR);
    }
    return path;
  }

  private Path efficiency(Scenario scenario, double[] trend) {
    Scenario.Assumptions said = scenario.of(Driver.EFFICIENCY);
    Path path = new Path(new double[months], new double[months]);
    double low = 0;
    double high = 0;
    double learnt = 0;
    for (int j = 0; j < months; j++) {
      Scenario.Range rate = rate(said, j);
      low += rate == null ? 0 : StrictMath.log1p(rate.low()) / YEAR;
      high += rate == null ? 0 : StrictMath.log1p(rate.high()) / YEAR;
      learnt += rate == null ? 1.0 / YEAR : 0;
      trend[j] = learnt;
      path.low[j] = low;
      path.high[j] = high;
    }
    return stepped(said, path);
  }
}
