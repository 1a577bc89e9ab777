// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.HolidayKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** A calendar as part of a model file. Thread-safety: stateless. */
public final class CalendarEntry {
  private CalendarEntry() {}

  /** Appends a calendar. */
  public static void write(EntryWriter out, Calendar calendar) {
    out.writeString(calendar.zone().getId());
    for (HolidayKind kind : HolidayKind.values()) {
      out.writeLongs(calendar.holidays(kind).stream().mapToLong(LocalDate::toEpochDay).toArray());
    }
    Optional<LocalDate> last = calendar.validUntil();
    out.writeBoolean(last.isPresent());
    last.ifPresent(day -> out.writeLong(day.toEpochDay()));
  }

  /**
   * Reads a calendar.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is none
   */
  public static Calendar read(EntryReader in) {
    try {
      Calendar.Builder builder = Calendar.builder(ZoneId.of(in.readString()));
      for (HolidayKind kind : HolidayKind.values()) {
        for (long day : in.readLongs()) {
          builder.holiday(LocalDate.ofEpochDay(day), kind);
        }
      }
      if (in.readBoolean()) {
        builder.validUntil(LocalDate.ofEpochDay(in.readLong()));
      }
      return builder.build();
    } catch (DateTimeException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
