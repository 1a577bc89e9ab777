// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.core.prepare.CoarserStep;
import io.github.watermgmt.core.prepare.TankStorage;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.ElementKind;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.site.SignedMeter;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.site.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes panels of channels: the sensors as they are read, and the net inflow of them. Channels of
 * different steps are brought to the coarsest by their means; where they begin or end at different
 * times, what is not there is missing.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class ChannelData {
  private final Map<String, Series> read;
  private final Site site;
  private final Map<String, Double> tankAreas;
  private final @Nullable Duration step;
  private final List<String> notes = new ArrayList<>();
  private final Set<String> noted = new LinkedHashSet<>();
  private @Nullable Series inflow;

  /**
   * Starts.
   *
   * @param read the series of the sensors, by their ids
   * @param meters the meters of the net inflow
   * @param tankAreas water surface, m², of the tanks whose storage belongs into it, by the sensor
   *     of their level
   * @param step the step of the panels; null for that of their coarsest channel
   */
  ChannelData(
      Map<String, Series> read,
      PanelFiles files,
      List<SignedMeter> meters,
      Map<String, Double> tankAreas,
      @Nullable Duration step) {
    this.read = read;
    this.site = site(files, meters);
    this.tankAreas = tankAreas;
    this.step = step;
  }

  private static Site site(PanelFiles files, List<SignedMeter> meters) {
    Site.Builder builder = Site.builder();
    Set<String> zones = new LinkedHashSet<>();
    for (Sensor sensor : files.sensors()) {
      builder.sensor(sensor);
      if (sensor.kind() == ElementKind.ZONE && sensor.element() != null) {
        zones.add(sensor.element());
      }
    }
    zones.remove(ChannelRule.INFLOW);
    zones.forEach(zone -> builder.zone(Zone.of(zone)));
    builder.zone(Zone.of(ChannelRule.INFLOW, meters.toArray(SignedMeter[]::new)));
    return builder.build();
  }

  /** Returns what is known of the sensors; its zone {@code inflow} has the meters. */
  Site site() {
    return site;
  }

  /** Returns what was decided on the way, in words, each once. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void note(String text) {
    if (noted.add(text)) {
      notes.add(text);
    }
  }

  /**
   * Returns the panel of some channels, in their order.
   *
   * @throws DataException WM-104 if none of them has a value, WM-105 if a step cannot be reached
   */
  Panel panel(List<String> channels) {
    List<Series> series = new ArrayList<>();
    for (String channel : channels) {
      Series one = channel.equals(ChannelRule.INFLOW) ? inflow() : read.get(channel);
      if (one == null) {
        note(channel + ": no value, left out");
      } else {
        series.add(one);
      }
    }
    if (series.isEmpty()) {
      throw new DataException(
          ErrorCode.NO_DATA,
          Validation.message(
              "channels", String.join(", ", channels), "must have a value among them", ""));
    }
    return Panel.of(aligned(series, step));
  }

  private Series inflow() {
    if (inflow != null) {
      return inflow;
    }
    List<Series> parts = new ArrayList<>();
    List<SignedMeter> meters = site.zone(ChannelRule.INFLOW).inflow();
    Validation problems = new Validation();
    for (SignedMeter meter : meters) {
      Series one = read.get(meter.sensor());
      if (problems.check(
          one != null, "meter of the net inflow", meter.sensor(), "must have a value", "")) {
        parts.add(Objects.requireNonNull(one));
      }
    }
    for (String tank : tankAreas.keySet()) {
      Series level = read.get(tank);
      double area = tankAreas.getOrDefault(tank, Double.NaN);
      if (problems.check(level != null, "--tank", tank, "must have a value", "")) {
        parts.add(TankStorage.inflow(Objects.requireNonNull(level), area));
      }
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "net inflow");
    List<Series> same = aligned(parts, null);
    Series sum = site.inflow(ChannelRule.INFLOW, Panel.of(same.subList(0, meters.size())));
    double[] values = sum.toArray();
    for (Series tank : same.subList(meters.size(), same.size())) {
      for (int t = 0; t < values.length; t++) {
        values[t] -= tank.value(t);
      }
    }
    StringBuilder how = new StringBuilder("net inflow =");
    for (SignedMeter meter : meters) {
      how.append(meter.sign() > 0 ? " + " : " - ").append(meter.sensor());
    }
    tankAreas.forEach((tank, area) -> how.append(" - storage of ").append(tank));
    note(how.toString());
    inflow = sum.withValues(values);
    return inflow;
  }

  /** Brings series onto one axis: the coarsest step, from the first begin to the last end. */
  private List<Series> aligned(List<Series> series, @Nullable Duration wanted) {
    Duration common = wanted;
    if (common == null) {
      common = Duration.ZERO;
      for (Series one : series) {
        common = one.axis().step().compareTo(common) > 0 ? one.axis().step() : common;
      }
    }
    List<Series> coarse = new ArrayList<>();
    int changed = 0;
    for (Series one : series) {
      Series same = CoarserStep.of(one, common);
      changed += one.axis().step().equals(common) ? 0 : 1;
      coarse.add(same);
    }
    if (changed > 0) {
      note(changed + " of " + series.size() + " channels: means by " + common);
    }
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    Validation problems = new Validation();
    TimeAxis first = coarse.get(0).axis();
    for (Series one : coarse) {
      TimeAxis axis = one.axis();
      from = Math.min(from, axis.epochSecond(0));
      to = Math.max(to, axis.epochSecond(axis.length()));
      problems.check(
          axis.sameGrid(first),
          "axis of '" + one.id() + "'",
          axis,
          "must be on the grid of '" + coarse.get(0).id() + "', " + first,
          "give --step a coarser one");
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "channels");
    TimeAxis axis =
        TimeAxis.of(from, first.stepSeconds(), Math.toIntExact((to - from) / first.stepSeconds()));
    return coarse.stream().map(one -> padded(one, axis)).toList();
  }

  private static Series padded(Series one, TimeAxis axis) {
    if (one.axis().equals(axis)) {
      return one;
    }
    double[] values = new double[axis.length()];
    Arrays.fill(values, Double.NaN);
    one.copyTo(0, values, axis.indexOf(one.axis().start()), one.length());
    return Series.of(one.id(), one.quantity(), one.support(), axis, values);
  }
}
