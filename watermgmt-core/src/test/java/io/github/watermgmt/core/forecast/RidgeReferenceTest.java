// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The equations of {@code seasonal-ridge} against least squares by Householder's QR on explicit
 * rows, with a row for each penalty: no normal equations, no sums shared between leads, and no
 * Cholesky.
 */
class RidgeReferenceTest {
  private static final double[] NEIGHBOURS = {1, 0.5, 0.125};
  private static final double SETTLED = 100;
  private static final double LIGHT = 0.1;
  private static final int DAYS = 140;

  @ParameterizedTest
  @CsvSource({
    // lead, penalty, curves, faults, series in the pool, days they count for
    "1, 60, false, false, 0, 0",
    "1, 60, false, true, 0, 0",
    "3, 200, false, true, 1, 30",
    "7, 200, false, true, 2, 90",
    "1, 100, true, false, 0, 0",
    "5, 100, true, true, 0, 0"
  })
  void equationsAreThoseOfLeastSquares(
      int lead, double penalty, boolean curves, boolean faults, int others, double poolDays) {
    ExplicitRows.Sample sample = ExplicitRows.sample(20 + lead, DAYS, curves, faults);
    int channels = sample.basis().channels();
    int p = sample.inputs().size();
    double[] equations = new double[channels * (p + 1)];
    List<Standard[]> pooled = new ArrayList<>();
    RidgeEquations.Pool pool = others == 0 ? null : new RidgeEquations.Pool(channels, p);
    for (int s = 0; s < others; s++) {
      ExplicitRows.Sample other = ExplicitRows.sample(70 + s, DAYS, curves, true);
      read(other, lead, pool, null, penalty, 0, new double[equations.length]);
      pooled.add(Standard.of(other, lead));
    }
    read(sample, lead, null, pool, penalty, poolDays, equations);
    Standard[] own = Standard.of(sample, lead);

    for (int k = 0; k < channels; k++) {
      double[] expected = expected(own, pooled, k, penalty, poolDays, !curves, sample.inputs());
      double[] actual = Arrays.copyOfRange(equations, k * (p + 1), (k + 1) * (p + 1));
      double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      assertThat(size).isGreaterThan(1e-3);
      for (int i = 0; i <= p; i++) {
        assertThat(actual[i])
            .as("channel %d, input %d", k, i)
            .isCloseTo(expected[i], within(1e-8 * size + 1e-7 * Math.abs(expected[i])));
      }
    }
  }

  /** Reads the equations of a sample; adds them to a pool, or solves them. */
  private static void read(
      ExplicitRows.Sample sample,
      int lead,
      RidgeEquations.Pool addTo,
      RidgeEquations.Pool pool,
      double penalty,
      double poolDays,
      double[] to) {
    int end = sample.of().end();
    RidgeRows rows =
        new RidgeRows(
            sample.inputs(), sample.basis(), sample.of(), sample.outcomes(), end, new int[] {end});
    RidgeEquations equations = new RidgeEquations(sample.inputs(), sample.basis());
    rows.sums(
        lead,
        (last, sums) -> {
          equations.read(rows, sums);
          if (addTo != null) {
            addTo.add(equations);
          } else {
            equations.solve(penalty, pool, poolDays, to);
          }
        });
  }

  /** The rows of a channel in standard units: inputs by mean and deviation, the outcome by mean. */
  private record Standard(
      double[][] x, double[] y, double[] weight, double[] mean, double[] deviation, double level) {

    double total() {
      return Arrays.stream(weight).sum();
    }

    static Standard[] of(ExplicitRows.Sample sample, int lead) {
      ExplicitRows rows = ExplicitRows.of(sample, sample.of().end(), lead);
      int outcome = 1 + sample.inputs().dayTarget() + RidgeInputs.SLOT_TARGET;
      Standard[] channels = new Standard[rows.column().length];
      for (int k = 0; k < channels.length; k++) {
        channels[k] = of(rows.column()[k], rows.weight()[k], rows.least()[k], outcome);
      }
      return channels;
    }

    private static Standard of(double[][] column, double[] weight, double[] least, int outcome) {
      int p = column[0].length - 2;
      double total = Arrays.stream(weight).sum();
      double[] mean = new double[p];
      double[] deviation = new double[p];
      double level = 0;
      for (int r = 0; r < weight.length; r++) {
        level += weight[r] == 0 ? 0 : weight[r] * column[r][outcome] / total;
      }
      double[][] x = new double[weight.length][p];
      for (int i = 0; i < p; i++) {
        int c = i + 1 < outcome ? i + 1 : i + 2;
        for (int r = 0; r < weight.length; r++) {
          mean[i] += weight[r] * column[r][c] / total;
        }
        double variance = 0;
        for (int r = 0; r < weight.length; r++) {
          double d = column[r][c] - mean[i];
          variance += weight[r] * d * d / total;
        }
        deviation[i] =
            variance < least[c] * least[c] || variance < 1e-12 * (mean[i] * mean[i] + 1e-12)
                ? 0
                : Math.sqrt(variance);
        for (int r = 0; r < weight.length; r++) {
          x[r][i] = deviation[i] == 0 ? 0 : (column[r][c] - mean[i]) / deviation[i];
        }
      }
      double[] y = new double[weight.length];
      for (int r = 0; r < y.length; r++) {
        y[r] = weight[r] == 0 ? 0 : column[r][outcome] - level;
      }
      return new Standard(x, y, weight, mean, deviation, level);
    }
  }

  private static double[] expected(
      Standard[] own,
      List<Standard[]> pooled,
      int k,
      double penalty,
      double poolDays,
      boolean neighbours,
      RidgeInputs inputs) {
    int p = inputs.size();
    List<double[]> rows = new ArrayList<>();
    List<Double> outcomes = new ArrayList<>();
    int reach = neighbours ? NEIGHBOURS.length - 1 : 0;
    for (int d = -reach; d <= reach; d++) {
      int channel = Math.floorMod(k + d, own.length);
      double near = NEIGHBOURS[Math.abs(d)];
      add(own[channel], near, rows, outcomes);
      // A series counts the more the longer it is; together they count for so many days.
      double count = 0;
      for (Standard[] other : pooled) {
        count += share(other[channel]);
      }
      for (Standard[] other : pooled) {
        Standard of = other[channel];
        add(of, near * poolDays * share(of) / count / of.total(), rows, outcomes);
      }
    }
    for (int i = 0; i < p; i++) {
      double[] row = new double[p];
      row[i] = Math.sqrt(penalty * (inputs.isLight(i) ? LIGHT : 1));
      rows.add(row);
      outcomes.add(0.0);
    }
    double[] slopes =
        new QRDecomposition(new Array2DRowRealMatrix(rows.toArray(new double[0][]), false))
            .getSolver()
            .solve(new ArrayRealVector(outcomes.toArray(new Double[0])))
            .toArray();
    double[] equation = new double[p + 1];
    equation[p] = own[k].level;
    for (int i = 0; i < p; i++) {
      equation[i] = own[k].deviation[i] == 0 ? 0 : slopes[i] / own[k].deviation[i];
      equation[p] -= equation[i] * own[k].mean[i];
    }
    return equation;
  }

  private static double share(Standard of) {
    return of.total() / (of.total() + SETTLED);
  }

  private static void add(Standard of, double factor, List<double[]> rows, List<Double> outcomes) {
    for (int r = 0; r < of.weight.length; r++) {
      double root = Math.sqrt(factor * of.weight[r]);
      double[] row = new double[of.x[r].length];
      for (int i = 0; i < row.length; i++) {
        row[i] = root * of.x[r][i];
      }
      rows.add(row);
      outcomes.add(root * of.y[r]);
    }
  }
}
