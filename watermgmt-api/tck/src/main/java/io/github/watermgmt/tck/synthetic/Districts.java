// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck.synthetic;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Hourly inflow of a city in three levels: {@code city} is the sum of its zones {@code Z1}, {@code
 * Z2}, …, and a zone the sum of its district metered areas {@code Z1 D1}, {@code Z1 D2}, …, to the
 * last bit (zones are summed in order, areas likewise). Flows in m³/h, interval means, never
 * negative.
 *
 * <p>What a district would draw with neither noise nor shared moods, its expectation, is
 *
 * <pre>
 * level · (w · homes(h) + (1 − w) · work(h)) · (1 + 0.10 sin(2π (day of year − 105) / 365))
 *       · (1 + 0.015 · w · max(0, T − 20))
 * </pre>
 *
 * <p>with a level of 10 to 80 m³/h, a share w of homes between 0.3 and 1, h the local hour, {@code
 * homes} with peaks at 7 and 19 h (at 10 and 19 h at weekends and holidays), {@code work} flat from
 * 8 to 18 h and a third of that at weekends and holidays, and T the day's mean temperature in °C:
 * 13 + 10 sin(2π (day of year − 110) / 365) + 3 × a lasting normal number (0.8 from day to day).
 * The district draws
 *
 * <pre>
 * expectation · max(0, 1 + 0.03 city(day) + 0.02 zone(day) + 0.03 own(day) + 0.06 noise(hour))
 * </pre>
 *
 * <p>where city, zone and own are lasting normal numbers of standard deviation 1 (0.85 from day to
 * day) and noise is half lasting (0.7 from hour to hour), half new.
 *
 * <p>Thread-safety: immutable.
 */
public final class Districts {
  /** Id of the whole. */
  public static final String CITY = "city";

  private static final int SATURDAY = 6;

  private final Panel inflow;
  private final Panel expected;
  private final Series temperature;
  private final Map<String, String> parents;

  private Districts(Panel inflow, Panel expected, Series temperature, Map<String, String> parents) {
    this.inflow = inflow;
    this.expected = expected;
    this.temperature = temperature;
    this.parents = parents;
  }

  /**
   * Returns a city.
   *
   * @param seed of all chance
   * @param zones number of zones, at least 1
   * @param areas number of areas in each zone, at least 1
   * @param axis steps of an hour
   * @param calendar zone and holidays
   * @throws IllegalArgumentException if a bound is broken
   */
  public static Districts of(long seed, int zones, int areas, TimeAxis axis, Calendar calendar) {
    if (zones < 1 || areas < 1 || axis.stepSeconds() != 3600) {
      throw new IllegalArgumentException(
          "zones, areas, step ("
              + zones
              + ", "
              + areas
              + ", "
              + axis.step()
              + "), must be at least 1, at least 1 and an hour");
    }
    return new Maker(Chance.of(seed), axis, calendar).make(zones, areas);
  }

  /** Returns what is drawn: the city, its zones, then all areas, in this order. */
  public Panel inflow() {
    return inflow;
  }

  /** Returns the expectation of each series of {@link #inflow}; sums as there. */
  public Panel expected() {
    return expected;
  }

  /** Returns the temperature that all share, °C, the same all day. */
  public Series temperature() {
    return temperature;
  }

  /** Returns the parent of each area and zone; the city has none. */
  public Map<String, String> parents() {
    return parents;
  }

  @Override
  public String toString() {
    return "city of " + inflow;
  }

  /** Makes a city. Thread-safety: confined to one thread. */
  private static final class Maker {
    private final Chance chance;
    private final TimeAxis axis;
    private final Calendar calendar;
    private final long firstDay;
    private final double[] heat;
    private final double[] city;

    Maker(Chance chance, TimeAxis axis, Calendar calendar) {
      this.chance = chance;
      this.axis = axis;
      this.calendar = calendar;
      this.firstDay = calendar.clock().epochDay(axis.epochSecond(0));
      this.heat = days("weather", 0.8);
      for (int d = 0; d < heat.length; d++) {
        heat[d] = 13 + 10 * season(firstDay + d, 110) + 3 * heat[d];
      }
      this.city = days(CITY, 0.85);
    }

    private double[] days(String name, double fade) {
      int count = (int) (calendar.clock().epochDay(axis.epochSecond(axis.length())) - firstDay) + 1;
      double[] days = new double[count];
      for (int d = 0; d < count; d++) {
        days[d] = chance.lasting(name, firstDay + d, fade);
      }
      return days;
    }

    private static double season(long day, int shift) {
      int dayOfYear = LocalDate.ofEpochDay(day).getDayOfYear();
      return StrictMath.sin(2 * Math.PI * (dayOfYear - shift) / 365);
    }

    private int day(int t) {
      return (int) (calendar.clock().epochDay(axis.epochSecond(t)) - firstDay);
    }

    Districts make(int zones, int areas) {
      int n = axis.length();
      Map<String, String> parents = new LinkedHashMap<>();
      List<double[]> zoneInflow = new ArrayList<>();
      List<double[]> zoneExpected = new ArrayList<>();
      List<Series> areaInflow = new ArrayList<>();
      List<Series> areaExpected = new ArrayList<>();
      for (int z = 1; z <= zones; z++) {
        parents.put("Z" + z, CITY);
        double[] mood = days("Z" + z, 0.85);
        double[] sum = new double[n];
        double[] sumExpected = new double[n];
        for (int a = 1; a <= areas; a++) {
          String id = "Z" + z + " D" + a;
          parents.put(id, "Z" + z);
          double[] expectation = expectation(id);
          double[] drawn = drawn(id, expectation, mood);
          add(drawn, sum);
          add(expectation, sumExpected);
          areaInflow.add(flow(id, drawn));
          areaExpected.add(flow(id, expectation));
        }
        zoneInflow.add(sum);
        zoneExpected.add(sumExpected);
      }
      double[] temperature = new double[n];
      for (int t = 0; t < n; t++) {
        temperature[t] = heat[day(t)];
      }
      return new Districts(
          panel(zoneInflow, areaInflow),
          panel(zoneExpected, areaExpected),
          Series.of("temperature", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, temperature),
          Collections.unmodifiableMap(parents));
    }

    private Panel panel(List<double[]> zones, List<Series> areas) {
      double[] whole = new double[axis.length()];
      List<Series> all = new ArrayList<>();
      zones.forEach(zone -> add(zone, whole));
      all.add(flow(CITY, whole));
      for (int z = 0; z < zones.size(); z++) {
        all.add(flow("Z" + (z + 1), zones.get(z)));
      }
      all.addAll(areas);
      return Panel.of(all);
    }

    private Series flow(String id, double[] values) {
      return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    }

    private static void add(double[] values, double[] sum) {
      for (int t = 0; t < sum.length; t++) {
        sum[t] += values[t];
      }
    }

    private double[] expectation(String id) {
      RandomGenerator random = chance.at(id, 0);
      double level = 10 + 70 * random.nextDouble();
      double homes = 0.3 + 0.7 * random.nextDouble();
      WallClock clock = calendar.clock();
      double[] values = new double[axis.length()];
      for (int t = 0; t < values.length; t++) {
        long at = axis.epochSecond(t);
        long epochDay = clock.epochDay(at);
        boolean free = WallClock.dayOfWeekOf(epochDay) >= SATURDAY || calendar.isHoliday(epochDay);
        double hour = clock.secondOfDay(at) / 3600.0 + 0.5;
        double shape = homes * homes(hour, free) + (1 - homes) * work(hour, free);
        double year = 1 + 0.10 * season(epochDay, 105);
        double hot = 1 + 0.015 * homes * Math.max(0, heat[day(t)] - 20);
        values[t] = level * shape * year * hot;
      }
      return values;
    }

    private static double homes(double hour, boolean free) {
      double first = hour - (free ? 10.5 : 7.5);
      double second = hour - 19.5;
      return 0.35 + 1.2 * StrictMath.exp(-first * first / 5) + StrictMath.exp(-second * second / 8);
    }

    private static double work(double hour, boolean free) {
      return 0.2 + (hour >= 8 && hour < 18 ? (free ? 0.5 : 1.5) : 0);
    }

    private double[] drawn(String id, double[] expectation, double[] mood) {
      double[] own = days(id + " days", 0.85);
      double[] values = new double[expectation.length];
      double half = StrictMath.sqrt(0.5);
      for (int t = 0; t < values.length; t++) {
        long hour = Math.floorDiv(axis.epochSecond(t), 3600L);
        double lasting = chance.lasting(id + " hours", hour, 0.7);
        double noise = half * (lasting + chance.at(id + " new", hour).nextGaussian());
        int d = day(t);
        double factor = 1 + 0.03 * city[d] + 0.02 * mood[d] + 0.03 * own[d] + 0.06 * noise;
        values[t] = expectation[t] * Math.max(0, factor);
      }
      return values;
    }
  }
}
