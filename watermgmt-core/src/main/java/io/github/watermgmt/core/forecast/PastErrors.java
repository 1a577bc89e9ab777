// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.core.prepare.Conformal;
import io.github.watermgmt.forecast.QuantileLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model would have got wrong in past weeks, each origin seeing only the days before it:
 * {@code errors[origin][lead day][slot]}, newest origin first, NaN where the truth is missing.
 *
 * <p>Origins lie a week apart, as long as there are enough of them; in a short history they lie a
 * day apart. Weeks of which too little is known are passed over.
 */
final class PastErrors {
  static final int ORIGINS = 20;
  private static final int FEW = 8;
  private static final int LEAD_DAYS = 7;
  private static final double HALF_LIFE = 2; // weeks of volatility
  private static final double MOST = 2;
  private static final double SHARE = 0.8;
  private static final int FIRST_WEEKLY = 15;
  private static final int FIRST_DAILY = 8;

  private final List<Integer> origins;
  private final List<double[][]> errors;
  private final Conformal conformal;

  private PastErrors(List<Integer> origins, List<double[][]> errors, Conformal conformal) {
    this.origins = origins;
    this.errors = errors;
    this.conformal = conformal;
  }

  /** Learns from the whole days before {@code origin}. */
  static PastErrors of(DayModel model, LocalDays days, int origin) {
    List<Integer> origins = origins(days, origin, 7, FIRST_WEEKLY, 0.5);
    boolean weekly = origins.size() >= FEW;
    if (!weekly) {
      origins = origins(days, origin, 1, FIRST_DAILY, 0.5);
    }
    if (origins.isEmpty()) {
      origins = origins(days, origin, 1, 1, 0);
    }
    List<double[][]> errors = new ArrayList<>();
    for (int past : origins) {
      DayModel.Prediction prediction = model.predict(days, past, false, LEAD_DAYS);
      double[][] block = new double[LEAD_DAYS][days.slots];
      for (int d = 0; d < LEAD_DAYS; d++) {
        for (int k = 0; k < days.slots; k++) {
          block[d][k] = days.value(past + d, k) - prediction.value(d, k);
        }
      }
      errors.add(block);
    }
    if (weekly) {
      toPresentVolatility(errors);
    }
    Conformal.Builder builder = Conformal.builder(LEAD_DAYS, days.slots);
    for (int j = errors.size() - 1; j >= 0; j--) {
      for (int d = 0; d < LEAD_DAYS; d++) {
        for (int k = 0; k < days.slots; k++) {
          builder.add(d, k, errors.get(j)[d][k]);
        }
      }
    }
    return new PastErrors(origins, errors, builder.build());
  }

  /**
   * Scales the errors of each week by how much the present is rougher or calmer than that week
   * could know it would be: errors grow in summer. Blocks are newest first.
   */
  private static void toPresentVolatility(List<double[][]> errors) {
    double[] size = new double[errors.size()];
    for (int j = 0; j < size.length; j++) {
      size[j] = meanAbsolute(errors.get(j));
    }
    double present = volatility(size, 0);
    for (int j = 0; j < size.length; j++) {
      double then = volatility(size, j + 1);
      double factor = present > 0 && then > 0 ? present / then : 1;
      factor = StrictMath.pow(Math.max(1 / MOST, Math.min(MOST, factor)), SHARE);
      for (double[] day : errors.get(j)) {
        for (int k = 0; k < day.length; k++) {
          day[k] *= factor;
        }
      }
    }
  }

  /**
   * Exponentially weighted mean of the weeks from {@code newest} on back; the oldest weigh least.
   */
  private static double volatility(double[] size, int newest) {
    double sum = 0;
    double weights = 0;
    for (int j = newest; j < size.length; j++) {
      double weight = StrictMath.pow(0.5, (j - newest) / HALF_LIFE);
      sum += weight * size[j];
      weights += weight;
    }
    return weights == 0 ? 0 : sum / weights;
  }

  private static double meanAbsolute(double[][] block) {
    double sum = 0;
    int n = 0;
    for (double[] day : block) {
      for (double error : day) {
        if (!Double.isNaN(error)) {
          sum += Math.abs(error);
          n++;
        }
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  /** Returns origins, newest first, whose week ends before {@code origin} and is known enough. */
  private static List<Integer> origins(
      LocalDays days, int origin, int stride, int first, double share) {
    List<Integer> origins = new ArrayList<>();
    for (int past = origin - LEAD_DAYS; past >= first; past -= stride) {
      int known = 0;
      for (int d = 0; d < LEAD_DAYS; d++) {
        known += days.known(past + d);
      }
      if (known > 0 && known >= share * LEAD_DAYS * days.slots) {
        origins.add(past);
        if (origins.size() == ORIGINS) {
          break;
        }
      }
    }
    return origins;
  }

  /** Returns the number of errors. */
  int count() {
    return conformal.count();
  }

  /** Returns the days of the origins, newest first; at least one if there are errors. */
  List<Integer> origins() {
    return origins;
  }

  /** Returns the days of the origins that most series have in common, at least a few of them. */
  static int[] shared(PastErrors[] series) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (PastErrors one : series) {
      one.origins.forEach(day -> counts.merge(day, 1, Integer::sum));
    }
    int enough = Math.min(FEW, counts.size());
    int least = series.length;
    while (having(counts, least).length < enough) {
      least--;
    }
    return having(counts, least);
  }

  private static int[] having(Map<Integer, Integer> counts, int least) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .mapToInt(Map.Entry::getKey)
        .toArray();
  }

  /** Returns the position of the origin next to a day, the newer of two. */
  int nearest(int day) {
    int best = 0;
    for (int j = 1; j < origins.size(); j++) {
      if (Math.abs(origins.get(j) - day) < Math.abs(origins.get(best) - day)) {
        best = j;
      }
    }
    return best;
  }

  /** Returns the error of an origin; where its truth is missing, that of the next one known. */
  double at(int origin, int leadDay, int slot) {
    for (int i = 0; i < errors.size(); i++) {
      double error = errors.get((origin + i) % errors.size())[leadDay][slot];
      if (!Double.isNaN(error)) {
        return error;
      }
    }
    return 0;
  }

  /** Returns an error quantile; days ahead beyond the week count as its last. */
  double quantile(int leadDay, int slot, QuantileLevel level) {
    return conformal.quantile(leadDay, slot, level);
  }

  /** Returns the error quantile of a probability, likewise. */
  double quantile(int leadDay, int slot, double probability) {
    return conformal.quantile(leadDay, slot, probability);
  }
}
