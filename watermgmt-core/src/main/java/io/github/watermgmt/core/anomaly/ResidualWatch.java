// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Quantity;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One channel against its weekly profile: a CUSUM of the standardised residuals, frame by frame,
 * and the faults of a sensor that can be told from its values alone. A fault interrupts an episode
 * and does not end it.
 */
final class ResidualWatch extends ChannelWatch {
  private static final double CALM_HOURS = 12;
  private static final double SUDDEN_HOURS = 24;
  private static final double WITHOUT_PAUSE = 0.85;
  private static final double EPISODE_RATE_HOURS = 12;
  private static final long DAY_SECONDS = 86_400;

  /** Without a value for so long nobody knows whether what was there still is. */
  private static final long SILENCE_SECONDS = DAY_SECONDS;

  /** What is wrong with the sensor. */
  private enum Fault {
    NONE,
    STUCK,
    IMPOSSIBLE
  }

  private final ResidualSettings settings;
  private final ResidualProfile profile;
  private final Quantity quantity;
  private final long stepSeconds;
  private final double stepHours;

  private final ResidualState state;
  private double observed = Double.NaN;
  private double expected = Double.NaN;
  private double scale = Double.NaN;

  private double last = Double.NaN;
  private long run;
  private long runStart;

  /** As the state was before the run of equal values began; valid within a run. */
  private final ResidualState beforeRun;

  private Fault fault = Fault.NONE;
  private long faultOnset;

  /** Stamp of the last value that was there, faulty or not. */
  private long heard;

  ResidualWatch(
      ResidualSettings settings, ResidualProfile profile, Quantity quantity, long stepSeconds) {
    this.settings = settings;
    this.profile = profile;
    this.quantity = quantity;
    this.stepSeconds = stepSeconds;
    this.stepHours = stepSeconds / 3600.0;
    this.state = new ResidualState(settings.drift());
    this.beforeRun = new ResidualState(settings.drift());
  }

  /** Learns the profile from a series, from one of its steps on. */
  void learn(Series series, int from) {
    profile.learn(series, from);
  }

  @Override
  void observe(long epochSecond, double value) {
    if (!Double.isFinite(value)) {
      // A missing value ends a run: nobody knows what it would have been.
      run = 0;
      last = Double.NaN;
      unknownUntil(epochSecond + stepSeconds);
      return;
    }
    unknownUntil(epochSecond);
    heard = epochSecond;
    if (value == last) {
      run++;
    } else {
      run = 1;
      runStart = epochSecond;
      beforeRun.copy(state);
    }
    last = value;
    int slot = profile.slot(epochSecond);
    observed = value;
    expected = profile.usual(slot) + state.level;
    scale = profile.scale(slot);
    if (isStuck()) {
      // What its first hours seemed to say was the fault's.
      state.copy(beforeRun);
      faulty(Fault.STUCK, runStart);
      return;
    }
    if (profile.isImpossible(value - state.level)) {
      faulty(Fault.IMPOSSIBLE, epochSecond);
      return;
    }
    fault = Fault.NONE;
    state.used = epochSecond;
    double residual = value - expected;
    if (state.direction == 0) {
      watch(epochSecond, slot, residual);
    } else {
      follow(epochSecond, residual);
    }
  }

  /** Ends what nothing was heard of for too long before an instant. */
  private void unknownUntil(long epochSecond) {
    boolean evidence = state.direction != 0 || state.up.sum() > 0 || state.down.sum() > 0;
    if (evidence && epochSecond - state.used - stepSeconds >= SILENCE_SECONDS) {
      state.clear();
    }
    if (fault != Fault.NONE && epochSecond - heard - stepSeconds >= SILENCE_SECONDS) {
      fault = Fault.NONE;
    }
  }

  private boolean isStuck() {
    double hours = run * stepHours;
    return run > 2 && hours >= settings.stuckHours() && run > 2 * profile.longestRun();
  }

  private void faulty(Fault what, long from) {
    faultOnset = fault == Fault.NONE ? from : Math.min(faultOnset, from);
    fault = what;
  }

  private void watch(long epochSecond, int slot, double residual) {
    double z = residual / scale;
    state.up.add(epochSecond, z, stepHours);
    state.down.add(epochSecond, -z, stepHours);
    if (sums() > settings.threshold()) {
      state.direction = state.up.sum() > settings.threshold() ? 1 : -1;
      state.onset = (state.direction > 0 ? state.up : state.down).onset();
      state.alarmed = epochSecond;
      state.excess = residual;
      state.frames = 1;
      state.framesBeyond = 1;
      return;
    }
    double clipped = Math.max(-2 * scale, Math.min(2 * scale, residual));
    state.level += clipped * Math.min(1, stepHours / (24 * settings.levelDays()));
    profile.follow(slot, residual);
  }

  /** Within an episode nothing is learnt, until it has lasted so long that it is normal. */
  private void follow(long epochSecond, double residual) {
    double beyond = state.direction * residual;
    state.frames++;
    state.framesBeyond += beyond > 0 ? 1 : 0;
    state.calmHours = beyond / scale < settings.drift() ? state.calmHours + stepHours : 0;
    if (state.calmHours == 0) {
      // Calm hours are on their way out of the episode, and not its size.
      state.excess += (residual - state.excess) * Math.min(0.5, stepHours / EPISODE_RATE_HOURS);
    }
    if (state.calmHours >= CALM_HOURS) {
      state.clear();
    } else if (epochSecond - state.alarmed >= settings.absorbDays() * DAY_SECONDS) {
      state.level += state.excess;
      state.clear();
    }
  }

  private double sums() {
    return Math.max(state.up.sum(), state.down.sum());
  }

  @Override
  Phase phase() {
    if (fault != Fault.NONE || state.direction != 0) {
      return Phase.ANOMALOUS;
    }
    return score() > settings.threshold() / 2 ? Phase.SUSPICIOUS : Phase.NORMAL;
  }

  @Override
  double score() {
    return fault != Fault.NONE ? 2 * settings.threshold() : sums();
  }

  @Override
  double grade() {
    return score() / (score() + settings.threshold());
  }

  @Override
  Report report() {
    long onset = fault != Fault.NONE ? faultOnset : state.onset;
    return new Report(onset, kind(), observed, expected, 2 * scale, flow(), reason());
  }

  private AnomalyKind kind() {
    if (fault != Fault.NONE) {
      return AnomalyKind.SENSOR_FAULT;
    }
    boolean pressure = quantity.equals(Quantity.PRESSURE_HEAD) || quantity.equals(Quantity.HEAD);
    if (!pressure && !quantity.equals(Quantity.FLOW) && !quantity.equals(Quantity.VOLUME)) {
      return AnomalyKind.UNKNOWN;
    }
    boolean loss = state.direction > 0 != pressure;
    if (!loss) {
      return pressure ? AnomalyKind.UNKNOWN : AnomalyKind.LOW_USE;
    }
    if (state.framesBeyond < WITHOUT_PAUSE * state.frames) {
      return AnomalyKind.EXCESS_USE;
    }
    boolean sudden = (state.alarmed - state.onset) / 3600.0 <= SUDDEN_HOURS;
    return sudden ? AnomalyKind.BURST : AnomalyKind.LEAK;
  }

  private OptionalDouble flow() {
    boolean known = fault == Fault.NONE && state.direction > 0 && quantity.equals(Quantity.FLOW);
    return known ? OptionalDouble.of(state.excess) : OptionalDouble.empty();
  }

  private String reason() {
    String unit = quantity.canonicalSymbol();
    return switch (fault) {
      case STUCK ->
          String.format(
              Locale.ROOT,
              "%.2f %s for %.0f hours without a change",
              observed,
              unit,
              run * stepHours);
      case IMPOSSIBLE ->
          String.format(
              Locale.ROOT,
              "%.2f %s, far outside anything seen; %.2f expected",
              observed,
              unit,
              expected);
      case NONE ->
          String.format(
              Locale.ROOT,
              "%.2f %s, %.2f ± %.2f expected; lately %+.2f %s",
              observed,
              unit,
              expected,
              2 * scale,
              state.excess,
              unit);
    };
  }

  @Override
  void repaired() {
    close();
  }

  @Override
  void scaled(double factor) {
    profile.scaleBy(factor);
    state.level *= factor;
    close();
  }

  @Override
  void forget() {
    // The shape stays the best guess there is; the level follows what comes.
    close();
  }

  private void close() {
    fault = Fault.NONE;
    state.clear();
    // A value that turns out to be stuck must not bring back what is over.
    beforeRun.copy(state);
  }

  @Override
  void write(EntryWriter writer) {
    profile.write(writer);
    state.write(writer);
    beforeRun.write(writer);
    writer.writeDouble(observed).writeDouble(expected).writeDouble(scale);
    writer.writeDouble(last).writeLong(run).writeLong(runStart);
    writer.writeEnum(fault).writeLong(faultOnset).writeLong(heard);
  }

  @Override
  void read(EntryReader reader) {
    profile.read(reader);
    state.read(reader);
    beforeRun.read(reader);
    observed = reader.readDouble();
    expected = reader.readDouble();
    scale = reader.readDouble();
    last = reader.readDouble();
    run = reader.readLong();
    runStart = reader.readLong();
    fault = reader.readEnum(Fault.class);
    faultOnset = reader.readLong();
    heard = reader.readLong();
  }
}
