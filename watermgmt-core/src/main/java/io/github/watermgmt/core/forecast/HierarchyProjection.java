// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.RunContext;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The projection onto what adds up, in the metric of W: ỹ = ŷ − W Cᵀ (C W Cᵀ)⁻¹ C ŷ, where each row
 * of C takes the children of a sum from the sum. The same as S (Sᵀ W⁻¹ S)⁻¹ Sᵀ W⁻¹ ŷ, with a system
 * of as many equations as there are sums, however many the leaves.
 *
 * <p>Thread-safety: may be shared; columns of V are made when first needed, the same by whichever
 * thread.
 */
final class HierarchyProjection {
  private final Hierarchy hierarchy;
  private final ErrorCovariance covariance;
  private final int sums;
  private final double[][] toSums; // [leaf][sum]: W Cᵀ
  private final double[][] gain; // [leaf][sum]: W Cᵀ (C W Cᵀ)⁻¹
  private final AtomicReferenceArray<double @Nullable []> columns;

  HierarchyProjection(Hierarchy hierarchy, ErrorCovariance covariance, RunContext run) {
    this.hierarchy = hierarchy;
    this.covariance = covariance;
    this.sums = hierarchy.sums();
    int leaves = hierarchy.size() - sums;
    double[][] misfit = misfits();
    double[] system = new double[Cholesky.places(sums)];
    run.forEach(
        sums, a -> System.arraycopy(systemRow(a, misfit), 0, system, Cholesky.at(a, 0), a + 1));
    if (!Cholesky.factor(system, sums)) {
      throw new UnsupportedRequestException(
          Validation.message(
              "covariance of the forecast errors",
              hierarchy,
              "is singular to rounding",
              "take OLS or WLS_STRUCTURAL, or look for a series that is there twice"));
    }
    toSums = new double[leaves][];
    gain = new double[leaves][];
    run.forEach(
        leaves,
        leaf -> {
          toSums[leaf] = leafRow(leaf, misfit);
          gain[leaf] = toSums[leaf].clone();
          Cholesky.solve(system, gain[leaf]);
        });
    columns = new AtomicReferenceArray<>(leaves);
  }

  /** Returns C F. */
  private double[][] misfits() {
    double[][] misfit = new double[sums][];
    for (int a = 0; a < sums; a++) {
      misfit[a] = covariance.factor()[a].clone();
      for (int child : hierarchy.childrenOf(a)) {
        double[] part = covariance.factor()[child];
        for (int t = 0; t < part.length; t++) {
          misfit[a][t] -= part[t];
        }
      }
    }
    return misfit;
  }

  /** Returns a row of C W Cᵀ, as far as the diagonal. */
  private double[] systemRow(int a, double[][] misfit) {
    double[] row = new double[a + 1];
    for (int b = 0; b <= a; b++) {
      row[b] = ErrorCovariance.dot(misfit[a], misfit[b]);
    }
    row[a] += covariance.diagonal()[a];
    for (int child : hierarchy.childrenOf(a)) {
      row[a] += covariance.diagonal()[child];
    }
    // A sum stands in two rows: its own, and its parent's.
    int parent = hierarchy.parentOf(a);
    if (parent >= 0) {
      row[parent] -= covariance.diagonal()[a];
    }
    return row;
  }

  private double[] leafRow(int leaf, double[][] misfit) {
    int node = sums + leaf;
    double[] row = new double[sums];
    for (int a = 0; a < sums; a++) {
      row[a] = ErrorCovariance.dot(covariance.factor()[node], misfit[a]);
    }
    int parent = hierarchy.parentOf(node);
    if (parent >= 0) {
      row[parent] -= covariance.diagonal()[node];
    }
    return row;
  }

  /** Returns the reconciled leaves of a base forecast: both {@code [node][step]}, leaves last. */
  double[][] leaves(double[][] base) {
    int steps = base[0].length;
    double[][] misfit = new double[sums][];
    for (int a = 0; a < sums; a++) {
      misfit[a] = base[a].clone();
      for (int child : hierarchy.childrenOf(a)) {
        for (int t = 0; t < steps; t++) {
          misfit[a][t] -= base[child][t];
        }
      }
    }
    double[][] leaves = new double[gain.length][];
    for (int i = 0; i < leaves.length; i++) {
      double[] leaf = base[sums + i].clone();
      for (int a = 0; a < sums; a++) {
        double weight = gain[i][a];
        double[] part = misfit[a];
        if (weight != 0) {
          for (int t = 0; t < steps; t++) {
            leaf[t] -= weight * part[t];
          }
        }
      }
      leaves[i] = leaf;
    }
    return leaves;
  }

  /** Returns how all leaves move with one: a column of V = (Sᵀ W⁻¹ S)⁻¹. */
  double[] column(int leaf) {
    double[] known = columns.get(leaf);
    if (known != null) {
      return known;
    }
    double[] column = new double[gain.length];
    for (int i = 0; i < column.length; i++) {
      column[i] =
          covariance.covariance(sums + i, sums + leaf) - ErrorCovariance.dot(gain[i], toSums[leaf]);
    }
    columns.set(leaf, column);
    return column;
  }
}
