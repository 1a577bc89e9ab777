// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a {@link DayForecaster} has learnt: the days it keeps, the parameters of its model for each
 * series, which an update leaves as they are, and its past errors. A series that was never negative
 * is not forecast to be: mean, quantiles and paths stop at 0.
 *
 * <p>Thread-safety: immutable.
 */
final class FittedDays extends KeptDays {
  private static final int WEEK = 7;

  private final DayForecaster forecaster;
  private final DayModel[] models;
  private final LocalDays[] days;
  private final PastErrors[] errors;
  private final boolean[] neverNegative;
  private final boolean partial;

  /**
   * Takes the arrays as they are: whatever fills them has come to its end, so that a thread that
   * sees the model sees all of it, however it came by it.
   */
  private FittedDays(
      DayForecaster forecaster,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      DayModel[] models,
      LocalDays[] days,
      PastErrors[] errors) {
    super(kept, trainedOn, provenance);
    this.forecaster = forecaster;
    this.models = models;
    this.days = days;
    this.errors = errors;
    this.neverNegative = new boolean[models.length];
    for (int s = 0; s < models.length; s++) {
      neverNegative[s] = Arrays.stream(kept.targets().series(s).toArray()).noneMatch(v -> v < 0);
    }
    long cutoff = trainedOn.end().getEpochSecond();
    this.partial = kept.calendar().clock().secondOfDay(cutoff) != 0;
  }

  /**
   * Learns from the days kept.
   *
   * @param known the models of the series if their parameters are known already, else empty
   */
  static FittedDays learn(
      DayForecaster forecaster,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      List<DayModel> known,
      RunContext run) {
    UsableHistory.requireValues(forecaster.name(), forecaster.learntFrom(kept.targets()));
    int n = kept.targets().size();
    DayModel[] models = new DayModel[n];
    LocalDays[] days = new LocalDays[n];
    PastErrors[] errors = new PastErrors[n];
    run.forEach(
        n,
        s -> {
          Series series = kept.targets().series(s);
          days[s] = new LocalDays(series, kept.calendar());
          int origin = days[s].day(trainedOn.end().getEpochSecond());
          models[s] = known.isEmpty() ? learn(forecaster, series, kept) : known.get(s);
          errors[s] = PastErrors.of(models[s], days[s], origin);
          if (errors[s].count() == 0) {
            // Three weeks of values, and no week of them before which anything was known.
            int given = series.length() - series.missing();
            throw new TooShortHistoryException(forecaster.name(), series.id(), 2 * given, given);
          }
        });
    return new FittedDays(forecaster, kept, trainedOn, provenance, models, days, errors);
  }

  private static DayModel learn(DayForecaster forecaster, Series series, History kept) {
    Series newest = forecaster.learntFrom(series);
    LocalDays days = new LocalDays(newest, kept.calendar());
    return forecaster.model().learn(days, days.day(newest.axis().end().getEpochSecond()));
  }

  private int origin(int s) {
    return days[s].day(trainedOn.end().getEpochSecond());
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    run.checkpoint("forecast of " + forecaster.name());
    TimeAxis axis = trainedOn.next(request.horizon());
    forecaster.policy().requireHolidays(kept.calendar(), lastDay(axis));
    int n = seriesIds().size();
    double[][] means = new double[n][];
    double[][][] quantiles = new double[n][][];
    List<Explanation> explanations = new ArrayList<>(Collections.nCopies(n, EMPTY));
    run.forEach(
        n,
        s -> {
          DayModel.Prediction prediction = predict(s, axis);
          means[s] = mean(s, axis, prediction);
          quantiles[s] = quantiles(s, axis, means[s], request);
          if (request.explain()) {
            explanations.set(s, explanation(s, axis, prediction, means[s]));
          }
        });
    Forecast.Builder builder = Forecast.builder(axis, request.levels());
    for (int s = 0; s < n; s++) {
      Series series = kept.targets().series(s);
      builder.series(series.id(), series.quantity(), series.support(), means[s], quantiles[s]);
    }
    if (request.samplePaths() > 0) {
      builder.paths(paths(request.samplePaths(), axis, means, run));
    }
    if (request.explain()) {
      explanations.forEach(builder::explanation);
    }
    return builder.build();
  }

  private long lastDay(TimeAxis axis) {
    return kept.calendar().clock().epochDay(axis.epochSecond(axis.length() - 1));
  }

  /** Returns what is odd about the history. */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    kept.targets().series().forEach(series -> InputPolicy.addDoubts(series, doubts));
    forecaster.policy().addUnused(kept.covariates(), doubts);
    return doubts;
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = doubts();
    for (int s = 0; s < days.length; s++) {
      for (String stale : days[s].staleness(origin(s) - 1, 0)) {
        warnings.add("series '" + seriesIds().get(s) + "': " + stale);
      }
    }
    long next = kept.calendar().clock().epochDay(cutoff().getEpochSecond());
    InputPolicy.addUnknownHolidays(kept.calendar(), next, warnings);
    return List.copyOf(warnings);
  }

  private static final Explanation EMPTY = new Explanation("", List.of(), List.of());

  private DayModel.Prediction predict(int s, TimeAxis axis) {
    int last = days[s].day(axis.epochSecond(axis.length() - 1));
    return models[s].predict(days[s], origin(s), partial, last - origin(s) + 1);
  }

  private double[] mean(int s, TimeAxis axis, DayModel.Prediction prediction) {
    double[] mean = new double[axis.length()];
    for (int t = 0; t < mean.length; t++) {
      long at = axis.epochSecond(t);
      mean[t] = floor(s, prediction.value(days[s].day(at) - origin(s), days[s].slot(at)));
    }
    return mean;
  }

  private double[][] quantiles(int s, TimeAxis axis, double[] mean, ForecastRequest request) {
    double[][] quantiles = new double[request.levels().size()][axis.length()];
    for (int t = 0; t < axis.length(); t++) {
      long at = axis.epochSecond(t);
      int lead = days[s].day(at) - origin(s);
      int slot = days[s].slot(at);
      for (int q = 0; q < quantiles.length; q++) {
        quantiles[q][t] =
            floor(s, mean[t] + errors[s].quantile(lead, slot, mean[t], request.levels().get(q)));
      }
    }
    return quantiles;
  }

  /** Adds drawn errors to the means; see {@link ErrorPaths}. */
  private double[][][] paths(int count, TimeAxis axis, double[][] means, RunContext run) {
    ErrorPaths drawing = new ErrorPaths(errors, days[0].slots);
    double[][][] paths = new double[count][means.length][axis.length()];
    int leadDays = days[0].day(axis.epochSecond(axis.length() - 1)) - origin(0);
    for (int p = 0; p < count; p++) {
      run.checkpoint("sample paths");
      ErrorPaths.Drawn drawn = drawing.draw(leadDays / WEEK + 1, run.random("sample paths", p));
      for (int s = 0; s < means.length; s++) {
        for (int t = 0; t < axis.length(); t++) {
          long at = axis.epochSecond(t);
          int lead = days[s].day(at) - origin(s);
          double error = drawing.error(drawn, s, lead, days[s].slot(at), means[s][t]);
          paths[p][s][t] = floor(s, means[s][t] + error);
        }
      }
    }
    return paths;
  }

  private Explanation explanation(
      int s, TimeAxis axis, DayModel.Prediction prediction, double[] mean) {
    List<Explanation.Component> components = new ArrayList<>();
    double[] rest = mean.clone();
    for (int part = 0; part < prediction.parts().size(); part++) {
      double[] contribution = new double[axis.length()];
      for (int t = 0; t < contribution.length; t++) {
        long at = axis.epochSecond(t);
        int lead = days[s].day(at) - origin(s);
        contribution[t] = prediction.parts().get(part)[lead][days[s].slot(at)];
        rest[t] -= contribution[t];
      }
      components.add(new Explanation.Component(prediction.names().get(part), contribution));
    }
    if (Arrays.stream(rest).anyMatch(v -> Math.abs(v) > 1e-9)) {
      components.add(new Explanation.Component("not below zero", rest));
    }
    List<String> notes = new ArrayList<>(prediction.notes());
    if (neverNegative[s]) {
      notes.add("the history is never negative: neither is the forecast");
    }
    if (!days[s].isCovered(days[s].day(axis.epochSecond(axis.length() - 1)))) {
      notes.add("the calendar ends before the forecast: later holidays are not known");
    }
    return new Explanation(kept.targets().ids().get(s), components, notes);
  }

  private double floor(int s, double value) {
    return neverNegative[s] ? Math.max(0, value) : value;
  }

  @Override
  Panel newest(Panel targets) {
    return forecaster.kept(targets);
  }

  @Override
  FittedForecaster with(History newKept, TimeAxis seen, Provenance updated, RunContext run) {
    return learn(forecaster, newKept, seen, updated, List.of(models), run);
  }

  @Override
  public ModelFile toModelFile() {
    return DayModelFiles.write(kept, trainedOn, provenance(), List.of(models));
  }
}
