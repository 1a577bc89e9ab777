// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.NewSteps;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link RegressionForecaster} has learnt. A series that was never negative is not forecast
 * to be: mean, quantiles and paths stop at 0.
 *
 * <p>An update moves on the days that a forecast looks back on, and the errors that its bands are
 * made of; the equations stay as they were fitted.
 *
 * <p>Thread-safety: immutable.
 */
final class FittedRegression implements FittedForecaster {
  private static final int WEEK = 7;

  private final RegressionForecaster forecaster;
  private final List<Channel> channels;
  private final RidgeInputs inputs;
  private final TimeAxis trainedOn;
  private final int fittedTo; // the day that the equations were learnt up to
  private final Provenance provenance;
  private final SeriesRegression[] learnt;
  private final Covariates given; // with the history; a file does not keep them

  /** What a series is. */
  record Channel(String id, Quantity quantity, Support support) {
    static List<Channel> of(Panel panel) {
      return panel.series().stream()
          .map(series -> new Channel(series.id(), series.quantity(), series.support()))
          .toList();
    }
  }

  FittedRegression(
      RegressionForecaster forecaster,
      List<Channel> channels,
      RidgeInputs inputs,
      TimeAxis trainedOn,
      int fittedTo,
      Provenance provenance,
      SeriesRegression[] learnt,
      Covariates given) {
    this.forecaster = forecaster;
    this.channels = List.copyOf(channels);
    this.inputs = inputs;
    this.trainedOn = trainedOn;
    this.fittedTo = fittedTo;
    this.provenance = provenance;
    this.learnt = learnt;
    this.given = given;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> seriesIds() {
    return channels.stream().map(Channel::id).toList();
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return RegressionForecaster.CAPABILITIES;
  }

  private int end() {
    return learnt[0].end();
  }

  // ---------------------------------------------------------------- forecast

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    run.checkpoint("forecast of " + forecaster.name());
    TimeAxis axis = trainedOn.next(request.horizon());
    int slots = inputs.grid().slots();
    int[] cells = inputs.grid().cells(axis, end());
    int days = cells[cells.length - 1] / slots + 1;
    RidgeInputs known = known(request.covariates(), end() + days);
    requireKnown(known, end() + days);
    int n = channels.size();
    double[][][] quantiles = new double[n][][];
    SeriesForecast[] made = new SeriesForecast[n];
    List<Explanation> explanations = new ArrayList<>(Collections.nCopies(n, EMPTY));
    boolean fixed = forecaster.settings().fixedPersistence();
    run.forEach(
        n,
        s -> {
          made[s] = SeriesForecast.of(learnt[s], known, cells, fixed);
          quantiles[s] = made[s].quantiles(request.levels());
          if (request.explain()) {
            List<String> notes = notes(learnt[s], known, end() + days);
            explanations.set(
                s,
                RegressionExplanation.of(
                    channels.get(s).id(), learnt[s], known, made[s].days(), cells, notes));
          }
        });
    Forecast.Builder builder = Forecast.builder(axis, request.levels());
    for (int s = 0; s < n; s++) {
      Channel channel = channels.get(s);
      builder.series(
          channel.id(), channel.quantity(), channel.support(), made[s].mean(), quantiles[s]);
    }
    if (request.samplePaths() > 0) {
      builder.paths(paths(request.samplePaths(), made, days - 1, run));
    }
    if (request.explain()) {
      explanations.forEach(builder::explanation);
    }
    return builder.build();
  }

  private static final Explanation EMPTY = new Explanation("", List.of(), List.of());

  private RidgeInputs known(Covariates covariates, int to) {
    DayWeather weather = inputs.weather();
    if (weather == null || covariates.isEmpty()) {
      return inputs;
    }
    int from = end() - DayWeather.WINDOW;
    DayWeather newer = DayWeather.of(covariates, inputs.grid(), from, to);
    return inputs.with(inputs.grid(), weather.with(newer, from, Math.max(to, weather.end())));
  }

  /** Refuses a future whose holidays or weather are not known, if the caller wants that. */
  private void requireKnown(RidgeInputs known, int to) {
    if (!policy().refusesUnknownFuture()) {
      return;
    }
    Validation problems = new Validation();
    policy().checkHolidays(inputs.grid().calendar(), to - 1L, problems);
    DayWeather weather = known.weather();
    if (weather != null) {
      int unknown = weather.firstUnknown(end(), to);
      problems.check(
          unknown == to,
          "weather",
          weather.knownTo(unknown),
          "must be known on " + LocalDate.ofEpochDay(unknown) + ", a day of the forecast",
          "give a forecast of it, or let unknown-future be as-usual");
    }
    policy().throwIfAny(problems);
  }

  private InputPolicy policy() {
    return forecaster.settings().policy();
  }

  /**
   * Adds to the means the errors of past weeks, the same week for every series, so that what goes
   * wrong together stays together.
   */
  private double[][][] paths(int count, SeriesForecast[] made, int leadDays, RunContext run) {
    int[] weeks = learnt[0].bands().origins();
    double[][][] paths = new double[count][made.length][];
    int[] drawn = new int[leadDays / WEEK + 1];
    for (int p = 0; p < count; p++) {
      run.checkpoint("sample paths");
      RandomGenerator random = run.random("sample paths", p);
      for (int w = 0; w < drawn.length; w++) {
        drawn[w] = weeks.length == 0 ? 0 : weeks[random.nextInt(weeks.length)];
      }
      for (int s = 0; s < made.length; s++) {
        paths[p][s] = made[s].path(drawn);
      }
    }
    return paths;
  }

  // ---------------------------------------------------------------- what to know

  private List<String> notes(SeriesRegression of, RidgeInputs known, int to) {
    List<String> notes = new ArrayList<>(warnings(of));
    if (of.neverNegative()) {
      notes.add("the history is never negative: neither is the forecast");
    }
    if (!inputs.grid().isCovered(to - 1)) {
      notes.add("the calendar ends before the forecast: later holidays are not known");
    }
    DayWeather weather = known.weather();
    int unknown = 0;
    for (int day = end(); weather != null && day < to; day++) {
      unknown += weather.isKnown(day) ? 0 : 1;
    }
    if (unknown > 0) {
      notes.add("the weather of " + unknown + " days is not known: as in the last known week");
    }
    return notes;
  }

  private static final int STALE_FIT = 90; // days
  private static final int STALE_DATA = 14; // days
  private static final double DRIFTING = 1.5;

  private List<String> warnings(SeriesRegression of) {
    List<String> warnings = new ArrayList<>();
    int age = of.state().daysWithoutValue();
    if (age > STALE_DATA) {
      warnings.add("no value in the last " + age + " days: as it was before");
    }
    if (end() - fittedTo > STALE_FIT) {
      warnings.add("learnt " + (end() - fittedTo) + " days ago: fit anew");
    }
    if (of.bands().present() > DRIFTING) {
      warnings.add("errors of late are much larger than usual: bands are wider; maybe fit anew");
    }
    return warnings;
  }

  /** Returns what is odd about the history. */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    for (int s = 0; s < learnt.length; s++) {
      InputPolicy.addDoubts(
          channels.get(s).id(), learnt[s].state().onlyValue(), !learnt[s].neverNegative(), doubts);
    }
    if (forecaster.settings().weather()) {
      String remedy =
          inputs.weather() == null
              ? "fit with a temperature, without which no weather is used"
              : "say what it measures: temperature and rain are used, the first of each";
      List<Covariate> used = inputs.weather() == null ? List.of() : DayWeather.used(given);
      policy().addUnused(given, used, remedy, doubts);
    }
    return doubts;
  }

  @Override
  public List<String> warnings() {
    List<String> all = doubts();
    for (int s = 0; s < learnt.length; s++) {
      for (String warning : warnings(learnt[s])) {
        all.add("series '" + channels.get(s).id() + "': " + warning);
      }
    }
    InputPolicy.addUnknownHolidays(inputs.grid().calendar(), end(), all);
    DayWeather weather = inputs.weather();
    if (weather != null && weather.firstUnknown(end(), end() + WEEK) < end() + WEEK) {
      all.add(
          Validation.message(
              "weather",
              weather.knownTo(weather.firstUnknown(end(), end() + WEEK)),
              "is not known a week ahead: days after that are taken for the last known ones",
              "give a forecast of it with each request"));
    }
    return List.copyOf(all);
  }

  // ---------------------------------------------------------------- update

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    run.checkpoint("update of " + forecaster.name());
    Panel more = newer.targets().select(seriesIds());
    requireFollows(newer, more);
    NewSteps steps = NewSteps.of(more, trainedOn);
    TimeAxis seen = steps.seen();
    DayGrid grid = new DayGrid(newer.calendar(), trainedOn.stepSeconds());
    int newEnd = grid.day(seen.epochSecond(seen.length()));
    RidgeInputs later = later(newer.covariates().asOf(seen.end()), grid, newEnd);
    Panel fresh = steps.fresh().orElse(null);
    int[] cells = fresh == null ? new int[0] : grid.cells(fresh.axis(), end());
    SeriesRegression[] moved = new SeriesRegression[learnt.length];
    run.forEach(
        moved.length,
        s -> moved[s] = advance(s, later, fresh == null ? null : fresh.series(s), cells, newEnd));
    Provenance updated =
        provenance.updated(
            fresh == null ? provenance.dataDigest() : DataDigest.of(fresh), seen.end());
    return new FittedRegression(
        forecaster, channels, later, seen, fittedTo, updated, moved, newer.covariates());
  }

  private void requireFollows(History newer, Panel more) {
    Validation problems = new Validation();
    NewSteps.check(problems, more.axis(), trainedOn);
    problems.check(
        newer.calendar().zone().equals(inputs.grid().calendar().zone()),
        "zone of the newer history",
        newer.calendar().zone(),
        "must be that of the model, " + inputs.grid().calendar().zone(),
        "fit anew for another zone");
    for (int s = 0; s < channels.size(); s++) {
      Series series = more.series(s);
      Channel channel = channels.get(s);
      problems.check(
          series.quantity().equals(channel.quantity()) && series.support() == channel.support(),
          "series '" + series.id() + "'",
          series.quantity() + ", " + series.support(),
          "must measure " + channel.quantity() + ", " + channel.support(),
          "convert it first");
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "update of '" + forecaster.name() + "'");
  }

  private RidgeInputs later(Covariates covariates, DayGrid grid, int newEnd) {
    DayWeather weather = inputs.weather();
    if (weather == null) {
      return inputs.with(grid, null);
    }
    int from = newEnd - DayWeather.WINDOW;
    int to = Math.max(weather.end(), newEnd + DayWeather.WINDOW);
    DayWeather newer = DayWeather.of(covariates, grid, from, to - 1);
    return inputs.with(grid, weather.with(newer, from, to));
  }

  private SeriesRegression advance(
      int s, RidgeInputs later, @Nullable Series fresh, int[] cells, int newEnd) {
    SeriesRegression series = learnt[s].with(later.grid());
    if (fresh == null) {
      return series;
    }
    int slots = later.grid().slots();
    int start = end();
    double[] table = later.grid().table(fresh, cells, newEnd - start + 1);
    for (int k = 0; k < series.today().length; k++) {
      if (Double.isNaN(table[k])) {
        table[k] = series.today()[k];
      }
    }
    for (int day = start; day < newEnd; day++) {
      int at = (day - start) * slots;
      series = series.advanced(later, Arrays.copyOfRange(table, at, at + slots));
    }
    return series.withToday(Arrays.copyOfRange(table, (newEnd - start) * slots, table.length));
  }

  // ---------------------------------------------------------------- file

  @Override
  public ModelFile toModelFile() {
    return RegressionFiles.write(
        forecaster.settings(), channels, inputs, trainedOn, fittedTo, provenance, List.of(learnt));
  }
}
