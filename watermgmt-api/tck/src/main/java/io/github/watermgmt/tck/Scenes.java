// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.site.ElementKind;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Synthetic demand: a level per series, a profile by the wall clock with two peaks and a quiet
 * night, quieter weekends, and noise of 4 %. Values are positive flows in m³/h.
 */
final class Scenes {
  static final Duration HOUR = Duration.ofHours(1);
  static final int WEEK = 168;
  static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  static final Instant WINTER = Instant.parse("2025-02-03T00:00:00Z");
  private static final int SATURDAY = 6;

  private Scenes() {}

  /** Returns demand until an instant; what lies at one stamp depends on the seed and it alone. */
  static Panel demand(
      Instant end, Duration step, int steps, Calendar calendar, long seed, List<String> ids) {
    TimeAxis axis = TimeAxis.of(end.minus(step.multipliedBy(steps)), step, steps);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < ids.size(); s++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++) {
        RandomGenerator random =
            RunContext.standard().withSeed(seed).random(ids.get(s), axis.epochSecond(t));
        double noise = 1 + 0.04 * random.nextGaussian();
        values[t] = (40 + 17 * s) * expected(axis, t, calendar.clock()) * Math.max(0.2, noise);
      }
      series.add(Series.of(ids.get(s), Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    return Panel.of(series);
  }

  private static double expected(TimeAxis axis, int t, WallClock clock) {
    long at = axis.epochSecond(t);
    boolean weekend = WallClock.dayOfWeekOf(clock.epochDay(at)) >= SATURDAY;
    double day = weekend ? 0.9 : 1;
    if (axis.stepSeconds() >= 86_400) {
      return day;
    }
    double hour = (clock.secondOfDay(at) + axis.stepSeconds() / 2.0) / 3600;
    double morning = StrictMath.exp(-(hour - 7.5) * (hour - 7.5) / 6);
    double evening = StrictMath.exp(-(hour - 19.5) * (hour - 19.5) / 8);
    return day * (0.45 + morning + 0.9 * evening);
  }

  /** Returns a site where each channel meters a pipe into three junctions in a row. */
  static Site site(List<String> channels) {
    Network.Builder network = Network.builder().node(Reservoir.of("R"));
    Site.Builder site = Site.builder();
    for (String channel : channels) {
      String before = "R";
      for (int k = 1; k <= 3; k++) {
        String node = channel + " " + k;
        network.node(Junction.of(node));
        network.link(Pipe.of(k == 1 ? channel : "pipe to " + node, before, node));
        before = node;
      }
      site.sensor(
          Sensor.of(channel, Quantity.FLOW, Unit.of("m3/h"), Support.INTERVAL_MEAN)
              .at(ElementKind.LINK, channel));
    }
    return site.network(network.build()).build();
  }

  /** Returns a panel of the same axis in which every series has this value. */
  static Panel constant(Panel like, double value) {
    return Panel.of(
        like.series().stream()
            .map(
                one -> {
                  double[] values = new double[one.length()];
                  Arrays.fill(values, value);
                  return one.withValues(values);
                })
            .toList());
  }

  /**
   * Returns the panel with 8 % of the values missing at random, two days in a row, and the last.
   */
  static Panel withGaps(Panel panel) {
    return Panel.of(
        panel.series().stream()
            .map(
                one -> {
                  RandomGenerator random = RunContext.standard().random("gaps of " + one.id());
                  double[] values = one.toArray();
                  int gap = values.length / 2;
                  for (int t = 0; t < values.length; t++) {
                    boolean inGap = t >= gap && t < gap + 2 * WEEK / 7;
                    if (random.nextDouble() < 0.08 || inGap || t == values.length - 1) {
                      values[t] = Double.NaN;
                    }
                  }
                  return one.withValues(values);
                })
            .toList());
  }
}
