// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.core.prepare.SensorFault.Kind;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for what no single value shows: levels that shift, sensors that drift, clocks that are
 * wrong. It changes nothing; what to do about a finding is the caller's decision ({@link
 * LevelShift}). Clean first: a spike or a stuck sensor is the {@link Cleaner}'s.
 *
 * <ul>
 *   <li>{@link Kind#LEVEL_SHIFT}: the daily levels of the last two weeks, each compared with the
 *       median of the last four such days of the week (a public holiday being a Sunday), lie apart
 *       from those of the four weeks before: by at least {@link Builder#leastShift} and by more
 *       than {@link Builder#deviations} robust standard deviations, on nearly all days, in the
 *       second week as in the first. Known after about two weeks. A shift that was found is taken
 *       out of the history that later days are compared with.
 *   <li>{@link Kind#DRIFT}: the weekly levels of the last eight weeks rise or fall in nearly every
 *       pair of them, by at least {@link Builder#leastDrift} in all, no week by more than half of
 *       that. Known after four to eight weeks; the longer it lasts, the surer.
 *   <li>{@link Kind#CLOCK_SHIFT}: the hours of at least five of the last days fit the usual hours
 *       of their days of the week much better when those are moved by one to six hours. Known after
 *       about a week. Only where the days have a shape: not in a household, nor with steps longer
 *       than an hour.
 * </ul>
 *
 * <p>Where the panel has at least three other series of the quantity, what the middle one of them
 * does is taken off first, and with it season and weather, which move a level as a fault does; a
 * series that stands alone must move by half as much again. Days of which a quarter is zero, as in
 * households, have no level.
 *
 * <p>All is causal: whatever comes after a finding is {@linkplain SensorFault#known known} changes
 * neither it nor any before it. Days of which fewer than 18 hours are there do not count, and
 * nothing is compared with days more than nine weeks back, so that after a long gap all is learnt
 * anew; the report says how many days could not be judged.
 *
 * <p>Thread-safety: immutable. Time: linear, some ten milliseconds for two years of hours. Memory:
 * 30 doubles a day and series.
 */
public final class SensorCheck {
  private static final int NEIGHBOURS = 3;

  /** By how much more a series must move that has nothing to be compared with. */
  static final double ALONE = 1.5;

  final Calendar calendar;
  final Set<Kind> kinds;
  final double leastShift;
  final double deviations;
  final double leastDrift;

  private SensorCheck(Builder builder) {
    this.calendar = builder.calendar;
    this.kinds = EnumSet.copyOf(builder.kinds);
    this.leastShift = builder.leastShift;
    this.deviations = builder.deviations;
    this.leastDrift = builder.leastDrift;
  }

  /** Starts a check for consumers who live in a zone and keep no holidays that are known. */
  public static Builder builder(ZoneId zone) {
    return new Builder(Calendar.of(zone));
  }

  /** Starts a check for consumers who live by a calendar: its zone and its public holidays. */
  public static Builder builder(Calendar calendar) {
    return new Builder(calendar);
  }

  /** Checks a panel on the calling thread; see {@link #check(Panel, RunContext)}. */
  public SensorReport check(Panel panel) {
    return check(panel, RunContext.standard());
  }

  /**
   * Checks a panel.
   *
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  public SensorReport check(Panel panel, RunContext run) {
    WallClock clock = calendar.clock();
    DayTypes types = new DayTypes(panel.axis(), calendar, 0);
    DayTable[] tables = new DayTable[panel.size()];
    run.forEach(tables.length, s -> tables[s] = new DayTable(panel.series(s), clock));
    PeerLevels[] peers = new PeerLevels[tables.length];
    run.forEach(tables.length, s -> peers[s] = new PeerLevels(tables[s], types));
    SensorWalk[] walks = new SensorWalk[tables.length];
    run.forEach(
        walks.length,
        s ->
            walks[s] =
                new SensorWalk(this, panel.series(s), tables[s], types, others(panel, peers, s)));
    List<SensorFault> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (SensorWalk walk : walks) {
      faults.addAll(walk.faults());
      notes.addAll(walk.notes());
    }
    return new SensorReport(faults, notes);
  }

  /** Returns what is known of the other series of this quantity, none if they are too few. */
  private static List<PeerLevels> others(Panel panel, PeerLevels[] peers, int s) {
    List<PeerLevels> others = new ArrayList<>();
    Series own = panel.series(s);
    for (int i = 0; i < peers.length; i++) {
      if (i != s && panel.series(i).quantity().equals(own.quantity())) {
        others.add(peers[i]);
      }
    }
    return others.size() < NEIGHBOURS ? List.of() : others;
  }

  /** Returns whether sizes of a quantity are best told as a share of the level. */
  static boolean isRelative(Series series) {
    return series.quantity().equals(Quantity.FLOW) || series.quantity().equals(Quantity.VOLUME);
  }

  /** Configures a check. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final Calendar calendar;
    private final Set<Kind> kinds = EnumSet.allOf(Kind.class);
    private double leastShift = 0.1;
    private double deviations = 3.5;
    private double leastDrift = 0.2;

    private Builder(Calendar calendar) {
      this.calendar = calendar;
    }

    /** Leaves a kind out; all are looked for by default. */
    public Builder without(Kind kind) {
      kinds.remove(kind);
      return this;
    }

    /**
     * Sets the least shift of a level that counts, as a share of the level; 0.1 by default. Flows
     * and volumes only: for pressures, levels or temperatures the robust deviations decide alone.
     *
     * @throws IllegalArgumentException unless positive and finite
     */
    public Builder leastShift(double share) {
      leastShift = positive("share", share);
      return this;
    }

    /**
     * Sets by how many robust standard deviations of the days before a level must shift; 3.5 by
     * default, and half as much again for a series that stands alone.
     *
     * @throws IllegalArgumentException unless positive and finite
     */
    public Builder deviations(double robustDeviations) {
      deviations = positive("robustDeviations", robustDeviations);
      return this;
    }

    /**
     * Sets the least drift in eight weeks that counts where there are other series to compare with,
     * as a share of the level; 0.2 by default, and half as much again for a series that stands
     * alone.
     *
     * @throws IllegalArgumentException unless positive and finite
     */
    public Builder leastDrift(double share) {
      leastDrift = positive("share", share);
      return this;
    }

    private static double positive(String name, double value) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException(name + " (" + value + "), must be positive and finite");
      }
      return value;
    }

    /** Returns the check; the builder may be used on. */
    public SensorCheck build() {
      return new SensorCheck(this);
    }
  }
}
