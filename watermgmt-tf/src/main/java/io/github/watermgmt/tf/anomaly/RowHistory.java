// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A history as rows: what is usual is learnt from it, then the channels watch it as they would have
 * live. Needs no TensorFlow.
 *
 * <p>Thread-safety: confined to one thread, but for what runs in parallel within.
 */
final class RowHistory {
  /** The last part of history tells errors. */
  private static final double HELD_OUT = 0.3;

  private static final int FEWEST_ROWS = 20;
  private static final long LEAST_SECONDS = 28 * 86_400L;
  private static final long LEAST_ROWS = 120;

  /** Whatever was repaired had been there for a while, as a rule for so long. */
  private static final long BEFORE_REPAIR_SECONDS = 7 * 86_400;

  private static final int CHECK_EVERY = 256;

  private final String name;
  private final RowSettings settings;
  private final DetectorTraining training;
  private final ChannelTable table;
  private final RunContext run;
  private final TimeAxis axis;
  private final long blockSeconds;
  private final BlockStream stream;
  private final List<Rows> rows;
  private final long first;
  private final long last;

  /**
   * Watches a history.
   *
   * @param name of the provider, for messages
   */
  RowHistory(
      String name,
      RowSettings settings,
      DetectorTraining training,
      ChannelTable table,
      RunContext run) {
    requireUsable(name, settings, training.panel());
    this.name = name;
    this.settings = settings;
    this.training = training;
    this.table = table;
    this.run = run;
    this.axis = training.panel().axis();
    this.blockSeconds = settings.blockSeconds(axis.stepSeconds());
    this.first = Math.floorDiv(axis.epochSecond(0), blockSeconds);
    this.last = Math.floorDiv(axis.epochSecond(axis.length() - 1), blockSeconds) + 1;
    Panel panel = training.panel();
    Channel[] channels = new Channel[panel.size()];
    run.forEach(panel.size(), c -> channels[c] = channel(panel.series(c)));
    this.stream = new BlockStream(channels, settings, axis.stepSeconds());
    this.rows = replay();
  }

  RowSettings settings() {
    return settings;
  }

  /** Returns the channels at the end of the history. */
  BlockStream stream() {
    return stream;
  }

  /** Returns the rows of each channel. */
  List<Rows> rows() {
    return rows;
  }

  /** Returns the number of the first block. */
  long first() {
    return first;
  }

  /** Returns the number of the block after the last. */
  long last() {
    return last;
  }

  /** Returns the first block from which on what is usual has been followed long enough. */
  long settled() {
    return first + (long) (settings.followDays() * 86_400 / blockSeconds);
  }

  /** Returns the first block that is held out: rows that end with it or later are. */
  long heldOut() {
    return last - (long) (HELD_OUT * (last - first));
  }

  /** Returns the block before which rows end that share none with rows that are held out. */
  long learnt() {
    return heldOut() - settings.window();
  }

  /** Returns when a block ends, epoch second. */
  long end(long block) {
    return (block + 1) * blockSeconds;
  }

  /** Returns a channel that knows what was usual at the begin of the training. */
  private Channel channel(Series series) {
    run.checkpoint("fit of " + name);
    double[] means = means(series);
    Usual usual = new Usual(training.calendar(), blockSeconds, settings.followDays());
    usual.learn(first, means);
    // Deviations from what follows differ from those that a look at both sides shows.
    double start = usual.level();
    double[] residuals = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      int slot = usual.slot((first + i) * blockSeconds);
      residuals[i] = means[i] - usual.expected(slot);
      if (!Double.isNaN(residuals[i])) {
        usual.follow(slot, residuals[i]);
      }
    }
    usual.start(first, residuals, start);
    return new Channel(settings, usual, axis.stepSeconds());
  }

  private double[] means(Series series) {
    double[] sums = new double[Math.toIntExact(last - first)];
    int[] counts = new int[sums.length];
    for (int t = 0; t < axis.length(); t++) {
      double value = series.value(t);
      int block = Math.toIntExact(Math.floorDiv(axis.epochSecond(t), blockSeconds) - first);
      if (Double.isFinite(value)) {
        sums[block] += value;
        counts[block]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }
    return sums;
  }

  /** Lets the channels watch the history, and takes their rows. */
  private List<Rows> replay() {
    Panel panel = training.panel();
    List<Event> events =
        training.events().stream().sorted(Comparator.comparing(Event::knownFrom)).toList();
    List<Rows> taken = new ArrayList<>();
    for (int c = 0; c < panel.size(); c++) {
      taken.add(new Rows(settings.window(), 1024));
    }
    BlockStream.Judge collector =
        (block, ready, channels) -> {
          for (int c = 0; c < channels.length; c++) {
            if (ready[c] && !isBeforeRepair(block, c)) {
              taken.get(c).add(block, channels[c]);
            }
          }
        };
    double[] frame = new double[panel.size()];
    int told = 0;
    for (int t = 0; t < axis.length(); t++) {
      if (t % CHECK_EVERY == 0) {
        run.checkpoint("fit of " + name);
      }
      while (told < events.size() && events.get(told).isKnownAt(axis.instant(t))) {
        table.tell(events.get(told++), stream);
      }
      stream.observe(axis.epochSecond(t), panel.frame(t, frame), collector);
    }
    return taken;
  }

  private boolean isBeforeRepair(long block, int channel) {
    for (Event event : training.events()) {
      if (event instanceof Repair repair && table.concerns(repair, channel)) {
        long until = repair.occurred().getEpochSecond();
        long from = until - BEFORE_REPAIR_SECONDS;
        long end = end(block);
        if (end > from && end - settings.window() * blockSeconds < until) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Refuses to go on with too few rows whose last block lies in {@code [from, to)}.
   *
   * @param purpose what they are for, for the message
   */
  void requireRows(long from, long to, String purpose) {
    Validation problems = new Validation();
    for (int c = 0; c < rows.size(); c++) {
      int n = rows.get(c).between(from, to).size();
      problems.check(
          n >= FEWEST_ROWS,
          "rows of channel '" + table.ids().get(c) + "' " + purpose,
          n,
          "must be at least " + FEWEST_ROWS + "; gaps in the history and repairs leave no others",
          "leave the channel out, or give more history");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "training of '" + name + "'");
  }

  static void requireUsable(String name, RowSettings settings, Panel panel) {
    TimeAxis axis = panel.axis();
    long step = axis.stepSeconds();
    long block = settings.blockSeconds(step);
    Validation problems = new Validation();
    problems.check(
        block % step == 0,
        "step-minutes",
        block / 60,
        "must be a multiple of the step of the panel, " + axis.step(),
        "");
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "training of '" + name + "'");
    for (Series series : panel.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "channel '" + series.id() + "'",
          series.length() + " steps",
          "has no value",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "training of '" + name + "'");
    // The first and the last block may not be whole.
    long blocks = Math.max(LEAST_SECONDS / block, LEAST_ROWS + 10L * settings.window()) + 2;
    int needed = Math.toIntExact(blocks * (block / step));
    if (axis.length() < needed) {
      throw new TooShortHistoryException(name, panel.series(0).id(), needed, axis.length());
    }
  }
}
