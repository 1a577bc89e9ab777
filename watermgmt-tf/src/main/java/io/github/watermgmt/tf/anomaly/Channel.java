// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * One channel: the block that is being made, the deviations of the last ones, the evidence against
 * them, and the episode if there is one.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Channel {
  /**
   * Deviations beyond so many spreads count as that. It only keeps numbers small: what one block
   * can add to the evidence is bounded by the rank of its errors.
   */
  private static final double CLIP = 20;

  /** A row may lack one in so many blocks; they are taken to be as the others. */
  private static final int MISSING_PART = 5;

  private static final long SETTLING_SECONDS = 86_400;
  private static final double QUIET = 0.1;
  private static final double EXCESS_SECONDS = 86_400;

  private final RowSettings settings;
  private final long blockSeconds;
  private final Usual usual;
  private final int enough;

  private double sum;
  private int count;

  /** The last blocks, in turn: deviations in spreads, and as they are. */
  private final double[] deviations;

  private final double[] residuals;
  private int next;

  private final Evidence up;
  private final Evidence down;
  private boolean judged;
  private double pValue = 1;
  private double observed = Double.NaN;
  private double expected = Double.NaN;

  // The episode: 0 none, +1 too much, −1 too little.
  private int direction;
  private long alarmed;
  private long quiet;
  private double excess;

  /** Residuals after a repair, which tell the new level; so many are still to come. */
  private final double[] settled;

  private int settling;

  Channel(RowSettings settings, Usual usual, long stepSeconds) {
    this.settings = settings;
    this.blockSeconds = settings.blockSeconds(stepSeconds);
    this.usual = usual;
    this.enough = (int) Math.max(1, blockSeconds / stepSeconds / 2);
    this.deviations = new double[settings.window()];
    this.residuals = new double[settings.window()];
    this.up = new Evidence(settings.window());
    this.down = new Evidence(settings.window());
    this.settled = new double[(int) Math.max(1, SETTLING_SECONDS / blockSeconds)];
    forgetRow();
  }

  void add(double value) {
    if (Double.isFinite(value)) {
      sum += value;
      count++;
    }
  }

  /** Drops what came for a block that was closed already. */
  void drop() {
    sum = 0;
    count = 0;
  }

  /**
   * Ends a block.
   *
   * @return whether the last blocks are a row that can be judged
   */
  boolean close(long block) {
    double mean = count >= enough ? sum / count : Double.NaN;
    drop();
    if (Double.isNaN(mean)) {
      put(Double.NaN, Double.NaN);
      if (missing() == deviations.length) {
        // Nobody knows whether what was there still is.
        endEpisode();
      }
      return false;
    }
    int slot = usual.slot(block * blockSeconds);
    observed = mean;
    expected = usual.expected(slot);
    double residual = mean - expected;
    if (settling > 0) {
      settled[--settling] = residual;
      if (settling == 0) {
        usual.shift(Medians.of(settled, 0, settled.length));
      }
      return false;
    }
    put(Math.max(-CLIP, Math.min(CLIP, residual / usual.spread(slot))), residual);
    if (direction == 0) {
      usual.follow(slot, residual);
    }
    return missing() * MISSING_PART <= deviations.length;
  }

  private void put(double deviation, double residual) {
    deviations[next] = deviation;
    residuals[next] = residual;
    next = (next + 1) % deviations.length;
  }

  private int missing() {
    int missing = 0;
    for (double one : deviations) {
      missing += Double.isNaN(one) ? 1 : 0;
    }
    return missing;
  }

  /** Copies the row, oldest block first. */
  void row(float[] to, int at) {
    double mean = mean(deviations);
    for (int i = 0; i < deviations.length; i++) {
      double one = deviations[(next + i) % deviations.length];
      to[at + i] = (float) (Double.isNaN(one) ? mean : one);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    int n = 0;
    for (double one : values) {
      if (!Double.isNaN(one)) {
        sum += one;
        n++;
      }
    }
    return sum / Math.max(1, n);
  }

  /** Takes the p-value of the row that ends with a block; alarms where the evidence says so. */
  void judge(long block, double rowPValue, double level) {
    pValue = rowPValue;
    judged = true;
    boolean above = mean(deviations) >= 0;
    if (direction == 0) {
      watch(block, above, level);
    } else {
      follow(block, above);
    }
  }

  private void watch(long block, boolean above, double level) {
    long at = block * blockSeconds;
    up.add(at, above ? pValue : 1);
    down.add(at, above ? 1 : pValue);
    if (Math.max(up.sum(), down.sum()) > level) {
      direction = up.sum() > level ? 1 : -1;
      alarmed = at;
      quiet = 0;
      excess = mean(residuals);
    }
  }

  /** Within an episode nothing is learnt, until it has lasted so long that it is normal. */
  private void follow(long block, boolean above) {
    long at = block * blockSeconds;
    boolean same = above == direction > 0;
    (direction > 0 ? up : down).add(at, same ? pValue : 1);
    double residual = residuals[(next + residuals.length - 1) % residuals.length];
    excess += (residual - excess) * Math.min(0.5, blockSeconds / EXCESS_SECONDS);
    quiet = same && pValue <= QUIET ? 0 : quiet + blockSeconds;
    if (quiet >= settings.quietSeconds()) {
      endEpisode();
    } else if (at - alarmed >= settings.absorbSeconds()) {
      usual.shift(excess);
      endEpisode();
      forgetRow();
    }
  }

  private void forgetRow() {
    Arrays.fill(deviations, Double.NaN);
    Arrays.fill(residuals, Double.NaN);
  }

  private void endEpisode() {
    direction = 0;
    up.clear();
    down.clear();
  }

  /** What was there is over: the level is learnt anew within a day. */
  void settle() {
    endEpisode();
    forgetRow();
    settling = settled.length;
  }

  /** The demand is a multiple of what it was. */
  void scale(double factor) {
    usual.scale(factor);
    endEpisode();
    forgetRow();
    drop();
  }

  boolean isJudged() {
    return judged;
  }

  boolean isAnomalous() {
    return direction != 0;
  }

  int direction() {
    return direction;
  }

  double score() {
    return Math.max(up.sum(), down.sum());
  }

  double pValue() {
    return pValue;
  }

  /** Returns when the episode seems to have begun, epoch second. */
  long onset() {
    return (direction > 0 ? up : down).onset();
  }

  double observed() {
    return observed;
  }

  double expected() {
    return expected;
  }

  double excess() {
    return excess;
  }

  void write(EntryWriter out) {
    usual.write(out);
    out.writeDouble(sum).writeInt(count);
    out.writeDoubles(deviations).writeDoubles(residuals).writeInt(next);
    up.write(out);
    down.write(out);
    out.writeBoolean(judged).writeDouble(pValue).writeDouble(observed).writeDouble(expected);
    out.writeInt(direction).writeLong(alarmed).writeLong(quiet).writeDouble(excess);
    out.writeDoubles(settled).writeInt(settling);
  }

  void read(EntryReader in) {
    usual.read(in);
    sum = in.readFinite("sum");
    count = in.readInt("count", 0, Integer.MAX_VALUE);
    int n = deviations.length;
    System.arraycopy(in.readDoubles("deviations", n), 0, deviations, 0, n);
    System.arraycopy(in.readDoubles("residuals", n), 0, residuals, 0, n);
    next = in.readInt("place", 0, n - 1);
    up.read(in);
    down.read(in);
    judged = in.readBoolean();
    pValue = in.readFinite("p-value");
    observed = in.readDouble();
    expected = in.readDouble();
    direction = in.readInt("direction", -1, 1);
    alarmed = in.readLong();
    quiet = in.readLong();
    excess = in.readFinite("excess");
    System.arraycopy(in.readDoubles("settled", settled.length), 0, settled, 0, settled.length);
    settling = in.readInt("settling", 0, settled.length);
  }
}
