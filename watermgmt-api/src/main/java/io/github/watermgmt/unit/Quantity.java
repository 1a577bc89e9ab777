// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.List;
import java.util.Locale;

/**
 * What a number measures, with the one unit in which the library keeps it. Open: {@link #of} makes
 * new ones.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param name lower-case name, such as {@code pressure head}
 * @param canonicalSymbol symbol of the canonical unit, such as {@code m3/h}
 */
public record Quantity(String name, String canonicalSymbol) {
  /** Volume per time, m³/h. */
  public static final Quantity FLOW = new Quantity("flow", "m3/h");

  /** Volume, m³. */
  public static final Quantity VOLUME = new Quantity("volume", "m3");

  /** Hydraulic head above datum, m. */
  public static final Quantity HEAD = new Quantity("head", "m");

  /** Pressure as a column of water above the node, m. */
  public static final Quantity PRESSURE_HEAD = new Quantity("pressure head", "m");

  /** Water level in a tank, m. */
  public static final Quantity LEVEL = new Quantity("level", "m");

  /** Temperature, °C. */
  public static final Quantity TEMPERATURE = new Quantity("temperature", "°C");

  /** Depth of rain, mm. */
  public static final Quantity RAIN = new Quantity("rain", "mm");

  /** Relative humidity, %. */
  public static final Quantity HUMIDITY = new Quantity("humidity", "%");

  /** Speed, such as wind's, km/h. */
  public static final Quantity SPEED = new Quantity("speed", "km/h");

  /** Power, kW. */
  public static final Quantity POWER = new Quantity("power", "kW");

  /** Energy, kWh. */
  public static final Quantity ENERGY = new Quantity("energy", "kWh");

  /** Money, in the currency of the caller. */
  public static final Quantity PRICE = new Quantity("price", "1");

  /** A plain number. */
  public static final Quantity DIMENSIONLESS = new Quantity("dimensionless", "1");

  private static final List<Quantity> KNOWN =
      List.of(
          FLOW,
          VOLUME,
          HEAD,
          PRESSURE_HEAD,
          LEVEL,
          TEMPERATURE,
          RAIN,
          HUMIDITY,
          SPEED,
          POWER,
          ENERGY,
          PRICE,
          DIMENSIONLESS);

  /** Refuses empty names. */
  public Quantity {
    if (name.isBlank() || canonicalSymbol.isBlank()) {
      throw new IllegalArgumentException("a quantity needs a name and a canonical symbol");
    }
  }

  /**
   * Returns a quantity of the caller's own, or the known one of this name.
   *
   * @throws io.github.watermgmt.error.DataException WM-102 if the library keeps this quantity in
   *     another unit
   */
  public static Quantity of(String name, String canonicalSymbol) {
    for (Quantity known : KNOWN) {
      if (normal(known.name).equals(normal(name))) {
        if (!known.canonicalSymbol.equals(canonicalSymbol)) {
          throw new DataException(
              ErrorCode.UNIT,
              Validation.message(
                  "canonical unit of " + known,
                  canonicalSymbol,
                  "must be " + known.canonicalSymbol,
                  "declare the unit of the readings instead"));
        }
        return known;
      }
    }
    return new Quantity(name, canonicalSymbol);
  }

  /** Returns the quantities that the library knows. */
  public static List<Quantity> known() {
    return KNOWN;
  }

  /**
   * Returns the known quantity of this name; case, {@code -}, {@code _} and blanks do not matter.
   *
   * @throws io.github.watermgmt.error.DataException WM-102 listing what exists
   */
  public static Quantity named(String name) {
    String wanted = normal(name);
    for (Quantity quantity : KNOWN) {
      if (normal(quantity.name).equals(wanted)) {
        return quantity;
      }
    }
    throw Units.unknown("quantity", name, KNOWN.stream().map(Quantity::name).sorted().toList());
  }

  private static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_\\s]+", " ");
  }

  @Override
  public String toString() {
    return name;
  }
}
