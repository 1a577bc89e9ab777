// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.internal.cholesky.SparseCholesky;
import io.github.watermgmt.core.internal.interior.InteriorPoint;
import io.github.watermgmt.core.internal.lp.RandomPrograms;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Optima of random programs: proved by duality, and the same from every start. */
class SimplexTest {

  @ParameterizedTest
  @CsvSource({"2, 4", "5, 12", "15, 40", "40, 130", "90, 200"})
  void everyStartComesToTheOptimum(int rows, int columns) {
    for (int seed = 0; seed < 25; seed++) {
      SparseProgram program = RandomPrograms.of(seed, rows, columns);
      Simplex fromUnits = Simplex.ofUnits(program);
      assertThat(fromUnits.finish(() -> false)).isEqualTo(Simplex.State.OPTIMAL);
      requireOptimal(program, fromUnits);

      Simplex again = Simplex.at(program, fromUnits.basis());
      assertThat(again.finish(() -> false)).isEqualTo(Simplex.State.OPTIMAL);
      assertThat(again.iterations()).isZero();

      int[] order = IntStream.range(0, rows).toArray();
      InteriorPoint interior = new InteriorPoint(program, SparseCholesky.of(program, order));
      interior.solve(() -> false);
      InteriorPoint.Point point = interior.point();
      Simplex crossed = Crossover.run(program, 0, point.x(), point.w(), point.z(), point.v());
      assertThat(crossed.finish(() -> false)).isEqualTo(Simplex.State.OPTIMAL);
      requireOptimal(program, crossed);
      assertThat(crossed.objective()).isCloseTo(fromUnits.objective(), within(1e-6));
    }
  }

  /** Within the bounds, on the rows, and as cheap as its prices say that it can be. */
  private static void requireOptimal(SparseProgram program, Simplex simplex) {
    double[] x = simplex.primal();
    double[] rest = program.right().clone();
    program.multiply(-1, x, rest);
    for (double r : rest) {
      assertThat(r).isCloseTo(0, within(1e-7));
    }
    double[] y = simplex.prices();
    double bound = 0;
    for (int i = 0; i < y.length; i++) {
      bound += program.right()[i] * y[i];
    }
    for (int j = 0; j < x.length; j++) {
      assertThat(x[j]).isBetween(program.lower()[j] - 1e-8, program.upper()[j] + 1e-8);
      double reduced = program.cost()[j] - program.dot(j, y);
      bound += reduced * (reduced > 0 ? program.lower()[j] : program.upper()[j]);
    }
    assertThat(simplex.objective()).isCloseTo(bound, within(1e-6));
  }
}
