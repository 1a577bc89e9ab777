// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.AutoencoderProvider;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Histories that the tests of this package learn from. */
final class Town {
  static final int DAY = 24;
  static final int WEEK = 7 * DAY;
  static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  static final Instant START = Instant.parse("2025-02-03T00:00:00Z");

  private Town() {}

  static TimeAxis hours(int count) {
    return TimeAxis.of(START, Duration.ofHours(1), count);
  }

  /** Returns channels of an hourly profile with new noise of 5 % each hour. */
  static Panel panel(long seed, int hours, String... ids) {
    TimeAxis axis = hours(hours);
    List<Series> series = new ArrayList<>();
    for (String id : ids) {
      RandomGenerator random = RunContext.standard().withSeed(seed).random(id);
      double[] values = new double[hours];
      for (int t = 0; t < hours; t++) {
        double usual = 50 + 25 * StrictMath.sin(2 * Math.PI * (t % DAY) / DAY);
        values[t] = usual * (1 + 0.05 * random.nextGaussian());
      }
      series.add(Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    return Panel.of(series);
  }

  /** Returns the panel with something added to its first channel. */
  static Panel plus(Panel panel, IntToDoubleFunction added) {
    double[] values = panel.series(0).toArray();
    for (int t = 0; t < values.length; t++) {
      values[t] += added.applyAsDouble(t);
    }
    return panel.with(panel.series(0).withValues(values));
  }

  /** Returns the panel with hours of its first channel missing. */
  static Panel without(Panel panel, int from, int to) {
    double[] values = panel.series(0).toArray();
    Arrays.fill(values, from, to, Double.NaN);
    return panel.with(panel.series(0).withValues(values));
  }

  static Options options(String text) {
    return Options.parse(new AutoencoderProvider().options(), text);
  }

  static DetectorTraining training(Panel panel, int hours, List<Event> events) {
    return new DetectorTraining(panel.slice(0, hours), ROME, Site.empty(), events);
  }

  static FittedDetector fit(Panel panel, int hours, String options, RunContext run) {
    return new AutoencoderProvider()
        .create(options(options))
        .fit(training(panel, hours, List.of()), run);
  }

  /** Lets a session watch hours of a panel. */
  static void watch(Session session, Panel panel, int from, int to) {
    double[] frame = new double[panel.size()];
    for (int t = from; t < to; t++) {
      session.observe(panel.axis().epochSecond(t), panel.frame(t, frame));
    }
  }

  /** Returns the hour at which a session first reports from an hour on, or −1. */
  static int firstReport(Session session, Panel panel, int from, int to) {
    for (int t = from; t < to; t++) {
      watch(session, panel, t, t + 1);
      if (session.detection().isPresent()) {
        return t;
      }
    }
    return -1;
  }
}
