// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal;

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
  public static EntryWriter write(EntryWriter writer, Calendar calendar) {
    writer.writeString(calendar.zone().getId());
    for (HolidayKind kind : HolidayKind.values()) {
      writer.writeLongs(
          calendar.holidays(kind).stream().mapToLong(LocalDate::toEpochDay).toArray());
    }
    Optional<LocalDate> last = calendar.validUntil();
    writer.writeBoolean(last.isPresent());
    last.ifPresent(day -> writer.writeLong(day.toEpochDay()));
    return writer;
  }

  /**
   * Reads a calendar.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is not one
   */
  public static Calendar read(EntryReader reader) {
    try {
      Calendar.Builder builder = Calendar.builder(ZoneId.of(reader.readString()));
      for (HolidayKind kind : HolidayKind.values()) {
        for (long day : reader.readLongs()) {
          builder.holiday(LocalDate.ofEpochDay(day), kind);
        }
      }
      if (reader.readBoolean()) {
        builder.validUntil(LocalDate.ofEpochDay(reader.readLong()));
      }
      return builder.build();
    } catch (DateTimeException e) {
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
