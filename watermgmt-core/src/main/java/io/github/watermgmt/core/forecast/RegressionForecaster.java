// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A forecaster made of regressions, and smoothing beside them. Thread-safety: immutable. */
record RegressionForecaster(String name, Options options, RegressionSettings settings)
    implements Forecaster {
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.QUANTILES,
          Capability.SAMPLE_PATHS,
          Capability.EXPLANATION,
          Capability.COVARIATES,
          Capability.HOLIDAYS,
          Capability.UPDATE,
          Capability.PERSISTENCE,
          Capability.MISSING_VALUES,
          Capability.MULTI_SERIES);

  /** Days of values of a series that is known well enough to learn alone. */
  private static final int LONG_DAYS = 180;

  /** Days ahead of which the weather is read from the history, beyond any horizon of use. */
  private static final int WEATHER_AHEAD = 40;

  /** Series that teach; more would say the same. */
  private static final int MOST_POOLED = 64;

  /** Returns the forecaster of models of the first files. */
  RegressionForecaster asAtFirst() {
    return new RegressionForecaster(name, options, settings.asAtFirst());
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    run.checkpoint("fit of " + name);
    Panel targets = history.targets();
    TimeAxis axis = targets.axis();
    UsableHistory.requireStep(name, axis);
    UsableHistory.requireValues(name, targets);
    DayGrid grid = new DayGrid(history.calendar(), axis.stepSeconds());
    int first = grid.day(axis.epochSecond(0));
    int end = grid.day(axis.epochSecond(axis.length()));
    DayWeather weather =
        settings.weather()
            ? DayWeather.of(
                history.covariates().asOf(history.end()), grid, first, end + WEATHER_AHEAD)
            : null;
    RidgeInputs inputs = new RidgeInputs(grid, weather);
    int[] cells = grid.cells(axis, first);
    Learning learning = new Learning(targets, inputs, cells, first, end);
    RidgeFit.Prior others = others(learning, run);
    TreesFit trees = trees(learning, run);
    SeriesRegression[] learnt = new SeriesRegression[targets.size()];
    run.forEach(
        learnt.length,
        s -> {
          run.checkpoint("fit of " + name);
          double[][] tables = learning.tables(s);
          RidgeFit.Prior prior = learning.isLong(s) ? null : others;
          learnt[s] =
              SeriesRegression.learn(settings, inputs, tables[0], first, prior, trees, tables[1]);
        });
    Provenance provenance =
        Provenance.of(
            name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), targets);
    FittedRegression fitted =
        new FittedRegression(
            this,
            FittedRegression.Channel.of(targets),
            inputs,
            axis,
            end,
            provenance,
            learnt,
            history.covariates());
    settings.policy().refuse(fitted.doubts());
    return fitted;
  }

  /** What is learnt from. */
  private record Learning(Panel targets, RidgeInputs inputs, int[] cells, int first, int end) {

    @Override
    public String toString() {
      return targets + ", days " + first + " to " + end;
    }

    /** Returns whether a series is known for long enough to learn alone, and to teach others. */
    boolean isLong(int s) {
      Series series = targets.series(s);
      return series.length() - series.missing() >= (long) LONG_DAYS * inputs.grid().slots();
    }

    /** Returns the whole days of a series, and what is known of the day that has begun. */
    double[][] tables(int s) {
      DayGrid grid = inputs.grid();
      double[] all = grid.table(targets.series(s), cells, end - first + 1);
      int whole = (end - first) * grid.slots();
      return new double[][] {Arrays.copyOf(all, whole), Arrays.copyOfRange(all, whole, all.length)};
    }
  }

  // ---------------------------------------------------------------- what series share

  /** Learns the trees that all series share; null without them. */
  private @Nullable TreesFit trees(Learning learning, RunContext run) {
    TreeSettings own = settings.trees();
    if (own == null) {
      return null;
    }
    int from = RidgeRows.firstDay(learning.first(), learning.end());
    return TreesFit.learn(
        own,
        learning.inputs(),
        learning.targets().size(),
        s -> learning.tables(s)[0],
        learning.first(),
        PastOrigins.of(from, learning.end(), settings.refits()).ends(),
        run);
  }

  /**
   * Returns what well-known series teach those of which little is known; null where nobody needs
   * it, or nobody can.
   */
  private RidgeFit.@Nullable Prior others(Learning learning, RunContext run) {
    if (settings.poolDays() == 0 || !settings.members().contains(MemberKind.HOURS)) {
      return null;
    }
    int[] known = IntStream.range(0, learning.targets().size()).filter(learning::isLong).toArray();
    if (known.length == 0 || known.length == learning.targets().size()) {
      return null;
    }
    int pooled = Math.min(known.length, MOST_POOLED);
    RidgeEquations.Pool[][] each = new RidgeEquations.Pool[pooled][];
    run.forEach(
        pooled,
        i -> {
          run.checkpoint("fit of " + name);
          double[] table = learning.tables(known[(int) ((long) i * known.length / pooled)])[0];
          Deviations of =
              Deviations.of(
                  learning.inputs().grid(), DemandScale.of(table), table, learning.first());
          each[i] = newPools(learning.inputs());
          new RidgeFit(learning.inputs(), false, of, table, new int[] {of.end()}).addTo(each[i]);
        });
    RidgeEquations.Pool[] sum = newPools(learning.inputs());
    for (RidgeEquations.Pool[] pool : each) {
      for (int lead = 0; lead < sum.length; lead++) {
        sum[lead].add(pool[lead]);
      }
    }
    return new RidgeFit.Prior(sum, settings.poolDays());
  }

  private static RidgeEquations.Pool[] newPools(RidgeInputs inputs) {
    RidgeEquations.Pool[] pools = new RidgeEquations.Pool[RidgeModel.LEADS];
    Arrays.setAll(pools, i -> new RidgeEquations.Pool(inputs.grid().slots(), inputs.size()));
    return pools;
  }
}
