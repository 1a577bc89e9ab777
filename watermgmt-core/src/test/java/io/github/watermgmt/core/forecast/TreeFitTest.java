// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees by themselves, away from demand. */
class TreeFitTest {
  private static final RunContext RUN = RunContext.standard();
  private static final double HIGH = 0.85;
  private static final double[] MEDIAN = {0.5};
  private static final double[] THREE = {0.1, 0.5, 0.9};

  /** Draws every row and every input. */
  private static final RandomGenerator ALL = () -> 0;

  /** What is to be learnt. */
  @FunctionalInterface
  private interface Truth {
    double of(float[] x, SplittableRandom random);
  }

  private static TreeRows rows(int n, int inputs, long seed, Truth truth) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeRows.Part part = new TreeRows.Part(inputs);
    float[] x = new float[inputs];
    for (int r = 0; r < n; r++) {
      for (int f = 0; f < inputs; f++) {
        x[f] = f == 2 ? random.nextInt(3) : (float) random.nextDouble();
      }
      part.add(x, 0, truth.of(x, random), r);
    }
    return TreeRows.of(List.of(part), inputs);
  }

  private static double median(TreeModel model, float... x) {
    return model.median(x, 0, new byte[x.length]);
  }

  private static double[] quantiles(TreeModel model, float... x) {
    double[] to = new double[THREE.length];
    model.predict(x, 0, new byte[x.length], to);
    return to;
  }

  // ---------------------------------------------------------------- splits

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theFirstSplitIsTheBestOfAll(long seed) {
    TreeRows rows = rows(700, 4, seed, (x, random) -> 0.1 * x[1] + random.nextDouble());
    TreeSettings stump = new TreeSettings(1, 2, 1, 1000);
    TreeModel model = TreeFit.grow(rows, rows.before(700), stump, new double[] {HIGH}, ALL, RUN);
    float[] sorted = rows.outcome.clone();
    Arrays.sort(sorted);
    double start = sorted[(int) Math.rint(HIGH * (700 - 1))];

    double best = 0;
    int bestInput = -1;
    int bestBin = -1;
    for (int f = 0; f < 4; f++) {
      for (int b = 0; b < rows.cuts[f].length; b++) {
        double gain = gain(rows, f, b, start);
        if (gain > best) {
          best = gain;
          bestInput = f;
          bestBin = b;
        }
      }
    }

    assertThat(bestInput).isNotNegative();
    for (int r = 0; r < 700; r++) {
      boolean left = rows.bins[r * 4 + bestInput] <= bestBin;
      double expected = start + middle(rows, bestInput, bestBin, left, start);
      float[] x = new float[4];
      for (int f = 0; f < 4; f++) {
        int bin = rows.bins[r * 4 + f];
        x[f] = bin < rows.cuts[f].length ? rows.cuts[f][bin] : Float.MAX_VALUE;
      }
      assertThat(median(model, x)).isCloseTo(expected, within(1e-12));
    }
  }

  private static double gain(TreeRows rows, int f, int b, double start) {
    double[] gradient = new double[2];
    int[] n = new int[2];
    for (int r = 0; r < rows.size; r++) {
      int side = rows.bins[r * rows.inputs + f] <= b ? 0 : 1;
      gradient[side] += rows.outcome[r] > start ? HIGH : HIGH - 1;
      n[side]++;
    }
    if (n[0] < 20 || n[1] < 20) {
      return -1;
    }
    double whole = gradient[0] + gradient[1];
    return gradient[0] * gradient[0] / (n[0] + 1)
        + gradient[1] * gradient[1] / (n[1] + 1)
        - whole * whole / (n[0] + n[1] + 1);
  }

  private static double middle(TreeRows rows, int f, int b, boolean left, double start) {
    double[] rest = new double[rows.size];
    int n = 0;
    for (int r = 0; r < rows.size; r++) {
      if (rows.bins[r * rows.inputs + f] <= b == left) {
        rest[n++] = rows.outcome[r] - start;
      }
    }
    Arrays.sort(rest, 0, n);
    return rest[(int) Math.rint(HIGH * (n - 1))];
  }

  // ---------------------------------------------------------------- what is learnt

  @Test
  void learnsWhatNoSumOfSingleInputsSays() {
    TreeRows rows =
        rows(4000, 3, 7, (x, random) -> (x[0] > 0.5 ^ x[1] > 0.3 ? 4 : 1) + random.nextDouble());
    TreeSettings settings = new TreeSettings(60, 15, 0.2, 10_000);
    TreeModel model =
        TreeFit.grow(rows, rows.before(4000), settings, MEDIAN, RUN.random("trees"), RUN);

    assertThat(median(model, 0.9f, 0.1f, 0)).isCloseTo(4.5, within(0.15));
    assertThat(median(model, 0.9f, 0.8f, 1)).isCloseTo(1.5, within(0.15));
    assertThat(median(model, 0.2f, 0.8f, 2)).isCloseTo(4.5, within(0.15));
    assertThat(median(model, 0.2f, 0.1f, 0)).isCloseTo(1.5, within(0.15));
  }

  @Test
  void quantilesAreWideWhereNoiseIsAndNeverCross() {
    TreeRows rows =
        rows(8000, 3, 8, (x, random) -> x[0] + (x[2] + 0.5) * (random.nextDouble() - 0.5));
    TreeSettings settings = new TreeSettings(80, 15, 0.15, 10_000);
    TreeModel model =
        TreeFit.grow(rows, rows.before(8000), settings, THREE, RUN.random("trees"), RUN);

    SplittableRandom random = new SplittableRandom(9);
    int[][] below = new int[3][3];
    int[] n = new int[3];
    for (int i = 0; i < 20_000; i++) {
      int noise = random.nextInt(3);
      float x = (float) random.nextDouble();
      double y = x + (noise + 0.5) * (random.nextDouble() - 0.5);
      double[] q = quantiles(model, x, (float) random.nextDouble(), noise);
      assertThat(q).isSorted();
      n[noise]++;
      for (int level = 0; level < 3; level++) {
        below[noise][level] += y < q[level] ? 1 : 0;
      }
    }
    for (int noise = 0; noise < 3; noise++) {
      for (int level = 0; level < 3; level++) {
        assertThat((double) below[noise][level] / n[noise])
            .as("noise %d, level %s", noise, THREE[level])
            .isCloseTo(THREE[level], within(0.03));
      }
    }
  }

  @Test
  void quantilesThatCrossAreSorted() {
    TreeModel model =
        new TreeModel(
            new float[3][0],
            new int[] {0},
            new int[] {-1},
            new int[1],
            new int[1],
            new double[] {3, 0, -3},
            new double[] {1, 2, 3});

    assertThat(quantiles(model, 0, 0, 0)).containsExactly(0, 2, 4);
    assertThat(median(model, 0, 0, 0)).isEqualTo(2);
  }

  @Test
  void partsAddUpToTheMedianAndBelongToTheInputThatMatters() {
    TreeRows rows = rows(3000, 4, 10, (x, random) -> 5 * x[1] + 0.2 * random.nextDouble());
    TreeSettings settings = new TreeSettings(50, 15, 0.2, 10_000);
    TreeModel model =
        TreeFit.grow(rows, rows.before(3000), settings, THREE, RUN.random("trees"), RUN);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 200; i++) {
      float[] x = {(float) random.nextDouble(), (float) random.nextDouble(), 1, 0.5f};
      double[] parts = new double[4];
      double constant = model.explain(x, 0, new byte[4], new int[] {0, 1, 2, 3}, parts);
      double sum = constant + Arrays.stream(parts).sum();
      assertThat(sum).isCloseTo(median(model, x), within(1e-12));
      assertThat(constant).isCloseTo(2.6, within(0.2));
      assertThat(Math.abs(parts[0]) + Math.abs(parts[2]) + Math.abs(parts[3])).isLessThan(0.15);
    }
  }

  @Test
  void fewRowsAndConstantsMakeNoSplit() {
    TreeRows few = rows(30, 3, 12, (x, random) -> x[0]);
    TreeRows flat = rows(300, 3, 13, (x, random) -> 2);
    TreeSettings settings = new TreeSettings(5, 15, 0.5, 1000);

    TreeModel one = TreeFit.grow(few, few.before(30), settings, MEDIAN, ALL, RUN);
    TreeModel two = TreeFit.grow(flat, flat.before(300), settings, MEDIAN, ALL, RUN);
    TreeModel none = TreeFit.grow(flat, flat.before(0), settings, MEDIAN, ALL, RUN);

    assertThat(median(one, 0, 0, 0)).isEqualTo(median(one, 1, 1, 2));
    assertThat(median(two, 0, 0, 0)).isEqualTo(2);
    assertThat(median(none, 0, 0, 0)).isZero();
    assertThat(none.trees()).isZero();
  }

  // ---------------------------------------------------------------- files

  @Test
  void comesBackFromAFileAndRefusesWhatLeadsNowhere() {
    TreeRows rows = rows(2000, 3, 14, (x, random) -> x[0] * x[1]);
    TreeModel model =
        TreeFit.grow(
            rows,
            rows.before(2000),
            new TreeSettings(10, 8, 0.3, 5000),
            THREE,
            RUN.random("trees"),
            RUN);
    EntryWriter to = new EntryWriter();
    model.write(to);
    EntryReader from = new EntryReader("trees", to.toByteArray());
    TreeModel back = TreeModel.read(from, 3, 3);
    from.end();
    assertThat(quantiles(back, 0.3f, 0.9f, 1)).containsExactly(quantiles(model, 0.3f, 0.9f, 1));

    int[] input = {0, -1, -1};
    requireCorrupt(input, new int[] {0, 0, 0}); // back to itself
    requireCorrupt(input, new int[] {2, 0, 0}); // its right child is beyond the end
    requireCorrupt(new int[] {3, -1, -1}, new int[] {1, 0, 0}); // no such input
    requireCorrupt(new int[] {-2, -1, -1}, new int[] {1, 0, 0});
  }

  private static void requireCorrupt(int[] input, int[] left) {
    TreeModel bad =
        new TreeModel(
            new float[3][1], new int[] {0}, input, new int[3], left, new double[3], new double[1]);
    EntryWriter to = new EntryWriter();
    bad.write(to);
    byte[] bytes = to.toByteArray();
    assertThatThrownBy(() -> TreeModel.read(new EntryReader("trees", bytes), 3, 1))
        .isInstanceOf(ModelCorruptException.class);
  }
}
