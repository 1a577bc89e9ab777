// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums that a ridge regression is made of, against rows that are summed one by one. */
class RidgeRowsTest {

  @ParameterizedTest
  @CsvSource({
    "1, false, false",
    "1, true, false",
    "1, true, true",
    "2, true, true",
    "7, true, false",
    "3, false, true"
  })
  void sumsAreThoseOfTheRowsOneByOne(int lead, boolean faults, boolean curves) {
    ExplicitRows.Sample sample = ExplicitRows.sample(5 + lead, 130, curves, faults);
    int season = sample.of().end();
    int[] ends = {season - 40, season - 39, season - 12, season};
    RidgeRows rows =
        new RidgeRows(
            sample.inputs(), sample.basis(), sample.of(), sample.outcomes(), season, ends);
    ExplicitRows explicit = ExplicitRows.of(sample, season, lead);
    int[] column = columns(sample, rows);
    List<Integer> seen = new ArrayList<>();
    rows.sums(
        lead,
        (end, sums) -> {
          seen.add(end);
          int n = ends[end] - rows.first();
          for (int k = 0; k < sample.basis().channels(); k++) {
            requireSums(sums, column, k, explicit, n);
          }
        });

    assertThat(seen).containsExactly(0, 1, 2, 3);
  }

  /** Returns the columns of {@link RidgeSums} in the order of {@link ExplicitRows}. */
  private static int[] columns(ExplicitRows.Sample sample, RidgeRows rows) {
    int p = sample.inputs().size();
    int outcome = 1 + sample.inputs().dayTarget() + RidgeInputs.SLOT_TARGET;
    int[] column = new int[p + 2];
    column[0] = RidgeSums.CONSTANT;
    column[outcome] = RidgeRows.outcome();
    for (int i = 0; i < p; i++) {
      column[i + 1 < outcome ? i + 1 : i + 2] = rows.column(i);
    }
    assertThat(column).doesNotHaveDuplicates();
    return column;
  }

  private static void requireSums(
      RidgeSums sums, int[] column, int channel, ExplicitRows explicit, int n) {
    double[][] rows = explicit.column()[channel];
    double[] weight = explicit.weight()[channel];
    double[] size = new double[column.length];
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < column.length; c++) {
        size[c] += weight[r] > 0 ? weight[r] * rows[r][c] * rows[r][c] : 0;
      }
    }
    double[] actual = new double[explicit.column().length];
    for (int i = 0; i < column.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int r = 0; r < n; r++) {
          sum += weight[r] > 0 ? weight[r] * rows[r][i] * rows[r][j] : 0;
        }
        double scale = 1e-11 * Math.sqrt(size[i] * size[j]) + 1e-13;
        sums.read(column[i], column[j], actual, 0);
        assertThat(actual[channel])
            .as("channel %d, columns %d and %d", channel, i, j)
            .isCloseTo(sum, within(scale));
        sums.read(column[j], column[i], actual, 0);
        assertThat(actual[channel]).isCloseTo(sum, within(scale));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void faultsAreThereAndDoNotCount(boolean curves) {
    ExplicitRows.Sample sample = ExplicitRows.sample(9, 130, curves, true);
    ExplicitRows explicit = ExplicitRows.of(sample, sample.of().end(), 1);
    int first = RidgeRows.firstDay(sample.of()) - sample.of().first();

    for (double[] weight : explicit.weight()) {
      assertThat(weight[70 - first]).isZero(); // a whole day is missing
      assertThat(Arrays.stream(weight).filter(w -> w > 0).count()).isGreaterThan(60);
    }
    if (!curves) {
      assertThat(explicit.weight()[9][75 - first]).isZero(); // far out
      assertThat(explicit.weight()[10][75 - first]).isPositive();
    }
    assertThat(explicit.weight()[5][80 - first]).isZero(); // most of that day is missing
  }

  @ParameterizedTest
  @CsvSource({"1", "4"})
  void aPastRowIsPredictedAsItsInputsSay(int lead) {
    ExplicitRows.Sample sample = ExplicitRows.sample(12, 130, false, true);
    int season = sample.of().end();
    RidgeRows rows =
        new RidgeRows(
            sample.inputs(),
            sample.basis(),
            sample.of(),
            sample.outcomes(),
            season,
            new int[] {season});
    rows.sums(lead, (end, sums) -> {});
    ExplicitRows explicit = ExplicitRows.of(sample, season, lead);
    int p = sample.inputs().size();
    double[] equation = new double[p + 1];
    for (int i = 0; i <= p; i++) {
      equation[i] = 1 + i % 5;
    }
    int outcome = 1 + sample.inputs().dayTarget() + RidgeInputs.SLOT_TARGET;
    for (int r = 0; r < explicit.weight()[0].length; r++) {
      double sum = equation[p];
      for (int i = 0; i < p; i++) {
        sum += equation[i] * explicit.column()[6][r][i + 1 < outcome ? i + 1 : i + 2];
      }
      assertThat(rows.predict(r, 6, equation, 0)).isCloseTo(sum, within(1e-9));
    }
  }
}
