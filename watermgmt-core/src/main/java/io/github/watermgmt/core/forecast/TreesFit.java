// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.core.forecast.TreeInputs.Traits;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Learns the {@link BoostedTrees} of a panel, and those that would have been learnt from less of
 * the past, whose errors since are honest.
 *
 * <p>Rows are drawn from all series alike, so that a panel of any size costs the same to grow trees
 * on. Thread-safety: immutable.
 */
final class TreesFit {
  private static final int SETTLED = 14; // days before a series teaches

  private final int[] ends;
  private final BoostedTrees[] byEnd;

  private TreesFit(int[] ends, BoostedTrees[] byEnd) {
    this.ends = ends;
    this.byEnd = byEnd;
  }

  /**
   * Learns.
   *
   * @param count number of series
   * @param tables the whole days of a series by its position, {@code [day * slots + slot]}
   * @param first day of their first row
   * @param ends days up to which to learn, ascending; the last one is the end of the history
   */
  static TreesFit learn(
      TreeSettings settings,
      RidgeInputs inputs,
      int count,
      IntFunction<double[]> tables,
      int first,
      int[] ends,
      RunContext run) {
    List<TreeRows> rows = collect(settings, inputs, count, tables, first, ends, run);
    TreeModel[] grown = new TreeModel[2 * ends.length];
    run.forEach(
        grown.length,
        i -> {
          TreeRows of = rows.get(i % 2);
          int[] pool = of.before(ends[i / 2]);
          RandomGenerator random = run.random("boosted trees", i);
          boolean last = i / 2 == ends.length - 1;
          double[] levels = last ? BoostedTrees.levels() : BoostedTrees.medianOnly();
          TreeSettings own = last ? settings : settings.coarser();
          grown[i] = TreeFit.grow(of, pool, own, levels, random, run);
        });
    BoostedTrees[] byEnd = new BoostedTrees[ends.length];
    for (int e = 0; e < byEnd.length; e++) {
      byEnd[e] = new BoostedTrees(grown[2 * e], grown[2 * e + 1]);
    }
    return new TreesFit(ends.clone(), byEnd);
  }

  // ---------------------------------------------------------------- rows

  /** Returns the rows for the first day ahead, and those for the days after. */
  private static List<TreeRows> collect(
      TreeSettings settings,
      RidgeInputs inputs,
      int count,
      IntFunction<double[]> tables,
      int first,
      int[] ends,
      RunContext run) {
    int days = Math.max(1, ends[ends.length - 1] - first);
    double cells = (double) count * days * inputs.grid().slots();
    double share = settings.rows() / cells;
    int p = TreeInputs.size(inputs);
    List<TreeRows.Part> near = new ArrayList<>(Collections.nCopies(count, new TreeRows.Part(p)));
    List<TreeRows.Part> far = new ArrayList<>(near);
    run.forEach(
        count,
        s -> {
          run.checkpoint("rows of boosted trees");
          near.set(s, new TreeRows.Part(p));
          far.set(s, new TreeRows.Part(p));
          RandomGenerator random = run.random("rows of boosted trees", s);
          collect(inputs, tables.apply(s), first, share, random, near.get(s), far.get(s));
        });
    return List.of(TreeRows.of(near, p), TreeRows.of(far, p));
  }

  private static void collect(
      RidgeInputs inputs,
      double[] table,
      int first,
      double share,
      RandomGenerator random,
      TreeRows.Part near,
      TreeRows.Part far) {
    Deviations of = Deviations.of(inputs.grid(), DemandScale.of(table), table, first);
    Outcomes outcomes = new Outcomes(of, table, RidgeRows.firstDay(of));
    Traits traits = Traits.of(of);
    TreeInputs reader = new TreeInputs(inputs);
    int slots = inputs.grid().slots();
    float[] x = new float[slots * TreeInputs.size(inputs)];
    double[] day = new double[slots];
    boolean[] drawn = new boolean[slots];
    for (int target = of.first() + SETTLED; target < of.end(); target++) {
      outcomes.read(target, true, day);
      int lead = 2 + random.nextInt(BoostedTrees.LEADS - 1);
      for (int pass = 0; pass < 2; pass++) {
        boolean any = false;
        for (int k = 0; k < slots; k++) {
          drawn[k] = random.nextDouble() < share && !Double.isNaN(day[k]);
          any |= drawn[k];
        }
        // Where nothing is known of like days, the base is the value itself.
        if (!any || reader.daysOfBase(of, target) == 0) {
          continue;
        }
        int ahead = pass == 0 ? 1 : lead;
        reader.read(of, traits, target, target - ahead, ahead, x);
        for (int k = 0; k < slots; k++) {
          if (drawn[k]) {
            (pass == 0 ? near : far).add(x, k * TreeInputs.size(inputs), day[k], target);
          }
        }
      }
    }
  }

  // ---------------------------------------------------------------- what was learnt

  /** Returns the trees of the whole history. */
  BoostedTrees trees() {
    return byEnd[byEnd.length - 1];
  }

  /**
   * Forecasts the past: from each origin with the newest trees that knew nothing after it.
   *
   * @param origins days, newest first
   * @param past receives {@code [origin][lead * slots + slot]} on the scale
   */
  void lookBack(RidgeInputs inputs, Deviations of, Traits traits, int[] origins, double[][] past) {
    TreeInputs reader = new TreeInputs(inputs);
    int slots = of.grid().slots();
    for (int o = 0; o < origins.length; o++) {
      int e = Arrays.binarySearch(ends, origins[o]);
      BoostedTrees trees = byEnd[e >= 0 ? e : Math.max(0, -e - 2)];
      for (int lead = 1; lead <= BoostedTrees.LEADS; lead++) {
        int target = origins[o] + lead - 1;
        if (target < of.end()) {
          double[] day = trees.predict(reader, of, traits, target, origins[o] - 1);
          for (int k = 0; k < slots; k++) {
            past[o][(lead - 1) * slots + k] = of.base(target, k) + day[k];
          }
        }
      }
    }
  }
}
