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

  /** Times that a holiday is drawn from, each with twice the chance: there are few of them. */
  private static final int HOLIDAY_TIMES = 2;

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
          // The trees of the whole history are the same, however often the past is learnt.
          RandomGenerator random = run.random("boosted trees", grown.length - 1 - i);
          boolean last = i / 2 == ends.length - 1;
          TreeSettings own = last ? settings : settings.coarser();
          grown[i] = TreeFit.grow(of, pool, own, BoostedTrees.levels(), random, run);
        });
    BoostedTrees[] byEnd = new BoostedTrees[ends.length];
    for (int e = 0; e < byEnd.length; e++) {
      byEnd[e] = new BoostedTrees(grown[2 * e], grown[2 * e + 1], true);
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
      boolean holiday = inputs.grid().isHoliday(target);
      double chance = holiday ? HOLIDAY_TIMES * share : share;
      int lead = 0;
      for (int pass = 0; pass < (holiday ? 2 * HOLIDAY_TIMES : 2); pass++) {
        boolean any = false;
        lead = pass % 2 == 0 ? 2 + random.nextInt(BoostedTrees.LEADS - 1) : lead;
        for (int k = 0; k < slots; k++) {
          drawn[k] = random.nextDouble() < chance && !Double.isNaN(day[k]);
          any |= drawn[k];
        }
        // Where nothing is known of like days, the base is the value itself.
        if (!any || reader.daysOfBase(of, target) == 0) {
          continue;
        }
        int ahead = pass % 2 == 0 ? 1 : lead;
        reader.read(of, traits, target, target - ahead, ahead, x);
        for (int k = 0; k < slots; k++) {
          if (drawn[k]) {
            double outcome = day[k] - reader.sunday(x, k);
            (ahead == 1 ? near : far).add(x, k * TreeInputs.size(inputs), outcome, target);
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
   * @param table the whole days, from {@code of.first()} on
   * @param past receives {@code [origin][lead * slots + slot]} on the scale
   * @return how wide bands have to be, by what they would have been then
   */
  BandWidth lookBack(
      RidgeInputs inputs,
      Deviations of,
      Traits traits,
      int[] origins,
      double[] table,
      double[][] past) {
    TreeInputs reader = new TreeInputs(inputs);
    int slots = of.grid().slots();
    int oldest = origins.length == 0 ? of.end() : origins[origins.length - 1];
    BandWidth width = BandWidth.unknown(oldest);
    double share = origins.length < 2 ? 1 : (origins[0] - origins[1]) / (double) BoostedTrees.LEADS;
    double[] medians = new double[slots];
    double[] truth = new double[slots];
    for (int o = origins.length - 1; o >= 0; o--) {
      int e = Arrays.binarySearch(ends, origins[o]);
      BoostedTrees trees = byEnd[e >= 0 ? e : Math.max(0, -e - 2)];
      float[] week = new float[BoostedTrees.LEADS * slots * BoostedTrees.LEVEL_COUNT];
      int days = Math.min(BoostedTrees.LEADS, of.end() - origins[o]);
      for (int lead = 0; lead < days; lead++) {
        int target = origins[o] + lead;
        double[][] quantiles = trees.quantiles(reader, of, traits, target, origins[o] - 1, medians);
        for (int k = 0; k < slots; k++) {
          double base = of.base(target, k);
          past[o][lead * slots + k] = base + medians[k];
          BandWidth.place(quantiles[k], base, lead * slots + k, week);
        }
      }
      width = width.awaiting(origins[o], week);
      for (int lead = 0; lead < days; lead++) {
        for (int k = 0; k < slots; k++) {
          double value = table[(origins[o] + lead - of.first()) * slots + k];
          truth[k] = Double.isNaN(value) ? value : of.scale().to(value);
        }
        width = width.observed(origins[o] + lead, truth, share);
      }
    }
    return width;
  }
}
