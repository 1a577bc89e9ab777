// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * The state of exponential smoothing with the seasons of a day and of a week, by the wall clock,
 * and how it moves on from slot to slot:
 *
 * <pre>
 *   b = φ b                                the trend, if there is one
 *   l = λ l + b                            the level, which fades if λ &lt; 1
 *   e = y - (l + d[slot] + w[class][slot])
 *   l += α e
 *   b += β e
 *   d[slot] += δ e                         the season of the day
 *   w[class][slot] += ω e                  the season of the week
 * </pre>
 *
 * and a forecast of {@code h} slots ahead adds {@code ρ^h e}. With λ = 1 this is Holt-Winters with
 * two seasons (Taylor, Journal of the Operational Research Society 54, 2003, and European Journal
 * of Operational Research 204, 2010), and with ω = ρ = 0 the models (A,N,A) and (A,Ad,A) of Hyndman
 * et al., Forecasting with Exponential Smoothing, 2008.
 *
 * <p>An error is clipped to a multiple of the usual error of its slot before anything learns from
 * it (after Gelper, Fried and Croux, Journal of Forecasting 29, 2010). A missing value teaches
 * nothing: level, trend and error go on as they were forecast to.
 *
 * <p>Thread-safety: confined to one thread. A step is O(1) and allocates nothing.
 */
final class Smoothing {
  static final int CLASSES = 7;
  private static final double SCALE_GAIN = 0.05;

  /**
   * What a state learns from the error of a slot, and what it keeps to the next.
   *
   * @param level α
   * @param levelMemory λ
   * @param trend β; 0 for none
   * @param damping φ
   * @param day δ
   * @param week ω
   * @param errorMemory ρ
   * @param clip how many usual errors an error may count
   */
  record Gains(
      double level,
      double levelMemory,
      double trend,
      double damping,
      double day,
      double week,
      double errorMemory,
      double clip) {}

  final Gains gains;
  final int slots;
  final double[] day;
  final double[][] week; // [class][slot], class 0 is not used
  final double[] scale; // usual absolute error of a slot
  double leastScale;
  double level;
  double trend;
  double error;

  Smoothing(Gains gains, int slots) {
    this.gains = gains;
    this.slots = slots;
    this.day = new double[slots];
    this.week = new double[CLASSES + 1][slots];
    this.scale = new double[slots];
  }

  /** Returns a copy that goes on with other gains. */
  Smoothing copy(Gains gains) {
    Smoothing copy = new Smoothing(gains, slots);
    System.arraycopy(day, 0, copy.day, 0, slots);
    System.arraycopy(scale, 0, copy.scale, 0, slots);
    for (int c = 1; c <= CLASSES; c++) {
      System.arraycopy(week[c], 0, copy.week[c], 0, slots);
    }
    copy.leastScale = leastScale;
    copy.level = level;
    copy.trend = trend;
    copy.error = error;
    return copy;
  }

  /**
   * Moves on over the first slots of a day.
   *
   * @param teaches whether the values count; if not, they are as if they were missing
   * @return sum of the squared errors, before they are clipped
   */
  double observe(double[] values, int dayClass, boolean teaches, int known) {
    double[] ofClass = week[dayClass];
    double l = level;
    double b = trend;
    double r = error;
    double squares = 0;
    for (int k = 0; k < known; k++) {
      b *= gains.damping;
      l = gains.levelMemory * l + b;
      double e = values[k] - (l + day[k] + ofClass[k]);
      if (teaches && !Double.isNaN(e)) {
        squares += e * e;
        double most = gains.clip * Math.max(scale[k], leastScale);
        // Where nothing has ever erred it is not known what is usual.
        e = most > 0 ? Math.max(-most, Math.min(most, e)) : e;
        l += gains.level * e;
        b += gains.trend * e;
        day[k] += gains.day * e;
        ofClass[k] += gains.week * e;
        scale[k] += SCALE_GAIN * (Math.abs(e) - scale[k]);
        r = e;
      } else {
        r *= gains.errorMemory;
      }
    }
    level = l;
    trend = b;
    error = r;
    return squares;
  }

  /**
   * Writes the forecast of a whole day.
   *
   * @param days whole days between the last one observed and that day
   */
  void ahead(int days, int dayClass, double[] to) {
    double[] ofClass = week[dayClass];
    double l = level;
    double b = trend;
    double r = error;
    for (int i = 0; i < (days + 1) * slots; i++) {
      b *= gains.damping;
      l = gains.levelMemory * l + b;
      r *= gains.errorMemory;
      int k = i - days * slots;
      if (k >= 0) {
        to[k] = l + r + day[k] + ofClass[k];
      }
    }
  }

  /** Writes the state; the gains are known otherwise. */
  void write(EntryWriter to) {
    to.writeDouble(level).writeDouble(trend).writeDouble(error).writeDouble(leastScale);
    to.writeDoubles(day).writeDoubles(scale);
    for (int c = 1; c <= CLASSES; c++) {
      to.writeDoubles(week[c]);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is not finite or too short
   */
  static Smoothing read(EntryReader from, Gains gains, int slots) {
    Smoothing state = new Smoothing(gains, slots);
    state.level = from.readFinite("level");
    state.trend = from.readFinite("trend");
    state.error = from.readFinite("error");
    state.leastScale = from.readFinite("least error");
    System.arraycopy(from.readDoubles("season of the day", slots), 0, state.day, 0, slots);
    System.arraycopy(from.readDoubles("usual errors", slots), 0, state.scale, 0, slots);
    for (int c = 1; c <= CLASSES; c++) {
      System.arraycopy(from.readDoubles("season of the week", slots), 0, state.week[c], 0, slots);
    }
    return state;
  }
}
