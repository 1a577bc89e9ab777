// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.InvalidOptionException;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The door of this package for a network that others trained: options, and what is made of them.
 * Can be loaded without TensorFlow.
 *
 * <p>Thread-safety: stateless.
 */
public final class SavedModelDetectors {
  private static final Option<String> MODEL = Option.text("model", "", "folder of the SavedModel");
  private static final Option<String> SIGNATURE =
      Option.text(
          "signature", "", "key of the signature; empty for serving_default, or the only one");
  private static final Option<String> SHA256 =
      Option.text(
          "sha256", "", "digests of which the model must have one, with commas; empty for any");

  private SavedModelDetectors() {}

  /** Returns the options. */
  public static List<Option<?>> options() {
    return List.of(
        MODEL,
        SIGNATURE,
        SHA256,
        RowOptions.STEP,
        RowOptions.FOLLOW,
        RowOptions.FALSE_ALARMS,
        RowOptions.QUIET,
        RowOptions.ABSORB);
  }

  /**
   * Returns a detector.
   *
   * @throws InvalidOptionException if blocks do not divide a day
   */
  public static AnomalyDetector create(String name, Set<Capability> capabilities, Options options) {
    return detector(name, capabilities, options);
  }

  /** Restores what a detector of these options wrote. */
  public static FittedDetector restore(String name, Set<Capability> capabilities, ModelFile file) {
    Options options = Options.from(options(), file.provenance().options());
    return AutoencoderFitted.read(file, detector(name, capabilities, options));
  }

  /** Hears of the rows of a history. */
  public interface RowSink {
    /**
     * Takes a row.
     *
     * @param endSecond end of its last block, epoch second
     * @param isLearnable whether a network may learn it
     * @param deviations in spreads, oldest block first; the sink's to keep
     */
    void row(String channel, long endSecond, boolean isLearnable, float[] deviations);
  }

  /** Returns whether a row may have so many blocks. */
  public static boolean isWindow(int blocks) {
    return blocks >= RowOptions.NARROWEST && blocks <= RowOptions.WIDEST;
  }

  /**
   * Hands on all rows of a history, by channel, then by time. Needs no TensorFlow.
   *
   * @param options of any detector of this package
   */
  public static void rows(
      DetectorTraining training, int window, Options options, RunContext run, RowSink sink) {
    requireValid(options);
    ChannelTable table = ChannelTable.of(training.panel(), training.site());
    RowSettings settings = RowOptions.settings(options, window);
    RowHistory history = new RowHistory("deviation rows", settings, training, table, run);
    for (int c = 0; c < table.size(); c++) {
      Rows rows = history.rows().get(c);
      float[] values = rows.values();
      for (int row = 0; row < rows.size(); row++) {
        long block = rows.block(row);
        sink.row(
            table.ids().get(c),
            history.end(block),
            block >= history.settled() && block < history.learnt(),
            Arrays.copyOfRange(values, row * window, (row + 1) * window));
      }
    }
  }

  private static void requireValid(Options options) {
    List<String> problems = new ArrayList<>();
    RowOptions.check(options, problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionException(problems);
    }
  }

  private static AutoencoderDetector detector(
      String name, Set<Capability> capabilities, Options options) {
    requireValid(options);
    LoadSettings load =
        LoadSettings.standard()
            .withSignature(options.get(SIGNATURE))
            .withAllowedDigests(LoadSettings.digests(options.get(SHA256)));
    return new AutoencoderDetector(
        name, options, capabilities, new GivenSource(options.get(MODEL), load));
  }
}
