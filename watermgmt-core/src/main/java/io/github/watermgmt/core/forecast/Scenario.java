// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is supposed of the years to come, by name. A driver of which nothing is said goes on as it
 * did: prices, people, connections and losses grow by the median of their changes over twelve
 * months, use per head by the trend that was learnt, and the climate stays as it was.
 *
 * <pre>{@code
 * Scenario thrift = Scenario.named("tariff and repairs")
 *     .growth(Driver.POPULATION, 0.004, 0.009)              // a year: anywhere in between
 *     .growthFrom(Driver.POPULATION, 2040, 0, 0.004)
 *     .step(Driver.PRICE, YearMonth.of(2031, 1), 1.25)      // 25 % more, at once
 *     .programme(Driver.LOSSES, YearMonth.of(2029, 1), 60, 0.6, 0.8) // 20 to 40 % less in 5 years
 *     .warming(0.2, 0.5)                                    // °C per decade
 *     .build();
 * }</pre>
 *
 * <p>A range means that any value between its ends is as likely as any other; all ranges of one
 * driver share their luck, those of different drivers do not.
 *
 * <p>Thread-safety: immutable.
 */
public final class Scenario {
  private static final Scenario BASELINE = named("baseline").build();
  private static final double GROWTH = 0.3;
  private static final double FACTOR = 100;
  private static final double HOTTER = 3;
  private static final double WETTER = 0.5;
  private static final int MOST_MONTHS = 600;
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2200;
  private static final Set<Driver> WEATHER = Set.of(Driver.TEMPERATURE, Driver.RAIN);

  private final String name;
  private final Map<Driver, Assumptions> assumptions;

  /** From the least to the greatest value. */
  record Range(double low, double high) {
    boolean lies(double least, double most) {
      return low >= least && high <= most && low <= high;
    }

    @Override
    public String toString() {
      return low == high ? Double.toString(low) : low + " to " + high;
    }
  }

  /** A change by a factor, in equal shares of its logarithm over some months; 0 for at once. */
  record Step(YearMonth from, int months, Range factor) {}

  /** What is said of one driver: rates by the first year of each, steps, and values by year. */
  record Assumptions(
      TreeMap<Integer, Range> rates, List<Step> steps, TreeMap<Integer, Double> values) {
    Assumptions() {
      this(new TreeMap<>(), new ArrayList<>(), new TreeMap<>());
    }

    Assumptions copy() {
      return new Assumptions(new TreeMap<>(rates), List.copyOf(steps), new TreeMap<>(values));
    }
  }

  private Scenario(String name, Map<Driver, Assumptions> assumptions) {
    this.name = name;
    this.assumptions = new EnumMap<>(Driver.class);
    assumptions.forEach((driver, said) -> this.assumptions.put(driver, said.copy()));
  }

  /** Returns the scenario in which everything goes on as it did. */
  public static Scenario baseline() {
    return BASELINE;
  }

  /** Starts a scenario. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the drivers of which something is said. */
  public Set<Driver> drivers() {
    return Set.copyOf(assumptions.keySet());
  }

  Assumptions of(Driver driver) {
    Assumptions said = assumptions.get(driver);
    return said == null ? new Assumptions() : said;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Scenario other
        && name.equals(other.name)
        && assumptions.equals(other.assumptions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, assumptions);
  }

  @Override
  public String toString() {
    return "scenario '" + name + "': " + assumptions;
  }

  /** Collects assumptions. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String name;
    private final Map<Driver, Assumptions> assumptions = new EnumMap<>(Driver.class);
    private final Validation problems = new Validation();

    private Builder(String name) {
      this.name = name;
    }

    private Assumptions of(Driver driver) {
      return assumptions.computeIfAbsent(driver, d -> new Assumptions());
    }

    /**
     * Lets a driver grow from the beginning.
     *
     * @param driver any but the weather
     * @param perYear share, such as 0.01 for 1 % a year; −0.3 to 0.3
     */
    public Builder growth(Driver driver, double perYear) {
      return growth(driver, perYear, perYear);
    }

    /** The same within a range. */
    public Builder growth(Driver driver, double low, double high) {
      return rate(driver, Integer.MIN_VALUE, new Range(low, high));
    }

    /**
     * Lets a driver grow from January of a year on, until another rate begins.
     *
     * @param low least share a year, −0.3 to 0.3
     * @param high greatest share a year
     */
    public Builder growthFrom(Driver driver, int year, double low, double high) {
      year(driver + " growth", year);
      return rate(driver, year, new Range(low, high));
    }

    private Builder rate(Driver driver, int year, Range perYear) {
      String what = driver + " growth" + (year == Integer.MIN_VALUE ? "" : " from " + year);
      problems.check(
          !WEATHER.contains(driver), what, perYear, "is for what grows", "use warming or rain");
      problems.check(
          perYear.lies(-GROWTH, GROWTH),
          what,
          perYear,
          "must lie from -0.3 to 0.3 a year, in order",
          "give shares, not percent");
      problems.check(
          of(driver).rates.put(year, perYear) == null, what, perYear, "must be given once", "");
      return this;
    }

    /**
     * Changes a driver by a factor at the beginning of a month, for good.
     *
     * @param driver any but the weather
     * @param factor 1.25 for a quarter more; 0.01 to 100
     */
    public Builder step(Driver driver, YearMonth from, double factor) {
      return programme(driver, from, 0, factor, factor);
    }

    /**
     * Changes a driver little by little, as programmes do.
     *
     * @param driver any but the weather
     * @param from first month of the programme
     * @param months how long it takes, 0 to 600
     * @param low least factor reached in the end, 0.01 to 100
     * @param high greatest factor reached in the end
     */
    public Builder programme(Driver driver, YearMonth from, int months, double low, double high) {
      Range factor = new Range(low, high);
      String what = driver + " change from " + from;
      problems.check(
          !WEATHER.contains(driver), what, factor, "is for what grows", "use warming or rain");
      problems.check(
          factor.lies(1 / FACTOR, FACTOR),
          what,
          factor,
          "must be a factor from 0.01 to 100, in order",
          "give 1.25 for a quarter more");
      problems.check(
          months >= 0 && months <= MOST_MONTHS, what, months + " months", "must be 0 to 600", "");
      year(what, from.getYear());
      of(driver).steps.add(new Step(from, months, factor));
      return this;
    }

    /**
     * Sets the value of a driver in the middle of a year, as a statistical office forecasts it: in
     * equal growth from one such year to the next, and constant after the last.
     *
     * @param driver population, connections or price
     * @param value in the unit of its history, positive
     */
    public Builder value(Driver driver, int year, double value) {
      String what = driver + " of " + year;
      problems.check(
          driver == Driver.POPULATION || driver == Driver.CONNECTIONS || driver == Driver.PRICE,
          what,
          value,
          "must be population, connections or price",
          "use growth or step");
      problems.check(value > 0 && value < 1e12, what, value, "must be positive and finite", "");
      year(what, year);
      problems.check(
          of(driver).values.put(year, value) == null, what, value, "must be given once", "");
      return this;
    }

    /** Lets it become warmer, °C per decade; −3 to 3. */
    public Builder warming(double perDecade) {
      return warming(perDecade, perDecade);
    }

    /** The same within a range. */
    public Builder warming(double low, double high) {
      return weather(Driver.TEMPERATURE, new Range(low, high), HOTTER, "°C");
    }

    /** Changes the rain by a share per decade, −0.5 to 0.5: −0.05 for 5 % less every ten years. */
    public Builder rain(double perDecade) {
      return rain(perDecade, perDecade);
    }

    /** The same within a range. */
    public Builder rain(double low, double high) {
      return weather(Driver.RAIN, new Range(low, high), WETTER, "as a share");
    }

    private Builder weather(Driver driver, Range perDecade, double most, String unit) {
      problems.check(
          perDecade.lies(-most, most),
          driver + " per decade",
          perDecade,
          "must lie from " + -most + " to " + most + " " + unit + ", in order",
          "");
      problems.check(
          of(driver).rates.put(Integer.MIN_VALUE, perDecade) == null,
          driver + " per decade",
          perDecade,
          "must be given once",
          "");
      return this;
    }

    private void year(String what, int year) {
      problems.check(
          year >= FIRST_YEAR && year <= LAST_YEAR,
          what,
          Year.of(Math.max(Year.MIN_VALUE, Math.min(Year.MAX_VALUE, year))),
          "must be a year from 1900 to 2200",
          "");
    }

    /**
     * Returns the scenario.
     *
     * @throws WaterManagementException WM-202 with every problem: a blank name, rates, factors,
     *     values or years out of bounds or out of order, anything said twice, both values and rates
     *     of one driver
     */
    public Scenario build() {
      Validation all = new Validation();
      problems.problems().forEach(all::add);
      all.check(!name.isBlank(), "name", "'" + name + "'", "must not be blank", "");
      assumptions.forEach(
          (driver, said) ->
              all.check(
                  said.values.isEmpty() || said.rates.isEmpty(),
                  driver.toString(),
                  said.rates.size() + " rates, " + said.values.size() + " values",
                  "must be given by rates or by values of years",
                  "leave one of them out"));
      all.throwIfAny(ErrorCode.UNSUPPORTED_REQUEST, "scenario '" + name + "'");
      return new Scenario(name, assumptions);
    }
  }
}
