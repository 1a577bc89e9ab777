// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/**
 * What reconciliation gains where it should: independent errors of known and very different sizes.
 * With W their covariance, the errors of what is reconciled by a matrix P have the covariance S P W
 * Pᵀ Sᵀ, of which theory gives every diagonal element, and of all P the one of minimum trace is
 * MinT's.
 */
class ReconciliationGainTest {
  private static final RunContext RUN = RunContext.standard();
  private static final int STEPS = 20_000;
  private static final int LEARNT = 2_000;
  private static final double TRUTH = 1000;

  // One good meter of the whole, poor ones of the zones, districts from good to bad.
  private static final Map<String, Double> DEVIATIONS =
      Map.of("city", 2.0, "A", 9.0, "B", 3.0, "A1", 8.0, "A2", 1.0, "B1", 6.0, "B2", 6.0);

  private final Hierarchy hierarchy = hierarchy();
  private final int nodes = hierarchy.size();
  private final int leaves = hierarchy.leaves().size();

  private static Hierarchy hierarchy() {
    Map<String, String> parents = new LinkedHashMap<>();
    parents.put("A", "city");
    parents.put("B", "city");
    parents.put("A1", "A");
    parents.put("A2", "A");
    parents.put("B1", "B");
    parents.put("B2", "B");
    return Hierarchy.of(parents);
  }

  /** Errors of all nodes, independent, by name. */
  private Map<String, double[]> errors(String stream, int count) {
    Map<String, double[]> errors = new LinkedHashMap<>();
    for (String id : hierarchy.ids()) {
      RandomGenerator random = RUN.random(stream + id);
      double[] own = new double[count];
      for (int t = 0; t < count; t++) {
        own[t] = DEVIATIONS.get(id) * random.nextGaussian();
      }
      errors.put(id, own);
    }
    return errors;
  }

  private RealMatrix summing() {
    RealMatrix s = new Array2DRowRealMatrix(nodes, leaves);
    for (int leaf = 0; leaf < leaves; leaf++) {
      for (int i = hierarchy.sums() + leaf; i >= 0; i = hierarchy.parentOf(i)) {
        s.setEntry(i, leaf, 1);
      }
    }
    return s;
  }

  private static RealMatrix inverse(RealMatrix m) {
    return new LUDecomposition(m).getSolver().getInverse();
  }

  /** Variances of the errors at every node, if leaves are those of minimum distance by a metric. */
  private double[] theory(double[] metric, RealMatrix w) {
    RealMatrix s = summing();
    RealMatrix weighted =
        s.transpose().multiply(inverse(MatrixUtils.createRealDiagonalMatrix(metric)));
    return variances(inverse(weighted.multiply(s)).multiply(weighted), w);
  }

  private double[] variances(RealMatrix p, RealMatrix w) {
    RealMatrix sp = summing().multiply(p);
    RealMatrix all = sp.multiply(w).multiply(sp.transpose());
    double[] diagonal = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      diagonal[i] = all.getEntry(i, i);
    }
    return diagonal;
  }

  /** Mean squares of the errors at every node of what is reconciled. */
  private double[] measured(Reconciliation reconciliation) {
    Map<String, double[]> errors = errors("judged ", STEPS);
    TimeAxis axis = TimeAxis.of(Instant.EPOCH, Duration.ofHours(1), STEPS);
    Forecast.Builder builder = Forecast.builder(axis, List.of());
    for (int i = 0; i < nodes; i++) {
      double[] mean = errors.get(hierarchy.ids().get(i)).clone();
      for (int t = 0; t < STEPS; t++) {
        mean[t] += TRUTH * hierarchy.leavesUnder(i);
      }
      builder.series(
          hierarchy.ids().get(i), Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][]);
    }
    Forecast coherent = reconciliation.reconcile(builder.build(), RUN).forecast();
    double[] squares = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      for (int t = 0; t < STEPS; t++) {
        double error = coherent.mean(i, t) - TRUTH * hierarchy.leavesUnder(i);
        squares[i] += error * error / STEPS;
      }
    }
    return squares;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void everyMethodErrsAsTheorySaysAndMinTLeast() {
    double[] own = new double[nodes];
    double[] ones = new double[nodes];
    double[] structural = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      double deviation = DEVIATIONS.get(hierarchy.ids().get(i));
      own[i] = deviation * deviation;
      ones[i] = 1;
      structural[i] = hierarchy.leavesUnder(i);
    }
    RealMatrix w = MatrixUtils.createRealDiagonalMatrix(own);
    RealMatrix pick = new Array2DRowRealMatrix(leaves, nodes);
    for (int leaf = 0; leaf < leaves; leaf++) {
      pick.setEntry(leaf, hierarchy.sums() + leaf, 1);
    }
    double[] bottomUp = variances(pick, w);
    double[] ols = theory(ones, w);
    double[] wls = theory(structural, w);
    double[] best = theory(own, w);
    Reconciliation mint =
        Reconciliation.mint(hierarchy, ForecastErrors.of(errors("learnt ", LEARNT)), RUN);
    double[] learnt = measured(mint);
    double[] measuredOls = measured(Reconciliation.ols(hierarchy));
    double[] measuredBottomUp = measured(Reconciliation.bottomUp(hierarchy));
    // A mean of n squares of normal numbers is off by √(2 / n), here 1 %: four of them.
    double chance = 4 * Math.sqrt(2.0 / STEPS);
    assertAlike(measuredBottomUp, bottomUp, chance);
    assertAlike(measuredOls, ols, chance);
    assertAlike(measured(Reconciliation.structural(hierarchy)), wls, chance);
    // Variances learnt from 2,000 errors are off by 3 %, which moves the least only in the second
    // order: what it costs is far below the chance of the measurement.
    assertAlike(learnt, best, chance);

    for (int i = 0; i < nodes; i++) {
      assertThat(best[i])
          .as("variance at %s", hierarchy.ids().get(i))
          .isLessThan(bottomUp[i])
          .isLessThan(ols[i])
          .isLessThan(own[i]);
      assertThat(learnt[i]).isLessThan(measuredBottomUp[i]).isLessThan(measuredOls[i]);
    }
    assertThat(sum(learnt) / sum(measuredBottomUp))
        .isCloseTo(sum(best) / sum(bottomUp), within(chance));
    assertThat(sum(learnt) / sum(measuredOls)).isCloseTo(sum(best) / sum(ols), within(chance));
  }

  private void assertAlike(double[] measured, double[] theory, double share) {
    for (int i = 0; i < nodes; i++) {
      assertThat(measured[i])
          .as("variance at %s", hierarchy.ids().get(i))
          .isCloseTo(theory[i], within(share * theory[i]));
    }
  }
}
