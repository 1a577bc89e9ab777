// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The minimum night flow of one channel: the least hourly mean in the night window, against the
 * median of earlier nights, corrected by what the day before drew.
 */
final class NightFlowWatch extends ChannelWatch {
  private static final double CLIP = 4;
  private static final double MAD_TO_DEVIATION = 1.4826;

  /** A deviation below this share of the night flow is never worth a word. */
  private static final double LEAST_SCALE = 0.01;

  /** In m³/h: keeps a dry pipe from dividing by zero. */
  private static final double LEAST_FLOW = 0.01;

  private static final int DAY_FROM = 6;
  private static final int RETURNED = 2;
  private static final int SETTLING = 2;
  private static final int SUDDEN_DAYS = 3;
  private static final double SUDDEN_SHARE = 0.25;
  private static final int HOURS = 24;
  private static final long DAY_SECONDS = 86_400;

  private final NightFlowSettings settings;
  private final WallClock clock;
  private final long stepSeconds;

  // The local day that is being collected.
  private long day = Long.MIN_VALUE;
  private boolean judged;
  private final double[] hourSum = new double[HOURS];
  private final int[] hourCount = new int[HOURS];
  private double lastDayMean = Double.NaN;

  // What earlier nights taught.
  private final Ring nightFlows;
  private final Ring dayMeans;
  private final Ring deviations = new Ring(NightFlowSettings.DEVIATIONS);
  private long nightsWithout;

  // The verdict.
  private final Cusum up;
  private final Cusum down;
  private double observed = Double.NaN;
  private double expected = Double.NaN;
  private double scale = Double.NaN;
  private double leakShare = 1;

  // The episode: 0 none, +1 too much, −1 too little.
  private int direction;
  private long onset;
  private long alarmed;
  private int episodeNights;
  private int returned;
  private final Ring excess;
  private double absorbed;

  /** Nights after a repair that still have to tell the new level. */
  private int settling;

  NightFlowWatch(NightFlowSettings settings, WallClock clock, long stepSeconds) {
    this.settings = settings;
    this.clock = clock;
    this.stepSeconds = stepSeconds;
    this.nightFlows = new Ring(settings.leastNights());
    this.dayMeans = new Ring(settings.leastNights());
    this.up = new Cusum(settings.drift(), CLIP);
    this.down = new Cusum(settings.drift(), CLIP);
    this.excess = new Ring(Math.max(RETURNED + 1, settings.absorbAfter()));
  }

  @Override
  void observe(long epochSecond, double value) {
    long today = clock.epochDay(epochSecond);
    int second = clock.secondOfDay(epochSecond);
    if (today != day) {
      // A day without frames at the end of its window was not judged yet.
      judge(epochSecond);
      lastDayMean = today == day + 1 ? daytimeMean() : Double.NaN;
      dropHours();
      day = today;
      judged = false;
    }
    if (second >= settings.untilHour() * 3600) {
      judge(epochSecond);
    }
    if (Double.isFinite(value)) {
      hourSum[second / 3600] += value;
      hourCount[second / 3600]++;
    }
    if (second < settings.untilHour() * 3600
        && second + stepSeconds >= settings.untilHour() * 3600L) {
      judge(epochSecond);
    }
  }

  private void dropHours() {
    Arrays.fill(hourSum, 0);
    Arrays.fill(hourCount, 0);
  }

  /** Returns the mean of the hours outside the night, NaN if most are missing. */
  private double daytimeMean() {
    double sum = 0;
    int n = 0;
    for (int hour = DAY_FROM; hour < HOURS; hour++) {
      if (hourCount[hour] > 0) {
        sum += hourSum[hour] / hourCount[hour];
        n++;
      }
    }
    return n < (HOURS - DAY_FROM) / 2 ? Double.NaN : sum / n;
  }

  /** Returns the least hourly mean of the window, NaN if too much of it is missing. */
  private double nightFlow() {
    double least = Double.NaN;
    int hours = 0;
    int enough = (int) Math.max(1, 3600 / stepSeconds / 2);
    for (int hour = settings.fromHour(); hour < settings.untilHour(); hour++) {
      if (hourCount[hour] >= enough) {
        double mean = hourSum[hour] / hourCount[hour];
        least = hours == 0 ? mean : Math.min(least, mean);
        hours++;
      }
    }
    return 3 * hours < 2 * (settings.untilHour() - settings.fromHour()) ? Double.NaN : least;
  }

  private void judge(long epochSecond) {
    if (judged || day == Long.MIN_VALUE) {
      return;
    }
    judged = true;
    double night = nightFlow();
    if (Double.isNaN(night)) {
      nightsWithout++;
      return;
    }
    if (nightFlows.size() < settings.leastNights()) {
      learn(night);
      return;
    }
    double base = nightFlows.median(settings.gap());
    double baseDay = dayMeans.median(settings.gap());
    double share = baseDay > 0 && base > 0 ? settings.dayShare() * base / baseDay : 0;
    boolean dayKnown = !Double.isNaN(lastDayMean) && !Double.isNaN(baseDay);
    observed = night;
    expected = dayKnown ? base + share * (lastDayMean - baseDay) : base;
    // A leak raises the day before as well, and hides that share of itself.
    leakShare = dayKnown ? 1 - Math.min(0.9, share) : 1;
    double deviation = night - expected;
    double least = Math.max(LEAST_FLOW, LEAST_SCALE * Math.abs(base));
    // Without deviations the median is NaN, and so is the scale.
    scale = Math.max(least, MAD_TO_DEVIATION * deviations.medianMagnitude());
    if (deviations.size() < NightFlowSettings.LEAST_DEVIATIONS) {
      learn(night);
      deviations.add(deviation);
      return;
    }
    if (settling > 0) {
      settle(night - base);
    } else if (direction == 0) {
      watch(epochSecond, night, deviation);
    } else {
      follow(night, deviation);
    }
  }

  private void learn(double night) {
    nightFlows.add(night);
    dayMeans.add(lastDayMean);
  }

  private void watch(long epochSecond, double night, double deviation) {
    double z = deviation / scale;
    up.add(epochSecond, z, 1);
    down.add(epochSecond, -z, 1);
    if (down.sum() > settings.threshold() && absorbed > 0 && -deviation < 2 * absorbed) {
      // A leak that had become normal is over: what follows is the new level.
      repaired();
    } else if (up.sum() > settings.threshold() || down.sum() > settings.threshold()) {
      direction = up.sum() > settings.threshold() ? 1 : -1;
      onset = (direction > 0 ? up : down).onset();
      alarmed = epochSecond;
      episodeNights = 1;
      returned = 0;
      excess.clear();
      excess.add(deviation);
    } else {
      learn(night);
      deviations.add(deviation);
    }
  }

  /** Within an episode nothing is learnt: a leak must not become normal by lasting. */
  private void follow(double night, double deviation) {
    excess.add(deviation);
    episodeNights++;
    returned = direction * deviation / scale < settings.drift() ? returned + 1 : 0;
    if (returned >= RETURNED) {
      close();
      learn(night);
    } else if (episodeNights >= settings.absorbAfter()) {
      double level = excess.median(0);
      nightFlows.shift(level);
      dayMeans.shift(level);
      absorbed += level;
      close();
    }
  }

  /**
   * After a repair the level may be lower than all that was learnt; two nights tell. The day before
   * is left out: the repair lowered it as well, and would seem to explain a share of the drop.
   */
  private void settle(double drop) {
    excess.add(drop);
    settling--;
    double level = excess.median(0);
    if (settling == 0 && level < -scale) {
      nightFlows.shift(level);
      dayMeans.shift(level);
      absorbed = Math.max(0, absorbed + level);
    }
  }

  private void close() {
    direction = 0;
    up.clear();
    down.clear();
  }

  @Override
  Phase phase() {
    if (deviations.size() < NightFlowSettings.LEAST_DEVIATIONS) {
      return Phase.WARMING_UP;
    }
    if (direction != 0) {
      return Phase.ANOMALOUS;
    }
    return score() > settings.threshold() / 2 ? Phase.SUSPICIOUS : Phase.NORMAL;
  }

  @Override
  double score() {
    // The sums are frozen in an episode: they stand above the threshold.
    return Math.max(up.sum(), down.sum());
  }

  @Override
  double grade() {
    return score() / (score() + settings.threshold());
  }

  @Override
  Report report() {
    double size = excess.median(0) / leakShare;
    boolean sudden = alarmed - onset <= SUDDEN_DAYS * DAY_SECONDS;
    boolean large = size > SUDDEN_SHARE * Math.abs(expected);
    AnomalyKind kind =
        direction < 0
            ? AnomalyKind.LOW_USE
            : sudden && large ? AnomalyKind.BURST : AnomalyKind.LEAK;
    String reason =
        String.format(
            Locale.ROOT,
            "minimum night flow %.2f m3/h, expected %.2f ± %.2f; about %.2f m3/h %s",
            observed,
            expected,
            2 * scale,
            Math.abs(size),
            direction < 0 ? "too little" : "too much");
    if (nightsWithout > 0) {
      reason += "; nights without enough values: " + nightsWithout;
    }
    OptionalDouble flow = direction < 0 ? OptionalDouble.empty() : OptionalDouble.of(size);
    return new Report(onset, kind, observed, expected, 2 * scale, flow, reason);
  }

  @Override
  void repaired() {
    close();
    excess.clear();
    settling = SETTLING;
  }

  @Override
  void scaled(double factor) {
    nightFlows.scale(factor);
    dayMeans.scale(factor);
    deviations.scale(factor);
    absorbed *= factor;
    close();
    anotherDemand();
    if (settling > 0) {
      // A night before the change and one after it have no level in common.
      repaired();
    }
  }

  /** What was drawn up to now says nothing of the day and the night that are being collected. */
  private void anotherDemand() {
    dropHours();
    lastDayMean = Double.NaN;
  }

  @Override
  void forget() {
    nightFlows.clear();
    dayMeans.clear();
    deviations.clear();
    absorbed = 0;
    settling = 0;
    close();
    anotherDemand();
  }

  @Override
  void write(EntryWriter writer) {
    writer.writeLong(day).writeBoolean(judged).writeDoubles(hourSum).writeInts(hourCount);
    writer.writeDouble(lastDayMean).writeLong(nightsWithout);
    nightFlows.write(writer);
    dayMeans.write(writer);
    deviations.write(writer);
    up.write(writer);
    down.write(writer);
    writer.writeDouble(observed).writeDouble(expected).writeDouble(scale).writeDouble(leakShare);
    writer.writeInt(direction).writeLong(onset).writeLong(alarmed);
    writer.writeInt(episodeNights).writeInt(returned);
    excess.write(writer);
    writer.writeDouble(absorbed).writeInt(settling);
  }

  @Override
  void read(EntryReader reader) {
    day = reader.readLong();
    judged = reader.readBoolean();
    System.arraycopy(reader.readDoubles("hourly sums", HOURS), 0, hourSum, 0, HOURS);
    int[] counts = reader.readInts();
    if (counts.length != HOURS) {
      throw reader.corrupt("hourly counts (" + counts.length + "), must be " + HOURS);
    }
    System.arraycopy(counts, 0, hourCount, 0, HOURS);
    lastDayMean = reader.readDouble();
    nightsWithout = reader.readLong();
    nightFlows.read(reader);
    dayMeans.read(reader);
    deviations.read(reader);
    up.read(reader);
    down.read(reader);
    observed = reader.readDouble();
    expected = reader.readDouble();
    scale = reader.readDouble();
    leakShare = reader.readDouble();
    direction = reader.readInt("direction", -1, 1);
    onset = reader.readLong();
    alarmed = reader.readLong();
    episodeNights = reader.readInt("nights of the episode", 0, Integer.MAX_VALUE);
    returned = reader.readInt("nights since the return", 0, RETURNED);
    excess.read(reader);
    absorbed = reader.readFinite("absorbed level");
    settling = reader.readInt("settling nights", 0, SETTLING);
  }
}
