// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The calendar by which the consumers live: a zone, its wall clock, and holidays, which may end: a
 * list of holidays for this year says nothing about the next.
 *
 * <p>Thread-safety: immutable. Look-ups are O(log holidays) and allocate nothing.
 */
public final class Calendar {
  private final WallClock clock;
  private final Map<HolidayKind, long[]> days;
  private final long validUntil;

  private Calendar(WallClock clock, Map<HolidayKind, long[]> days, long validUntil) {
    this.clock = clock;
    this.days = days;
    this.validUntil = validUntil;
  }

  /** Returns a calendar without holidays, valid for ever. */
  public static Calendar of(ZoneId zone) {
    return builder(zone).build();
  }

  /** Returns a calendar with public holidays, valid for ever. */
  public static Calendar of(ZoneId zone, Collection<LocalDate> publicHolidays) {
    Builder builder = builder(zone);
    publicHolidays.forEach(date -> builder.holiday(date, HolidayKind.PUBLIC));
    return builder.build();
  }

  /** Starts a calendar. */
  public static Builder builder(ZoneId zone) {
    return new Builder(zone);
  }

  /** Returns the zone. */
  public ZoneId zone() {
    return clock.zone();
  }

  /** Returns the wall clock. */
  public WallClock clock() {
    return clock;
  }

  /** Returns whether a day is a public holiday. */
  public boolean isHoliday(long epochDay) {
    return is(HolidayKind.PUBLIC, epochDay);
  }

  /** Returns whether a day is of a kind. */
  public boolean is(HolidayKind kind, long epochDay) {
    long[] sorted = days.get(kind);
    return sorted != null && Arrays.binarySearch(sorted, epochDay) >= 0;
  }

  /** Returns whether the holidays are known on a day. */
  public boolean covers(long epochDay) {
    return epochDay <= validUntil;
  }

  /** Returns the last day on which the holidays are known, empty if they are for ever. */
  public Optional<LocalDate> validUntil() {
    return validUntil == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(LocalDate.ofEpochDay(validUntil));
  }

  /** Returns the days of a kind, in order. */
  public List<LocalDate> holidays(HolidayKind kind) {
    return Arrays.stream(days.getOrDefault(kind, new long[0]))
        .mapToObj(LocalDate::ofEpochDay)
        .toList();
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof Calendar other)
        || !clock.equals(other.clock)
        || validUntil != other.validUntil) {
      return false;
    }
    for (HolidayKind kind : HolidayKind.values()) {
      if (!holidays(kind).equals(other.holidays(kind))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return clock.hashCode();
  }

  @Override
  public String toString() {
    return "calendar of "
        + zone()
        + ", "
        + holidays(HolidayKind.PUBLIC).size()
        + " public holidays";
  }

  /** Collects holidays. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final ZoneId zone;
    private final Map<HolidayKind, TreeSet<Long>> days = new EnumMap<>(HolidayKind.class);
    private long validUntil = Long.MAX_VALUE;

    private Builder(ZoneId zone) {
      this.zone = zone;
    }

    /** Adds a day; adding it twice changes nothing. */
    public Builder holiday(LocalDate date, HolidayKind kind) {
      days.computeIfAbsent(kind, k -> new TreeSet<>()).add(date.toEpochDay());
      return this;
    }

    /** Says that holidays after this day are not known. */
    public Builder validUntil(LocalDate lastDay) {
      validUntil = lastDay.toEpochDay();
      return this;
    }

    /** Returns the calendar. */
    public Calendar build() {
      Map<HolidayKind, long[]> sorted = new EnumMap<>(HolidayKind.class);
      days.forEach(
          (kind, set) -> sorted.put(kind, set.stream().mapToLong(Long::longValue).toArray()));
      return new Calendar(WallClock.of(zone), sorted, validUntil);
    }
  }
}
