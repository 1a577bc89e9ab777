// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.anomaly.SavedModelDetectors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that a network gets from {@code tf-autoencoder} and {@code tf-savedmodel}: what to train
 * one on elsewhere, so that it can serve here as a detector.
 *
 * <p>A row holds the deviations of the last blocks of one channel, oldest first, each (mean of the
 * block − what is usual at this time) / spread, dimensionless, within ±20; a block that is missing
 * has the mean of the others. Rows before a known repair are left out, as when fitting. Rows stand
 * by channel, in the order of the panel, then by time.
 *
 * <p>Needs no TensorFlow. Thread-safety: immutable.
 */
public final class DeviationRows {
  private final int window;
  private final List<Row> rows;

  /** A row; the array is never given away. */
  private record Row(String channel, Instant end, boolean isLearnable, float[] deviations) {}

  private DeviationRows(int window, List<Row> rows) {
    this.window = window;
    this.rows = List.copyOf(rows);
  }

  /**
   * Returns all rows of a history.
   *
   * @param training as it will be given to the detector
   * @param window blocks of a row, 2 to 200
   * @param options of the detector, {@code tf-savedmodel} or {@code tf-autoencoder}; of these
   *     {@code step-minutes} and {@code follow-days} count
   * @param run may use several threads and cancel; its seed changes nothing
   * @throws IllegalArgumentException if the window is none, or the options are another provider's
   * @throws io.github.watermgmt.error.TooShortHistoryException WM-201 with less than four weeks
   * @throws io.github.watermgmt.error.DataException if a channel has no value, or blocks do not fit
   *     the step of the panel
   */
  public static DeviationRows of(
      DetectorTraining training, int window, Options options, RunContext run) {
    if (!SavedModelDetectors.isWindow(window)) {
      throw new IllegalArgumentException(
          Validation.message("window", window, "must be 2 to 200 blocks", ""));
    }
    List<Row> rows = new ArrayList<>();
    SavedModelDetectors.rows(
        training,
        window,
        options,
        run,
        (channel, end, isLearnable, deviations) ->
            rows.add(new Row(channel, Instant.ofEpochSecond(end), isLearnable, deviations)));
    return new DeviationRows(window, rows);
  }

  /**
   * Returns the rows that a network may learn: not those of the first {@code follow-days}, in which
   * what is usual is still settling, and none that shares a block with the last 30 %, which a fit
   * on the same training holds out. On rows that a network has learnt its errors are smaller than
   * on others: held against those, ordinary rows would look odd, and raise false alarms.
   */
  public DeviationRows learnable() {
    return new DeviationRows(window, rows.stream().filter(Row::isLearnable).toList());
  }

  /** Returns how many blocks a row has. */
  public int window() {
    return window;
  }

  /** Returns the number of rows. */
  public int size() {
    return rows.size();
  }

  /** Returns the channel of a row. */
  public String channel(int row) {
    return rows.get(row).channel();
  }

  /** Returns when the last block of a row ends. */
  public Instant end(int row) {
    return rows.get(row).end();
  }

  /** Returns a copy of the deviations of a row, in spreads, oldest block first. */
  public float[] deviations(int row) {
    return rows.get(row).deviations().clone();
  }

  /**
   * Writes the rows as CSV in UTF-8, whole or not at all: a header {@code channel,end,d1,…,dW},
   * then a line for each row, its end as in {@code 2025-02-03T12:00:00Z}, numbers so that float32
   * reads the same back.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if it cannot be written
   */
  public void writeCsv(Path file) {
    StringBuilder csv = new StringBuilder(1 << 16);
    csv.append("channel,end");
    for (int i = 1; i <= window; i++) {
      csv.append(",d").append(i);
    }
    csv.append('\n');
    for (Row row : rows) {
      csv.append(quoted(row.channel())).append(',').append(row.end());
      for (float deviation : row.deviations()) {
        csv.append(',').append(deviation);
      }
      csv.append('\n');
    }
    AtomicFile.writeText(file, csv.toString());
  }

  private static String quoted(String text) {
    boolean plain =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-. ".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return size() + " rows of " + window + " blocks";
  }
}
