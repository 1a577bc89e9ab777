// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts from origins in the past, as if each were now (rolling-origin evaluation). At each
 * origin a forecaster is given what was known then, {@link History#before}, and nothing else: to
 * change what comes after changes no bit of its forecast. Covariates that are known in advance stay
 * known.
 *
 * <pre>{@code
 * List<BacktestRow> rows = Backtest.builder()
 *     .history(history)
 *     .origins(Backtest.calendarOrigins(from, to, Period.ofDays(7), zone))
 *     .horizon(168)
 *     .forecaster("naive", providers.forecaster("seasonal-naive"))
 *     .build()
 *     .run(RunContext.standard().withParallelism(4));
 * }</pre>
 *
 * <p>Thread-safety: immutable.
 */
public final class Backtest {
  private final History history;
  private final List<Instant> origins;
  private final int horizon;
  private final List<QuantileLevel> levels;
  private final Refit refit;
  private final Map<String, Forecaster> forecasters;

  private Backtest(Builder builder, History history) {
    this.history = history;
    this.origins = builder.origins.stream().sorted().toList();
    this.horizon = builder.horizon;
    this.levels = builder.levels;
    this.refit = builder.refit;
    this.forecasters = new LinkedHashMap<>(builder.forecasters);
  }

  /** Starts a backtest. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the instants from {@code from} to {@code to}, both included, at the same wall-clock
   * time every so many calendar days or months, whatever the clocks do in between. A wall-clock
   * time that a change of clocks skips is shifted by the gap; of two it has the earlier.
   *
   * @param every positive
   * @throws IllegalArgumentException if the period is not positive or {@code to} is before {@code
   *     from}
   */
  public static List<Instant> calendarOrigins(Instant from, Instant to, Period every, ZoneId zone) {
    if (every.isZero() || every.isNegative()) {
      throw new IllegalArgumentException("every (" + every + "), must be positive.");
    }
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to (" + to + "), must not be before " + from + ".");
    }
    LocalDateTime first = LocalDateTime.ofInstant(from, zone);
    List<Instant> origins = new ArrayList<>();
    // From the first one each time: the 31st stays the 31st after a shorter month. The first itself
    // is taken as given, for its wall-clock time may occur twice.
    Instant next = from;
    for (int k = 1; !next.isAfter(to); k++) {
      origins.add(next);
      next = first.plus(every.multipliedBy(k)).atZone(zone).toInstant();
    }
    return List.copyOf(origins);
  }

  /** Returns the origins, ascending. */
  public List<Instant> origins() {
    return origins;
  }

  /** Returns the number of rows that {@link #run} returns. */
  public int rowCount() {
    return forecasters.size() * origins.size() * history.targets().size();
  }

  /**
   * Runs all forecasters from all origins; see {@link #run(RunContext, Consumer)}.
   *
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  public List<BacktestRow> run(RunContext run) {
    return run(run, rows -> {});
  }

  /**
   * Runs all forecasters from all origins. The rows are ordered by forecaster as added, by origin,
   * and by series; they are the same bits for any number of threads.
   *
   * <p>A forecaster that throws, or whose forecast does not fit, gives rows with a failure; the
   * others are not touched. A forecaster without quantiles gives rows without quantiles.
   *
   * <p>Memory: the rows, 8 bytes per step for each level, the mean and the truth.
   *
   * @param finished is given the rows of one forecaster and origin when they are done, in any order
   *     and by several threads, so that a run that is cancelled has not been in vain; what it
   *     throws ends the run
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  public List<BacktestRow> run(RunContext run, Consumer<List<BacktestRow>> finished) {
    return rows(run, finished, true);
  }

  /**
   * Runs all forecasters from all origins as {@link #run(RunContext, Consumer)} does, and keeps no
   * row: for long runs of which only the scores are to stay.
   *
   * <p>With one thread the origins come in their order, and at each origin the forecasters in
   * theirs; with more threads nearly so. Memory: the rows under way, one forecaster and origin for
   * each thread.
   *
   * @param finished is given the rows of one forecaster and origin when they are done, by several
   *     threads; what it throws ends the run
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  public void stream(RunContext run, Consumer<List<BacktestRow>> finished) {
    rows(run, finished, false);
  }

  private List<BacktestRow> rows(
      RunContext run, Consumer<List<BacktestRow>> finished, boolean keep) {
    Objects.requireNonNull(finished, "finished");
    List<Map.Entry<String, Forecaster>> entries = List.copyOf(forecasters.entrySet());
    return new BacktestRun(history, origins, horizon, levels, run, finished, keep)
        .rows(entries, refit);
  }

  /**
   * Builds a {@link Backtest}; {@link #build()} reports every problem at once.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Builder {
    private @Nullable History history;
    private List<Instant> origins = List.of();
    private int horizon;
    private List<QuantileLevel> levels = QuantileLevel.STANDARD;
    private Refit refit = Refit.EACH;
    private final Map<String, Forecaster> forecasters = new LinkedHashMap<>();

    Builder() {}

    /** Sets the series to forecast, with the truth after the origins, covariates and calendar. */
    public Builder history(History newHistory) {
      this.history = Objects.requireNonNull(newHistory, "newHistory");
      return this;
    }

    /** Sets the moments from which to forecast, in any order. */
    public Builder origins(Collection<Instant> newOrigins) {
      this.origins = List.copyOf(newOrigins);
      return this;
    }

    /** Sets the number of steps to forecast from each origin. */
    public Builder horizon(int newHorizon) {
      this.horizon = newHorizon;
      return this;
    }

    /** Sets the quantile levels; else {@link QuantileLevel#STANDARD}. */
    public Builder levels(Collection<QuantileLevel> newLevels) {
      this.levels = newLevels.stream().sorted().distinct().toList();
      return this;
    }

    /** Sets when to learn anew; else {@link Refit#EACH}. */
    public Builder refit(Refit newRefit) {
      this.refit = Objects.requireNonNull(newRefit, "newRefit");
      return this;
    }

    /**
     * Adds a forecaster.
     *
     * @param label names its rows; two forecasters of one provider may differ in their options
     * @throws IllegalArgumentException if there is one of this label
     */
    public Builder forecaster(String label, Forecaster forecaster) {
      Objects.requireNonNull(label, "label");
      Objects.requireNonNull(forecaster, "forecaster");
      if (forecasters.putIfAbsent(label, forecaster) != null) {
        throw new IllegalArgumentException("label (" + label + "), is there twice.");
      }
      return this;
    }

    /**
     * Returns the backtest.
     *
     * @throws IllegalStateException if the history is not set
     * @throws DataException WM-105 with all problems: no forecaster, no or repeated origins, a
     *     horizon below 1, origins off the grid, with no history before or not enough after them
     */
    public Backtest build() {
      if (history == null) {
        throw new IllegalStateException("history is not set");
      }
      Validation problems = new Validation();
      problems.check(!forecasters.isEmpty(), "forecasters", 0, "must be at least one", "");
      problems.check(!origins.isEmpty(), "origins", 0, "must be at least one", "");
      problems.check(horizon >= 1, "horizon", horizon, "must be at least 1 step", "");
      problems.check(
          origins.stream().distinct().count() == origins.size(),
          "origins",
          origins.size(),
          "must be distinct",
          "");
      TimeAxis axis = history.targets().axis();
      for (Instant origin : origins) {
        checkOrigin(origin, axis, problems);
      }
      problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "backtest");
      return new Backtest(this, history);
    }

    private void checkOrigin(Instant origin, TimeAxis axis, Validation problems) {
      int index = origin.equals(axis.end()) ? axis.length() : axis.indexOf(origin);
      if (index < 0) {
        problems.check(
            false,
            "origin",
            origin,
            "must be the start of a step of the history, " + axis,
            "take one of " + neighbours(origin, axis));
        return;
      }
      problems.check(index > 0, "origin", origin, "has no history before it, which is " + axis, "");
      problems.check(
          horizon <= axis.length() - index,
          "origin",
          origin,
          "its horizon of " + horizon + " steps goes past the end of the history, " + axis.end(),
          "take earlier origins or a shorter horizon");
    }

    private static List<Instant> neighbours(Instant origin, TimeAxis axis) {
      int after = axis.ceilingIndex(origin);
      return Stream.of(after - 1, after)
          .filter(index -> index > 0 && index < axis.length())
          .map(axis::instant)
          .toList();
    }
  }
}
