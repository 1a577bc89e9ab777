// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.Conformal;
import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.NewSteps;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Trees, the latest days, and past errors. Everything is on the heap: there is nothing to close. An
 * update adds days and their errors and leaves the trees; a day that has only begun at the cutoff
 * is not looked at.
 *
 * <p>Thread-safety: immutable.
 */
final class GbmModel implements FittedForecaster {
  /** What the features look back on, and some to spare. */
  static final int KEPT_DAYS = 160;

  private final Options options;
  private final Provenance provenance;
  private final TimeAxis trainedOn;
  private final Panel kept;
  private final Calendar calendar;
  private final WeatherDays weather;
  private final double[] scales;
  private final boolean[] neverNegative;
  private final Errors[] errors;
  private final Learnt learnt;
  private final UsualDays[] days;
  private final Conformal[] quantiles;

  GbmModel(
      Options options,
      Provenance provenance,
      TimeAxis trainedOn,
      Panel kept,
      Calendar calendar,
      WeatherDays weather,
      double[] scales,
      boolean[] neverNegative,
      Errors[] errors,
      Learnt learnt) {
    this.options = options;
    this.provenance = provenance;
    this.trainedOn = trainedOn;
    this.kept = kept;
    this.calendar = calendar;
    this.scales = scales;
    this.neverNegative = neverNegative;
    this.errors = errors;
    this.learnt = learnt;
    this.days = new UsualDays[kept.size()];
    this.quantiles = new Conformal[kept.size()];
    for (int s = 0; s < days.length; s++) {
      days[s] = UsualDays.of(kept.series(s), calendar, scales[s]);
      quantiles[s] = errors[s].quantiles();
    }
    this.weather = weather.from(days[0].firstDay() - KEPT_DAYS);
  }

  /** Returns the values of a series by day and slot, NaN where missing. */
  static double[] truth(Series series, UsualDays days) {
    double[] truth = new double[days.count() * days.slots()];
    for (int day = 0; day < days.count(); day++) {
      for (int k = 0; k < days.slots(); k++) {
        double value = days.value(day, k);
        truth[day * days.slots() + k] = Double.isNaN(value) ? value : days.toUnit(value);
      }
    }
    return truth;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> seriesIds() {
    return kept.ids();
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return GbmProvider.CAPABILITIES;
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    run.checkpoint("forecast of gbm");
    if (request.samplePaths() > 0 || request.explain()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "request",
              request.samplePaths() > 0 ? "sample paths" : "explanation",
              "is more than 'gbm' can",
              "ask for means and quantiles alone"));
    }
    WeatherDays known =
        WeatherDays.of(request.covariates().asOf(cutoff()), calendar).orElse(weather);
    TimeAxis axis = trainedOn.next(request.horizon());
    int n = kept.size();
    double[][] means = new double[n][];
    double[][][] bands = new double[n][][];
    run.forEach(
        n,
        s -> {
          run.checkpoint();
          means[s] = means(s, axis, known);
          bands[s] = bands(s, axis, means[s], request);
        });
    Forecast.Builder builder = Forecast.builder(axis, request.levels());
    for (int s = 0; s < n; s++) {
      Series series = kept.series(s);
      builder.series(series.id(), series.quantity(), series.support(), means[s], bands[s]);
    }
    return builder.build();
  }

  private int origin() {
    return days[0].day(trainedOn.end().getEpochSecond());
  }

  private double[] means(int s, TimeAxis axis, WeatherDays known) {
    double[] means = new double[axis.length()];
    float[] row = new float[Features.COUNT];
    int origin = origin();
    int lastDay = Integer.MIN_VALUE;
    double[] usual = {};
    for (int t = 0; t < means.length; t++) {
      int day = days[s].day(axis.epochSecond(t));
      if (day != lastDay) {
        usual = days[s].usual(day, origin);
        for (int k = 0; k < usual.length; k++) {
          usual[k] = Double.isNaN(usual[k]) ? days[s].newest(k, origin) : usual[k];
        }
        lastDay = day;
      }
      int slot = days[s].slot(axis.epochSecond(t));
      means[t] = floor(s, learnt.predict(days[s], known, day, origin, slot, usual, row));
    }
    return means;
  }

  private double[][] bands(int s, TimeAxis axis, double[] means, ForecastRequest request) {
    double[][] bands = new double[request.levels().size()][axis.length()];
    for (int t = 0; t < means.length; t++) {
      int lead = days[s].day(axis.epochSecond(t)) - origin();
      int slot = days[s].slot(axis.epochSecond(t));
      for (int q = 0; q < bands.length; q++) {
        double error = quantiles[s].quantile(lead, slot, request.levels().get(q));
        bands[q][t] = floor(s, means[t] + error);
      }
    }
    return bands;
  }

  private double floor(int s, double value) {
    return neverNegative[s] ? Math.max(0, value) : value;
  }

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    run.checkpoint("update of gbm");
    NewSteps steps = NewSteps.of(newer.targets().select(seriesIds()), trainedOn);
    Panel joined = steps.after(kept);
    TimeAxis seen = steps.seen();
    WeatherDays known =
        WeatherDays.of(newer.covariates().asOf(seen.end()), newer.calendar()).orElse(weather);
    boolean[] positive = neverNegative.clone();
    Errors[] all = new Errors[errors.length];
    run.forEach(
        all.length,
        s -> {
          run.checkpoint();
          UsualDays longer = UsualDays.of(joined.series(s), newer.calendar(), scales[s]);
          double[] truth = truth(joined.series(s), longer);
          int end = longer.day(seen.end().getEpochSecond());
          Errors recent = Errors.of(learnt, longer, truth, known, origin(), end);
          all[s] = errors[s].and(recent, options.get(GbmProvider.CALIBRATION_DAYS));
          positive[s] &= Arrays.stream(joined.series(s).toArray()).noneMatch(v -> v < 0);
        });
    Panel tail = GbmForecaster.latest(joined, KEPT_DAYS);
    Provenance updated = provenance.updated(DataDigest.of(tail), seen.end());
    return new GbmModel(
        options, updated, seen, tail, newer.calendar(), known, scales, positive, all, learnt);
  }

  @Override
  public ModelFile toModelFile() {
    return GbmFile.write(
        provenance, trainedOn, kept, calendar, weather, scales, neverNegative, errors, learnt);
  }
}
