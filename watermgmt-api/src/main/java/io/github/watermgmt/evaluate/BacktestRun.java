// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Backtest}. Each task writes the rows of its own origins only. */
final class BacktestRun {
  private static final System.Logger LOG = System.getLogger(BacktestRun.class.getName());

  private final History history;
  private final List<Instant> origins;
  private final int horizon;
  private final List<QuantileLevel> levels;
  private final RunContext run;
  private final Consumer<List<BacktestRow>> finished;
  private final boolean keep;
  private final AtomicInteger done = new AtomicInteger();
  private int total;

  BacktestRun(
      History history,
      List<Instant> origins,
      int horizon,
      List<QuantileLevel> levels,
      RunContext run,
      Consumer<List<BacktestRow>> finished,
      boolean keep) {
    this.history = history;
    this.origins = origins;
    this.horizon = horizon;
    this.levels = levels;
    this.run = run;
    this.finished = finished;
    this.keep = keep;
  }

  /** One forecaster, and its rows as they come, one place per origin, if they are to be kept. */
  private final class Course {
    final String label;
    final Forecaster forecaster;
    final List<List<BacktestRow>> rows = new ArrayList<>();
    Held held = new Held(null, "not fitted");

    Course(String label, Forecaster forecaster) {
      this.label = label;
      this.forecaster = forecaster;
      for (int o = 0; o < (keep ? origins.size() : 0); o++) {
        rows.add(List.of());
      }
    }

    void finish(int origin, List<BacktestRow> result) {
      if (keep) {
        // Distinct places of an array list may be set by distinct threads.
        rows.set(origin, result);
      }
      finished.accept(result);
      run.progress("backtest", done.incrementAndGet(), total);
    }
  }

  /**
   * Goes from origin to origin and there from forecaster to forecaster, so that they take turns and
   * what slows the machine for a while slows all of them.
   */
  List<BacktestRow> rows(List<Map.Entry<String, Forecaster>> forecasters, Refit refit) {
    List<Course> courses = new ArrayList<>();
    for (Map.Entry<String, Forecaster> entry : forecasters) {
      courses.add(new Course(entry.getKey(), entry.getValue()));
    }
    total = courses.size() * origins.size();
    try {
      switch (refit) {
        case EACH ->
            run.forEach(total, i -> each(courses.get(i % courses.size()), i / courses.size()));
        case ONCE -> once(courses);
        case UPDATE -> chain(courses);
      }
    } finally {
      courses.forEach(course -> course.held.close());
    }
    List<BacktestRow> rows = new ArrayList<>();
    for (Course course : courses) {
      course.rows.forEach(rows::addAll);
    }
    return List.copyOf(rows);
  }

  private void each(Course course, int origin) {
    try (Held held = fit(course, origin)) {
      course.finish(origin, forecast(course, origin, held));
    }
  }

  private void first(Course course) {
    course.held = fit(course, 0);
    course.finish(0, forecast(course, 0, course.held));
  }

  private void once(List<Course> courses) {
    int n = courses.size();
    run.forEach(n, i -> first(courses.get(i)));
    run.forEach(
        n * (origins.size() - 1),
        i -> {
          Course course = courses.get(i % n);
          int origin = i / n + 1;
          Held updated = update(course.held, origin);
          try {
            course.finish(origin, forecast(course, origin, updated));
          } finally {
            updated.closeUnless(course.held);
          }
        });
  }

  private void chain(List<Course> courses) {
    run.forEach(courses.size(), i -> first(courses.get(i)));
    for (int o = 1; o < origins.size(); o++) {
      int origin = o;
      run.forEach(
          courses.size(),
          i -> {
            Course course = courses.get(i);
            Held older = course.held;
            course.held = update(older, origin);
            older.closeUnless(course.held);
            course.finish(origin, forecast(course, origin, course.held));
          });
    }
  }

  /** A model, or the reason why there is none. */
  private record Held(@Nullable FittedForecaster model, @Nullable String failure)
      implements AutoCloseable {

    /** Closes this model, but not if an update without news returned the very same one. */
    void closeUnless(Held other) {
      if (model != other.model) {
        close();
      }
    }

    @Override
    public void close() {
      if (model == null) {
        return;
      }
      try {
        model.close();
      } catch (RuntimeException e) {
        // Its forecasts were made and stand; the other forecasters are not to suffer.
        LOG.log(System.Logger.Level.WARNING, "a fitted forecaster could not be closed", e);
      }
    }
  }

  private Held fit(Course course, int origin) {
    return attempt(() -> course.forecaster.fit(history.before(origins.get(origin)), run));
  }

  private Held update(Held held, int origin) {
    FittedForecaster model = held.model();
    return model == null
        ? held
        : attempt(() -> model.update(history.before(origins.get(origin)), run));
  }

  private Held attempt(Supplier<FittedForecaster> work) {
    try {
      return new Held(Objects.requireNonNull(work.get(), "no model was returned"), null);
    } catch (Throwable failure) {
      return new Held(null, reason(failure));
    }
  }

  private List<BacktestRow> forecast(Course course, int origin, Held held) {
    FittedForecaster model = held.model();
    if (model == null) {
      return failed(course, origin, String.valueOf(held.failure()));
    }
    try {
      boolean quantiles = model.capabilities().contains(Capability.QUANTILES);
      ForecastRequest request =
          ForecastRequest.steps(horizon).withLevels(quantiles ? levels : List.of());
      Forecast forecast = model.forecast(request, run);
      TimeAxis targets = targets(origin);
      if (!forecast.axis().equals(targets)
          || !forecast.ids().equals(history.targets().ids())
          || !forecast.levels().equals(request.levels())) {
        return failed(
            course,
            origin,
            Validation.message(
                "forecast",
                forecast,
                "must cover " + targets + ", series " + history.targets().ids(),
                "report it to the provider"));
      }
      List<BacktestRow> rows = new ArrayList<>();
      for (int s = 0; s < forecast.size(); s++) {
        rows.add(row(course, origin, forecast, s));
      }
      return List.copyOf(rows);
    } catch (Throwable failure) {
      return failed(course, origin, reason(failure));
    }
  }

  /** Says why in words; throws again what is not the forecaster's own failure. */
  private String reason(Throwable failure) {
    if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
      throw error;
    }
    // When the run is to stop, the failure is most likely just that.
    run.checkpoint("backtest");
    return failure instanceof WaterManagementException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }

  private TimeAxis targets(int origin) {
    TimeAxis axis = history.targets().axis();
    return axis.slice(0, axis.ceilingIndex(origins.get(origin))).next(horizon);
  }

  private double[] truth(TimeAxis targets, int s) {
    double[] truth = new double[targets.length()];
    int from = history.targets().axis().indexOf(targets.start());
    history.targets().series(s).copyTo(from, truth, 0, truth.length);
    return truth;
  }

  private BacktestRow row(Course course, int origin, Forecast forecast, int s) {
    TimeAxis targets = forecast.axis();
    double[] mean = new double[targets.length()];
    Arrays.setAll(mean, t -> forecast.mean(s, t));
    double[][] quantiles = new double[forecast.levels().size()][targets.length()];
    for (int k = 0; k < quantiles.length; k++) {
      for (int t = 0; t < mean.length; t++) {
        quantiles[k][t] = forecast.quantileAt(s, t, k);
      }
    }
    return new BacktestRow(
        course.label,
        forecast.ids().get(s),
        origins.get(origin),
        targets,
        truth(targets, s),
        mean,
        forecast.levels(),
        quantiles,
        Optional.empty());
  }

  private List<BacktestRow> failed(Course course, int origin, String reason) {
    TimeAxis targets = targets(origin);
    List<BacktestRow> rows = new ArrayList<>();
    for (int s = 0; s < history.targets().size(); s++) {
      String id = history.targets().ids().get(s);
      Instant cutoff = origins.get(origin);
      rows.add(BacktestRow.failed(course.label, id, cutoff, targets, truth(targets, s), reason));
    }
    return List.copyOf(rows);
  }
}
