// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The grid of errors that are thought possible, and how well each fits: what passes by the
 * likelihood of the months, which is how wrong projections by one month were; what stays, the
 * drift, also by how wrong projections from past origins, a year apart, would have been one, two
 * and more years ahead. Projections of h years from origins a year apart overlap, and tell as much
 * as 3 h / (2 h² + 1) of them apart would: their h changes of a year are shared out over h windows.
 *
 * <p>Ten years hardly tell no drift from a little of it, so that the belief before the data
 * decides: were a level that does not drift thought impossible, no history could make it likely.
 * The odds are even that nothing drifts; what drifts has a half-normal distribution.
 *
 * <p>Thread-safety: immutable.
 */
final class LevelGrid {
  private static final double[] PHI = {0, 0.3, 0.6, 0.8, 0.9};
  private static final double[] SD = {0.4, 0.6, 0.8, 1, 1.25, 1.6, 2.2};
  private static final double[] DRIFT = {0, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.08};
  private static final double STILL = 0.5;
  private static final double NEGLIGIBLE = 1e-5;
  private static final int YEAR = DemandDesign.YEAR;
  private static final int FEWEST = 6;

  /** A fit with its weight. */
  record Point(LevelFit fit, double weight) {}

  /** A projection from a past origin. */
  private record Past(int years, double error, double[] variances) {
    @Override
    public String toString() {
      return years + " years ahead, " + error;
    }
  }

  final List<Point> points;
  final List<HorizonError> errors;
  final double driftSd;

  LevelGrid(LongRange config, DemandHistory history, OddMonths odd, RunContext run) {
    DemandDesign design = new DemandDesign(config, history, history.length());
    int most = history.length() / YEAR;
    List<Integer> origins = new ArrayList<>();
    for (int k = 1; k <= most; k++) {
      int n = history.length() - k * YEAR;
      int known = 0;
      for (int t = 0; t < n; t++) {
        known += Double.isNaN(odd.y[t]) ? 0 : 1;
      }
      if (known >= DemandHistory.LEAST_MONTHS) {
        origins.add(n);
      }
    }
    List<List<Past>> pasts = new ArrayList<>();
    origins.forEach(n -> pasts.add(new ArrayList<>()));
    run.forEach(
        origins.size(), i -> pasts.get(i).addAll(past(config, history, origins.get(i), odd)));
    List<List<LevelFit>> fits = fits(config, design, odd, run);
    double[] logs = beliefs(config.drift());
    for (int d = 0; d < DRIFT.length; d++) {
      logs[d] += evidence(fits.get(d));
      for (List<Past> one : pasts) {
        for (Past past : one) {
          double variance = past.variances[d];
          double surprise = StrictMath.log(variance) + past.error * past.error / variance;
          logs[d] -= 0.5 * surprise * told(past.years);
        }
      }
    }
    double[] drifts = weights(logs);
    this.points = points(fits, drifts);
    double square = 0;
    for (Point point : points) {
      square += point.weight * point.fit.noise.drift() * point.fit.noise.drift();
    }
    this.driftSd = Math.sqrt(square);
    this.errors = table(pasts, drifts);
  }

  /** Logarithms of what is believed of each drift before the data, those above 0 by their cells. */
  private static double[] beliefs(double scale) {
    double[] logs = new double[DRIFT.length];
    double sum = 0;
    for (int d = 1; d < DRIFT.length; d++) {
      double above = DRIFT[Math.min(DRIFT.length - 1, d + 1)];
      double z = DRIFT[d] / scale;
      logs[d] = StrictMath.log((above - DRIFT[d - 1]) / 2) - 0.5 * z * z;
      sum += StrictMath.exp(logs[d]);
    }
    logs[0] = StrictMath.log(STILL);
    for (int d = 1; d < DRIFT.length; d++) {
      logs[d] += StrictMath.log((1 - STILL) / sum);
    }
    return logs;
  }

  /**
   * How much one of many overlapping projections tells: squares of sums of h changes, from windows
   * a step apart, have correlations (1 − k/h)², which add up to (2 h² + 1) / (3 h).
   */
  private static double told(int years) {
    return 3.0 * years / (2.0 * years * years + 1);
  }

  private static List<Past> past(LongRange config, DemandHistory history, int n, OddMonths whole) {
    DemandDesign design = new DemandDesign(config, history, n);
    double[] means = DemandDesign.priorMeans(config, Arrays.copyOf(design.y, n));
    double[] sds = DemandDesign.priorSds(config);
    OddMonths odd = new OddMonths(design.rows, design.y, n, means, sds);
    List<Past> pasts = new ArrayList<>();
    int years = (history.length() - n) / YEAR;
    double[][] variances = new double[years + 1][DRIFT.length];
    double[][] centres = new double[years + 1][DRIFT.length];
    double[] actual = new double[years + 1];
    for (int d = 0; d < DRIFT.length; d++) {
      LevelFit best = null;
      for (double phi : PHI) {
        for (double sd : SD) {
          LevelFit.Noise noise = new LevelFit.Noise(phi, sd * odd.sd, DRIFT[d]);
          LevelFit fit = new LevelFit(design.rows, odd.y, n, noise, means, sds);
          best = best == null || fit.likelihood > best.likelihood ? fit : best;
        }
      }
      for (int h = 1; best != null && h <= years; h++) {
        List<double[]> rows = new ArrayList<>();
        List<Integer> ahead = new ArrayList<>();
        double sum = 0;
        for (int t = n + (h - 1) * YEAR; t < n + h * YEAR; t++) {
          // Odd months are judged neither.
          if (!Double.isNaN(whole.y[t]) && !Double.isNaN(design.y[t])) {
            rows.add(design.rows[t]);
            ahead.add(t - n + 1);
            sum += design.y[t];
          }
        }
        if (rows.size() >= FEWEST) {
          double[] predicted =
              best.predict(
                  rows.toArray(double[][]::new),
                  ahead.stream().mapToInt(Integer::intValue).toArray());
          centres[h][d] = predicted[0];
          variances[h][d] = predicted[1];
          actual[h] = sum / rows.size();
        }
      }
    }
    for (int h = 1; h <= years; h++) {
      if (variances[h][0] > 0) {
        // The centre hardly depends on the drift: that of the least is taken.
        pasts.add(new Past(h, actual[h] - centres[h][0], variances[h]));
      }
    }
    return pasts;
  }

  private static double[] weights(double[] logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double sum = 0;
    double[] weights = new double[logs.length];
    for (int i = 0; i < logs.length; i++) {
      weights[i] = StrictMath.exp(logs[i] - most);
      sum += weights[i];
    }
    for (int i = 0; i < logs.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** All fits to the whole history, by drift. */
  private static List<List<LevelFit>> fits(
      LongRange config, DemandDesign design, OddMonths odd, RunContext run) {
    double[] means = DemandDesign.priorMeans(config, odd.y);
    double[] sds = DemandDesign.priorSds(config);
    List<List<LevelFit>> fits = new ArrayList<>();
    for (int d = 0; d < DRIFT.length; d++) {
      fits.add(new ArrayList<>());
    }
    run.forEach(
        DRIFT.length,
        d -> {
          for (double phi : PHI) {
            for (double sd : SD) {
              LevelFit.Noise noise = new LevelFit.Noise(phi, sd * odd.sd, DRIFT[d]);
              fits.get(d).add(new LevelFit(design.rows, odd.y, odd.y.length, noise, means, sds));
            }
          }
        });
    return fits;
  }

  /** Logarithm of the mean likelihood of the months. */
  private static double evidence(List<LevelFit> fits) {
    double most = Double.NEGATIVE_INFINITY;
    for (LevelFit fit : fits) {
      most = Math.max(most, fit.likelihood);
    }
    double sum = 0;
    for (LevelFit fit : fits) {
      sum += StrictMath.exp(fit.likelihood - most);
    }
    return most + StrictMath.log(sum / fits.size());
  }

  private static List<Point> points(List<List<LevelFit>> fits, double[] drifts) {
    List<Point> kept = new ArrayList<>();
    for (int d = 0; d < drifts.length; d++) {
      List<LevelFit> all = fits.get(d);
      double[] shares = weights(all.stream().mapToDouble(fit -> fit.likelihood).toArray());
      for (int i = 0; i < shares.length; i++) {
        if (shares[i] * drifts[d] > NEGLIGIBLE) {
          kept.add(new Point(all.get(i), shares[i] * drifts[d]));
        }
      }
    }
    double sum = kept.stream().mapToDouble(Point::weight).sum();
    return kept.stream().map(p -> new Point(p.fit, p.weight / sum)).toList();
  }

  private static List<HorizonError> table(List<List<Past>> pasts, double[] drifts) {
    List<HorizonError> table = new ArrayList<>();
    int most = pasts.stream().flatMap(List::stream).mapToInt(Past::years).max().orElse(0);
    for (int h = 1; h <= most; h++) {
      int count = 0;
      double squares = 0;
      double expected = 0;
      for (List<Past> one : pasts) {
        for (Past past : one) {
          if (past.years == h) {
            count++;
            squares += past.error * past.error;
            for (int d = 0; d < drifts.length; d++) {
              expected += drifts[d] * past.variances[d];
            }
          }
        }
      }
      if (count > 0) {
        table.add(
            new HorizonError(h, count, Math.sqrt(squares / count), Math.sqrt(expected / count)));
      }
    }
    return List.copyOf(table);
  }
}
