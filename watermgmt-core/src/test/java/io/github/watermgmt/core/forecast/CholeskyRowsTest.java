// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Solutions against those of another library. */
class CholeskyRowsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 33, 40})
  void solvesAsAnotherLibraryDoes(int n) {
    SplittableRandom random = new SplittableRandom(n);
    CholeskyRows system = new CholeskyRows(n);
    for (int round = 0; round < 20; round++) {
      double[][] matrix = definite(n, random);
      double[] upper = new double[CholeskyRows.places(n)];
      double[] right = random.doubles(n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        System.arraycopy(matrix[i], i, upper, CholeskyRows.place(i, n), n - i);
      }
      double[] expected =
          new CholeskyDecomposition(new Array2DRowRealMatrix(matrix))
              .getSolver()
              .solve(new Array2DRowRealMatrix(right))
              .getColumn(0);

      system.solve(upper, right);

      for (int i = 0; i < n; i++) {
        assertThat(right[i]).isCloseTo(expected[i], within(1e-10));
      }
    }
  }

  private static double[][] definite(int n, SplittableRandom random) {
    double[][] matrix = new double[n][n];
    for (int r = 0; r < 2 * n; r++) {
      double[] row = random.doubles(n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] += row[i] * row[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      matrix[i][i] += 1;
    }
    return matrix;
  }
}
