// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.net.Examples;
import io.github.watermgmt.tf.internal.net.Trained;
import io.github.watermgmt.tf.internal.net.Trainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One training: what is usual, then the rows, then the network, then the errors it makes on what it
 * has not seen.
 *
 * <p>Thread-safety: confined to one thread, but for what runs in parallel within.
 */
final class AutoencoderTraining {
  private static final System.Logger LOG = System.getLogger(AutoencoderTraining.class.getName());

  /** The last part of history tells errors, and of the rest the last part when to stop. */
  private static final double HELD_OUT = 0.3;

  private static final double VALIDATION = 0.15;
  private static final double TRIMMED = 0.02;

  /** The network learns deviations up to here, and so not to reconstruct what lies beyond. */
  private static final float LEARNT_SPREADS = 2;

  private static final int MOST_ROWS = 40_000;
  private static final int FEWEST_ROWS = 20;

  /** Whatever was repaired had been there for a while, as a rule for so long. */
  private static final long BEFORE_REPAIR_SECONDS = 7 * 86_400;

  private static final int CHECK_EVERY = 256;

  private final String name;
  private final AutoencoderSettings settings;
  private final DetectorTraining training;
  private final ChannelTable table;
  private final RunContext run;
  private final TimeAxis axis;
  private final long blockSeconds;

  AutoencoderTraining(
      String name,
      AutoencoderSettings settings,
      DetectorTraining training,
      ChannelTable table,
      RunContext run) {
    this.name = name;
    this.settings = settings;
    this.training = training;
    this.table = table;
    this.run = run;
    this.axis = training.panel().axis();
    this.blockSeconds = settings.blockSeconds(axis.stepSeconds());
  }

  /** Learns; the network of the outcome is the caller's to close. */
  Learnt learn() {
    Panel panel = training.panel();
    Channel[] channels = new Channel[panel.size()];
    run.forEach(panel.size(), c -> channels[c] = channel(panel.series(c)));
    BlockStream stream = new BlockStream(channels, settings, axis.stepSeconds());
    List<Rows> rows = replay(stream);
    long first = Math.floorDiv(axis.epochSecond(0), blockSeconds);
    long last = Math.floorDiv(axis.epochSecond(axis.length() - 1), blockSeconds) + 1;
    long heldOut = last - (long) (HELD_OUT * (last - first));
    long learnt = heldOut - settings.window();
    long validation = learnt - (long) (VALIDATION * (learnt - first));
    long begin = first + (long) (settings.followDays() * 86_400 / blockSeconds);
    requireRows(rows, begin, validation, "to learn from");
    requireRows(rows, heldOut, last, "to be held out");
    Rows learning = together(rows, begin, validation - settings.window());
    Trained trained =
        Trainer.train(
            settings.architecture(),
            examples(learning),
            examples(together(rows, validation, learnt)),
            settings.training(),
            run,
            "fit of " + name);
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            String.format(
                Locale.ROOT,
                "%s learnt %d rows: %s, loss %.3f; where each channel deviates most, %.0f %% were left out",
                name,
                learning.size(),
                trained.curve(),
                trained.curve().training()[trained.curve().best()],
                100 * TRIMMED));
    Reconstruction net = Reconstruction.open(name, settings.architecture(), trained.weights());
    try {
      List<Threshold> thresholds = new ArrayList<>();
      for (Rows all : rows) {
        run.checkpoint("fit of " + name);
        thresholds.add(threshold(net, all.between(heldOut, last)));
      }
      return new Learnt(
          settings.architecture(), trained.weights(), trained.curve(), thresholds, stream, net);
    } catch (RuntimeException e) {
      net.close();
      throw e;
    }
  }

  private Threshold threshold(Reconstruction net, Rows heldOut) {
    boolean[] above = new boolean[heldOut.size()];
    for (int row = 0; row < above.length; row++) {
      above[row] = heldOut.mean(row) >= 0;
    }
    double level = settings.level(axis.stepSeconds());
    return Threshold.of(net.errors(heldOut.values()), above, settings.window(), level);
  }

  /** Returns a channel that knows what was usual at the begin of the training. */
  private Channel channel(Series series) {
    run.checkpoint("fit of " + name);
    long first = Math.floorDiv(axis.epochSecond(0), blockSeconds);
    double[] means = means(series, first);
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

  private double[] means(Series series, long first) {
    long last = Math.floorDiv(axis.epochSecond(axis.length() - 1), blockSeconds);
    double[] sums = new double[Math.toIntExact(last - first + 1)];
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
  private List<Rows> replay(BlockStream stream) {
    Panel panel = training.panel();
    List<Event> events =
        training.events().stream().sorted(Comparator.comparing(Event::knownFrom)).toList();
    List<Rows> rows = new ArrayList<>();
    for (int c = 0; c < panel.size(); c++) {
      rows.add(new Rows(settings.window(), 1024));
    }
    BlockStream.Judge collector =
        (block, ready, channels) -> {
          for (int c = 0; c < channels.length; c++) {
            if (ready[c] && !isBeforeRepair(block, c)) {
              rows.get(c).add(block, channels[c]);
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
    return rows;
  }

  private boolean isBeforeRepair(long block, int channel) {
    for (Event event : training.events()) {
      if (event instanceof Repair repair && table.concerns(repair, channel)) {
        long until = repair.occurred().getEpochSecond();
        long from = until - BEFORE_REPAIR_SECONDS;
        long end = (block + 1) * blockSeconds;
        if (end > from && end - settings.window() * blockSeconds < until) {
          return true;
        }
      }
    }
    return false;
  }

  private void requireRows(List<Rows> rows, long from, long to, String purpose) {
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

  /** Rows of all channels, without what deviates most: it may be what is to be found. */
  private Rows together(List<Rows> rows, long from, long to) {
    Rows all = new Rows(settings.window(), 1024);
    int most = Math.max(1, MOST_ROWS / rows.size());
    rows.forEach(one -> one.between(from, to).trimmed(TRIMMED).thinTo(all, most));
    return all;
  }

  private Examples examples(Rows rows) {
    float[] x = rows.values();
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(-LEARNT_SPREADS, Math.min(LEARNT_SPREADS, x[i]));
    }
    return new Examples(rows.size(), settings.window(), settings.window(), x, x);
  }
}
