// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

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
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * What a {@link HouseholdForecaster} has learnt: the days it keeps, of which everything else
 * follows.
 *
 * <p>Thread-safety: immutable.
 */
final class FittedHousehold extends KeptDays {
  private static final int LONG_AWAY = 14; // days
  private static final int NUMBERS = 3; // that a day of a path is drawn with

  private final HouseholdForecaster forecaster;
  private final LocalDays[] days;
  private final HouseholdModel[] models;

  /** Takes the arrays as they are: whatever fills them has come to its end. */
  private FittedHousehold(
      HouseholdForecaster forecaster,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      LocalDays[] days,
      HouseholdModel[] models) {
    super(kept, trainedOn, provenance);
    this.forecaster = forecaster;
    this.days = days;
    this.models = models;
  }

  static FittedHousehold learn(
      HouseholdForecaster forecaster,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      RunContext run) {
    UsableHistory.requireValues(forecaster.name(), kept.targets());
    LocalDays[] days = new LocalDays[kept.targets().size()];
    HouseholdModel[] models = new HouseholdModel[days.length];
    run.forEach(
        days.length,
        s -> {
          days[s] = new LocalDays(kept.targets().series(s), kept.calendar());
          int origin = days[s].day(trainedOn.end().getEpochSecond());
          models[s] = new HouseholdModel(forecaster.settings(), days[s], origin);
        });
    return new FittedHousehold(forecaster, kept, trainedOn, provenance, days, models);
  }

  private int origin(int s) {
    return days[s].day(trainedOn.end().getEpochSecond());
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    run.checkpoint("forecast of " + forecaster.name());
    TimeAxis axis = trainedOn.next(request.horizon());
    forecaster
        .policy()
        .requireHolidays(
            kept.calendar(), kept.calendar().clock().epochDay(axis.epochSecond(axis.length() - 1)));
    int n = days.length;
    Made[] made = new Made[n];
    run.forEach(n, s -> made[s] = make(s, axis, request));
    Forecast.Builder builder = Forecast.builder(axis, request.levels());
    for (int s = 0; s < n; s++) {
      Series series = kept.targets().series(s);
      builder.series(
          series.id(), series.quantity(), series.support(), made[s].mean, made[s].quantiles);
    }
    if (request.samplePaths() > 0) {
      builder.paths(paths(request.samplePaths(), axis, run));
    }
    if (request.explain()) {
      for (int s = 0; s < n; s++) {
        builder.explanation(explanation(s, axis, made[s]));
      }
    }
    return builder.build();
  }

  /** The forecast of a series, and how likely nobody is there on each of its days. */
  private record Made(double[] mean, double[][] quantiles, double[] absence, double[] away) {
    @Override
    public String toString() {
      return mean.length + " steps";
    }
  }

  private Made make(int s, TimeAxis axis, ForecastRequest request) {
    HouseholdModel model = models[s];
    int last = days[s].day(axis.epochSecond(axis.length() - 1));
    double[] away = model.absent(last - origin(s) + 1);
    double[] mean = new double[axis.length()];
    double[] absence = new double[axis.length()];
    double[][] quantiles = new double[request.levels().size()][axis.length()];
    for (int t = 0; t < mean.length; t++) {
      long at = axis.epochSecond(t);
      int day = days[s].day(at);
      int slot = days[s].slot(at);
      double likely = away[day - origin(s)];
      double there = model.presentMean(day, slot);
      absence[t] = likely * (model.absentMean() - there);
      mean[t] = there + absence[t];
      model.quantiles(day, slot, likely, request.levels(), quantiles, t);
    }
    return new Made(mean, quantiles, absence, away);
  }

  /**
   * Draws whole days of the past, by the same numbers for every series: what happens on the same
   * days stays together.
   */
  private double[][][] paths(int count, TimeAxis axis, RunContext run) {
    double[][][] paths = new double[count][days.length][axis.length()];
    int ahead = days[0].day(axis.epochSecond(axis.length() - 1)) - origin(0) + 1;
    double[][] uniform = new double[NUMBERS][ahead];
    for (int p = 0; p < count; p++) {
      run.checkpoint("sample paths");
      RandomGenerator random = run.random("sample paths", p);
      for (double[] numbers : uniform) {
        for (int d = 0; d < ahead; d++) {
          numbers[d] = random.nextDouble();
        }
      }
      for (int s = 0; s < days.length; s++) {
        double[][] course = models[s].draw(uniform);
        for (int t = 0; t < axis.length(); t++) {
          long at = axis.epochSecond(t);
          paths[p][s][t] = course[days[s].day(at) - origin(s)][days[s].slot(at)];
        }
      }
    }
    return paths;
  }

  private Explanation explanation(int s, TimeAxis axis, Made made) {
    double[] there = new double[made.mean.length];
    for (int t = 0; t < there.length; t++) {
      there[t] = made.mean[t] - made.absence[t];
    }
    List<Explanation.Component> components = new ArrayList<>();
    components.add(new Explanation.Component("use when at home", there));
    List<String> notes = new ArrayList<>(days[s].staleness(origin(s) - 1, 0));
    if (made.away[0] > 0) {
      components.add(new Explanation.Component("absence", made.absence));
      notes.add(
          String.format(
              Locale.ROOT,
              "nobody there: %d days up to the last whole one; %.0f %% likely on the first day to"
                  + " come",
              models[s].daysAway(),
              100 * made.away[0]));
    }
    if (!days[s].isCovered(days[s].day(axis.epochSecond(axis.length() - 1)))) {
      notes.add("the calendar ends before the forecast: later holidays are not known");
    }
    return new Explanation(seriesIds().get(s), components, notes);
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
      String series = "series '" + seriesIds().get(s) + "': ";
      for (String stale : days[s].staleness(origin(s) - 1, 0)) {
        warnings.add(series + stale);
      }
      if (models[s].daysAway() > LONG_AWAY) {
        warnings.add(series + "hardly any use for " + models[s].daysAway() + " days");
      }
    }
    long next = kept.calendar().clock().epochDay(cutoff().getEpochSecond());
    InputPolicy.addUnknownHolidays(kept.calendar(), next, warnings);
    return List.copyOf(warnings);
  }

  @Override
  Panel newest(Panel targets) {
    return forecaster.kept(targets);
  }

  @Override
  FittedForecaster with(History newKept, TimeAxis seen, Provenance updated, RunContext run) {
    return learn(forecaster, newKept, seen, updated, run);
  }

  @Override
  public ModelFile toModelFile() {
    return DayModelFiles.builder(kept, trainedOn, provenance()).build();
  }
}
