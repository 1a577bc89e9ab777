// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.cholesky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.internal.lp.RandomPrograms;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors of sparse matrices: what is solved with them must solve the matrix itself. */
class SparseCholeskyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 60, 150})
  void whatIsSolvedIsASolution(int rows) {
    for (int seed = 0; seed < 20; seed++) {
      SparseProgram program = RandomPrograms.of(seed, rows, 3 * rows);
      SplittableRandom random = new SplittableRandom(seed);
      SparseCholesky cholesky = SparseCholesky.of(program, shuffled(rows, random));
      for (int again = 0; again < 3; again++) { // other numbers, the same factors' places
        double[] d = random.doubles(program.columns(), 0.1, 10).toArray();
        double[] expected = random.doubles(rows, -1, 1).toArray();
        double[] right = product(program, d, expected, 1e-3);

        assertThat(cholesky.factor(d, 1e-3, () -> false)).isTrue();
        double[] actual = new double[rows];
        cholesky.solve(right, actual);

        for (int i = 0; i < rows; i++) {
          assertThat(actual[i]).isCloseTo(expected[i], within(1e-8));
        }
      }
    }
  }

  @Test
  void anUnknownThatNothingTellsIsZero() {
    // Both rows say the same of one column.
    SparseProgram program =
        new SparseProgram(
            2,
            new int[] {0, 2},
            new int[] {0, 1},
            new double[] {1, 1},
            new double[1],
            new double[1],
            new double[] {1},
            new double[2]);
    SparseCholesky cholesky = SparseCholesky.of(program, new int[] {0, 1});
    cholesky.factor(new double[] {4}, 0, () -> false);
    double[] y = new double[2];

    cholesky.solve(new double[] {8, 8}, y);

    assertThat(y).containsExactly(2, 0);
  }

  @Test
  void comesToAnEndWhenTold() {
    SparseProgram program = RandomPrograms.of(1, 10, 30);
    SparseCholesky cholesky = SparseCholesky.of(program, IntStream.range(0, 10).toArray());
    assertThat(cholesky.factor(new double[30], 1, () -> true)).isFalse();
  }

  @Test
  void aChainFillsInNothingByMinimumDegree() {
    int n = 50;
    List<BitSet> neighbours = IntStream.range(0, n).mapToObj(i -> new BitSet()).toList();
    for (int i = 1; i < n; i++) {
      neighbours.get(i).set(i - 1);
      neighbours.get(i - 1).set(i);
    }
    BitSet kept = new BitSet();
    kept.set(25);

    int[] order = MinimumDegree.order(neighbours, kept);

    assertThat(order).hasSize(n - 1).doesNotContain(25).doesNotHaveDuplicates();
    assertThat(neighbours.get(25).cardinality()).isLessThanOrEqualTo(n - 1);
    for (int i = 1; i < n; i++) { // only neighbours along the chain were ever joined
      assertThat(neighbours.get(i).cardinality()).isLessThanOrEqualTo(2);
    }
  }

  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** (A D Aᵀ + regularisation) y, column by column of A. */
  private static double[] product(
      SparseProgram program, double[] d, double[] y, double regularisation) {
    double[] result = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      result[i] = regularisation * y[i];
    }
    for (int j = 0; j < d.length; j++) {
      double scaled = d[j] * program.dot(j, y);
      for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
        result[program.index()[e]] += program.value()[e] * scaled;
      }
    }
    return result;
  }
}
