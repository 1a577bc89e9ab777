// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.unit.Quantity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code forecast-residual}: what differs from the usual value of this wall-clock time
 * of the week, within hours, and sensors that cannot be trusted.
 *
 * <p>The usual value is the median of the training in each slot of each day of the week, holidays
 * as Sundays, plus a level that follows slowly; both go on learning. The residual, divided by the
 * robust standard deviation of its time of day, feeds a CUSUM (Page 1954) for too much and one for
 * too little, weighted by the length of a step in hours. When one passes its threshold an episode
 * begins, with grade 0.5 and more; it ends after twelve calm hours, or after a repair. Nothing is
 * learnt within an episode. After {@code absorb-days} days what lasts is taken as the new level.
 *
 * <p>A value that repeats for {@code stuck-hours} and longer than ever twice over in the training
 * is a fault of the sensor, and so is one that lies outside all that was seen by more than that
 * range is wide; neither is used for anything else. While the sensor is at fault, that is what is
 * reported. An episode that it interrupts goes on afterwards as if those values had been missing.
 *
 * <p>After 24 hours without a value that can be used, an episode ends and the sums start anew:
 * nobody knows whether what was there still is, and what is still there is found again. A fault of
 * the sensor ends likewise after 24 hours without any value. Missing values end nothing sooner.
 *
 * <p>The defaults were chosen on two and a half years of a simulated network with leaks and one
 * year without, by the leaks found at no more than two false alarms a year; on one inflow for a
 * whole network only the largest are found.
 *
 * <p>Works on any quantity, in steps that divide an hour. A low pressure is a loss, as a high flow
 * is. Two weeks of history are needed.
 *
 * <p>Thread-safety: stateless. A frame takes constant time.
 */
public final class ForecastResidualProvider extends WatchProvider {
  private static final Option<Integer> WEEKS =
      Option.integer("weeks", 12, 2, 104, "weeks of history that the profile is learnt from");
  private static final Option<Double> DRIFT =
      Option.decimal("drift", 2, 0, 5, "slack of the CUSUM, robust standard deviations");
  private static final Option<Double> THRESHOLD =
      Option.decimal(
          "threshold", 24, 1, 1000, "sum at which it alarms, standard deviations times hours");
  private static final Option<Double> LEVEL =
      Option.decimal("level-days", 1.5, 0.5, 60, "days in which the level follows what lasts");
  private static final Option<Integer> STUCK =
      Option.integer("stuck-hours", 6, 1, 168, "hours after which a repeated value is a fault");
  private static final Option<Integer> ABSORB =
      Option.integer("absorb-days", 14, 1, 366, "days until an episode is the new normal");
  private static final int LEAST_DAYS = 14;

  /** Creates the provider. */
  public ForecastResidualProvider() {}

  @Override
  public String name() {
    return "forecast-residual";
  }

  @Override
  public String description() {
    return "deviation from the weekly profile; bursts within hours, and faults of sensors";
  }

  @Override
  public int priority() {
    return 5;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(super.capabilities());
    all.add(Capability.HOLIDAYS);
    return all;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WEEKS, DRIFT, THRESHOLD, LEVEL, STUCK, ABSORB);
  }

  @Override
  WatchMethod method(Options options) {
    return new Method(
        new ResidualSettings(
            options.get(WEEKS),
            options.get(DRIFT),
            options.get(THRESHOLD),
            options.get(LEVEL),
            options.get(STUCK),
            options.get(ABSORB)));
  }

  private record Method(ResidualSettings settings) implements WatchMethod {

    @Override
    public void requireUsable(String provider, Panel panel) {
      WatchDetector.requireHours(provider, panel);
    }

    @Override
    public int needed(TimeAxis axis) {
      return (int) (LEAST_DAYS * (86_400 / axis.stepSeconds()));
    }

    @Override
    public ChannelWatch blank(Calendar calendar, long stepSeconds, Quantity quantity) {
      ResidualProfile profile = new ResidualProfile(calendar, stepSeconds);
      return new ResidualWatch(settings, profile, quantity, stepSeconds);
    }

    @Override
    public void learn(ChannelWatch blank, Series series) {
      long steps = settings.weeks() * 7L * (86_400 / series.axis().stepSeconds());
      int from = (int) Math.max(0, series.length() - steps);
      boolean silent = series.slice(from, series.length()).missing() == series.length() - from;
      ((ResidualWatch) blank).learn(series, silent ? 0 : from);
    }
  }
}
