// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.RunContext;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Draws sample paths. All chance of a path (effects, level, luck of the ranges, weather, noise) is
 * drawn before any scenario is looked at, and serves all of them. Thread-safety: immutable.
 */
final class DemandPaths {
  private static final int YEAR = DemandDesign.YEAR;
  private static final int CHUNK = 64;

  private final LongRange config;
  private final DemandHistory history;
  private final DemandDesign design;
  private final LevelGrid grid;
  private final List<FutureDrivers> futures;
  private final int months;
  private final Weather weather;
  private final double[][] peakRatios;

  /**
   * What was drawn.
   *
   * @param demand {@code [path][scenario][month]}, m³ a month
   * @param peakDay greatest day over mean day of the month, {@code [path][month]}; empty if not
   *     known
   */
  record Drawn(double[][][] demand, double[][] peakDay) {
    @Override
    public String toString() {
      return demand.length + " paths";
    }
  }

  /** Luck of one path in each range; the same for all scenarios. */
  private record Luck(
      double people,
      double connections,
      double price,
      double temperature,
      double rain,
      double efficiency,
      double losses) {
    static Luck of(RandomGenerator random) {
      return new Luck(
          random.nextDouble(),
          random.nextDouble(),
          random.nextDouble(),
          random.nextDouble(),
          random.nextDouble(),
          random.nextDouble(),
          random.nextDouble());
    }
  }

  /** Weather of past years under another climate. */
  static final class Weather {
    private static final double NOTHING = 1e-9;

    private final DemandDesign design;
    private final int firstMonth;
    private final int n;

    Weather(LongRange config, DemandHistory history, DemandDesign design) {
      this.design = design;
      this.n = history.length();
      this.firstMonth = history.first().getMonthValue() - 1;
    }

    /**
     * The months with which a run of twelve whose weather is known can begin, at a time of year.
     */
    int[] starts(int month) {
      List<Integer> starts = new ArrayList<>();
      for (int t = Math.floorMod(month - firstMonth, YEAR); t + YEAR <= n; t += YEAR) {
        boolean whole = true;
        for (int k = t; k < t + YEAR; k++) {
          whole &= design.temperature == null || !Double.isNaN(design.temperature[k]);
          whole &= design.rain == null || !Double.isNaN(design.rain[k]);
        }
        if (whole) {
          starts.add(t);
        }
      }
      return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Heat of a future month that has the weather of a past one of the same time of year. */
    double heat(int month, int past, double warmer) {
      return design.temperature == null ? 0 : design.heat(month, design.temperature[past] + warmer);
    }

    /** Dryness of a future month, likewise. */
    double dryness(int month, int past, double wetter) {
      return design.rain == null
          ? 0
          : design.dryness(month, design.rain[past] * Math.max(0, 1 + wetter));
    }

    /** Mean heat and dryness of a future month over the weather of all past ones. */
    double[] usual(int month, double warmer, double wetter) {
      double[] sums = new double[2];
      int[] counts = new int[2];
      for (int t = Math.floorMod(month - firstMonth, YEAR); t < n; t += YEAR) {
        if (design.temperature != null && !Double.isNaN(design.temperature[t])) {
          sums[0] += heat(month, t, warmer);
          counts[0]++;
        }
        if (design.rain != null && !Double.isNaN(design.rain[t])) {
          sums[1] += dryness(month, t, wetter);
          counts[1]++;
        }
      }
      for (int k = 0; k < 2; k++) {
        sums[k] = counts[k] == 0 ? 0 : sums[k] / counts[k];
        // What is usual differs from itself by rounding only.
        sums[k] = Math.abs(sums[k]) < NOTHING ? 0 : sums[k];
      }
      return sums;
    }
  }

  /** Prices as customers feel them. */
  static final class Felt {
    private final FutureDrivers future;
    private final double[] tail;
    private final double base;
    private final int memory;

    Felt(FutureDrivers future, DemandDesign design, int memory) {
      this.future = future;
      this.memory = memory;
      this.base = design.basePrice;
      this.tail = design.priceTail();
    }

    /** Writes the logarithms of felt prices over that at the end of the history. */
    void logs(double luck, double[] out) {
      int before = tail.length;
      double[] all = Arrays.copyOf(tail, before + out.length);
      for (int j = 0; j < out.length; j++) {
        all[before + j] = StrictMath.exp(future.price.at(j, luck));
        double sum = 0;
        int count = 0;
        for (int k = j + before - memory + 1; k <= j + before; k++) {
          sum += Double.isNaN(all[k]) ? 0 : all[k];
          count += Double.isNaN(all[k]) ? 0 : 1;
        }
        out[j] = StrictMath.log(sum / count / base);
      }
    }
  }

  DemandPaths(
      LongRange config,
      DemandHistory history,
      DemandDesign design,
      LevelGrid grid,
      List<FutureDrivers> futures,
      int months) {
    this.config = config;
    this.history = history;
    this.design = design;
    this.grid = grid;
    this.futures = futures;
    this.months = months;
    this.weather = new Weather(config, history, design);
    this.peakRatios = peakRatios(history);
  }

  private static double[][] peakRatios(DemandHistory history) {
    if (history.peakDay().isEmpty()) {
      return new double[0][];
    }
    double[] ratios = history.aligned(history.peakDay().get());
    double[][] byMonth = new double[YEAR][];
    for (int m = 0; m < YEAR; m++) {
      int shift = Math.floorMod(m - history.first().getMonthValue() + 1, YEAR);
      double[] known = new double[ratios.length / YEAR + 1];
      int count = 0;
      for (int t = shift; t < ratios.length; t += YEAR) {
        if (!Double.isNaN(ratios[t])) {
          known[count++] = ratios[t];
        }
      }
      if (count == 0) {
        // A month never seen has the ratio of any other.
        known = Arrays.stream(ratios).filter(value -> !Double.isNaN(value)).toArray();
        count = known.length;
      }
      byMonth[m] = Arrays.copyOf(known, count);
    }
    return byMonth[0].length == 0 ? new double[0][] : byMonth;
  }

  Drawn draw(int paths, RunContext run) {
    double[][][] demand = new double[paths][futures.size()][months];
    double[][] peaks = new double[peakRatios.length == 0 ? 0 : paths][months];
    YearMonth first = history.last().plusMonths(1);
    int[] starts = weather.starts(first.getMonthValue() - 1);
    double[] cumulated = new double[grid.points.size()];
    double sum = 0;
    for (int i = 0; i < cumulated.length; i++) {
      sum += grid.points.get(i).weight();
      cumulated[i] = sum;
    }
    int chunks = (paths + CHUNK - 1) / CHUNK;
    run.forEach(
        chunks,
        chunk -> {
          for (int p = chunk * CHUNK; p < Math.min(paths, (chunk + 1) * CHUNK); p++) {
            run.checkpoint("project long range");
            path(p, cumulated, starts, demand[p], peaks.length == 0 ? null : peaks[p], run);
          }
        });
    return new Drawn(demand, peaks);
  }

  private void path(
      int p,
      double[] cumulated,
      int[] starts,
      double[][] demand,
      double @Nullable [] peaks,
      RunContext run) {
    RandomGenerator random = run.random("long-range effects", p);
    double u = random.nextDouble() * cumulated[cumulated.length - 1];
    int chosen = 0;
    while (chosen < cumulated.length - 1 && cumulated[chosen] < u) {
      chosen++;
    }
    LevelFit fit = grid.points.get(chosen).fit();
    double[] normals = new double[DemandDesign.COLUMNS];
    for (int k = 0; k < normals.length; k++) {
      normals[k] = random.nextGaussian();
    }
    double[] beta = fit.draw(normals);
    double[] state = {random.nextGaussian(), random.nextGaussian()};
    fit.spread(state);
    Luck luck = Luck.of(random);
    double[] level = level(fit, beta, state, run.random("long-range level", p));
    int[] past = past(starts, run.random("long-range weather", p));
    for (int s = 0; s < demand.length; s++) {
      scenario(futures.get(s), beta, luck, level, past, demand[s]);
    }
    if (peaks != null) {
      RandomGenerator days = run.random("long-range peak day", p);
      for (int j = 0; j < months; j++) {
        double[] ratios = peakRatios[month(j)];
        peaks[j] = ratios[(int) (days.nextDouble() * ratios.length)];
      }
    }
  }

  private int month(int j) {
    return (history.last().getMonthValue() + j) % YEAR;
  }

  private double[] level(LevelFit fit, double[] beta, double[] state, RandomGenerator random) {
    LevelFit.Noise noise = fit.noise;
    double passes = fit.passing(beta) + state[0];
    double stays = fit.staying(beta) + state[1];
    double fresh = noise.sd() * Math.sqrt(1 - noise.phi() * noise.phi());
    double walk = Math.sqrt(noise.walk());
    double[] level = new double[months];
    for (int j = 0; j < months; j++) {
      passes = noise.phi() * passes + fresh * random.nextGaussian();
      stays += walk * random.nextGaussian();
      level[j] = passes + stays;
    }
    return level;
  }

  /** Past months whose weather comes again, a year at a time. */
  private int[] past(int[] starts, RandomGenerator random) {
    int[] past = new int[months];
    for (int j = 0; j < months; j += YEAR) {
      double u = random.nextDouble();
      for (int k = j; k < Math.min(months, j + YEAR); k++) {
        past[k] = starts.length == 0 ? -1 : starts[(int) (u * starts.length)] + k - j;
      }
    }
    return past;
  }

  private void scenario(
      FutureDrivers future, double[] beta, Luck luck, double[] level, int[] past, double[] out) {
    double[] price = new double[months];
    new Felt(future, design, config.priceMemory()).logs(luck.price, price);
    boolean lost = history.driver(Driver.LOSSES).isPresent();
    boolean both = lost && history.driver(Driver.POPULATION).isPresent();
    both &= history.driver(Driver.CONNECTIONS).isPresent();
    double share = history.lossShare() / (1 - history.lossShare());
    YearMonth first = history.last().plusMonths(1);
    for (int j = 0; j < months; j++) {
      int month = month(j);
      double warmer = future.temperature.at(j, luck.temperature);
      double wetter = future.rain.at(j, luck.rain);
      double heat;
      double dry;
      if (past[j] < 0) {
        double[] usual = weather.usual(month, warmer, wetter);
        heat = usual[0];
        dry = usual[1];
      } else {
        heat = weather.heat(month, past[j], warmer);
        dry = weather.dryness(month, past[j], wetter);
      }
      double[] row = DemandDesign.row(month, price[j], heat, dry, future.trendYears[j]);
      double log = level[j] + future.efficiency.at(j, luck.efficiency);
      for (int k = 0; k < row.length; k++) {
        log += beta[k] * row[k];
      }
      double people = future.people.at(j, luck.people);
      double use = StrictMath.exp(log + people);
      double losses = 0;
      if (lost) {
        double base = both ? future.lossBase.at(j, luck.connections) : people;
        losses = StrictMath.exp(base + future.lossRate.at(j, luck.losses));
      } else if (share > 0) {
        losses = use * share * StrictMath.exp(future.lossRate.at(j, luck.losses));
      }
      out[j] = (use + losses) * first.plusMonths(j).lengthOfMonth();
    }
  }
}
