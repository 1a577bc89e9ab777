// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings forecasts of a hierarchy to agree: the mean, and each joint sample path, is replaced by
 * the nearest one in which every parent is the sum of its children and no leaf is negative. Nearest
 * is meant in the metric of W, the covariance of the base forecasts' errors: ỹ = S (Sᵀ W⁻¹ S)⁻¹ Sᵀ
 * W⁻¹ ŷ (Wickramasuriya, Athanasopoulos and Hyndman, Optimal forecast reconciliation for
 * hierarchical and grouped time series through trace minimization, Journal of the American
 * Statistical Association 114, 2019), with W the identity (OLS), the number of leaves under a
 * series (WLS_STRUCTURAL), or the shrunk covariance of past errors (MINT).
 *
 * <p>Before that, the quantiles of the base forecast are put into its paths: in each step of each
 * series the path of rank r of n takes the quantile (r + ½) / n. Afterwards, quantiles are those of
 * the reconciled paths: they never cross, and those of a parent are those of the sums of its
 * children (Ben Taieb, Taylor and Hyndman, Hierarchical probabilistic forecasting of electricity
 * demand with smart meter data, Journal of the American Statistical Association 116, 2021).
 *
 * <p>Leaves are held at zero by an exact quadratic program for each step of a path that needs it.
 * Where more than 200 leaves would have to be held in one step, each negative one is set to zero by
 * itself, and the notes say how often.
 *
 * <p>Complexity: one system of as many equations as there are sums, once; then paths × steps ×
 * leaves × sums. Memory: the paths twice.
 *
 * <p>Thread-safety: immutable.
 */
public final class Reconciliation {
  private final Hierarchy hierarchy;
  private final ReconciliationMethod method;
  private final @Nullable HierarchyProjection projection;
  private final boolean[] bounded; // [leaf]
  private final List<String> notes;

  private Reconciliation(
      Hierarchy hierarchy,
      ReconciliationMethod method,
      @Nullable HierarchyProjection projection,
      boolean[] bounded,
      List<String> notes) {
    this.hierarchy = hierarchy;
    this.method = method;
    this.projection = projection;
    this.bounded = bounded;
    this.notes = notes;
  }

  /** Returns the one in which sums are those of the leaves. */
  public static Reconciliation bottomUp(Hierarchy hierarchy) {
    return of(hierarchy, ReconciliationMethod.BOTTOM_UP, null, List.of());
  }

  /** Returns the one by least squares. */
  public static Reconciliation ols(Hierarchy hierarchy) {
    double[] ones = new double[hierarchy.size()];
    Arrays.fill(ones, 1);
    return diagonal(hierarchy, ReconciliationMethod.OLS, ones);
  }

  /** Returns the one by least squares, weighted by the number of leaves. */
  public static Reconciliation structural(Hierarchy hierarchy) {
    double[] leaves = new double[hierarchy.size()];
    Arrays.setAll(leaves, hierarchy::leavesUnder);
    return diagonal(hierarchy, ReconciliationMethod.WLS_STRUCTURAL, leaves);
  }

  private static Reconciliation diagonal(
      Hierarchy hierarchy, ReconciliationMethod method, double[] diagonal) {
    HierarchyProjection projection =
        new HierarchyProjection(
            hierarchy, ErrorCovariance.diagonal(diagonal), RunContext.standard());
    return of(hierarchy, method, projection, List.of());
  }

  /**
   * Returns the one of minimum trace. W is the covariance of the errors given, shrunk towards its
   * diagonal by as much as Schäfer and Strimmer (2005) find best; one W serves all leads.
   *
   * @param errors of base forecasts of every series of the hierarchy, at least 8 known of each
   * @throws io.github.watermgmt.error.DataException WM-106 if a series has no errors, WM-104 with
   *     all series that have too few
   * @throws UnsupportedRequestException if W is singular to rounding
   */
  public static Reconciliation mint(Hierarchy hierarchy, ForecastErrors errors, RunContext run) {
    run.checkpoint("reconciliation");
    ErrorCovariance covariance = ErrorCovariance.shrunk(hierarchy, errors, run);
    HierarchyProjection projection = new HierarchyProjection(hierarchy, covariance, run);
    return of(hierarchy, ReconciliationMethod.MINT, projection, covariance.notes());
  }

  private static Reconciliation of(
      Hierarchy hierarchy,
      ReconciliationMethod method,
      @Nullable HierarchyProjection projection,
      List<String> notes) {
    boolean[] bounded = new boolean[hierarchy.leaves().size()];
    Arrays.fill(bounded, true);
    return new Reconciliation(hierarchy, method, projection, bounded, notes);
  }

  /**
   * Returns this reconciliation where some leaves may be negative, such as net inflows of areas
   * that also pass water on.
   *
   * @param leaves replaces those named before; may be empty
   * @throws io.github.watermgmt.error.DataException WM-106 naming all that are no leaf
   */
  public Reconciliation allowingNegative(Collection<String> leaves) {
    Set<String> wanted = Set.copyOf(leaves);
    Validation problems = new Validation();
    for (String id : leaves) {
      problems.check(
          hierarchy.leaves().contains(id), "leaf", id, "is no leaf of the hierarchy", "");
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "leaves that may be negative");
    boolean[] others = new boolean[bounded.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = !wanted.contains(hierarchy.leaves().get(i));
    }
    return new Reconciliation(hierarchy, method, projection, others, notes);
  }

  /** Returns the hierarchy. */
  public Hierarchy hierarchy() {
    return hierarchy;
  }

  /** Returns what was done before any forecast, to learn the errors' covariance. */
  List<String> notes() {
    return notes;
  }

  /** Returns the method. */
  public ReconciliationMethod method() {
    return method;
  }

  /**
   * Returns a coherent forecast of every series of the hierarchy, in its order, with as many sample
   * paths and the same quantile levels. An explanation of the base forecast is kept, with what was
   * added to its mean as one more component, {@code reconciliation}.
   *
   * @param base all series of the hierarchy and no others; for BOTTOM_UP the leaves are enough
   * @throws io.github.watermgmt.error.DataException WM-106 with all series that are missing or
   *     strange, WM-105 with all that do not measure what the others do
   * @throws UnsupportedRequestException if quantiles are wanted and there are no sample paths
   */
  public Reconciled reconcile(Forecast base, RunContext run) {
    run.checkpoint("reconciliation");
    check(base);
    int count = base.pathCount();
    double[][] mean = means(base);
    double[][][] paths = new double[count][][];
    for (int p = 0; p < count; p++) {
      paths[p] = new double[hierarchy.size()][base.horizon()];
    }
    CoupledPaths coupled = new CoupledPaths(base);
    run.forEach(
        hierarchy.size(),
        i -> {
          String id = hierarchy.ids().get(i);
          if (base.ids().contains(id)) {
            double[][] own = new double[count][];
            Arrays.setAll(own, p -> paths[p][i]);
            coupled.write(base.indexOf(id), own);
          }
        });
    int[] touched = new int[count + 1];
    int[] clipped = new int[count + 1];
    run.forEach(
        count + 1,
        p -> {
          double[][] values = p == count ? mean : paths[p];
          coherent(values, p, touched, clipped);
        });
    double[][][] quantiles = new double[hierarchy.size()][][];
    run.forEach(
        hierarchy.size(), s -> quantiles[s] = quantiles(paths, s, base.horizon(), base.levels()));
    Forecast.Builder builder = Forecast.builder(base.axis(), base.levels());
    Quantity quantity = base.quantity(0);
    Support support = base.support(0);
    for (int s = 0; s < hierarchy.size(); s++) {
      builder.series(hierarchy.ids().get(s), quantity, support, mean[s], quantiles[s]);
      explain(base, s, mean[s]).ifPresent(builder::explanation);
    }
    Forecast forecast = builder.paths(paths).build();
    return new Reconciled(forecast, notes(touched, clipped, base.horizon()));
  }

  private void check(Forecast base) {
    Validation problems = new Validation();
    boolean leavesOnly =
        method == ReconciliationMethod.BOTTOM_UP
            && hierarchy.aggregates().stream().noneMatch(base.ids()::contains);
    for (String id : leavesOnly ? hierarchy.leaves() : hierarchy.ids()) {
      problems.check(
          base.ids().contains(id),
          "series",
          id,
          "must be in the forecast for " + method,
          "forecast it too, or take BOTTOM_UP, for which leaves are enough");
    }
    for (String id : base.ids()) {
      problems.check(
          hierarchy.contains(id), "series", id, "is not in the hierarchy", "select the others");
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "base forecast");
    for (int s = 1; s < base.size(); s++) {
      problems.check(
          base.quantity(s).equals(base.quantity(0)) && base.support(s) == base.support(0),
          "series '" + base.ids().get(s) + "'",
          base.quantity(s) + ", " + base.support(s),
          "must measure what '" + base.ids().get(0) + "' does",
          "");
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "base forecast");
    if (base.pathCount() == 0 && !base.levels().isEmpty()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "sample paths",
              0,
              "coherent quantiles need the joint distribution",
              "ask for sample paths: request.withSamplePaths(200)"));
    }
  }

  /** Returns the means {@code [node][step]}; those of sums are 0 if they are not given. */
  private double[][] means(Forecast base) {
    double[][] means = new double[hierarchy.size()][base.horizon()];
    for (int i = 0; i < means.length; i++) {
      if (base.ids().contains(hierarchy.ids().get(i))) {
        int s = base.indexOf(hierarchy.ids().get(i));
        for (int t = 0; t < means[i].length; t++) {
          means[i][t] = base.mean(s, t);
        }
      }
    }
    return means;
  }

  /** Reconciles in place: the leaves first, whose sums are all the rest. */
  private void coherent(double[][] values, int slot, int[] touched, int[] clipped) {
    int sums = hierarchy.sums();
    double[][] leaves;
    if (projection == null) {
      leaves = Arrays.copyOfRange(values, sums, values.length);
    } else {
      leaves = projection.leaves(values);
    }
    NonNegativeLeaves nearest =
        projection == null ? null : new NonNegativeLeaves(projection, bounded);
    double[] step = new double[leaves.length];
    for (int t = 0; t < values[0].length; t++) {
      boolean negative = false;
      for (int i = 0; i < leaves.length; i++) {
        step[i] = leaves[i][t];
        negative |= bounded[i] && step[i] < 0;
      }
      if (negative) {
        touched[slot]++;
        if (nearest == null) {
          clip(step);
        } else if (!nearest.move(step)) {
          clipped[slot]++;
        }
        for (int i = 0; i < leaves.length; i++) {
          leaves[i][t] = step[i];
        }
      }
    }
    System.arraycopy(leaves, 0, values, sums, leaves.length);
    hierarchy.sum(values);
  }

  /** Without a say of the sums the nearest leaves are these. */
  private void clip(double[] step) {
    for (int i = 0; i < step.length; i++) {
      step[i] = bounded[i] ? Math.max(0, step[i]) : step[i];
    }
  }

  private static double[][] quantiles(
      double[][][] paths, int s, int steps, List<QuantileLevel> levels) {
    double[][] quantiles = new double[levels.size()][steps];
    double[] sample = new double[paths.length];
    for (int t = 0; quantiles.length > 0 && t < steps; t++) {
      for (int p = 0; p < sample.length; p++) {
        sample[p] = paths[p][s][t];
      }
      Arrays.sort(sample);
      for (int k = 0; k < quantiles.length; k++) {
        // Type 7 of Hyndman and Fan, as the api's own sums have it.
        long place = (long) levels.get(k).tenThousandths() * (sample.length - 1);
        int lower = (int) (place / 10_000);
        double share = (place % 10_000) / 10_000.0;
        int upper = share == 0 ? lower : lower + 1;
        double between = sample[lower] + (sample[upper] - sample[lower]) * share;
        quantiles[k][t] = Math.min(sample[upper], between);
      }
    }
    return quantiles;
  }

  private Optional<Explanation> explain(Forecast base, int s, double[] mean) {
    String id = hierarchy.ids().get(s);
    if (!base.ids().contains(id)) {
      return Optional.empty();
    }
    return base.explanation(id)
        .map(
            known -> {
              double[] added = mean.clone();
              int position = base.indexOf(id);
              for (int t = 0; t < added.length; t++) {
                added[t] -= base.mean(position, t);
              }
              List<Explanation.Component> components = new ArrayList<>(known.components());
              components.add(new Explanation.Component("reconciliation", added));
              return new Explanation(id, components, known.notes());
            });
  }

  private List<String> notes(int[] touched, int[] clipped, int steps) {
    List<String> all = new ArrayList<>(notes);
    int held = Arrays.stream(touched).sum();
    int alone = Arrays.stream(clipped).sum();
    long of = (long) touched.length * steps;
    if (held > 0) {
      all.add(held + " of " + of + " steps of mean and paths: leaves held at zero");
    }
    if (alone > 0) {
      all.add(
          alone
              + " of "
              + of
              + " steps of mean and paths: too many negative leaves, each set to zero by itself");
    }
    return all;
  }

  @Override
  public String toString() {
    return method + " of " + hierarchy;
  }
}
