// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import java.time.Instant;

/**
 * Brings the history before a change to the level after it, so that a model may learn from both: a
 * deliberate step of the caller, who knows of a rezoning or believes a {@link SensorFault}. New
 * value = factor · value + offset; what is missing stays missing, and what was changed is {@link
 * Quality#ESTIMATED}.
 *
 * <p>Apply it no earlier than the shift was known, or a backtest sees the future.
 *
 * <p>Thread-safety: an immutable value. Linear in the length.
 *
 * @param series id of the series
 * @param at the first instant of the new level
 * @param factor what the values before are multiplied by, finite and not 0
 * @param offset what is added, canonical unit, finite
 */
public record LevelShift(String series, Instant at, double factor, double offset) {

  /** Refuses what loses the history. */
  public LevelShift {
    if (!Double.isFinite(factor) || factor == 0 || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "factor, offset (" + factor + ", " + offset + "), must be finite, the factor not 0");
    }
  }

  /**
   * All flows before are multiplied, as by a new scale of a meter, or by more of the same users.
   */
  public static LevelShift scaling(String series, Instant at, double factor) {
    return new LevelShift(series, at, factor, 0);
  }

  /** An amount is added to all values before, as by a customer who takes the same day and night. */
  public static LevelShift offset(String series, Instant at, double offset) {
    return new LevelShift(series, at, 1, offset);
  }

  /**
   * Takes up a finding: a share of the level becomes a factor, where there is one above −1;
   * otherwise the size is added.
   *
   * @throws IllegalArgumentException if it is no level shift
   */
  public static LevelShift of(SensorFault fault) {
    if (fault.kind() != SensorFault.Kind.LEVEL_SHIFT) {
      throw new IllegalArgumentException("fault (" + fault.kind() + "), must be a level shift");
    }
    return fault.relative() > -1
        ? scaling(fault.series(), fault.since(), 1 + fault.relative())
        : offset(fault.series(), fault.since(), fault.size());
  }

  /** An adjusted panel, and how to go back. Thread-safety: immutable. */
  public static final class Adjusted {
    private final Panel panel;
    private final Series before;
    private final int count;

    private Adjusted(Panel panel, Series before, int count) {
      this.panel = panel;
      this.before = before;
      this.count = count;
    }

    /** Returns the panel with the adjusted series; all others are as they were. */
    public Panel panel() {
      return panel;
    }

    /** Returns how many values were changed. */
    public int count() {
      return count;
    }

    /**
     * Puts the values before the shift back, bit for bit, whatever stands there now; what follows
     * it stays as it is.
     *
     * @param now a panel with the series and its stamps before the shift, such as the adjusted one
     * @throws DataException WM-106 if the series is not there, WM-105 if a stamp is not
     */
    public Panel undo(Panel now) {
      Series here = now.series(before.id());
      int n = before.length();
      int at = n == 0 ? 0 : here.axis().indexOf(before.axis().start());
      boolean fits =
          at >= 0
              && at + n <= here.length()
              && here.axis().stepSeconds() == before.axis().stepSeconds();
      if (!fits) {
        throw new DataException(
            ErrorCode.AXIS_MISMATCH,
            Validation.message(
                "panel",
                here.axis(),
                "must hold the stamps of " + before.axis(),
                "give the panel that was adjusted"));
      }
      double[] values = here.toArray();
      Quality[] qualities = Qualities.of(here);
      for (int i = 0; i < n; i++) {
        values[at + i] = before.value(i);
        qualities[at + i] = before.quality(i);
      }
      return now.with(Qualities.apply(here.withValues(values), qualities));
    }
  }

  /**
   * Adjusts a panel.
   *
   * @throws DataException WM-106 if the series is not there
   */
  public Adjusted adjust(Panel panel) {
    Series old = panel.series(series);
    int n = old.axis().ceilingIndex(at);
    double[] values = old.toArray();
    Quality[] qualities = Qualities.of(old);
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(values[i])) {
        values[i] = factor * values[i] + offset;
        qualities[i] = Quality.ESTIMATED;
        count++;
      }
    }
    Series adjusted = count == 0 ? old : Qualities.apply(old.withValues(values), qualities);
    return new Adjusted(panel.with(adjusted), old.slice(0, n), count);
  }

  /** Returns what is done, in words. */
  public String toText() {
    return series + " before " + at + ": times " + factor + ", plus " + offset;
  }
}
