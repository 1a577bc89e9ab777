// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.Conformal;
import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.NewSteps;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.Exportable;
import io.github.watermgmt.tf.internal.Shared;
import io.github.watermgmt.tf.internal.net.InferenceNet;
import io.github.watermgmt.tf.internal.net.NetExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A network, the latest days, and past errors. The mean of a forecast is the middle quantile of the
 * network, or its only output if it was trained on the squared error. An update adds days and their
 * errors and leaves the weights; a day that has only begun at the cutoff is not looked at.
 *
 * <p>Thread-safety: immutable. The network is native memory, which models made by updates share.
 */
final class NetworkModel implements FittedForecaster, Exportable {
  /** What the inputs look back on, and some to spare. */
  static final int KEPT_DAYS = 160;

  final Options options;
  final TimeAxis trainedOn;
  final Panel kept;
  final Calendar calendar;
  final WeatherDays weather;
  final SeriesState[] states;
  final Network network;
  final long learntUntil;
  private final Provenance provenance;
  private final Shared<InferenceNet> net;
  private final LaidSeries[] laid;
  private final Conformal[][] corrections;
  private final double[] levels;

  /**
   * Takes over the arrays, and one use of the network.
   *
   * @param learntUntil when the last day ended that the weights are from, epoch second
   */
  NetworkModel(
      Options options,
      Provenance provenance,
      TimeAxis trainedOn,
      Panel kept,
      Calendar calendar,
      WeatherDays weather,
      SeriesState[] states,
      Network network,
      long learntUntil,
      Shared<InferenceNet> net) {
    this.options = options;
    this.provenance = provenance;
    this.trainedOn = trainedOn;
    this.kept = kept;
    this.calendar = calendar;
    this.states = states;
    this.network = network;
    this.learntUntil = learntUntil;
    this.net = net;
    this.levels = Network.levels(options).stream().mapToDouble(level -> level).toArray();
    this.laid = new LaidSeries[kept.size()];
    this.corrections = new Conformal[kept.size()][];
    for (int s = 0; s < laid.length; s++) {
      laid[s] = laid(kept.series(s), calendar, states[s]);
      corrections[s] = states[s].errors().quantiles();
    }
    this.weather = weather.from(laid[0].days().firstDay() - KEPT_DAYS);
  }

  static boolean isNeverNegative(Series series) {
    return Arrays.stream(series.toArray()).noneMatch(value -> value < 0);
  }

  private static LaidSeries laid(Series series, Calendar calendar, SeriesState state) {
    return new LaidSeries(
        UsualDays.withHolidaysAsSundays(series, calendar, state.magnitude()), state.spread());
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
    return NetworkForecasters.CAPABILITIES;
  }

  @Override
  public List<String> warnings() {
    return NetworkNotes.warnings(this, laid);
  }

  /** Returns the day at the cutoff, in days of the series kept. */
  int origin() {
    return laid[0].days().day(trainedOn.end().getEpochSecond());
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    run.checkpoint("forecast of " + provenance.provider());
    // Held while it works: whoever closes the model meanwhile does not take the network away.
    try (Shared<InferenceNet> held = net.share()) {
      return forecast(held.get(), request, run);
    }
  }

  /**
   * Returns what was known of the weather at a cutoff, and where that is nothing what was before.
   */
  private WeatherDays weather(Covariates given, Calendar zone, Instant cutoff) {
    return WeatherDays.of(given.asOf(cutoff), zone).orElse(weather);
  }

  private Forecast forecast(InferenceNet open, ForecastRequest request, RunContext run) {
    TimeAxis axis = trainedOn.next(request.horizon());
    WeatherDays known = weather(request.covariates(), calendar, cutoff());
    int n = kept.size();
    int origin = origin();
    int ahead = laid[0].days().day(axis.epochSecond(axis.length() - 1)) - origin + 1;
    double[][][] usual = new double[n][ahead][];
    run.forEach(n, s -> usual(laid[s].days(), origin, usual[s]));
    float[] outputs = network.predict(open, laid, known, origin, usual, run);
    Forecast.Builder builder = Forecast.builder(axis, request.levels());
    Outlook[] outlooks = new Outlook[n];
    int perDay = network.inputs().slots() * levels.length;
    for (int s = 0; s < n; s++) {
      run.checkpoint();
      float[] own = Arrays.copyOfRange(outputs, s * ahead * perDay, (s + 1) * ahead * perDay);
      Outlook outlook = new Outlook(laid[s], corrections[s], levels, usual[s], own, origin);
      outlooks[s] = outlook;
      Series series = kept.series(s);
      double[] mean = new double[axis.length()];
      double[][] bands = new double[request.levels().size()][axis.length()];
      for (int t = 0; t < mean.length; t++) {
        long at = axis.epochSecond(t);
        mean[t] = floor(s, outlook.mean(at));
        double[] sorted = quantiles(s, outlook, at, request.levels());
        for (int q = 0; q < bands.length; q++) {
          bands[q][t] = sorted[q];
        }
      }
      builder.series(series.id(), series.quantity(), series.support(), mean, bands);
      if (request.explain()) {
        builder.explanation(NetworkNotes.explanation(this, series.id(), outlook, axis, mean));
      }
    }
    if (request.samplePaths() > 0) {
      builder.paths(paths(request.samplePaths(), axis, outlooks, run));
    }
    return builder.build();
  }

  private double[][][] paths(int count, TimeAxis axis, Outlook[] outlooks, RunContext run) {
    JointPaths drawing = new JointPaths(states);
    UsualDays days = laid[0].days();
    int origin = origin();
    int weeks = (days.day(axis.epochSecond(axis.length() - 1)) - origin) / DayInputs.LEADS + 1;
    double[][][] paths = new double[count][outlooks.length][axis.length()];
    for (int p = 0; p < count; p++) {
      run.checkpoint("sample paths");
      JointPaths.Drawn drawn = drawing.draw(weeks, run.random("sample paths", p));
      for (int s = 0; s < outlooks.length; s++) {
        for (int t = 0; t < axis.length(); t++) {
          long at = axis.epochSecond(t);
          double chance = drawing.probability(drawn, s, days.day(at) - origin, days.slot(at));
          paths[p][s][t] = floor(s, outlooks[s].quantile(at, chance));
        }
      }
    }
    return paths;
  }

  private static void usual(UsualDays days, int origin, double[][] usual) {
    for (int d = 0; d < usual.length; d++) {
      usual[d] = days.usual(origin + d, origin);
      for (int k = 0; k < days.slots(); k++) {
        usual[d][k] = Double.isNaN(usual[d][k]) ? days.newest(k, origin) : usual[d][k];
      }
    }
  }

  /** Sorted, so that none cross: each level of the network errs in its own way. */
  private double[] quantiles(int s, Outlook outlook, long at, List<QuantileLevel> wanted) {
    double[] values = new double[wanted.size()];
    for (int q = 0; q < values.length; q++) {
      values[q] = floor(s, outlook.quantile(at, wanted.get(q)));
    }
    Arrays.sort(values);
    return values;
  }

  private double floor(int s, double value) {
    return states[s].neverNegative() ? Math.max(0, value) : value;
  }

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    run.checkpoint("update of " + provenance.provider());
    NewSteps steps = NewSteps.of(newer.targets().select(seriesIds()), trainedOn);
    Panel joined = steps.after(kept);
    TimeAxis seen = steps.seen();
    WeatherDays known = weather(newer.covariates(), newer.calendar(), seen.end());
    Shared<InferenceNet> own = net.share();
    boolean handedOn = false;
    try {
      InferenceNet open = own.get();
      SeriesState[] updated = new SeriesState[states.length];
      run.forEach(
          updated.length, s -> updated[s] = updated(open, s, joined, newer, known, seen, run));
      Panel tail = NetworkForecaster.latest(joined, KEPT_DAYS);
      NetworkModel model =
          new NetworkModel(
              options,
              provenance.updated(DataDigest.of(tail), seen.end()),
              seen,
              tail,
              newer.calendar(),
              known,
              updated,
              network,
              learntUntil,
              own);
      handedOn = true;
      return model;
    } finally {
      if (!handedOn) {
        own.close();
      }
    }
  }

  private SeriesState updated(
      InferenceNet open,
      int s,
      Panel joined,
      History newer,
      WeatherDays known,
      TimeAxis seen,
      RunContext run) {
    SeriesState old = states[s];
    LaidSeries longer = laid(joined.series(s), newer.calendar(), old);
    int end = longer.days().day(seen.end().getEpochSecond());
    LevelErrors recent = network.errors(open, longer, known, origin(), end, run);
    return new SeriesState(
        old.magnitude(),
        old.spread(),
        old.neverNegative() && isNeverNegative(joined.series(s)),
        old.errors().and(recent, options.get(NetworkOptions.CALIBRATION_DAYS)));
  }

  @Override
  public void exportNetwork(Path folder) {
    NetExport.write(network.architecture(), network.weights(), folder);
  }

  @Override
  public ModelFile toModelFile() {
    return NetworkFile.write(this);
  }

  @Override
  public void close() {
    net.close();
  }
}
