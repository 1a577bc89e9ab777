// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** What a toy forecaster has learnt. */
final class ToyModel implements FittedForecaster {
  private static final Set<ForecastFault> SLOW =
      Set.of(
          ForecastFault.NONE,
          ForecastFault.IGNORES_CANCELLATION,
          ForecastFault.LOOKS_ONCE_FOR_CANCELLATION);
  private final ForecastFault fault;
  private final Provenance provenance;
  private final double[] scratch = new double[1000];
  private History history;
  private double[][] profile;
  private double factor;
  double spread;
  private boolean closed;

  ToyModel(
      ForecastFault fault,
      History history,
      History used,
      double factor,
      Provenance provenance,
      RunContext run) {
    this.fault = fault;
    this.history = history;
    this.factor = factor;
    this.provenance = provenance;
    if (fault == ForecastFault.UNCLAIMED_COVARIATES && !history.covariates().isEmpty()) {
      this.factor = 1.01;
    }
    learn(used, run);
  }

  private void learn(History used, RunContext run) {
    Panel targets = used.targets();
    profile = new double[targets.size()][];
    double[] sums = new double[targets.size()];
    for (int s = 0; s < targets.size(); s++) {
      if (fault != ForecastFault.IGNORES_CANCELLATION
          && fault != ForecastFault.LOOKS_ONCE_FOR_CANCELLATION) {
        run.checkpoint("fit of the toy");
      }
      profile[s] = means(targets.series(s));
      if (targets.size() > 2 && SLOW.contains(fault)) {
        LockSupport.parkNanos(500_000); // so that there is something to interrupt
      }
      Series series = targets.series(s);
      for (int t = 0; t < series.length(); t++) {
        double error = series.value(t) - profile[s][slot(series.axis().epochSecond(t))];
        sums[s] += Double.isNaN(error) ? 0 : error * error / series.length();
      }
    }
    // With threads, another order of summation: the usual way to lose the last bits.
    spread = 1e-9;
    for (int s = 0; s < sums.length; s++) {
      spread += StrictMath.sqrt(sums[s]) / sums.length;
    }
    if (fault == ForecastFault.ORDER_BY_THREADS && run.parallelism() > 1) {
      spread = Math.nextUp(spread);
    }
  }

  private double[] means(Series series) {
    int slots = (int) (7 * 86_400 / series.axis().stepSeconds());
    double[] sums = new double[slots];
    int[] counts = new int[slots];
    double all = 0;
    int known = 0;
    for (int t = 0; t < series.length(); t++) {
      if (!series.isMissing(t) || fault == ForecastFault.GAPS_SPREAD) {
        int slot = slot(series.axis().epochSecond(t));
        sums[slot] += series.value(t);
        counts[slot]++;
        all += series.value(t);
        known++;
      }
    }
    for (int k = 0; k < slots; k++) {
      sums[k] = counts[k] > 0 ? sums[k] / counts[k] : known == 0 ? 0 : all / known;
    }
    return sums;
  }

  private int slot(long at) {
    boolean machine = fault == ForecastFault.CLOCK_OF_THE_MACHINE;
    WallClock clock = machine ? WallClock.of(ZoneId.systemDefault()) : history.calendar().clock();
    long step = trainedOn().stepSeconds();
    int day = WallClock.dayOfWeekOf(clock.epochDay(at)) - 1;
    if (fault == ForecastFault.DAYS_OF_24_HOURS && clock.hoursInDay(clock.epochDay(at)) != 24) {
      throw new ArrayIndexOutOfBoundsException("hour 24");
    }
    return (int) (day * (86_400 / step) + clock.secondOfDay(at) / step);
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> seriesIds() {
    return history.targets().ids();
  }

  @Override
  public TimeAxis trainedOn() {
    return history.targets().axis();
  }

  @Override
  public Set<Capability> capabilities() {
    if (fault == ForecastFault.MODEL_CLAIMS_MORE) {
      return Set.of(Capability.values());
    }
    return ToyForecaster.capabilities(fault);
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    if (closed && fault == ForecastFault.FAILS_AFTER_CLOSE) {
      throw new NullPointerException("handle");
    }
    if (fault != ForecastFault.IGNORES_CANCELLATION) {
      run.checkpoint("forecast of the toy");
    }
    require(!request.levels().isEmpty(), Capability.QUANTILES);
    require(
        request.samplePaths() > 0 && fault != ForecastFault.UNCLAIMED_PATHS,
        Capability.SAMPLE_PATHS);
    require(request.explain(), Capability.EXPLANATION);
    TimeAxis axis = trainedOn().next(request.horizon());
    if (fault == ForecastFault.STARTS_LATE) {
      axis = TimeAxis.of(axis.instant(1), axis.step(), axis.length());
    }
    boolean own = fault == ForecastFault.OWN_LEVELS && !request.levels().isEmpty();
    List<QuantileLevel> levels = own ? QuantileLevel.STANDARD : request.levels();
    int n = seriesIds().size();
    double[][] means = new double[n][];
    Forecast.Builder builder = Forecast.builder(axis, levels);
    for (int i = 0; i < n; i++) {
      int s = fault == ForecastFault.SWAPS_SERIES ? n - 1 - i : i;
      means[s] = mean(s, axis, request.covariates());
      Series series = history.targets().series(s);
      builder.series(
          series.id(), series.quantity(), series.support(), means[s], quantiles(means[s], levels));
      if (request.explain()) {
        Explanation.Component all = new Explanation.Component("hour of the week", means[s]);
        builder.explanation(new Explanation(series.id(), List.of(all), List.of()));
      }
    }
    if (fault != ForecastFault.UNCLAIMED_PATHS) {
      builder.paths(paths(request.samplePaths(), means, run));
    }
    return builder.build();
  }

  /** One per cent for each degree above 20, where the toy uses the temperature. */
  private double warmth(Covariates covariates, long at) {
    if (!ToyForecaster.capabilities(fault).contains(Capability.COVARIATES)
        || fault == ForecastFault.CLAIMS_COVARIATES) {
      return 1;
    }
    for (Covariate one : covariates.list()) {
      double value = one.at(at);
      if (one.series().quantity().equals(Quantity.TEMPERATURE) && !Double.isNaN(value)) {
        return 1 + 0.01 * (value - 20);
      }
    }
    return 1;
  }

  private double[] mean(int s, TimeAxis axis, Covariates asked) {
    boolean deaf = asked.isEmpty() || fault == ForecastFault.FORGETS_COVARIATES_OF_THE_REQUEST;
    Covariates covariates = deaf ? history.covariates() : asked;
    if (deaf && fault != ForecastFault.PEEKS_AT_COVARIATES) {
      covariates = covariates.asOf(cutoff());
    }
    double[] mean = new double[axis.length()];
    double[] into = fault == ForecastFault.SCRATCH_SHARED_BY_THREADS ? scratch : mean;
    for (int t = 0; t < mean.length; t++) {
      double unit = fault == ForecastFault.WRONG_UNIT ? 3.6 : 1;
      long at = axis.epochSecond(t);
      into[t] = unit * factor * profile[s][slot(at)] * warmth(covariates, at);
      if (into == scratch) {
        LockSupport.parkNanos(1);
      }
    }
    System.arraycopy(into, 0, mean, 0, mean.length);
    return mean;
  }

  private double[][] quantiles(double[] mean, List<QuantileLevel> levels) {
    double[][] quantiles = new double[levels.size()][mean.length];
    for (int k = 0; k < quantiles.length; k++) {
      double p = levels.get(k).asDouble();
      double logit = StrictMath.log(p / (1 - p));
      if (fault == ForecastFault.QUANTILES_CROSS && p > 0.99) {
        logit = 0;
      }
      for (int t = 0; t < mean.length; t++) {
        quantiles[k][t] = mean[t] + spread * logit;
      }
    }
    return quantiles;
  }

  private double[][][] paths(int count, double[][] means, RunContext run) {
    double[][][] paths = new double[count][means.length][];
    RunContext seeded =
        fault == ForecastFault.IGNORES_THE_SEED ? RunContext.standard().withSeed(3) : run;
    for (int p = 0; p < count; p++) {
      RandomGenerator random = seeded.random("paths", p);
      for (int i = 0; i < means.length; i++) {
        double[] mean = means[i];
        paths[p][i] = new double[mean.length];
        for (int t = 0; t < mean.length; t++) {
          paths[p][i][t] = mean[t] + spread * random.nextGaussian();
        }
      }
    }
    return paths;
  }

  private void require(boolean asked, Capability capability) {
    if (asked && !capabilities().contains(capability)) {
      throw new UnsupportedRequestException("the toy has no " + capability.label());
    }
  }

  /** As it was in the end, but not in between: what nobody sees who does one thing at a time. */
  void borrowed() {
    double own = spread;
    spread = 2 * own;
    LockSupport.parkNanos(2_000_000);
    spread = own;
  }

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    require(true, Capability.UPDATE);
    if (fault == ForecastFault.UPDATE_BORROWS_THE_MODEL) {
      borrowed();
    }
    if (fault != ForecastFault.IGNORES_CANCELLATION) {
      run.checkpoint("update of the toy");
    }
    Panel more = newer.targets().select(seriesIds());
    TimeAxis axis = more.axis();
    int from = axis.ceilingIndex(cutoff());
    boolean gap = axis.start().isAfter(cutoff());
    if (!axis.sameGrid(trainedOn()) || gap) {
      if (gap && fault == ForecastFault.UPDATE_LEAVES_A_GAP) {
        return this;
      }
      throw new DataException(ErrorCode.AXIS_MISMATCH, "newer (" + axis + "), does not follow.");
    }
    Panel joined = history.targets();
    if (fault == ForecastFault.UPDATE_TRUSTS_THE_OVERLAP) {
      joined = joined.before(axis.start()).concat(more);
    } else if (from < axis.length()) {
      joined = joined.concat(more.slice(from, axis.length()));
    }
    Provenance updated =
        new Provenance(
            provenance.provider(),
            provenance.providerVersion(),
            provenance.libraryVersion(),
            provenance.options(),
            provenance.seed(),
            DataDigest.of(joined),
            provenance.trainedFrom(),
            joined.axis().end(),
            provenance.series());
    History all = new History(joined, newer.covariates(), newer.calendar());
    ToyModel model = new ToyModel(fault, all, all, factor, updated, run);
    if (fault == ForecastFault.UPDATE_MUTATES) {
      profile = model.profile;
      spread = model.spread;
    }
    return model;
  }

  @Override
  public ModelFile toModelFile() {
    require(true, Capability.PERSISTENCE);
    if (fault == ForecastFault.SAVING_BORROWS_THE_MODEL) {
      borrowed();
    }
    EntryWriter writer = new EntryWriter();
    TimeAxis axis = trainedOn();
    writer.writeLong(axis.epochSecond(0)).writeLong(axis.stepSeconds()).writeInt(axis.length());
    writer.writeString(history.calendar().zone().getId()).writeInt(seriesIds().size());
    for (Series series : history.targets().series()) {
      writer.writeString(series.id()).writeString(series.quantity().name());
      writer.writeEnum(series.support()).writeDoubles(series.toArray());
    }
    writer.writeDouble(spread);
    return ModelFile.builder(ModelKind.FORECASTER, 1, provenance).entry("history", writer).build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
