// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** Reconciliation against its closed form and a quadratic program solved by trying everything. */
class ReconciliationTest {
  private static final RunContext RUN = RunContext.standard();
  private static final int PATHS = 12;
  private static final int STEPS = 3;
  private static final int ERRORS = 30;

  /** A random tree: each node but the first hangs from an earlier one. */
  private static Hierarchy tree(Random random, int nodes) {
    int[] parent = new int[nodes];
    boolean[] sum = new boolean[nodes];
    for (int i = 1; i < nodes; i++) {
      // A few parents only, so that there are leaves and chains.
      parent[i] = random.nextInt(Math.min(i, 4));
      sum[parent[i]] = true;
    }
    Map<String, String> parents = new LinkedHashMap<>();
    for (int i = 1; i < nodes; i++) {
      parents.put("n" + i, "n" + parent[i]);
    }
    return Hierarchy.of(parents);
  }

  private static Forecast base(Random random, Hierarchy hierarchy, double least) {
    return base(random, hierarchy, least, QuantileLevel.STANDARD);
  }

  private static Forecast base(
      Random random, Hierarchy hierarchy, double least, List<QuantileLevel> levels) {
    List<String> ids = new ArrayList<>(hierarchy.ids());
    Collections.shuffle(ids, random);
    TimeAxis axis = TimeAxis.of(0, 3600, STEPS);
    Forecast.Builder builder = Forecast.builder(axis, levels);
    for (String id : ids) {
      double[][] quantiles = quantiles(random, levels.size(), least);
      double[] mean = random.doubles(STEPS, least, 10).toArray();
      builder.series(id, Quantity.FLOW, Support.INTERVAL_MEAN, mean, quantiles);
    }
    double[][][] paths = new double[PATHS][ids.size()][];
    for (double[][] path : paths) {
      for (int s = 0; s < path.length; s++) {
        path[s] = random.doubles(STEPS, least, 10).toArray();
      }
    }
    return builder.paths(paths).build();
  }

  /** Quantiles that have nothing to do with the paths, ascending. */
  private static double[][] quantiles(Random random, int levels, double least) {
    double[][] quantiles = new double[levels][STEPS];
    for (int t = 0; t < STEPS; t++) {
      double[] sorted = random.doubles(levels, least, 10).sorted().toArray();
      for (int k = 0; k < levels; k++) {
        quantiles[k][t] = sorted[k];
      }
    }
    return quantiles;
  }

  private static Map<String, double[]> errors(Random random, Hierarchy hierarchy) {
    Map<String, double[]> errors = new LinkedHashMap<>();
    double[] shared = random.doubles(ERRORS, -1, 1).toArray();
    for (String id : hierarchy.ids()) {
      double[] own = random.doubles(ERRORS, -2, 2).toArray();
      for (int t = 0; t < ERRORS; t++) {
        own[t] += shared[t];
      }
      errors.put(id, own);
    }
    return errors;
  }

  private static Reconciliation of(
      ReconciliationMethod method, Hierarchy hierarchy, Map<String, double[]> errors) {
    return switch (method) {
      case BOTTOM_UP -> Reconciliation.bottomUp(hierarchy);
      case OLS -> Reconciliation.ols(hierarchy);
      case WLS_STRUCTURAL -> Reconciliation.structural(hierarchy);
      case MINT -> Reconciliation.mint(hierarchy, ForecastErrors.of(errors), RUN);
    };
  }

  // ---------------------------------------------------------------- the oracle

  /** The matrix that takes leaves to all series. */
  private static RealMatrix summing(Hierarchy hierarchy) {
    int sums = hierarchy.aggregates().size();
    double[][] s = new double[hierarchy.ids().size()][hierarchy.leaves().size()];
    for (int j = 0; j < s[0].length; j++) {
      String id = hierarchy.ids().get(sums + j);
      while (true) {
        s[hierarchy.ids().indexOf(id)][j] = 1;
        if (hierarchy.parent(id).isEmpty()) {
          break;
        }
        id = hierarchy.parent(id).orElseThrow();
      }
    }
    return new Array2DRowRealMatrix(s);
  }

  private static RealMatrix weights(
      ReconciliationMethod method, Hierarchy hierarchy, Map<String, double[]> errors) {
    int n = hierarchy.ids().size();
    if (method != ReconciliationMethod.MINT) {
      RealMatrix s = summing(hierarchy);
      double[] diagonal = new double[n];
      for (int i = 0; i < n; i++) {
        boolean alike = method == ReconciliationMethod.OLS;
        diagonal[i] = alike ? 1 : Arrays.stream(s.getRow(i)).sum();
      }
      return MatrixUtils.createRealDiagonalMatrix(diagonal);
    }
    return shrunk(hierarchy.ids().stream().map(errors::get).toArray(double[][]::new));
  }

  /** Schäfer and Strimmer by their definitions, on correlations. */
  private static RealMatrix shrunk(double[][] e) {
    int n = e.length;
    int m = e[0].length;
    double[][] z = new double[n][m];
    double[] sd = new double[n];
    for (int i = 0; i < n; i++) {
      double mean = Arrays.stream(e[i]).average().orElseThrow();
      double ss = Arrays.stream(e[i]).map(v -> (v - mean) * (v - mean)).sum();
      sd[i] = Math.sqrt(ss / (m - 1));
      for (int k = 0; k < m; k++) {
        z[i][k] = (e[i][k] - mean) / sd[i];
      }
    }
    double variance = 0;
    double squares = 0;
    double[][] r = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double[] w = new double[m];
        for (int k = 0; k < m; k++) {
          w[k] = z[i][k] * z[j][k];
        }
        double mean = Arrays.stream(w).average().orElseThrow();
        r[i][j] = mean * m / (m - 1);
        if (i != j) {
          double ss = Arrays.stream(w).map(v -> (v - mean) * (v - mean)).sum();
          variance += ss * m / Math.pow(m - 1, 3);
          squares += r[i][j] * r[i][j];
        }
      }
    }
    double lambda = Math.max(0, Math.min(1, variance / squares));
    double[][] w = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        w[i][j] = sd[i] * sd[j] * (i == j ? 1 : (1 - lambda) * r[i][j]);
      }
    }
    return new Array2DRowRealMatrix(w);
  }

  private static RealMatrix inverse(RealMatrix matrix) {
    return new LUDecomposition(matrix).getSolver().getInverse();
  }

  /** The leaves by (SᵀW⁻¹S)⁻¹SᵀW⁻¹, and with those held that make the best program. */
  private static double[] leaves(RealMatrix s, RealMatrix w, double[] y, boolean bounded) {
    RealMatrix sw = s.transpose().multiply(inverse(w));
    RealMatrix h = sw.multiply(s);
    double[] g = sw.operate(y);
    int n = g.length;
    double[] best = new double[0];
    double least = Double.POSITIVE_INFINITY;
    for (int held = 0; held < (bounded ? 1 << n : 1); held++) {
      int mask = held;
      int[] free =
          java.util.stream.IntStream.range(0, n).filter(i -> (mask >> i & 1) == 0).toArray();
      double[] b = new double[n];
      if (free.length > 0) {
        RealMatrix part = h.getSubMatrix(free, free);
        double[] right = Arrays.stream(free).mapToDouble(i -> g[i]).toArray();
        double[] solved = inverse(part).operate(right);
        for (int k = 0; k < free.length; k++) {
          b[free[k]] = solved[k];
        }
      }
      double cost = 0;
      double[] hb = h.operate(b);
      for (int i = 0; i < n; i++) {
        cost += b[i] * hb[i] - 2 * b[i] * g[i];
      }
      boolean allowed = !bounded || Arrays.stream(b).allMatch(v -> v >= -1e-12);
      if (allowed && cost < least) {
        least = cost;
        best = b;
      }
    }
    return best;
  }

  private static double[] column(Forecast forecast, List<String> ids, int path, int step) {
    return ids.stream()
        .mapToInt(forecast::indexOf)
        .mapToDouble(s -> path < 0 ? forecast.mean(s, step) : forecast.path(path, s, step))
        .toArray();
  }

  // ---------------------------------------------------------------- properties

  @Property(tries = 150)
  void meansAndPathsAreThoseOfTheClosedFormAndOfTheProgram(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 9) int nodes,
      @ForAll ReconciliationMethod method,
      @ForAll boolean bounded) {
    Random random = new Random(seed);
    Hierarchy hierarchy = tree(random, nodes);
    Forecast base = base(random, hierarchy, bounded ? -6 : 0, List.of());
    Map<String, double[]> errors = errors(random, hierarchy);
    Reconciliation reconciliation = of(method, hierarchy, errors);
    if (!bounded) {
      reconciliation = reconciliation.allowingNegative(hierarchy.leaves());
    }
    Forecast coherent = reconciliation.reconcile(base, RUN).forecast();
    RealMatrix s = summing(hierarchy);
    for (int p = -1; p < PATHS; p++) {
      for (int t = 0; t < STEPS; t++) {
        double[] y = column(base, hierarchy.ids(), p, t);
        double[] expected;
        if (method == ReconciliationMethod.BOTTOM_UP) {
          expected = Arrays.copyOfRange(y, hierarchy.aggregates().size(), y.length);
          for (int i = 0; bounded && i < expected.length; i++) {
            expected[i] = Math.max(0, expected[i]);
          }
        } else {
          expected = leaves(s, weights(method, hierarchy, errors), y, bounded);
        }
        assertThat(column(coherent, hierarchy.ids(), p, t))
            .as("path %d, step %d", p, t)
            .containsExactly(s.operate(expected), within(1e-6));
      }
    }
  }

  @Property(tries = 150)
  void everyPathAddsUpAndEveryQuantileIsThatOfThePaths(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 40) int nodes,
      @ForAll ReconciliationMethod method) {
    Random random = new Random(seed);
    Hierarchy hierarchy = tree(random, nodes);
    Forecast base = base(random, hierarchy, -2);
    Reconciliation reconciliation = of(method, hierarchy, errors(random, hierarchy));
    Forecast coherent = reconciliation.reconcile(base, RUN).forecast();
    assertThat(coherent.ids()).isEqualTo(hierarchy.ids());
    assertThat(coherent.pathCount()).isEqualTo(PATHS);
    for (String id : hierarchy.ids()) {
      List<String> children = hierarchy.children(id);
      int s = coherent.indexOf(id);
      for (int p = -1; p < PATHS; p++) {
        for (int t = 0; t < STEPS; t++) {
          double own = p < 0 ? coherent.mean(s, t) : coherent.path(p, s, t);
          assertThat(own).as("%s, path %d", id, p).isNotNegative();
          if (!children.isEmpty()) {
            double sum = 0;
            for (double part : column(coherent, children, p, t)) {
              sum += part;
            }
            assertThat(own).as("%s, path %d", id, p).isEqualTo(sum);
          }
        }
      }
      for (int t = 0; t < STEPS; t++) {
        for (int k = 1; k < coherent.levels().size(); k++) {
          assertThat(coherent.quantileAt(s, t, k))
              .isGreaterThanOrEqualTo(coherent.quantileAt(s, t, k - 1));
        }
      }
      if (children.size() > 1) {
        // The api's own sum of the children is the parent, quantile by quantile.
        Forecast total = coherent.total("sum", children);
        for (int t = 0; t < STEPS; t++) {
          for (int k = 0; k < coherent.levels().size(); k++) {
            assertThat(total.quantileAt(0, t, k))
                .isCloseTo(coherent.quantileAt(s, t, k), within(1e-12));
          }
        }
      }
    }
  }

  @Property(tries = 50)
  void whatAddsUpStaysAsItIs(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 20) int nodes,
      @ForAll ReconciliationMethod method) {
    Random random = new Random(seed);
    Hierarchy hierarchy = tree(random, nodes);
    Reconciliation reconciliation = of(method, hierarchy, errors(random, hierarchy));
    Forecast once = reconciliation.reconcile(base(random, hierarchy, 0), RUN).forecast();
    Forecast twice = reconciliation.reconcile(withoutQuantiles(once), RUN).forecast();
    for (int s = 0; s < once.size(); s++) {
      for (int t = 0; t < STEPS; t++) {
        assertThat(twice.mean(s, t)).isCloseTo(once.mean(s, t), within(1e-9));
        assertThat(twice.path(0, s, t)).isCloseTo(once.path(0, s, t), within(1e-9));
      }
    }
  }

  /** The same without quantiles, so that none are put into the paths again. */
  private static Forecast withoutQuantiles(Forecast forecast) {
    Forecast.Builder builder = Forecast.builder(forecast.axis(), List.of());
    double[][][] paths = new double[PATHS][forecast.size()][STEPS];
    for (int s = 0; s < forecast.size(); s++) {
      double[] mean = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        mean[t] = forecast.mean(s, t);
        for (int p = 0; p < PATHS; p++) {
          paths[p][s][t] = forecast.path(p, s, t);
        }
      }
      String id = forecast.ids().get(s);
      builder.series(id, Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][]);
    }
    return builder.paths(paths).build();
  }

  @Property(tries = 50)
  void leavesKeepTheirQuantilesAndTheOrderOfTheirPaths(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int nodes) {
    Random random = new Random(seed);
    Hierarchy hierarchy = tree(random, nodes);
    Forecast base = base(random, hierarchy, 0);
    Forecast coherent = Reconciliation.bottomUp(hierarchy).reconcile(base, RUN).forecast();
    for (String leaf : hierarchy.leaves()) {
      int s = base.indexOf(leaf);
      int own = coherent.indexOf(leaf);
      for (int t = 0; t < STEPS; t++) {
        for (int p = 0; p < PATHS; p++) {
          int rank = 0;
          int coupledRank = 0;
          for (int q = 0; q < PATHS; q++) {
            rank += base.path(q, s, t) < base.path(p, s, t) ? 1 : 0;
            coupledRank += coherent.path(q, own, t) < coherent.path(p, own, t) ? 1 : 0;
          }
          assertThat(coupledRank).isEqualTo(rank);
          if (rank > 0 && rank < PATHS - 1) {
            QuantileLevel level = QuantileLevel.of(Math.rint((rank + 0.5) / PATHS * 1e4) / 1e4);
            assertThat(coherent.path(p, own, t))
                .isCloseTo(base.quantile(s, t, level), within(0.02));
          }
        }
      }
    }
  }

  @Test
  void sameBitsWithAnyNumberOfThreads() {
    Random random = new Random(3);
    Hierarchy hierarchy = tree(random, 40);
    Forecast base = base(random, hierarchy, -2);
    Map<String, double[]> errors = errors(random, hierarchy);
    RunContext many = RUN.withParallelism(4);
    Reconciled one =
        Reconciliation.mint(hierarchy, ForecastErrors.of(errors), RUN).reconcile(base, RUN);
    Reconciled other =
        Reconciliation.mint(hierarchy, ForecastErrors.of(errors), many).reconcile(base, many);
    assertThat(other).isEqualTo(one);
    assertThat(one.notes()).singleElement().asString().contains("of 39 steps").contains("at zero");
  }

  // ---------------------------------------------------------------- errors that are missing

  @Test
  void missingErrorsAreLeftOutAndCertainSeriesKept() {
    Random random = new Random(5);
    Hierarchy hierarchy = Hierarchy.of(Map.of("A", "city", "B", "city"));
    Map<String, double[]> errors = errors(random, hierarchy);
    errors.get("A")[3] = Double.NaN;
    errors.put("B", new double[ERRORS]);
    Reconciliation mint = Reconciliation.mint(hierarchy, ForecastErrors.of(errors), RUN);
    Forecast base = base(random, hierarchy, 5);
    Reconciled reconciled = mint.reconcile(base, RUN);
    int b = base.indexOf("B");
    assertThat(reconciled.forecast().mean("B").value(0)).isCloseTo(base.mean(b, 0), within(1e-3));
    assertThat(reconciled.notes()).contains("'B' hardly ever erred: taken as nearly certain");
    Arrays.fill(errors.get("A"), 7, ERRORS, Double.NaN);
    errors.remove("B");
    assertThatThrownBy(() -> Reconciliation.mint(hierarchy, ForecastErrors.of(errors), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("series (B), has no forecast errors");
    errors.put("B", new double[ERRORS]);
    assertThatThrownBy(() -> Reconciliation.mint(hierarchy, ForecastErrors.of(errors), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("known errors of A (6), must be at least 8");
  }

  @Test
  void errorsComeFromABacktest() {
    TimeAxis axis = TimeAxis.of(0, 3600, 2);
    TimeAxis later = axis.next(2);
    double[] truth = {5, Double.NaN};
    List<BacktestRow> rows =
        List.of(
            row("p", "A", axis, truth, new double[] {4, 4}),
            row("p", "B", axis, truth, new double[] {7, 4}),
            row("p", "A", later, truth, new double[] {5.5, 4}),
            BacktestRow.failed("p", "B", later.start(), later, truth, "no"));
    ForecastErrors errors = ForecastErrors.of(rows);
    assertThat(errors.ids()).containsExactly("A", "B");
    assertThat(errors.length()).isEqualTo(4);
    assertThat(errors.of("A")).containsExactly(1, Double.NaN, -0.5, Double.NaN);
    assertThat(errors.of("B")).containsExactly(-2, Double.NaN, Double.NaN, Double.NaN);
    List<BacktestRow> two = new ArrayList<>(rows);
    two.add(row("q", "A", later, truth, new double[] {1, 1}));
    assertThatThrownBy(() -> ForecastErrors.of(two))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be one");
    assertThatThrownBy(() -> ForecastErrors.of(List.of(rows.get(3))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be at least one");
    assertThatThrownBy(() -> ForecastErrors.of(Map.of("A", new double[1], "B", new double[2])))
        .isInstanceOf(DataException.class);
  }

  private static BacktestRow row(
      String provider, String series, TimeAxis axis, double[] truth, double[] mean) {
    Instant cutoff = axis.start();
    return new BacktestRow(
        provider,
        series,
        cutoff,
        axis,
        truth,
        mean,
        List.of(),
        new double[0][],
        java.util.Optional.empty());
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void refusesWhatDoesNotFitAllAtOnce() {
    Hierarchy hierarchy = Hierarchy.of(Map.of("A", "city", "B", "city"));
    TimeAxis axis = TimeAxis.of(0, 3600, 1);
    Forecast strange =
        Forecast.builder(axis, List.of())
            .series("A", Quantity.FLOW, Support.INTERVAL_MEAN, new double[1], new double[0][])
            .series("C", Quantity.FLOW, Support.INTERVAL_MEAN, new double[1], new double[0][])
            .build();
    assertThatThrownBy(() -> Reconciliation.ols(hierarchy).reconcile(strange, RUN))
        .asInstanceOf(type(DataException.class))
        .satisfies(e -> assertThat(e.problems()).hasSize(3));
    Forecast mixed =
        Forecast.builder(axis, List.of())
            .series("A", Quantity.FLOW, Support.INTERVAL_MEAN, new double[1], new double[0][])
            .series("B", Quantity.VOLUME, Support.INTERVAL_TOTAL, new double[1], new double[0][])
            .build();
    assertThatThrownBy(() -> Reconciliation.bottomUp(hierarchy).reconcile(mixed, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("volume, INTERVAL_TOTAL");
    Forecast pathless =
        Forecast.builder(axis, List.of(QuantileLevel.MEDIAN))
            .series("A", Quantity.FLOW, Support.INTERVAL_MEAN, new double[1], new double[1][1])
            .series("B", Quantity.FLOW, Support.INTERVAL_MEAN, new double[1], new double[1][1])
            .build();
    assertThatThrownBy(() -> Reconciliation.bottomUp(hierarchy).reconcile(pathless, RUN))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("withSamplePaths");
    assertThatThrownBy(() -> Reconciliation.ols(hierarchy).allowingNegative(List.of("city")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is no leaf");
  }

  @Test
  void leavesAloneAreEnoughBottomUpAndExplanationsStillAddUp() {
    Hierarchy hierarchy = Hierarchy.of(Map.of("A", "city", "B", "city"));
    TimeAxis axis = TimeAxis.of(0, 3600, 1);
    double[] mean = {-3};
    Forecast base =
        Forecast.builder(axis, List.of())
            .series("A", Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][])
            .series("B", Quantity.FLOW, Support.INTERVAL_MEAN, new double[] {5}, new double[0][])
            .explanation(
                new Explanation("A", List.of(new Explanation.Component("level", mean)), List.of()))
            .build();
    Forecast sum = Reconciliation.bottomUp(hierarchy).reconcile(base, RUN).forecast();
    assertThat(sum.mean("city").value(0)).isEqualTo(5);
    assertThat(sum.mean("A").value(0)).isZero();
    assertThat(sum.explanation("A").orElseThrow().components())
        .extracting(Explanation.Component::name)
        .containsExactly("level", "reconciliation");
    Forecast free =
        Reconciliation.bottomUp(hierarchy)
            .allowingNegative(List.of("A"))
            .reconcile(base, RUN)
            .forecast();
    assertThat(free.mean("city").value(0)).isEqualTo(2);
  }

  @Test
  void tooManyNegativeLeavesAreSetToZeroAndCounted() {
    int leaves = NonNegativeLeaves.MOST_AT_ZERO + 50;
    Map<String, String> parents = new LinkedHashMap<>();
    for (int i = 0; i < leaves; i++) {
      parents.put("L" + i, "city");
    }
    Hierarchy hierarchy = Hierarchy.of(parents);
    Forecast.Builder builder = Forecast.builder(TimeAxis.of(0, 3600, 1), List.of());
    for (String id : hierarchy.ids()) {
      double[] mean = {id.equals("city") ? -leaves : -1};
      builder.series(id, Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][]);
    }
    Reconciled reconciled = Reconciliation.ols(hierarchy).reconcile(builder.build(), RUN);
    assertThat(reconciled.notes()).anyMatch(note -> note.contains("each set to zero by itself"));
    assertThat(reconciled.forecast().mean("L7").value(0)).isZero();
  }
}
