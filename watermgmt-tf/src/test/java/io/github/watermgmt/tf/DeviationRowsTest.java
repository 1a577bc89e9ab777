// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows need no TensorFlow, and so do their tests. */
class DeviationRowsTest {
  private static final RunContext RUN = RunContext.standard();
  private static final Instant START = Instant.parse("2025-02-03T00:00:00Z");
  private static final int HOURS = 8 * 7 * 24;
  private static final int ODD = 30 * 24 + 7;

  /** Unit noise on a level, with one hour ten higher. */
  private static DetectorTraining training(int hours, String... ids) {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), hours);
    List<Series> series = new ArrayList<>();
    for (String id : ids) {
      RandomGenerator random = RUN.random(id);
      double[] values = new double[hours];
      for (int t = 0; t < hours; t++) {
        values[t] = 50 + random.nextGaussian() + (t == ODD ? 10 : 0);
      }
      series.add(Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    return DetectorTraining.of(Panel.of(series), Calendar.of(ZoneOffset.UTC));
  }

  private static Options options(String text) {
    return Options.parse(new SavedModelDetectorProvider().options(), text);
  }

  @Test
  void rowsHoldTheLastDeviationsOldestFirst() {
    DeviationRows rows = DeviationRows.of(training(HOURS, "a", "b"), 4, options(""), RUN);
    assertThat(rows.window()).isEqualTo(4);
    int first = -1;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.end(row).equals(START.plus(Duration.ofHours(ODD + 1)))) {
        first = row;
        break;
      }
    }
    assertThat(rows.channel(first)).isEqualTo("a");
    assertThat(rows.deviations(first)[3]).as("ten units of about one spread").isBetween(6f, 15f);
    for (int later = 1; later < 4; later++) {
      assertThat(rows.end(first + later)).isEqualTo(rows.end(first).plusSeconds(3600L * later));
      assertThat(rows.deviations(first + later)[3 - later]).isEqualTo(rows.deviations(first)[3]);
    }
    assertThat(rows.channel(rows.size() - 1)).isEqualTo("b");
    assertThat(rows.end(rows.size() - 1)).isEqualTo(START.plus(Duration.ofHours(HOURS)));
  }

  @Test
  void learnableOnesShareNoBlockWithThoseHeldOut() {
    DeviationRows all = DeviationRows.of(training(HOURS, "a"), 10, options("follow-days=5"), RUN);
    DeviationRows learnable = all.learnable();
    long heldOut = (long) (0.3 * HOURS);
    assertThat(learnable.end(0)).isEqualTo(START.plus(Duration.ofHours(5 * 24 + 1)));
    assertThat(learnable.end(learnable.size() - 1))
        .isEqualTo(START.plus(Duration.ofHours(HOURS - heldOut - 10)));
    assertThat(learnable.size()).isEqualTo((int) (HOURS - heldOut - 10 - 5 * 24));
    assertThat(learnable.size()).isLessThan(all.size());
  }

  @Test
  void csvReadsBackAsTheSameFloats(@TempDir Path folder) throws IOException {
    DeviationRows rows =
        DeviationRows.of(training(HOURS, "north, upper"), 3, options("step-minutes=120"), RUN);
    Path file = folder.resolve("rows.csv");
    rows.writeCsv(file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("channel,end,d1,d2,d3");
    assertThat(lines).hasSize(rows.size() + 1);
    for (int row = 0; row < rows.size(); row++) {
      String line = lines.get(row + 1);
      String start = "\"north, upper\"," + rows.end(row) + ",";
      assertThat(line).startsWith(start);
      String[] numbers = line.substring(start.length()).split(",", -1);
      float[] deviations = rows.deviations(row);
      assertThat(numbers).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(Float.parseFloat(numbers[i])).isEqualTo(deviations[i]);
      }
    }
  }

  @Test
  void takesTheOptionsOfEitherDetector() {
    DetectorTraining training = training(HOURS, "a");
    Options trained = Options.parse(new AutoencoderProvider().options(), "step-minutes=180");
    DeviationRows one = DeviationRows.of(training, 5, trained, RUN);
    DeviationRows other = DeviationRows.of(training, 5, options("step-minutes=180"), RUN);
    assertThat(one.size()).isEqualTo(other.size()).isPositive();
    assertThat(one.deviations(7)).isEqualTo(other.deviations(7));
  }

  @Test
  void refusesWhatMakesNoRows() {
    DetectorTraining training = training(HOURS, "a");
    assertThatThrownBy(() -> DeviationRows.of(training, 1, options(""), RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window (1), must be 2 to 200 blocks");
    DetectorTraining brief = training(3 * 7 * 24, "a");
    assertThatThrownBy(() -> DeviationRows.of(brief, 5, options(""), RUN))
        .isInstanceOf(TooShortHistoryException.class)
        .hasMessageContaining("deviation rows");
  }
}
