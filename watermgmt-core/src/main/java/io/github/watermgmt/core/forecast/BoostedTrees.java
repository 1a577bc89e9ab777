// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.core.forecast.TreeInputs.Traits;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The trees of all series of a panel: one sum of trees for the first day ahead, one for the days
 * after. They predict the median deviation from the base, on the {@link DemandScale}, and quantiles
 * around it.
 *
 * <p>Thread-safety: immutable.
 *
 * @param asSundays whether what they predict of a public holiday is the deviation from the base of
 *     a Sunday; the first models did not
 */
record BoostedTrees(TreeModel first, TreeModel later, boolean asSundays) {
  static final int LEADS = 7;

  /** Levels of the quantiles. */
  private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};

  /** The same as standard normal deviates, between which quantiles are interpolated. */
  private static final double[] DEVIATES = {
    -1.6448536269514722, -0.6744897501960817, 0, 0.6744897501960817, 1.6448536269514722
  };

  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  static final int LEVEL_COUNT = LEVELS.length;

  /** Returns a level as a standard normal deviate. */
  static double deviate(int level) {
    return DEVIATES[level];
  }

  /** Returns the levels of the quantiles, with the median in the middle. */
  static double[] levels() {
    return LEVELS.clone();
  }

  /** Returns the deviation from the base, on the scale, of each slot of a target day. */
  double[] predict(RidgeInputs inputs, Deviations of, Traits traits, int target) {
    return predict(new TreeInputs(inputs), of, traits, target, of.end() - 1);
  }

  /** As {@link #predict(RidgeInputs, Deviations, Traits, int)}, from an earlier last known day. */
  double[] predict(TreeInputs inputs, Deviations of, Traits traits, int target, int last) {
    int slots = of.grid().slots();
    TreeModel model = model(target - last);
    float[] x = new float[slots * model.inputs()];
    byte[] bins = new byte[model.inputs()];
    inputs.read(of, traits, target, last, lead(target - last), x);
    double[] values = new double[slots];
    for (int k = 0; k < slots; k++) {
      values[k] = model.median(x, k * model.inputs(), bins) + sunday(inputs, x, k);
    }
    return values;
  }

  /** Returns the quantiles of the deviation, {@code [slot][level]}, ascending. */
  double[][] quantiles(RidgeInputs inputs, Deviations of, Traits traits, int target) {
    double[] medians = new double[of.grid().slots()];
    return quantiles(new TreeInputs(inputs), of, traits, target, of.end() - 1, medians);
  }

  /**
   * As {@link #quantiles(RidgeInputs, Deviations, Traits, int)}, from an earlier last known day.
   *
   * @param medians receives what {@link #predict} says, {@code [slot]}
   */
  double[][] quantiles(
      TreeInputs inputs, Deviations of, Traits traits, int target, int last, double[] medians) {
    int slots = of.grid().slots();
    TreeModel model = model(target - last);
    float[] x = new float[slots * model.inputs()];
    byte[] bins = new byte[model.inputs()];
    inputs.read(of, traits, target, last, lead(target - last), x);
    double[][] values = new double[slots][LEVELS.length];
    for (int k = 0; k < slots; k++) {
      double sunday = sunday(inputs, x, k);
      medians[k] = model.predict(x, k * model.inputs(), bins, values[k]) + sunday;
      for (int q = 0; q < LEVELS.length; q++) {
        values[k][q] += sunday;
      }
    }
    return values;
  }

  /** Returns by how much the base of a Sunday is above that of a holiday; 0 on other days. */
  private double sunday(TreeInputs inputs, float[] x, int slot) {
    return asSundays ? inputs.sunday(x, slot) : 0;
  }

  /**
   * Returns a quantile between those of {@link #quantiles}, or beyond: linear in the deviates of a
   * normal distribution.
   */
  static double quantile(double[] known, double probability) {
    double deviate = NORMAL.inverseCumulativeProbability(probability);
    int i = 0;
    while (i < DEVIATES.length - 2 && deviate > DEVIATES[i + 1]) {
      i++;
    }
    double share = (deviate - DEVIATES[i]) / (DEVIATES[i + 1] - DEVIATES[i]);
    return known[i] + share * (known[i + 1] - known[i]);
  }

  private TreeModel model(int ahead) {
    return ahead == 1 ? first : later;
  }

  private static int lead(int ahead) {
    return Math.min(LEADS, ahead);
  }

  /** Splits a prediction into themes, {@code [theme][slot]}; see {@link RidgeModel#themes}. */
  double[][] themes(RidgeInputs inputs, Deviations of, Traits traits, int target) {
    int slots = of.grid().slots();
    int ahead = target - of.end() + 1;
    TreeModel model = model(ahead);
    RidgeInputs.Theme[] about = TreeInputs.themes(inputs);
    int[] group = new int[about.length];
    for (int f = 0; f < group.length; f++) {
      group[f] = about[f].position;
    }
    float[] x = new float[slots * model.inputs()];
    byte[] bins = new byte[model.inputs()];
    TreeInputs reader = new TreeInputs(inputs);
    reader.read(of, traits, target, of.end() - 1, lead(ahead), x);
    double[][] themes = new double[RidgeInputs.Theme.COUNT][slots];
    double[] parts = new double[RidgeInputs.Theme.COUNT];
    for (int k = 0; k < slots; k++) {
      Arrays.fill(parts, 0);
      parts[RidgeInputs.Theme.SEASON.position] +=
          model.explain(x, k * model.inputs(), bins, group, parts);
      parts[RidgeInputs.Theme.CALENDAR.position] += sunday(reader, x, k);
      for (int t = 0; t < parts.length; t++) {
        themes[t][k] = parts[t];
      }
    }
    return themes;
  }

  /** Writes the trees. */
  void write(EntryWriter to) {
    first.write(to);
    later.write(to);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it does not fit the inputs
   */
  static BoostedTrees read(EntryReader from, RidgeInputs inputs, boolean asSundays) {
    int p = TreeInputs.size(inputs);
    return new BoostedTrees(
        TreeModel.read(from, p, LEVELS.length), TreeModel.read(from, p, LEVELS.length), asSundays);
  }
}
