// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.internal.cholesky.MinimumDegree;
import io.github.watermgmt.core.internal.cholesky.SparseCholesky;
import io.github.watermgmt.core.internal.interior.InteriorPoint;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A minimum-cost flow of whole numbers, whose optimum others have published. */
class MinCostFlowTest {

  @Test
  void netgenIsExact() throws IOException {
    SparseProgram program = read("data/mincostflow/netgen-2.min");
    InteriorPoint interior = new InteriorPoint(program, cholesky(program));
    assertThat(interior.solve(() -> false)).isEqualTo(InteriorPoint.State.NEAR);
    InteriorPoint.Point point = interior.point();

    Simplex vertex =
        Crossover.run(program, program.rows(), point.x(), point.w(), point.z(), point.v());
    assertThat(vertex.finish(() -> false)).isEqualTo(Simplex.State.OPTIMAL);

    assertThat(cost(program, vertex.primal())).isEqualTo(6_749_969_302L);
  }

  @Test
  void theDualMethodAloneIsExactToo() throws IOException {
    SparseProgram program = read("data/mincostflow/netgen-2.min");
    Simplex simplex = Simplex.ofUnits(program);

    assertThat(simplex.finish(() -> false)).isEqualTo(Simplex.State.OPTIMAL);

    assertThat(cost(program, simplex.primal())).isEqualTo(6_749_969_302L);
  }

  private static long cost(SparseProgram program, double[] flow) {
    long cost = 0;
    for (int j = 0; j < flow.length; j++) {
      long whole = Math.round(flow[j]);
      assertThat(flow[j] - whole).as("arc %d", j).isBetween(-1e-6, 1e-6);
      cost += whole * (long) program.cost()[j];
    }
    return cost;
  }

  private static SparseCholesky cholesky(SparseProgram program) {
    List<BitSet> neighbours = new ArrayList<>();
    for (int i = 0; i < program.rows(); i++) {
      neighbours.add(new BitSet());
    }
    for (int j = 0; j < program.columns(); j++) {
      int a = program.index()[2 * j];
      int b = program.index()[2 * j + 1];
      neighbours.get(a).set(b);
      neighbours.get(b).set(a);
    }
    return SparseCholesky.of(program, MinimumDegree.order(neighbours, new BitSet()));
  }

  /** Reads DIMACS: {@code n node supply}, {@code a from to low capacity cost}. */
  private static SparseProgram read(String name) throws IOException {
    int nodes = 0;
    double[] right = {};
    List<double[]> arcs = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.file(name))) {
      String[] field = line.trim().split("\\s+", -1);
      switch (field[0]) {
        case "p" -> {
          nodes = Integer.parseInt(field[2]);
          right = new double[nodes];
        }
        case "n" -> right[Integer.parseInt(field[1]) - 1] = -Double.parseDouble(field[2]);
        case "a" ->
            arcs.add(
                new double[] {
                  Double.parseDouble(field[1]) - 1,
                  Double.parseDouble(field[2]) - 1,
                  Double.parseDouble(field[3]),
                  Double.parseDouble(field[4]),
                  Double.parseDouble(field[5])
                });
        default -> {}
      }
    }
    int n = arcs.size();
    int[] start = new int[n + 1];
    int[] index = new int[2 * n];
    double[] value = new double[2 * n];
    double[] cost = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    for (int j = 0; j < n; j++) {
      double[] arc = arcs.get(j);
      start[j + 1] = 2 * j + 2;
      index[2 * j] = (int) arc[0];
      value[2 * j] = -1;
      index[2 * j + 1] = (int) arc[1];
      value[2 * j + 1] = 1;
      lower[j] = arc[2];
      upper[j] = arc[3];
      cost[j] = arc[4];
    }
    return new SparseProgram(nodes, start, index, value, cost, lower, upper, right);
  }
}
