// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model would have got wrong in past weeks, each origin seeing only the days before it, and
 * the {@link ErrorBands} of that.
 *
 * <p>Origins lie a week apart, as long as there are enough of them; in a short history they lie a
 * day apart. Weeks of which too little is known are passed over.
 *
 * <p>Thread-safety: immutable.
 */
final class PastErrors {
  static final int ORIGINS = ErrorBands.BLOCKS;
  private static final int FEW = 8;
  private static final int LEAD_DAYS = ErrorBands.LEADS;
  private static final int FIRST_WEEKLY = 15;
  private static final int FIRST_DAILY = 8;

  private final int[] origins; // newest first
  private final ErrorBands bands;

  private PastErrors(int[] origins, ErrorBands bands) {
    this.origins = origins;
    this.bands = bands;
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
    double unit = days.meanSize(origin);
    float[][] errors = new float[origins.size()][LEAD_DAYS * days.slots];
    for (int j = 0; j < errors.length; j++) {
      int past = origins.get(j);
      DayModel.Prediction prediction = model.predict(days, past, false, LEAD_DAYS);
      for (int d = 0; d < LEAD_DAYS; d++) {
        for (int k = 0; k < days.slots; k++) {
          double forecast = prediction.value(d, k);
          double error = days.value(past + d, k) - forecast;
          errors[j][d * days.slots + k] = (float) (error / ErrorBands.root(forecast, unit));
        }
      }
    }
    int[] newestFirst = origins.stream().mapToInt(Integer::intValue).toArray();
    // Weeks that overlap say the same twice, not what comes after.
    return new PastErrors(
        newestFirst, ErrorBands.ageless(days.slots, unit, newestFirst, errors, weekly));
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
    return bands.count();
  }

  /** Returns the days of the origins that most series have in common, at least a few of them. */
  static int[] shared(PastErrors[] series) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (PastErrors one : series) {
      for (int day : one.origins) {
        counts.merge(day, 1, Integer::sum);
      }
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
    return bands.nearest(day);
  }

  /**
   * Returns the error of an origin as it would be now; where its truth is missing, that of the next
   * one known.
   */
  double at(int origin, int leadDay, int slot) {
    return bands.like(origin, leadDay, slot, bands.unit());
  }

  /** Returns an error quantile of a forecast; days ahead beyond the week count as its last. */
  double quantile(int leadDay, int slot, double forecast, QuantileLevel level) {
    return bands.quantile(leadDay, slot, forecast, level);
  }

  /** Returns the error quantile of a probability, likewise. */
  double quantile(int leadDay, int slot, double forecast, double probability) {
    return bands.quantile(leadDay, slot, forecast, probability);
  }
}
