// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.internal.lp.RandomPrograms;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Factors of bases, fresh and after exchanges, against the basis itself. */
class BasisFactorTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12, 40, 120})
  void solvesBothWaysWhateverWasExchanged(int rows) {
    for (int seed = 0; seed < 15; seed++) {
      SparseProgram program = RandomPrograms.of(seed, rows, 3 * rows);
      SplittableRandom random = new SplittableRandom(seed);
      int[] basis = new int[rows];
      for (int s = 0; s < rows; s++) {
        basis[s] = random.nextInt(4) == 0 ? program.columns() + s : random.nextInt(3 * rows);
      }
      BasisFactor factor = new BasisFactor(program);
      factor.factor(basis); // may replace what is dependent, columns taken twice among them
      assertThat(factor.factor(basis)).as("a basis that was mended").isZero();
      check(program, basis, factor, random);
      Sparse column = new Sparse(rows);
      Sparse right = new Sparse(rows);
      for (int k = 0; k < 30 && !factor.isOld(); k++) {
        int j = random.nextInt(3 * rows);
        put(program, j, right);
        factor.forward(right, column);
        int slot = random.nextInt(rows);
        if (Math.abs(column.value[slot]) > 0.1) {
          factor.exchange(slot, column);
          basis[slot] = j;
          check(program, basis, factor, random);
        }
      }
    }
  }

  private static void put(SparseProgram program, int j, Sparse right) {
    for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
      right.put(program.index()[e], program.value()[e]);
    }
  }

  private static void check(
      SparseProgram program, int[] basis, BasisFactor factor, SplittableRandom random) {
    int m = basis.length;
    double[] x = new double[m];
    double[] y = new double[m];
    for (int i = 0; i < m; i++) {
      x[i] = random.nextInt(3) == 0 ? random.nextDouble() - 0.5 : 0;
      y[i] = random.nextInt(3) == 0 ? random.nextDouble() - 0.5 : 0;
    }
    double[] b = new double[m];
    double[] c = new double[m];
    for (int s = 0; s < m; s++) {
      int j = basis[s];
      if (j >= program.columns()) {
        b[j - program.columns()] += x[s];
        c[s] = y[j - program.columns()];
      } else {
        for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
          b[program.index()[e]] += program.value()[e] * x[s];
        }
        c[s] = program.dot(j, y);
      }
    }
    assertClose(solved(b, true, factor), x);
    assertClose(solved(c, false, factor), y);
  }

  private static double[] solved(double[] values, boolean forward, BasisFactor factor) {
    Sparse from = new Sparse(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        from.put(i, values[i]);
      }
    }
    Sparse to = new Sparse(values.length);
    to.put(0, 99); // what it held is dropped
    if (forward) {
      factor.forward(from, to);
    } else {
      factor.backward(from, to);
    }
    assertThat(from.value).containsOnly(0);
    return to.value;
  }

  private static void assertClose(double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-6));
    }
  }
}
