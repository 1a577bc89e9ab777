// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Years of months: the demand, and what drove it as far as that is known. Every driver is optional.
 * All series stand on a {@link MonthAxis}; a driver may begin earlier and end later than the
 * demand, and where it is missing or does not reach, the month is not learnt from, and reported.
 *
 * <p>Thread-safety: immutable.
 */
public final class DemandHistory {
  /** Fewest months of demand to learn from. */
  public static final int LEAST_MONTHS = 24;

  private static final int YEAR = 12;
  private static final int TWICE = 2;

  private final Series demand;
  private final Map<Driver, Series> drivers;
  private final double lossShare;
  private final @Nullable Series peakDay;

  private DemandHistory(
      Series demand, Map<Driver, Series> drivers, double lossShare, @Nullable Series peakDay) {
    this.demand = demand;
    this.drivers = drivers;
    this.lossShare = lossShare;
    this.peakDay = peakDay;
  }

  /**
   * Starts a history.
   *
   * @param demand what enters the network, losses included: volume of each month, m³, NaN where
   *     missing
   */
  public static Builder of(Series demand) {
    return new Builder(demand);
  }

  /** Returns the demand, m³ a month. */
  public Series demand() {
    return demand;
  }

  /** Returns a driver as it was given. */
  public Optional<Series> driver(Driver driver) {
    return Optional.ofNullable(drivers.get(driver));
  }

  /** Returns the drivers that were given, in their order. */
  public List<Driver> given() {
    return List.copyOf(drivers.keySet());
  }

  /** Returns the share of the demand that is lost, 0 where losses are not known or a series. */
  public double lossShare() {
    return lossShare;
  }

  /** Returns the greatest day over the mean day of each month. */
  public Optional<Series> peakDay() {
    return Optional.ofNullable(peakDay);
  }

  /** Returns the first month. */
  public YearMonth first() {
    return MonthAxis.month(demand.axis(), 0);
  }

  /** Returns the last month. */
  public YearMonth last() {
    return MonthAxis.month(demand.axis(), length() - 1);
  }

  /** Returns the number of months. */
  public int length() {
    return demand.length();
  }

  /**
   * Returns what was known before a month began.
   *
   * @throws WaterManagementException WM-201 if fewer than 24 months of demand remain
   */
  public DemandHistory before(YearMonth month) {
    Builder cut = new Builder(until(demand, month));
    drivers.forEach((driver, series) -> cut.drivers.put(driver, until(series, month)));
    cut.lossShare = lossShare;
    cut.peakDay = peakDay == null ? null : until(peakDay, month);
    return cut.build();
  }

  private static Series until(Series series, YearMonth month) {
    int n = MonthAxis.step(series.axis(), month);
    return series.slice(0, Math.max(0, Math.min(series.length(), n)));
  }

  /** A driver over the months of the demand, NaN where it is not known; null if not given. */
  double @Nullable [] aligned(Driver driver) {
    Series series = drivers.get(driver);
    return series == null ? null : aligned(series);
  }

  double[] aligned(Series series) {
    double[] values = new double[length()];
    int shift = MonthAxis.step(series.axis(), first());
    for (int t = 0; t < values.length; t++) {
      int at = t + shift;
      values[t] = at < 0 || at >= series.length() ? Double.NaN : series.value(at);
    }
    return values;
  }

  @Override
  public String toString() {
    return "demand from " + first() + " to " + last() + ", drivers " + drivers.keySet();
  }

  /** Collects a history. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final Series demand;
    private final Map<Driver, Series> drivers = new EnumMap<>(Driver.class);
    private double lossShare;
    private @Nullable Series peakDay;

    private Builder(Series demand) {
      this.demand = demand;
    }

    /** Sets the people supplied, dimensionless. */
    public Builder population(Series series) {
      drivers.put(Driver.POPULATION, series);
      return this;
    }

    /** Sets the service connections, dimensionless. */
    public Builder connections(Series series) {
      drivers.put(Driver.CONNECTIONS, series);
      return this;
    }

    /**
     * Sets the price of water without inflation, in any currency. Let it begin a year before the
     * demand: customers feel the mean price of the last months.
     */
    public Builder price(Series series) {
      drivers.put(Driver.PRICE, series);
      return this;
    }

    /** Sets the mean temperature of each month, °C. */
    public Builder temperature(Series series) {
      drivers.put(Driver.TEMPERATURE, series);
      return this;
    }

    /** Sets the rain of each month, mm. */
    public Builder rain(Series series) {
      drivers.put(Driver.RAIN, series);
      return this;
    }

    /** Sets the real losses, m³ a month. */
    public Builder losses(Series series) {
      drivers.put(Driver.LOSSES, series);
      return this;
    }

    /** Sets the real losses as a share of the demand, 0 to below 1, where they are no series. */
    public Builder lossShare(double share) {
      lossShare = share;
      return this;
    }

    /** Sets the greatest day over the mean day of each month; see {@link MonthlySeries#peakDay}. */
    public Builder peakDay(Series series) {
      peakDay = series;
      return this;
    }

    /**
     * Returns the history.
     *
     * @throws DataException WM-105 with every problem: a series that is not one of months, or
     *     measures something else; a value that is not positive, or losses that are not below the
     *     demand; weather that is not known twice for each month of the year; losses given twice
     * @throws WaterManagementException WM-201 if fewer than 24 months of demand are known
     */
    public DemandHistory build() {
      Validation problems = new Validation();
      boolean monthly = check(problems, "demand", demand, Quantity.VOLUME, true, Double.MIN_VALUE);
      for (Map.Entry<Driver, Series> entry : drivers.entrySet()) {
        String name = entry.getKey().toString();
        Series series = entry.getValue();
        monthly &=
            switch (entry.getKey()) {
              case TEMPERATURE ->
                  check(problems, name, series, Quantity.TEMPERATURE, false, -Double.MAX_VALUE);
              case RAIN -> check(problems, name, series, Quantity.RAIN, true, 0);
              case PRICE -> check(problems, name, series, Quantity.PRICE, false, Double.MIN_VALUE);
              case LOSSES -> check(problems, name, series, Quantity.VOLUME, true, 0);
              case POPULATION, CONNECTIONS, EFFICIENCY ->
                  check(problems, name, series, Quantity.DIMENSIONLESS, false, Double.MIN_VALUE);
            };
      }
      if (peakDay != null) {
        monthly &= check(problems, "peak day", peakDay, Quantity.DIMENSIONLESS, false, 1);
      }
      problems.check(
          lossShare >= 0 && lossShare < 1, "loss share", lossShare, "must lie in [0, 1)", "");
      problems.check(
          lossShare == 0 || !drivers.containsKey(Driver.LOSSES),
          "loss share",
          lossShare,
          "must not be given where losses are a series",
          "leave one of them out");
      DemandHistory history = new DemandHistory(demand, new EnumMap<>(drivers), lossShare, peakDay);
      if (monthly) {
        history.checkTogether(problems);
      }
      problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "history of '" + demand.id() + "'");
      int known = demand.length() - demand.missing();
      if (known < LEAST_MONTHS) {
        throw new WaterManagementException(
            ErrorCode.TOO_SHORT_HISTORY,
            Validation.message(
                "months of demand",
                known,
                "must be at least " + LEAST_MONTHS + ", or season and trend are one",
                "sum up older readings with MonthlySeries.of"));
      }
      return history;
    }

    private static boolean check(
        Validation problems,
        String name,
        Series series,
        Quantity quantity,
        boolean total,
        double least) {
      boolean monthly =
          problems.check(
              MonthAxis.isMonthly(series.axis()),
              "axis of the " + name,
              series.axis(),
              "must be one of months",
              "sum up with MonthlySeries.of, or make the axis with MonthAxis.of");
      boolean fits = series.support() == Support.INTERVAL_TOTAL == total;
      problems.check(
          series.quantity().equals(quantity) && fits && series.support() != Support.INSTANT,
          name,
          series.quantity() + ", " + series.support(),
          "must be " + quantity + ", " + (total ? Support.INTERVAL_TOTAL : Support.INTERVAL_MEAN),
          "");
      for (int t = 0; monthly && t < series.length(); t++) {
        if (series.value(t) < least) {
          String constraint =
              least == Double.MIN_VALUE ? "must be positive" : "must be at least " + (int) least;
          YearMonth month = MonthAxis.month(series.axis(), t);
          problems.check(false, name + " of " + month, series.value(t), constraint, "");
          break;
        }
      }
      return monthly;
    }
  }

  private void checkTogether(Validation problems) {
    double[] losses = aligned(Driver.LOSSES);
    if (losses != null) {
      for (int t = 0; t < losses.length; t++) {
        if (losses[t] >= demand.value(t)) {
          problems.check(
              false,
              "losses of " + MonthAxis.month(demand.axis(), t),
              losses[t],
              "must be below the demand, " + demand.value(t),
              "give m³ a month for both");
          break;
        }
      }
    }
    for (Map.Entry<Driver, Series> entry : drivers.entrySet()) {
      double[] values = aligned(entry.getValue());
      Driver driver = entry.getKey();
      boolean any = Arrays.stream(values).anyMatch(value -> !Double.isNaN(value));
      if (!problems.check(
          any, driver.toString(), "no value", "must be known in some month of the demand", "")) {
        continue;
      }
      if (driver == Driver.TEMPERATURE || driver == Driver.RAIN) {
        int[] counts = new int[YEAR];
        for (int t = 0; t < values.length; t++) {
          if (!Double.isNaN(values[t]) && !demand.isMissing(t)) {
            counts[first().plusMonths(t).getMonthValue() - 1]++;
          }
        }
        for (int m = 0; m < YEAR; m++) {
          problems.check(
              counts[m] >= TWICE || demand.length() < LEAST_MONTHS,
              driver + " of months " + (m + 1),
              counts[m],
              "must be known in at least two years with demand, to tell what is usual",
              "leave the driver out");
        }
      } else {
        int last = values.length - 1;
        for (int t = Math.max(0, values.length - YEAR); t <= last; t++) {
          if (!problems.check(
              !Double.isNaN(values[t]),
              driver + " of " + first().plusMonths(t),
              "missing",
              "must be known over the last twelve months, from which it goes on",
              "end the demand where the driver ends, or leave the driver out")) {
            break;
          }
        }
      }
    }
  }
}
