// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.tf.served.InputMapping.Span;

/**
 * What a network is asked about one series at one origin: its past, scaled, and what has been
 * answered so far, which stands for demand that is not known yet. What is missing becomes the
 * centre of its scale, 0.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Question {
  private static final double DAYS_A_YEAR = 365.2425;

  private final TimeAxis axis;
  private final double[] scaled;
  private final int origin;
  private final Calendar calendar;
  private final Covariates covariates;
  private final double[] ahead;
  private int answered;

  /**
   * Asks about the steps from {@code origin} on.
   *
   * @param axis of the values
   * @param scaled values of which those before the origin count, NaN where missing
   * @param covariates as they are known at the origin
   * @param horizon most steps that will be asked for
   */
  Question(
      TimeAxis axis,
      double[] scaled,
      int origin,
      Calendar calendar,
      Covariates covariates,
      int horizon) {
    this.axis = axis;
    this.scaled = scaled;
    this.origin = origin;
    this.calendar = calendar;
    this.covariates = covariates;
    this.ahead = new double[horizon];
  }

  /** Takes the scaled answer for the next step. */
  void answer(double value) {
    ahead[answered++] = value;
  }

  /**
   * Writes a row of an input.
   *
   * @param lead steps from the origin to the first one that is asked for, from 0
   */
  void fill(InputMapping input, int lead, float[] out, int at) {
    int first = origin + lead - (input.span() == Span.PAST ? input.steps() : 0);
    int i = at;
    for (int step = 0; step < input.steps(); step++) {
      for (Column column : input.columns()) {
        double value = value(column, first + step);
        Scaling scaling = column.scaling();
        float number = (float) scaling.apply(value);
        out[i++] = Float.isFinite(number) ? number : 0;
      }
    }
  }

  private double value(Column column, int index) {
    WallClock clock = calendar.clock();
    // Before and beyond the axis alike.
    long at = axis.epochSecond(0) + index * axis.stepSeconds();
    return switch (column.kind()) {
      case DEMAND -> demand(index);
      case LAG -> demand(index - column.number());
      case LAG_DAYS -> demand(indexAt(clock.shiftDays(at, -column.number())));
      case KNOWN -> index < origin && !Double.isNaN(demand(index)) ? 1 : 0;
      case LEAD -> index - origin + 1;
      case HOUR -> clock.secondOfDay(at) / 3600.0;
      case DAY_OF_WEEK -> clock.dayOfWeek(at);
      case IS_DAY_OF_WEEK -> clock.dayOfWeek(at) == column.number() ? 1 : 0;
      case HOLIDAY -> calendar.isHoliday(clock.epochDay(at)) ? 1 : 0;
      case SIN_DAY -> StrictMath.sin(turn(column, clock.secondOfDay(at) / 86_400.0));
      case COS_DAY -> StrictMath.cos(turn(column, clock.secondOfDay(at) / 86_400.0));
      case SIN_YEAR -> StrictMath.sin(turn(column, clock.epochDay(at) / DAYS_A_YEAR));
      case COS_YEAR -> StrictMath.cos(turn(column, clock.epochDay(at) / DAYS_A_YEAR));
      case COVARIATE -> {
        Covariate covariate = covariates.get(column.id()).orElse(null);
        yield covariate == null ? Double.NaN : covariate.at(at);
      }
    };
  }

  private static double turn(Column column, double share) {
    return 2 * Math.PI * column.number() * (share - Math.floor(share));
  }

  private int indexAt(long epochSecond) {
    return (int) Math.floorDiv(epochSecond - axis.epochSecond(0), axis.stepSeconds());
  }

  private double demand(int index) {
    if (index < 0 || index >= origin + answered) {
      return Double.NaN;
    }
    return index < origin ? scaled[index] : ahead[index - origin];
  }
}
