// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.testing.SyntheticDemand;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What preparing a series of two years of hours costs, in processor time of one thread. */
@Tag("slow")
class PreparationTimeTest {
  private static final int SERIES = 40;

  private static double best(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 6; round++) {
      long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
      best = Math.min(best, taken * 1e-6 / SERIES);
    }
    return best;
  }

  @Test
  void tenThousandSeriesInAFewMinutes() {
    TimeAxis axis = SyntheticDemand.axis(730, Duration.ofHours(1));
    List<Series> series = new ArrayList<>();
    for (int zone = 0; zone < SERIES; zone++) {
      double[] values = SyntheticDemand.zone(1, zone, axis);
      series.add(Series.of("zone-" + zone, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    Panel panel = Panel.of(series);
    Cleaner cleaner = Cleaner.builder(SyntheticDemand.CALENDAR).build();
    SensorCheck check = SensorCheck.builder(SyntheticDemand.CALENDAR).build();

    double cleaning = best(() -> cleaner.clean(panel));
    double checking = best(() -> check.check(panel));

    System.out.printf(
        Locale.ROOT,
        "two years of hours: cleaning %.1f ms a series, checking %.1f ms%n",
        cleaning,
        checking);
    assertThat(cleaning).as("ms to clean a series").isLessThan(40);
    assertThat(checking).as("ms to check a series").isLessThan(60);
  }

  /**
   * Ten million minutes of one series: linear in time and memory. Their days keep to no clock but
   * UTC.
   */
  @Test
  void tenMillionValues() {
    TimeAxis axis =
        TimeAxis.of(
            SyntheticDemand.axis(1, Duration.ofHours(1)).start(),
            Duration.ofMinutes(1),
            10_000_000);
    double[] values = new double[axis.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 50 + 20 * Math.sin(i * Math.PI / 720) + (i * 7919L % 101) / 50.0;
    }
    values[5_000_000] = 0;
    Panel panel = Panel.of(Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));

    Cleaner.Cleaned cleaned = Cleaner.builder(ZoneOffset.UTC).build().clean(panel);
    SensorReport report = SensorCheck.builder(ZoneOffset.UTC).build().check(cleaned.panel());

    assertThat(cleaned.report().removals()).hasSize(1);
    assertThat(report.faults()).isEmpty();
  }
}
