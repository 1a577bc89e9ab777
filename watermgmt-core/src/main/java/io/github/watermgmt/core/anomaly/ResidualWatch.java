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
 * and the faults of a sensor that can be told from its values alone.
 */
final class ResidualWatch extends ChannelWatch {
  private static final double CLIP = 6;
  private static final double CALM_HOURS = 12;
  private static final double SUDDEN_HOURS = 24;
  private static final double WITHOUT_PAUSE = 0.85;
  private static final double EPISODE_RATE_HOURS = 12;
  private static final long DAY_SECONDS = 86_400;

  /** Why an episode is open. */
  private enum Cause {
    NONE,
    HIGH,
    LOW,
    STUCK,
    IMPOSSIBLE
  }

  private final ResidualSettings settings;
  private final ResidualProfile profile;
  private final Quantity quantity;
  private final double stepHours;

  private final Cusum up;
  private final Cusum down;
  private double level;
  private double observed = Double.NaN;
  private double expected = Double.NaN;
  private double scale = Double.NaN;

  private double last = Double.NaN;
  private long run;
  private long runStart;

  private Cause cause = Cause.NONE;
  private long onset;
  private long alarmed;
  private double excess;
  private double calmHours;
  private long frames;
  private long framesBeyond;

  ResidualWatch(
      ResidualSettings settings, ResidualProfile profile, Quantity quantity, long stepSeconds) {
    this.settings = settings;
    this.profile = profile;
    this.quantity = quantity;
    this.stepHours = stepSeconds / 3600.0;
    this.up = new Cusum(settings.drift(), CLIP);
    this.down = new Cusum(settings.drift(), CLIP);
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
      return;
    }
    runStart = value == last ? runStart : epochSecond;
    run = value == last ? run + 1 : 1;
    last = value;
    int slot = profile.slot(epochSecond);
    observed = value;
    expected = profile.usual(slot) + level;
    scale = profile.scale(slot);
    if (isStuck()) {
      open(Cause.STUCK, runStart, epochSecond);
      return;
    }
    if (profile.isImpossible(value - level)) {
      if (cause != Cause.STUCK) {
        open(Cause.IMPOSSIBLE, epochSecond, epochSecond);
      }
      return;
    }
    if (cause == Cause.STUCK || cause == Cause.IMPOSSIBLE) {
      close();
    }
    double residual = value - expected;
    if (cause == Cause.NONE) {
      watch(epochSecond, slot, residual);
    } else {
      follow(epochSecond, residual);
    }
  }

  private boolean isStuck() {
    double hours = run * stepHours;
    return run > 2 && hours >= settings.stuckHours() && run > 2 * profile.longestRun();
  }

  private void open(Cause why, long from, long now) {
    if (cause != why) {
      close();
      cause = why;
      onset = from;
      alarmed = now;
      excess = observed - expected;
    }
  }

  private void close() {
    cause = Cause.NONE;
    up.clear();
    down.clear();
    calmHours = 0;
    frames = 0;
    framesBeyond = 0;
  }

  private void watch(long epochSecond, int slot, double residual) {
    double z = residual / scale;
    up.add(epochSecond, z, stepHours);
    down.add(epochSecond, -z, stepHours);
    if (Math.max(up.sum(), down.sum()) > settings.threshold()) {
      Cusum sum = up.sum() > settings.threshold() ? up : down;
      cause = sum == up ? Cause.HIGH : Cause.LOW;
      onset = sum.onset();
      alarmed = epochSecond;
      excess = residual;
      frames = 1;
      framesBeyond = 1;
      return;
    }
    double clipped = Math.max(-2 * scale, Math.min(2 * scale, residual));
    level += clipped * Math.min(1, stepHours / (24 * settings.levelDays()));
    profile.follow(slot, residual);
  }

  /** Within an episode nothing is learnt, until it has lasted so long that it is normal. */
  private void follow(long epochSecond, double residual) {
    int sign = cause == Cause.HIGH ? 1 : -1;
    frames++;
    framesBeyond += sign * residual > 0 ? 1 : 0;
    calmHours = sign * residual / scale < settings.drift() ? calmHours + stepHours : 0;
    if (calmHours == 0) {
      // Calm hours are on their way out of the episode, and not its size.
      excess += (residual - excess) * Math.min(0.5, stepHours / EPISODE_RATE_HOURS);
    }
    if (calmHours >= CALM_HOURS) {
      close();
    } else if (epochSecond - alarmed >= settings.absorbDays() * DAY_SECONDS) {
      level += excess;
      close();
    }
  }

  @Override
  Phase phase() {
    if (cause != Cause.NONE) {
      return Phase.ANOMALOUS;
    }
    return score() > settings.threshold() / 2 ? Phase.SUSPICIOUS : Phase.NORMAL;
  }

  @Override
  double score() {
    double sum = Math.max(up.sum(), down.sum());
    boolean fault = cause == Cause.STUCK || cause == Cause.IMPOSSIBLE;
    return fault ? 2 * settings.threshold() : sum;
  }

  @Override
  double grade() {
    return score() / (score() + settings.threshold());
  }

  @Override
  Report report() {
    return new Report(onset, kind(), observed, expected, 2 * scale, flow(), reason());
  }

  private AnomalyKind kind() {
    if (cause == Cause.STUCK || cause == Cause.IMPOSSIBLE) {
      return AnomalyKind.SENSOR_FAULT;
    }
    boolean pressure = quantity.equals(Quantity.PRESSURE_HEAD) || quantity.equals(Quantity.HEAD);
    if (!pressure && !quantity.equals(Quantity.FLOW) && !quantity.equals(Quantity.VOLUME)) {
      return AnomalyKind.UNKNOWN;
    }
    boolean loss = (cause == Cause.HIGH) != pressure;
    if (!loss) {
      return pressure ? AnomalyKind.UNKNOWN : AnomalyKind.LOW_USE;
    }
    if (framesBeyond < WITHOUT_PAUSE * frames) {
      return AnomalyKind.EXCESS_USE;
    }
    return (alarmed - onset) / 3600.0 <= SUDDEN_HOURS ? AnomalyKind.BURST : AnomalyKind.LEAK;
  }

  private OptionalDouble flow() {
    boolean known = cause == Cause.HIGH && quantity.equals(Quantity.FLOW);
    return known ? OptionalDouble.of(excess) : OptionalDouble.empty();
  }

  private String reason() {
    String unit = quantity.canonicalSymbol();
    return switch (cause) {
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
      default ->
          String.format(
              Locale.ROOT,
              "%.2f %s, %.2f ± %.2f expected; lately %+.2f %s",
              observed,
              unit,
              expected,
              2 * scale,
              excess,
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
    level *= factor;
    close();
  }

  @Override
  void forget() {
    // The shape stays the best guess there is; the level follows what comes.
    close();
  }

  @Override
  void write(EntryWriter writer) {
    profile.write(writer);
    up.write(writer);
    down.write(writer);
    writer.writeDouble(level).writeDouble(observed).writeDouble(expected).writeDouble(scale);
    writer.writeDouble(last).writeLong(run).writeLong(runStart);
    writer.writeEnum(cause).writeLong(onset).writeLong(alarmed).writeDouble(excess);
    writer.writeDouble(calmHours).writeLong(frames).writeLong(framesBeyond);
  }

  @Override
  void read(EntryReader reader) {
    profile.read(reader);
    up.read(reader);
    down.read(reader);
    level = reader.readFinite("level");
    observed = reader.readDouble();
    expected = reader.readDouble();
    scale = reader.readDouble();
    last = reader.readDouble();
    run = reader.readLong();
    runStart = reader.readLong();
    cause = reader.readEnum(Cause.class);
    onset = reader.readLong();
    alarmed = reader.readLong();
    excess = reader.readFinite("excess");
    calmHours = reader.readFinite("calm hours");
    frames = reader.readLong();
    framesBeyond = reader.readLong();
  }
}
