// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.evaluate;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.evaluate.Backtest;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Metric;
import io.github.watermgmt.evaluate.Metrics;
import io.github.watermgmt.evaluate.Refit;
import io.github.watermgmt.evaluate.Scorecard;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses between forecasters, or between options of one, by what they would have forecast before a
 * cutoff. Nothing after the cutoff has a say: not the truth, not a covariate that was not known
 * then, not a forecast of the weather that was issued later. What is known in advance, such as the
 * calendar, stays known.
 *
 * <pre>{@code
 * Selection selection = ModelSelection.builder()
 *     .history(history)
 *     .cutoff(now)
 *     .horizon(168)
 *     .origins(12, Period.ofDays(7))
 *     .candidate("naive", providers.forecaster("seasonal-naive"))
 *     .candidate("profile", providers.forecaster("weekly-profile"))
 *     .oneStandardError()
 *     .build()
 *     .select(run);
 * }</pre>
 *
 * <p>The best is the candidate with the least mean score, each origin counting alike; of equals the
 * one added first. A candidate that fails anywhere is not chosen. By the rule of one standard error
 * (Breiman et al., Classification and Regression Trees, 1984) the choice is the first candidate as
 * added, simplest first, whose mean is not worse than the best by more than one standard error of
 * their paired difference: what cannot be told apart is decided for the simple.
 *
 * <p>A score on which a choice was made flatters the chosen. Judge it on origins after the cutoff.
 *
 * <p>Costs what {@link Backtest} costs. Thread-safety: immutable.
 */
public final class ModelSelection {
  private final Backtest backtest;
  private final History known;
  private final Metric metric;
  private final List<String> labels;
  private final boolean oneStandardError;

  private ModelSelection(
      Backtest backtest,
      History known,
      Metric metric,
      List<String> labels,
      boolean oneStandardError) {
    this.backtest = backtest;
    this.known = known;
    this.metric = metric;
    this.labels = labels;
    this.oneStandardError = oneStandardError;
  }

  /** Starts a selection. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the origins, ascending; the horizon of each ends at the cutoff or before. */
  public List<Instant> origins() {
    return backtest.origins();
  }

  /**
   * Lets all candidates forecast, and chooses. The same bits for any number of threads.
   *
   * @throws UnsupportedRequestException WM-202 if no candidate has a score without failing
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  public Selection select(RunContext run) {
    Scorecard card = Scorecard.of(backtest.run(run), List.of(metric), known.targets());
    String name = metric.name();
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, String> reasons = new LinkedHashMap<>();
    @Nullable String best = null;
    for (String label : labels) {
      DieboldMariano alone = DieboldMariano.of(losses(card, label), 1);
      means.put(label, alone.difference());
      reasons.put(label, reason(card, label));
      boolean eligible = card.failures(label) == 0 && !Double.isNaN(alone.difference());
      if (eligible && (best == null || alone.difference() < means.getOrDefault(best, 0.0))) {
        best = label;
      }
    }
    if (best == null) {
      throw new UnsupportedRequestException(
          Validation.message(
              "candidates",
              labels,
              "none has a score from each origin: " + reasons,
              "take later origins, or candidates that live with this history"));
    }
    List<Selection.Standing> standings = new ArrayList<>();
    String chosen = best;
    boolean open = oneStandardError;
    for (String label : labels) {
      DieboldMariano toBest = DieboldMariano.of(card, label, best, name);
      int failures = card.failures(label);
      standings.add(
          new Selection.Standing(
              label,
              means.getOrDefault(label, Double.NaN),
              failures,
              reasons.getOrDefault(label, ""),
              toBest));
      if (open && failures == 0 && toBest.difference() <= Math.max(0, toBest.standardError())) {
        chosen = label;
        open = false;
      }
    }
    return new Selection(chosen, best, name, backtest.origins(), standings);
  }

  /** The mean scores of the origins that have one. */
  private static double[] losses(Scorecard card, String label) {
    Map<Instant, double[]> sums = new LinkedHashMap<>();
    for (int r = 0; r < card.rows().size(); r++) {
      BacktestRow row = card.rows().get(r);
      if (row.provider().equals(label) && !Double.isNaN(card.score(r, 0))) {
        double[] sum = sums.computeIfAbsent(row.cutoff(), origin -> new double[2]);
        sum[0] += card.score(r, 0);
        sum[1]++;
      }
    }
    return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
  }

  private static String reason(Scorecard card, String label) {
    return card.rows().stream()
        .filter(row -> row.provider().equals(label) && row.failure().isPresent())
        .findFirst()
        .flatMap(BacktestRow::failure)
        .orElse("");
  }

  /**
   * Builds a {@link ModelSelection}.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Builder {
    private @Nullable History history;
    private @Nullable Instant cutoff;
    private int horizon;
    private List<Instant> origins = List.of();
    private int count = 12;
    private Period every = Period.ofDays(7);
    private Metric metric = Metrics.mae();
    private List<QuantileLevel> levels = QuantileLevel.STANDARD;
    private Refit refit = Refit.EACH;
    private final Map<String, Forecaster> candidates = new LinkedHashMap<>();
    private boolean oneStandardError;

    Builder() {}

    /** Sets the history; what comes after the cutoff may be there, and is not looked at. */
    public Builder history(History newHistory) {
      this.history = Objects.requireNonNull(newHistory, "newHistory");
      return this;
    }

    /** Sets the moment at which the choice is made; else the end of the history. */
    public Builder cutoff(Instant newCutoff) {
      this.cutoff = Objects.requireNonNull(newCutoff, "newCutoff");
      return this;
    }

    /** Sets the number of steps to forecast from each origin. */
    public Builder horizon(int newHorizon) {
      this.horizon = newHorizon;
      return this;
    }

    /**
     * Takes so many origins, as late as their horizons allow, at the wall-clock time of the cutoff
     * every so many calendar days; else 12 weeks.
     *
     * @param newCount at least 1
     * @param newEvery positive
     */
    public Builder origins(int newCount, Period newEvery) {
      if (newCount < 1 || newEvery.isZero() || newEvery.isNegative()) {
        throw new IllegalArgumentException(
            "origins (" + newCount + " every " + newEvery + "), must be at least 1 and positive.");
      }
      this.count = newCount;
      this.every = newEvery;
      this.origins = List.of();
      return this;
    }

    /** Sets the origins themselves; the horizon of each must end at the cutoff or before. */
    public Builder origins(Collection<Instant> newOrigins) {
      this.origins = List.copyOf(newOrigins);
      return this;
    }

    /** Sets what to choose by, better when smaller; else {@link Metrics#mae}. */
    public Builder metric(Metric newMetric) {
      this.metric = Objects.requireNonNull(newMetric, "newMetric");
      return this;
    }

    /** Sets the quantile levels that the metric needs; else {@link QuantileLevel#STANDARD}. */
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
     * Adds a candidate; where it matters, the simplest first.
     *
     * @throws IllegalArgumentException if there is one of this label
     */
    public Builder candidate(String label, Forecaster forecaster) {
      if (candidates.putIfAbsent(label, Objects.requireNonNull(forecaster, "forecaster")) != null) {
        throw new IllegalArgumentException("label (" + label + "), is there twice.");
      }
      return this;
    }

    /** Chooses by the rule of one standard error. */
    public Builder oneStandardError() {
      this.oneStandardError = true;
      return this;
    }

    /**
     * Returns the selection.
     *
     * @throws IllegalStateException if the history is not set
     * @throws DataException WM-105 with all problems: no candidate, a horizon below 1, a cutoff off
     *     the grid or past the end of the history, origins off the grid, without history before
     *     them or whose horizon goes past the cutoff
     */
    public ModelSelection build() {
      if (history == null) {
        throw new IllegalStateException("history is not set");
      }
      Instant now = cutoff == null ? history.end() : cutoff;
      boolean onGrid = now.equals(history.end()) || history.targets().axis().indexOf(now) > 0;
      if (!onGrid) {
        throw new DataException(
            ErrorCode.AXIS_MISMATCH,
            Validation.message(
                "cutoff",
                now,
                "must be the start of a later step of the history, " + history.targets().axis(),
                "take its end, " + history.end()));
      }
      History known = history.before(now);
      Backtest.Builder backtest =
          Backtest.builder()
              .history(known)
              .horizon(horizon)
              .levels(levels)
              .refit(refit)
              .origins(origins.isEmpty() ? latest(known, now) : origins);
      candidates.forEach(backtest::forecaster);
      return new ModelSelection(
          backtest.build(), known, metric, List.copyOf(candidates.keySet()), oneStandardError);
    }

    /** Counts back by the wall clock from the last origin whose horizon ends by the cutoff. */
    private List<Instant> latest(History known, Instant now) {
      Duration ahead = known.targets().axis().step().multipliedBy(Math.max(1, horizon));
      LocalDateTime last = LocalDateTime.ofInstant(now, known.calendar().zone());
      List<Instant> found = new ArrayList<>();
      for (int k = 0; found.size() < count; k++) {
        Instant origin =
            last.minus(every.multipliedBy(k)).atZone(known.calendar().zone()).toInstant();
        if (!origin.isAfter(known.targets().axis().start())) {
          break;
        }
        if (!origin.plus(ahead).isAfter(now)) {
          found.add(origin);
        }
      }
      return found;
    }
  }
}
