// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.net.Activation;
import io.github.watermgmt.tf.internal.net.Architecture;
import io.github.watermgmt.tf.internal.net.ConvArchitecture;
import io.github.watermgmt.tf.internal.net.DenseArchitecture;
import io.github.watermgmt.tf.internal.net.InferenceNet;
import io.github.watermgmt.tf.internal.net.LearningCurve;
import io.github.watermgmt.tf.internal.net.Loss;
import io.github.watermgmt.tf.internal.net.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What was learnt for all series alike: weights, and what inputs looked like in training.
 *
 * <p>Thread-safety: immutable.
 *
 * @param inputs what it sees
 * @param start what a line makes of the last deviations; the network adds the rest
 * @param standardizer of the inputs
 * @param architecture how it is built
 * @param weights what it learnt
 * @param curve how the loss fell where days were held back to decide when to stop
 * @param passes passes over all days afterwards, from which the weights are
 */
record Network(
    DayInputs inputs,
    LinearStart start,
    Standardizer standardizer,
    Architecture architecture,
    Weights weights,
    LearningCurve curve,
    int passes) {
  /** Quantile levels of the pinball loss; the middle one is the point forecast. */
  private static final List<Double> LEVELS = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

  private static final List<Double> MEAN = List.of(0.5);

  /** Returns the loss that options ask for. */
  static Loss loss(Options options) {
    boolean quantiles = options.get(NetworkOptions.LOSS).equals("pinball");
    return quantiles ? Loss.pinball(LEVELS) : Loss.meanSquare();
  }

  /** Returns the levels that the outputs of a network stand for. */
  static List<Double> levels(Options options) {
    return options.get(NetworkOptions.LOSS).equals("pinball") ? LEVELS : MEAN;
  }

  /** Returns the architecture that options ask for. */
  static Architecture architecture(DayInputs inputs, Options options) {
    List<Integer> hidden = NetworkOptions.layers(options);
    Activation activation =
        Activation.valueOf(options.get(NetworkOptions.ACTIVATION).toUpperCase(Locale.ROOT));
    int outputs = inputs.slots() * levels(options).size();
    if (inputs.kind() == NetworkKind.DENSE) {
      return new DenseArchitecture(inputs.count(), hidden, activation, outputs);
    }
    return new ConvArchitecture(
        DayInputs.SEQUENCE_DAYS,
        inputs.channels(),
        inputs.count() - inputs.sequence(),
        options.get(NetworkOptions.FILTERS),
        options.get(NetworkOptions.KERNEL),
        dilations(options.get(NetworkOptions.KERNEL)),
        hidden,
        activation,
        outputs);
  }

  /** Returns dilations that, with a kernel, reach back as far as two weeks allow. */
  private static List<Integer> dilations(int kernel) {
    return switch (kernel) {
      case 2 -> List.of(1, 2, 3, 7);
      case 3 -> List.of(1, 2, 3);
      default -> List.of(1, 3);
    };
  }

  /** Returns how many outputs belong to a slot. */
  int levels() {
    return architecture.outputs() / inputs.slots();
  }

  /**
   * Computes the levels of some days ahead, of all series.
   *
   * @param usual what is usual on these days, by series, day and slot
   * @return deviations in units of the spread by series, day, slot and level
   */
  float[] predict(
      InferenceNet net,
      LaidSeries[] series,
      WeatherDays weather,
      int origin,
      double[][][] usual,
      RunContext run) {
    int ahead = usual[0].length;
    float[] rows = new float[series.length * ahead * inputs.count()];
    for (int s = 0; s < series.length; s++) {
      run.checkpoint();
      for (int d = 0; d < ahead; d++) {
        int at = (s * ahead + d) * inputs.count();
        inputs.fill(series[s], weather, origin + d, origin, usual[s][d], rows, at);
      }
    }
    standardizer.apply(rows);
    float[] outputs = net.call(rows, series.length * ahead);
    int width = architecture.outputs();
    for (int s = 0; s < series.length; s++) {
      for (int d = 0; d < ahead; d++) {
        addLine(outputs, (s * ahead + d) * width, series[s], origin + d, origin);
      }
    }
    return outputs;
  }

  /**
   * Computes the errors of the levels on known days, at each lead.
   *
   * @param from first day
   * @param to day after the last
   */
  LevelErrors errors(
      InferenceNet net, LaidSeries series, WeatherDays weather, int from, int to, RunContext run) {
    int slots = inputs.slots();
    int levels = levels();
    int first = Math.max(from, 0);
    int days = Math.max(0, to - first);
    float[] errors = new float[days * DayInputs.LEADS * slots * levels];
    Arrays.fill(errors, Float.NaN);
    float[] rows = new float[DayInputs.LEADS * inputs.count()];
    for (int day = first; day < to; day++) {
      run.checkpoint();
      if (Double.isNaN(series.days().meanDeviation(day))) {
        continue;
      }
      double[] usual = series.days().usual(day);
      for (int lead = 0; lead < DayInputs.LEADS; lead++) {
        inputs.fill(series, weather, day, day - lead, usual, rows, lead * inputs.count());
      }
      standardizer.apply(rows);
      float[] outputs = net.call(rows, DayInputs.LEADS);
      for (int lead = 0; lead < DayInputs.LEADS; lead++) {
        addLine(outputs, lead * architecture.outputs(), series, day, day - lead);
      }
      int at = (day - first) * outputs.length;
      for (int i = 0; i < outputs.length; i++) {
        int slot = i / levels % slots;
        double error = series.days().deviation(day, slot) - series.spread() * outputs[i];
        errors[at + i] = (float) error;
      }
    }
    return new LevelErrors(slots, levels, errors);
  }

  /** Adds what the line makes of a day to all levels of its slots. */
  private void addLine(float[] outputs, int at, LaidSeries series, int day, int origin) {
    double[] line = start.of(series, day, origin);
    for (int i = 0; i < architecture.outputs(); i++) {
      outputs[at + i] += (float) line[i / levels()];
    }
  }

  void write(EntryWriter out) {
    architecture.write(out);
    start.write(out);
    standardizer.write(out);
    weights.write(out);
    curve.write(out);
    out.writeInt(passes);
  }

  /** Reads what {@link #write} wrote; it must be what the options of the model ask for. */
  static Network read(EntryReader in, DayInputs inputs, Options options) {
    Architecture architecture = Architecture.read(in);
    if (!architecture.equals(architecture(inputs, options))) {
      throw in.corrupt("network (" + architecture + "), is not the one of the options");
    }
    LinearStart start = LinearStart.read(in);
    Standardizer standardizer = Standardizer.read(in, inputs.count());
    Weights weights = Weights.read(in, architecture);
    LearningCurve curve = LearningCurve.read(in);
    int passes = in.readInt("passes", 1, Integer.MAX_VALUE);
    return new Network(inputs, start, standardizer, architecture, weights, curve, passes);
  }
}
