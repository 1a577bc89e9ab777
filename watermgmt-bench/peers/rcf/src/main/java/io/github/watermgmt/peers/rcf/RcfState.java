// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestState;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * A forest and what stands before it: the mean that is being made, and the means of the last day
 * for those that are missing. Thread-safety: confined to one thread.
 */
final class RcfState {
  private static final int LONGEST_FILL = 48;

  private final RcfSettings settings;
  private final int channels;
  private final long blockSeconds;
  private final long stepSeconds;
  private final ThresholdedRandomCutForest forest;

  private long block = Long.MIN_VALUE;
  private final double[] sums;
  private final int[] counts;
  private final double[] lastDay;
  private boolean anyBlock;
  private long closed;

  private boolean scored;
  private double score;
  private double grade;
  private long lastAlarm = Long.MIN_VALUE;
  private long onset = Long.MIN_VALUE;
  private final double[] observed;
  private final double[] expected;
  private final double[] shares;

  private RcfState(
      RcfSettings settings, int channels, long stepSeconds, ThresholdedRandomCutForest forest) {
    this.settings = settings;
    this.channels = channels;
    this.stepSeconds = stepSeconds;
    this.blockSeconds = Math.max(settings.blockSeconds(), stepSeconds);
    this.forest = forest;
    this.sums = new double[channels];
    this.counts = new int[channels];
    this.lastDay = new double[channels * blocksPerDay()];
    Arrays.fill(lastDay, Double.NaN);
    this.observed = new double[channels];
    this.expected = new double[channels];
    this.shares = new double[channels];
  }

  static RcfState blank(RcfSettings settings, int channels, long stepSeconds, long seed) {
    return new RcfState(settings, channels, stepSeconds, settings.forest(channels, seed));
  }

  private int blocksPerDay() {
    return (int) Math.max(1, 86_400 / blockSeconds);
  }

  void observe(long epochSecond, double[] frame) {
    long now = Math.floorDiv(epochSecond, blockSeconds);
    if (block != now) {
      if (block != Long.MIN_VALUE) {
        close();
        // Gaps are filled as far as the shingle can make sense of them.
        for (long at = Math.max(block + 1, now - LONGEST_FILL); at < now; at++) {
          block = at;
          close();
        }
      }
      block = now;
    }
    for (int c = 0; c < channels; c++) {
      if (!Double.isNaN(frame[c])) {
        sums[c] += frame[c];
        counts[c]++;
      }
    }
    if (epochSecond + stepSeconds >= (now + 1) * blockSeconds) {
      close();
    }
    if (onset != Long.MIN_VALUE && epochSecond - lastAlarm >= settings.quietSeconds()) {
      endEpisode();
    }
  }

  /** Ends a mean, once: what comes for it later is a frame that went back in time. */
  private void close() {
    if (anyBlock && closed == block) {
      return;
    }
    closed = block;
    anyBlock = true;
    int slot = (int) Math.floorMod(block, (long) blocksPerDay()) * channels;
    double[] means = new double[channels];
    boolean whole = true;
    for (int c = 0; c < channels; c++) {
      if (counts[c] > 0) {
        means[c] = sums[c] / counts[c];
        lastDay[slot + c] = means[c];
      } else {
        whole = false;
        means[c] = Double.isNaN(lastDay[slot + c]) ? observed[c] : lastDay[slot + c];
      }
      sums[c] = 0;
      counts[c] = 0;
    }
    AnomalyDescriptor seen = forest.process(means, block * blockSeconds);
    score = seen.getRCFScore();
    scored |= score > 0;
    grade = seen.getAnomalyGrade();
    if (grade > 0 && whole) {
      long at = block * blockSeconds;
      onset = onset == Long.MIN_VALUE ? at : onset;
      lastAlarm = at;
      explain(seen, means);
    } else if (onset == Long.MIN_VALUE) {
      System.arraycopy(means, 0, observed, 0, channels);
    }
  }

  private void explain(AnomalyDescriptor seen, double[] means) {
    double[] past = seen.getRelativeIndex() < 0 ? seen.getPastValues() : null;
    double[] usual = seen.isExpectedValuesPresent() ? seen.getExpectedValuesList()[0] : null;
    double[] relevant = seen.getRelevantAttribution();
    double total = 0;
    for (int c = 0; c < channels; c++) {
      observed[c] = past == null ? means[c] : past[c];
      expected[c] = usual == null ? Double.NaN : usual[c];
      shares[c] = relevant == null ? 1 : Math.max(0, relevant[c]);
      total += shares[c];
    }
    for (int c = 0; c < channels; c++) {
      shares[c] = total > 0 ? shares[c] / total : 1.0 / channels;
    }
  }

  void endEpisode() {
    onset = Long.MIN_VALUE;
  }

  int channels() {
    return channels;
  }

  boolean isScored() {
    return scored;
  }

  boolean isAnomalous() {
    return onset != Long.MIN_VALUE;
  }

  double score() {
    return score;
  }

  double grade() {
    return Math.max(0, Math.min(1, grade));
  }

  long onset() {
    return onset;
  }

  double observed(int channel) {
    return observed[channel];
  }

  double expected(int channel) {
    return expected[channel];
  }

  double share(int channel) {
    return shares[channel];
  }

  byte[] toBytes() {
    EntryWriter writer = new EntryWriter();
    writer.writeInt(channels).writeLong(stepSeconds).writeLong(block).writeLong(closed);
    writer.writeBoolean(anyBlock).writeBoolean(scored).writeDouble(score).writeDouble(grade);
    writer.writeLong(lastAlarm).writeLong(onset).writeDoubles(sums).writeInts(counts);
    writer.writeDoubles(lastDay).writeDoubles(observed).writeDoubles(expected);
    writer.writeDoubles(shares);
    StateBytes.write(new ThresholdedRandomCutForestMapper().toState(forest), writer);
    return writer.toByteArray();
  }

  /**
   * Takes what {@link #toBytes} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is something else
   */
  static RcfState of(RcfSettings settings, byte[] bytes) {
    EntryReader reader = new EntryReader("state", bytes);
    int channels = reader.readInt("channels", 1, 1_000_000);
    long stepSeconds = reader.readLong();
    if (stepSeconds <= 0) {
      throw reader.corrupt("step (" + stepSeconds + " s), must be positive");
    }
    long block = reader.readLong();
    long closed = reader.readLong();
    boolean anyBlock = reader.readBoolean();
    boolean scored = reader.readBoolean();
    double score = reader.readDouble();
    double grade = reader.readDouble();
    long lastAlarm = reader.readLong();
    long onset = reader.readLong();
    double[] sums = reader.readDoubles("sums", channels);
    int[] counts = reader.readInts();
    double[] lastDay = reader.readDoubles();
    double[] observed = reader.readDoubles("observed", channels);
    double[] expected = reader.readDoubles("expected", channels);
    double[] shares = reader.readDoubles("shares", channels);
    ThresholdedRandomCutForestState forest =
        StateBytes.read(ThresholdedRandomCutForestState.class, reader);
    reader.end();
    RcfState state;
    try {
      state =
          new RcfState(
              settings,
              channels,
              stepSeconds,
              new ThresholdedRandomCutForestMapper().toModel(forest));
    } catch (RuntimeException e) {
      throw reader.corrupt("the forest cannot be planted again: " + e);
    }
    if (counts.length != channels || lastDay.length != state.lastDay.length) {
      throw reader.corrupt("its parts do not fit together");
    }
    state.block = block;
    state.closed = closed;
    state.anyBlock = anyBlock;
    state.scored = scored;
    state.score = score;
    state.grade = grade;
    state.lastAlarm = lastAlarm;
    state.onset = onset;
    System.arraycopy(sums, 0, state.sums, 0, channels);
    System.arraycopy(counts, 0, state.counts, 0, channels);
    System.arraycopy(lastDay, 0, state.lastDay, 0, lastDay.length);
    System.arraycopy(observed, 0, state.observed, 0, channels);
    System.arraycopy(expected, 0, state.expected, 0, channels);
    System.arraycopy(shares, 0, state.shares, 0, channels);
    return state;
  }
}
