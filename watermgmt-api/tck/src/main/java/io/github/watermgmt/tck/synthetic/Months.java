// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck.synthetic;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/**
 * Monthly demand of a utility over the years, and each of its drivers, so that a decomposition can
 * be held against the truth. All values are means over the month, by days: months of 28 and 31 days
 * compare.
 *
 * <p>With t the number of months since January 2010, y = t / 12, and lasting normal numbers of
 * standard deviation 1:
 *
 * <pre>
 * population  = 80,000 · 1.009^y · (1 + 0.002 lasting)                                 people
 * connections = population / (2.35 − 0.01 y), rounded
 * price       = 2.00 · 1.01^⌊y⌋, and 20 % more from January 2019 on                    a m³
 * temperature = 13 + 9 sin(2π (month − 4) / 12) + 0.03 y + 1.3 noise                   °C, monthly mean
 * rain        = max(0, 70 − 35 sin(2π (month − 4) / 12) + 25 noise)                    mm a month
 * efficiency  = 0.992^y                                                                1
 * priceEffect = (felt / 2.00)^−0.2, felt = mean price of the last 12 months            1
 * climate     = 1 + 0.012 max(0, temperature − 16) − 0.0006 (rain − 70) · summer       1
 * perCapita   = 165 · efficiency · priceEffect · climate                               litres a day
 * losses      = connections · (0.22 + 0.004 y) until 2016, less 30 % from then on      m³ a day
 * demand      = (population · perCapita / 1,000) · (1 + 0.01 lasting) + losses         m³ a day
 * </pre>
 *
 * <p>where summer is 1 in June, July and August and else 0, and the lasting noise of the demand
 * keeps 0.5 from month to month, that of the population 0.9.
 *
 * <p>Thread-safety: immutable. Accessors return copies, {@code [month]}.
 */
public final class Months {
  private static final YearMonth ORIGIN = YearMonth.of(2010, 1);
  private static final YearMonth NEW_TARIFF = YearMonth.of(2019, 1);
  private static final YearMonth REPAIRS = YearMonth.of(2016, 1);
  private static final double BASE_PRICE = 2;
  private static final int TARIFF_MEMORY = 12;

  private final YearMonth first;
  private final double[][] columns;

  private Months(YearMonth first, double[][] columns) {
    this.first = first;
    this.columns = columns;
  }

  /**
   * Returns ten years, from January 2014 to December 2023: two years before the repairs begin to
   * show, and five before the price goes up.
   */
  public static Months tenYears(long seed) {
    return of(seed, YearMonth.of(2014, 1), 120);
  }

  /**
   * Returns other months.
   *
   * @param seed of all chance
   * @param first first month
   * @param count number of months, at least 1
   * @throws IllegalArgumentException if there is no month
   */
  public static Months of(long seed, YearMonth first, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count (" + count + "), must be at least 1");
    }
    Chance chance = Chance.of(seed);
    double[][] columns = new double[Column.values().length][count];
    for (int i = 0; i < count; i++) {
      fill(chance, first.plusMonths(i), columns, i);
    }
    return new Months(first, columns);
  }

  private enum Column {
    DEMAND,
    POPULATION,
    CONNECTIONS,
    PRICE,
    TEMPERATURE,
    RAIN,
    EFFICIENCY,
    PRICE_EFFECT,
    CLIMATE,
    PER_CAPITA,
    LOSSES
  }

  private static void fill(Chance chance, YearMonth month, double[][] columns, int i) {
    long t = ORIGIN.until(month, ChronoUnit.MONTHS);
    double years = t / 12.0;
    double population =
        80_000 * StrictMath.pow(1.009, years) * (1 + 0.002 * chance.lasting("population", t, 0.9));
    double connections = Math.rint(population / (2.35 - 0.01 * years));
    double wave = StrictMath.sin(2 * Math.PI * (month.getMonthValue() - 4) / 12);
    double temperature =
        13 + 9 * wave + 0.03 * years + 1.3 * chance.at("temperature", t).nextGaussian();
    double rain = Math.max(0, 70 - 35 * wave + 25 * chance.at("rain", t).nextGaussian());
    double felt = 0;
    for (int k = 0; k < TARIFF_MEMORY; k++) {
      felt += price(month.minusMonths(k)) / TARIFF_MEMORY;
    }
    double efficiency = StrictMath.pow(0.992, years);
    double priceEffect = StrictMath.pow(felt / BASE_PRICE, -0.2);
    boolean summer = month.getMonthValue() >= 6 && month.getMonthValue() <= 8;
    double climate =
        1 + 0.012 * Math.max(0, temperature - 16) - (summer ? 0.0006 * (rain - 70) : 0);
    double perCapita = 165 * efficiency * priceEffect * climate;
    double losses = connections * (0.22 + 0.004 * years) * (month.isBefore(REPAIRS) ? 1 : 0.7);
    double noise = 1 + 0.01 * chance.lasting("demand", t, 0.5);
    set(columns, Column.DEMAND, i, population * perCapita / 1000 * noise + losses);
    set(columns, Column.POPULATION, i, population);
    set(columns, Column.CONNECTIONS, i, connections);
    set(columns, Column.PRICE, i, price(month));
    set(columns, Column.TEMPERATURE, i, temperature);
    set(columns, Column.RAIN, i, rain);
    set(columns, Column.EFFICIENCY, i, efficiency);
    set(columns, Column.PRICE_EFFECT, i, priceEffect);
    set(columns, Column.CLIMATE, i, climate);
    set(columns, Column.PER_CAPITA, i, perCapita);
    set(columns, Column.LOSSES, i, losses);
  }

  @SuppressWarnings("EnumOrdinal") // the place of a column, in memory only
  private static void set(double[][] columns, Column column, int i, double value) {
    columns[column.ordinal()][i] = value;
  }

  @SuppressWarnings("EnumOrdinal") // the place of a column, in memory only
  private double[] get(Column column) {
    return columns[column.ordinal()].clone();
  }

  private static double price(YearMonth month) {
    double step = month.isBefore(NEW_TARIFF) ? 1 : 1.2;
    return BASE_PRICE * StrictMath.pow(1.01, month.getYear() - ORIGIN.getYear()) * step;
  }

  /** Returns the first month. */
  public YearMonth first() {
    return first;
  }

  /** Returns the number of months. */
  public int length() {
    return columns[0].length;
  }

  /** Returns what enters the network, m³ a day: consumption and losses. */
  public double[] demand() {
    return get(Column.DEMAND);
  }

  /** Returns the people supplied. */
  public double[] population() {
    return get(Column.POPULATION);
  }

  /** Returns the service connections. */
  public double[] connections() {
    return get(Column.CONNECTIONS);
  }

  /** Returns the price of a m³, in a currency without inflation. */
  public double[] price() {
    return get(Column.PRICE);
  }

  /** Returns the mean temperature, °C. */
  public double[] temperature() {
    return get(Column.TEMPERATURE);
  }

  /** Returns the rain of the month, mm. */
  public double[] rain() {
    return get(Column.RAIN);
  }

  /** Returns the factor on the use per head by which fittings have become thriftier; truth. */
  public double[] efficiency() {
    return get(Column.EFFICIENCY);
  }

  /** Returns the factor on the use per head that the price makes; truth. */
  public double[] priceEffect() {
    return get(Column.PRICE_EFFECT);
  }

  /** Returns the factor on the use per head that heat and drought make; truth. */
  public double[] climate() {
    return get(Column.CLIMATE);
  }

  /** Returns the expected use per head, litres a day; truth. */
  public double[] perCapita() {
    return get(Column.PER_CAPITA);
  }

  /** Returns the losses, m³ a day; truth. */
  public double[] losses() {
    return get(Column.LOSSES);
  }

  @Override
  public String toString() {
    return length() + " months from " + first;
  }
}
