// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Wall-clock time in one zone: the one place that knows that people shower at seven by the clock,
 * also on the days of 23 and 25 hours.
 *
 * <p>The same time some days away follows {@code java.time}: a time that the clocks skip moves
 * forward by the gap; a time that happens twice keeps the offset it came from if it can, and is the
 * earlier one otherwise.
 *
 * <p>Thread-safety: immutable. Calls are O(log transitions) and allocate nothing up to the year
 * 2100.
 */
public final class WallClock {
  private static final long DAY = 86_400;
  private static final int LAST_YEAR = 2100;
  private static final int MONDAY_SHIFT = 3; // 1970-01-01 was a Thursday

  private final ZoneId zone;
  private final ZoneRules rules;
  private final long[] transitions;
  private final int[] offsets; // offsets[i] holds before transitions[i], the last one after all
  private final long cachedUntil;

  private WallClock(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
    List<ZoneOffsetTransition> all = new ArrayList<>(rules.getTransitions());
    Instant from =
        all.isEmpty()
            ? Instant.ofEpochSecond(-DAY * 365_000)
            : all.get(all.size() - 1).getInstant();
    Instant until = LocalDateTime.of(LAST_YEAR, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    ZoneOffsetTransition next = rules.nextTransition(from);
    while (next != null && next.getInstant().isBefore(until)) {
      all.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    this.transitions = new long[all.size()];
    this.offsets = new int[all.size() + 1];
    for (int i = 0; i < transitions.length; i++) {
      transitions[i] = all.get(i).toEpochSecond();
      offsets[i] = all.get(i).getOffsetBefore().getTotalSeconds();
    }
    offsets[transitions.length] =
        all.isEmpty()
            ? rules.getOffset(Instant.EPOCH).getTotalSeconds()
            : all.get(all.size() - 1).getOffsetAfter().getTotalSeconds();
    this.cachedUntil = next == null ? Long.MAX_VALUE : until.getEpochSecond();
  }

  /** Returns the wall clock of a zone. */
  public static WallClock of(ZoneId zone) {
    return new WallClock(zone);
  }

  /** Returns the zone. */
  public ZoneId zone() {
    return zone;
  }

  /** Returns the offset from UTC in seconds. */
  public int offsetAt(long epochSecond) {
    if (epochSecond >= cachedUntil) {
      return rules.getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
    }
    int at = Arrays.binarySearch(transitions, epochSecond);
    return offsets[at >= 0 ? at + 1 : -at - 1];
  }

  /** Returns the local day as days since 1970-01-01. */
  public long epochDay(long epochSecond) {
    return Math.floorDiv(epochSecond + offsetAt(epochSecond), DAY);
  }

  /** Returns the local date. */
  public LocalDate date(long epochSecond) {
    return LocalDate.ofEpochDay(epochDay(epochSecond));
  }

  /** Returns the local second of the day, 0 to 86,399. */
  public int secondOfDay(long epochSecond) {
    return (int) Math.floorMod(epochSecond + offsetAt(epochSecond), DAY);
  }

  /** Returns the local minute of the day, 0 to 1,439. */
  public int minuteOfDay(long epochSecond) {
    return secondOfDay(epochSecond) / 60;
  }

  /** Returns the local hour of the day, 0 to 23. */
  public int hourOfDay(long epochSecond) {
    return secondOfDay(epochSecond) / 3600;
  }

  /** Returns the local day of the week, 1 = Monday to 7 = Sunday. */
  public int dayOfWeek(long epochSecond) {
    return dayOfWeekOf(epochDay(epochSecond));
  }

  /** Returns the day of the week of a day, 1 = Monday to 7 = Sunday. */
  public static int dayOfWeekOf(long epochDay) {
    return (int) Math.floorMod(epochDay + MONDAY_SHIFT, 7L) + 1;
  }

  /** Returns the same wall-clock time {@code days} local days later (earlier if negative). */
  public long shiftDays(long epochSecond, int days) {
    int offset = offsetAt(epochSecond);
    long local = epochSecond + offset + days * DAY;
    return offsetAt(local - offset) == offset ? local - offset : resolve(local);
  }

  /** Returns the first instant of a local day, which need not be midnight. */
  public long startOfDay(long epochDay) {
    long local = epochDay * DAY;
    long instant = resolve(local);
    if (instant + offsetAt(instant) != local) {
      // Midnight was skipped: the day starts with the transition itself.
      if (instant >= cachedUntil) {
        return rules.previousTransition(Instant.ofEpochSecond(instant + 1)).toEpochSecond();
      }
      int at = Arrays.binarySearch(transitions, instant);
      return transitions[at >= 0 ? at : -at - 2];
    }
    return instant;
  }

  /**
   * Returns the length of a local day in hours: 24, or 23 and 25 where clocks change by one hour.
   */
  public double hoursInDay(long epochDay) {
    return (startOfDay(epochDay + 1) - startOfDay(epochDay)) / 3600.0;
  }

  /**
   * Returns the index of the step that covers the same wall-clock time {@code days} local days
   * before step {@code index} starts, or −1 if that lies outside the axis.
   */
  public int lagDays(TimeAxis axis, int index, int days) {
    return axis.indexCovering(shiftDays(axis.epochSecond(index), -days));
  }

  /** Finds the instant of a local time: earlier offset first, skipped times moved by the gap. */
  private long resolve(long local) {
    int before = offsetAt(local - offsetAt(local) - DAY);
    if (offsetAt(local - before) == before) {
      return local - before;
    }
    int after = offsetAt(local - offsetAt(local) + DAY);
    if (offsetAt(local - after) == after) {
      return local - after;
    }
    return local - before;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof WallClock other && zone.equals(other.zone);
  }

  @Override
  public int hashCode() {
    return zone.hashCode();
  }

  @Override
  public String toString() {
    return "wall clock of " + zone;
  }
}
