// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time stamps of one file: {@code 2022-07-25T00:00:00Z}, with an offset instead of the Z,
 * or, if the caller names a zone for them, without any. Whole seconds only; seconds may be left
 * out; a blank may stand for the T.
 *
 * <p>One file keeps to one kind of stamp. Offsets may change only as the caller's zone itself does
 * (+01:00 in winter, +02:00 in summer); anything else means that two sources were mixed.
 */
final class Stamps {
  private static final int NONE = Integer.MIN_VALUE;

  private final @Nullable ZoneId zone;
  private final @Nullable ZoneId plainZone;
  private int firstOffset = NONE;
  private boolean first = true;
  private boolean severalOffsets;
  private String error = "";
  private String remedy = "";
  private long result;
  private long lastDay = Long.MIN_VALUE;
  private int lastYmd = -1;

  /**
   * Creates a reader.
   *
   * @param zone zone in which offsets may change, if any
   * @param plainZone zone of stamps without offset, if these are allowed
   */
  Stamps(@Nullable ZoneId zone, @Nullable ZoneId plainZone) {
    this.zone = zone;
    this.plainZone = plainZone;
  }

  /** Parses a stamp; on success {@link #epochSecond()} has it, otherwise {@link #error()}. */
  boolean parse(String text) {
    int n = text.length();
    if (n < 16
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
        || text.charAt(13) != ':') {
      return malformed();
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = 0;
    int at = 16;
    if (at < n && text.charAt(at) == ':') {
      second = n >= 19 ? number(text, 17, 19) : -1;
      at = 19;
      if (at < n && text.charAt(at) == '.') {
        at++;
        while (at < n && text.charAt(at) == '0') {
          at++;
        }
        if (at < n && text.charAt(at) >= '1' && text.charAt(at) <= '9') {
          return fail("must be a whole second", "round it where it is exported");
        }
      }
    }
    if ((year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return malformed();
    }
    long epochDay = epochDay(year, month, day);
    if (epochDay == Long.MIN_VALUE) {
      return fail("is not a date of the calendar", "correct it");
    }
    long local = epochDay * 86_400 + hour * 3600L + minute * 60L + second;
    if (at == n) {
      return plain(local);
    }
    int offset = offset(text, at, n);
    return offset == NONE ? malformed() : withOffset(local, offset);
  }

  long epochSecond() {
    return result;
  }

  String error() {
    return error;
  }

  String remedy() {
    return remedy;
  }

  private boolean plain(long local) {
    if (plainZone == null) {
      return fail(
          "must have an offset or Z",
          "write 2022-07-25T00:00:00Z, or say in which zone stamps without offset are meant");
    }
    if (!first && firstOffset != NONE) {
      return mixed();
    }
    first = false;
    LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
    List<ZoneOffset> valid = plainZone.getRules().getValidOffsets(time);
    if (valid.size() != 1) {
      return fail(
          valid.isEmpty()
              ? "does not exist in " + plainZone + " (clocks went forward)"
              : "happens twice in " + plainZone + " (clocks went back)",
          "export the stamps in UTC, with a Z");
    }
    result = local - valid.get(0).getTotalSeconds();
    return true;
  }

  private boolean withOffset(long local, int offset) {
    if (!first && firstOffset == NONE) {
      return mixed();
    }
    result = local - offset;
    if (first) {
      first = false;
      firstOffset = offset;
      return true;
    }
    if (offset != firstOffset || severalOffsets) {
      severalOffsets = true;
      if (zone == null || zoneOffset(zone, result) != offset) {
        return mixed();
      }
    }
    return true;
  }

  private static int zoneOffset(ZoneId zone, long epochSecond) {
    return zone.getRules().getOffset(Instant.ofEpochSecond(epochSecond)).getTotalSeconds();
  }

  private boolean mixed() {
    return fail(
        "does not have the offset of the stamps before it",
        "export all stamps in UTC, with a Z; the file mixes two sources");
  }

  private boolean malformed() {
    return fail("must be a time stamp such as 2022-07-25T00:00:00Z", "export it as ISO 8601");
  }

  private boolean fail(String rule, String what) {
    error = rule;
    remedy = what;
    return false;
  }

  private long epochDay(int year, int month, int day) {
    int ymd = (year * 16 + month) * 32 + day;
    if (ymd != lastYmd) {
      try {
        lastDay = LocalDate.of(year, month, day).toEpochDay();
        lastYmd = ymd;
      } catch (DateTimeException e) {
        return Long.MIN_VALUE;
      }
    }
    return lastDay;
  }

  private static int offset(String text, int at, int n) {
    char sign = text.charAt(at);
    if (sign == 'Z' && n == at + 1) {
      return 0;
    }
    if (sign != '+' && sign != '-') {
      return NONE;
    }
    int hours = n >= at + 3 ? number(text, at + 1, at + 3) : -1;
    int minutes = 0;
    if (n == at + 6 && text.charAt(at + 3) == ':') {
      minutes = number(text, at + 4, at + 6);
    } else if (n == at + 5) {
      minutes = number(text, at + 3, at + 5);
    } else if (n != at + 3) {
      return NONE;
    }
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  /** Reads digits only; −1 if something else stands there. */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  /** Reads a date such as {@code 2022-12-25}; null if it is not one. */
  static @Nullable LocalDate date(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    try {
      return (year | month | day) < 0 ? null : LocalDate.of(year, month, day);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
