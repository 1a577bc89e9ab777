// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is true of Portosole, the made-up town that the quickstart ships: its district metered
 * areas, its holidays, and everything that went wrong there between two Mondays of 2023.
 */
final class Town {
  static final ZoneId ZONE = ZoneId.of("Europe/Rome");

  /** The first local day of the readings; both changes of the clocks come after it. */
  static final LocalDate FIRST_DAY = LocalDate.of(2023, 2, 27);

  /** The first local day without readings: the forecast begins here. */
  static final LocalDate TODAY = FIRST_DAY.plusWeeks(37);

  static final SortedSet<LocalDate> HOLIDAYS =
      new TreeSet<>(
          List.of(
              LocalDate.of(2023, 4, 10),
              LocalDate.of(2023, 4, 25),
              LocalDate.of(2023, 5, 1),
              LocalDate.of(2023, 6, 2),
              LocalDate.of(2023, 8, 15),
              LocalDate.of(2023, 11, 1)));

  static final List<Area> AREAS =
      List.of(
          new Area("Harbour", 22, 0, 1),
          new Area("OldTown", 14, 0, 1),
          new Area("Hillside", 9, .6, 1),
          new Area("Mills", 17, .1, .72));

  static final List<Leak> LEAKS =
      List.of(
          new Leak("OldTown", at("2023-05-14T01:00Z"), at("2023-05-19T08:00Z"), 4.2, 0),
          new Leak("Mills", at("2023-06-25T22:00Z"), at("2023-08-24T09:00Z"), 3.5, 35),
          new Leak("Hillside", at("2023-11-05T02:00Z"), null, 2.4, 0));

  /** While a sensor is stuck, it repeats the value before. */
  static final Span STUCK = new Span("Harbour", at("2023-07-03T03:00Z"), at("2023-07-03T23:00Z"));

  /** While a sensor is silent, there is no value. */
  static final Span SILENT = new Span("Hillside", at("2023-05-23T08:00Z"), at("2023-05-26T08:00Z"));

  /** Single wrong values, as factors of the true one. */
  static final List<Spike> SPIKES =
      List.of(
          new Spike("Harbour", at("2023-04-12T13:00Z"), 9),
          new Spike("Mills", at("2023-09-20T05:00Z"), 14),
          new Spike("OldTown", at("2023-10-10T17:00Z"), 7));

  private Town() {}

  static Instant start() {
    return FIRST_DAY.atStartOfDay(ZONE).toInstant();
  }

  static Instant today() {
    return TODAY.atStartOfDay(ZONE).toInstant();
  }

  private static Instant at(String text) {
    return Instant.parse(text.replace("Z", ":00Z"));
  }

  /**
   * A district metered area.
   *
   * @param name its name, and that of its series
   * @param flow scale of its inflow, L/s
   * @param garden share of {@code flow} that gardens draw on a hot, dry evening
   * @param weekend share of its demand that is left at weekends and on holidays
   */
  record Area(String name, double flow, double garden, double weekend) {}

  /**
   * A leak.
   *
   * @param area where
   * @param start when it begins
   * @param end when it is repaired; null while it runs
   * @param flow its full size, L/s
   * @param growthDays days until the full size; 0 if it is a burst
   */
  record Leak(String area, Instant start, Instant end, double flow, int growthDays) {
    double flowAt(Instant time) {
      if (time.isBefore(start) || (end != null && !time.isBefore(end))) {
        return 0;
      }
      double days = (time.getEpochSecond() - start.getEpochSecond()) / 86_400.0;
      return growthDays == 0 ? flow : flow * Math.min(1, days / growthDays);
    }
  }

  /** A time, end exclusive, in which a sensor is at fault. */
  record Span(String area, Instant start, Instant end) {
    boolean covers(String name, Instant time) {
      return area.equals(name) && !time.isBefore(start) && time.isBefore(end);
    }
  }

  /** One wrong value. */
  record Spike(String area, Instant time, double factor) {}
}
