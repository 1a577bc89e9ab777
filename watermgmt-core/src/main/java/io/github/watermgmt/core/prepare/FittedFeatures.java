// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * Features with what they learnt from training: part of a model, saved with it.
 *
 * <p>Inputs are standardised by mean and standard deviation of the training rows and held within
 * four deviations, so that weather never seen before cannot carry a linear model away. NaN stands
 * where something is not known.
 *
 * <p>Thread-safety: immutable.
 */
public final class FittedFeatures {
  private static final double LIMIT = 4;
  private static final int MAX_COLUMNS = 100_000;

  private final List<Feature> columns;
  private final double[] means;
  private final double[] deviations;
  private final List<String> dropped;

  /** Takes over the arrays. */
  FittedFeatures(List<Feature> columns, double[] means, double[] deviations, List<String> dropped) {
    this.columns = List.copyOf(columns);
    this.means = means;
    this.deviations = deviations;
    this.dropped = List.copyOf(dropped);
  }

  /** Returns the number of columns that were kept. */
  public int size() {
    return columns.size();
  }

  /** Returns the names of the columns that were kept, in order. */
  public List<String> names() {
    return columns.stream().map(Feature::name).toList();
  }

  /** Returns the names of the columns that were constant or unknown in training. */
  public List<String> dropped() {
    return dropped;
  }

  /**
   * Returns the inputs for a number of steps, row by row: input {@code c} of step {@code i} at
   * {@code i * size() + c}, each within ±4 or NaN.
   *
   * @param past the series to be explained, as far as it is known; a lag that reaches beyond its
   *     end is NaN
   * @throws io.github.watermgmt.error.DataException WM-106 if a covariate is missing
   */
  public double[] matrix(Series past, Covariates covariates, Calendar calendar, TimeAxis rows) {
    int width = size();
    double[] inputs = new double[Math.multiplyExact(rows.length(), width)];
    for (int i = 0; i < rows.length(); i++) {
      for (int c = 0; c < width; c++) {
        double value = columns.get(c).at(rows.epochSecond(i), past, covariates, calendar);
        double z = (value - means[c]) / deviations[c];
        inputs[i * width + c] = Math.max(-LIMIT, Math.min(LIMIT, z));
      }
    }
    return inputs;
  }

  /** Writes these features as part of a model. */
  public void write(EntryWriter out) {
    out.writeInt(size());
    for (Feature column : columns) {
      write(column, out);
    }
    out.writeDoubles(means).writeDoubles(deviations).writeStrings(dropped);
  }

  private static void write(Feature column, EntryWriter out) {
    if (column instanceof Feature.DayOfWeek day) {
      out.writeString("day-of-week").writeInt(day.day());
    } else if (column instanceof Feature.Holiday holiday) {
      out.writeString("holiday").writeInt(holiday.offset());
    } else if (column instanceof Feature.Lag lag) {
      out.writeString("lag").writeInt(lag.days());
    } else if (column instanceof Feature.Wave wave) {
      out.writeString("wave").writeBoolean(wave.yearly());
      out.writeInt(wave.cycles()).writeBoolean(wave.cosine());
    } else if (column instanceof Feature.Outside outside) {
      out.writeString("covariate").writeString(outside.id());
      out.writeDouble(outside.low()).writeDouble(outside.high());
    }
  }

  /**
   * Reads features.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if they are none
   */
  public static FittedFeatures read(EntryReader in) {
    int count = in.readInt("number of features", 0, MAX_COLUMNS);
    List<Feature> columns = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      columns.add(readFeature(in));
    }
    double[] means = in.readDoubles("means", count);
    double[] deviations = in.readDoubles("deviations", count);
    for (int c = 0; c < count; c++) {
      if (!Double.isFinite(means[c]) || !(deviations[c] > 0)) {
        throw in.corrupt("scale of feature " + c + " (" + means[c] + ", " + deviations[c] + ")");
      }
    }
    return new FittedFeatures(columns, means, deviations, in.readStrings());
  }

  private static Feature readFeature(EntryReader in) {
    String kind = in.readString();
    return switch (kind) {
      case "day-of-week" -> new Feature.DayOfWeek(in.readInt("day of the week", 1, 7));
      case "holiday" -> new Feature.Holiday(in.readInt());
      case "lag" -> new Feature.Lag(in.readInt("days", 1, Integer.MAX_VALUE));
      case "wave" ->
          new Feature.Wave(
              in.readBoolean(), in.readInt("waves", 1, Integer.MAX_VALUE), in.readBoolean());
      case "covariate" -> new Feature.Outside(in.readString(), in.readDouble(), in.readDouble());
      default -> throw in.corrupt("feature (" + kind + "), is unknown");
    };
  }
}
