// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import static io.github.watermgmt.tf.anomaly.Town.WEEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.AutoencoderProvider;
import io.github.watermgmt.tf.Natives;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConformalTest {
  private static final int LEARNT = 16 * WEEK;

  @Test
  void aPValueIsTheRankAmongHeldOutErrors() {
    Calibration calibration = new Calibration(new double[] {3, 1, 2, 2});
    assertThat(calibration.pValue(0)).isEqualTo(1);
    assertThat(calibration.pValue(1)).isEqualTo(1);
    assertThat(calibration.pValue(2)).isEqualTo(4 / 5.0);
    assertThat(calibration.pValue(2.5)).isEqualTo(2 / 5.0);
    assertThat(calibration.pValue(9)).isEqualTo(1 / 5.0);
  }

  /**
   * Rows that share no block, of noise that is new each hour: p-values are uniform but for what the
   * held-out part itself varies. The bound is that of Kolmogorov and Smirnov for two samples at a
   * chance of 1 in 1000, of both samples thinned to rows that share no block.
   */
  @Test
  void pValuesOfFaultFreeHoursAreUniform() {
    Natives.assume();
    int live = 52 * WEEK;
    Panel panel = Town.panel(21, LEARNT + live, "north");
    RunContext run = RunContext.standard();
    var training = Town.training(panel, LEARNT, List.of());
    AutoencoderFitted fitted =
        (AutoencoderFitted) new AutoencoderProvider().create(Town.options("")).fit(training, run);
    Learnt learnt = fitted.learnt();
    RowSettings settings = learnt.settings();
    try (Reconstruction net = learnt.net()) {
      Calibration calibration = learnt.thresholds().get(0).calibration();
      List<Double> pValues = new ArrayList<>();
      BlockStream.Judge judge =
          (block, ready, channels) -> {
            if (block % settings.window() == 0) {
              float[] row = new float[settings.window()];
              channels[0].row(row, 0);
              pValues.add(calibration.pValue(net.errors(row)[0]));
            }
          };
      double[] frame = new double[1];
      for (int t = LEARNT; t < LEARNT + live; t++) {
        learnt.stream().observe(panel.axis().epochSecond(t), panel.frame(t, frame), judge);
      }
      double[] sorted = pValues.stream().mapToDouble(p -> p).sorted().toArray();
      double n = sorted.length;
      double m = calibration.size() / (double) settings.window();
      double distance = 0;
      for (int i = 0; i < n; i++) {
        distance = Math.max(distance, Math.abs((i + 0.5) / n - sorted[i]));
      }
      assertThat(n).isGreaterThan(400);
      assertThat(distance)
          .as("distance of %s p-values from uniform", n)
          .isLessThan(1.95 * Math.sqrt((n + m) / (n * m)));
    }
  }

  /** Ville's inequality, as the level of alarm takes it: exp(h) rows or more between alarms. */
  @Test
  void evidenceOfUniformPValuesPassesItsLevelNoOftenerThanPromised() {
    RandomGenerator random = RunContext.standard().withSeed(5).random("p-values");
    int window = 10;
    double level = 3;
    Evidence evidence = new Evidence(window);
    int alarms = 0;
    int rows = 200_000;
    for (int i = 0; i < rows; i++) {
      double p = 1 - random.nextDouble();
      for (int k = 0; k < window; k++) {
        evidence.add(i, p);
      }
      if (evidence.sum() > level) {
        alarms++;
        evidence.clear();
      }
    }
    assertThat(alarms).isGreaterThan(0);
    assertThat(rows / (double) alarms).isGreaterThan(StrictMath.exp(level));
  }

  @Test
  void evidenceBeginsWhereItLastWasNothing() {
    Evidence evidence = new Evidence(1);
    evidence.add(10, 1);
    assertThat(evidence.sum()).isZero();
    evidence.add(20, 0.01);
    evidence.add(30, 0.5);
    assertThat(evidence.sum())
        .isCloseTo(2 * Math.log(0.5) - 0.5 * (Math.log(0.01) + Math.log(0.5)), within(1e-12));
    assertThat(evidence.onset()).isEqualTo(20);
  }

  @Test
  void leavesOutWhatLooksFaultyAmongTheHeldOut() {
    RandomGenerator random = RunContext.standard().withSeed(3).random("errors");
    int rows = 600;
    double[] errors = new double[rows];
    boolean[] above = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      above[i] = random.nextBoolean();
      errors[i] = random.nextDouble();
    }
    assertThat(Threshold.of(errors, above, 10, 6).calibration().size())
        .as("rows that are kept of history without a fault")
        .isEqualTo(rows);
    for (int i = 300; i < 400; i++) {
      above[i] = true;
      errors[i] = 2 + random.nextDouble();
    }
    Calibration trimmed = Threshold.of(errors, above, 10, 6).calibration();
    assertThat(trimmed.size()).isBetween(rows - 130, rows - 95);
    assertThat(trimmed.pValue(2)).as("p-value of an error of the fault").isLessThan(0.02);
    assertThat(Threshold.of(errors, above, 10, 50).calibration().size())
        .as("rows that are kept where nothing would have alarmed")
        .isEqualTo(rows);
  }

  @Test
  void holidaysAreSundaysAndClocksChange() {
    LocalDate holiday = LocalDate.parse("2025-06-02");
    Calendar calendar = Calendar.of(ZoneId.of("Europe/Rome"), List.of(holiday));
    Usual usual = new Usual(calendar, 7200, 5);
    int sunday = usual.slot(Instant.parse("2025-06-01T08:00:00Z").getEpochSecond());
    assertThat(usual.slot(Instant.parse("2025-06-02T08:00:00Z").getEpochSecond()))
        .isEqualTo(sunday)
        .isEqualTo(6 * 12 + 5);
    assertThat(usual.slot(Instant.parse("2025-12-07T09:00:00Z").getEpochSecond()))
        .as("10 o'clock in winter")
        .isEqualTo(sunday);
  }
}
