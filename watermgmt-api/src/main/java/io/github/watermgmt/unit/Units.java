// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table of known units. Factors are exact definitions: foot 0.3048 m, US gallon 231 in³. */
final class Units {
  private static final double FOOT = 0.3048;
  private static final double US_GALLON = 0.003785411784;
  private static final double IMPERIAL_GALLON = 0.00454609;
  private static final double ACRE_FOOT = 43_560 * (FOOT * FOOT * FOOT);
  private static final double PSI_IN_METRES = 6894.757293168362 / 9806.65;
  private static final double KPA_IN_METRES = 1000.0 / 9806.65;

  /** Symbol to the units it can mean; more than one only for plain lengths. */
  static final Map<String, List<Unit>> BY_SYMBOL = table();

  private Units() {}

  private static Map<String, List<Unit>> table() {
    Map<String, List<Unit>> table = new LinkedHashMap<>();
    Quantity flow = Quantity.FLOW;
    add(table, flow, 1, "m3/h", "m³/h", "cmh", "CMH");
    add(table, flow, 3.6, "L/s", "l/s", "lps", "LPS");
    add(table, flow, 0.001, "L/h", "l/h");
    add(table, flow, 0.06, "L/min", "l/min", "lpm", "LPM");
    add(table, flow, 3600, "m3/s", "m³/s");
    add(table, flow, 1.0 / 24, "m3/d", "m³/d", "cmd", "CMD");
    add(table, flow, 1000.0 / 24, "ML/d", "mld", "MLD");
    add(table, flow, US_GALLON * 60, "gpm", "GPM");
    add(table, flow, US_GALLON * 1e6 / 24, "MGD", "mgd");
    add(table, flow, FOOT * FOOT * FOOT * 3600, "cfs", "CFS", "ft3/s");
    add(table, flow, IMPERIAL_GALLON * 1e6 / 24, "IMGD", "imgd");
    add(table, flow, ACRE_FOOT / 24, "AFD", "afd");
    add(table, Quantity.VOLUME, 1, "m3", "m³");
    add(table, Quantity.VOLUME, 0.001, "L", "l");
    add(table, Quantity.VOLUME, 1000, "ML");
    add(table, Quantity.VOLUME, US_GALLON, "gal");
    add(table, Quantity.VOLUME, FOOT * FOOT * FOOT, "ft3");
    for (Quantity length : List.of(Quantity.HEAD, Quantity.PRESSURE_HEAD, Quantity.LEVEL)) {
      add(table, length, 1, "m");
      add(table, length, FOOT, "ft");
      add(table, length, 0.01, "cm");
    }
    add(table, Quantity.PRESSURE_HEAD, 1, "mH2O", "mwc");
    add(table, Quantity.PRESSURE_HEAD, PSI_IN_METRES, "psi");
    add(table, Quantity.PRESSURE_HEAD, KPA_IN_METRES, "kPa");
    add(table, Quantity.PRESSURE_HEAD, KPA_IN_METRES * 100, "bar");
    add(table, Quantity.PRESSURE_HEAD, KPA_IN_METRES / 10, "mbar", "hPa");
    add(table, Quantity.PRESSURE_HEAD, KPA_IN_METRES * 1000, "MPa");
    add(table, Quantity.PRESSURE_HEAD, KPA_IN_METRES / 1000, "Pa");
    add(table, Quantity.TEMPERATURE, 1, "°C", "C", "degC");
    affine(table, 5.0 / 9, -160.0 / 9, "°F", "F", "degF");
    affine(table, 1, -273.15, "K");
    add(table, Quantity.RAIN, 1, "mm");
    add(table, Quantity.RAIN, 25.4, "in");
    add(table, Quantity.HUMIDITY, 1, "%", "pct");
    add(table, Quantity.SPEED, 1, "km/h", "kmh");
    add(table, Quantity.SPEED, 3.6, "m/s");
    add(table, Quantity.SPEED, 1.609344, "mph");
    add(table, Quantity.POWER, 1, "kW");
    add(table, Quantity.POWER, 0.001, "W");
    add(table, Quantity.POWER, 0.745699871582270, "hp");
    add(table, Quantity.ENERGY, 1, "kWh");
    add(table, Quantity.ENERGY, 1000, "MWh");
    add(table, Quantity.DIMENSIONLESS, 1, "1");
    Map<String, List<Unit>> frozen = new LinkedHashMap<>();
    table.forEach((symbol, units) -> frozen.put(symbol, List.copyOf(units)));
    return Collections.unmodifiableMap(frozen);
  }

  private static void add(
      Map<String, List<Unit>> table, Quantity quantity, double factor, String... symbols) {
    for (String symbol : symbols) {
      table
          .computeIfAbsent(symbol, s -> new ArrayList<>())
          .add(new Unit(symbol, quantity, factor, 0));
    }
  }

  private static void affine(
      Map<String, List<Unit>> table, double factor, double offset, String... symbols) {
    for (String symbol : symbols) {
      table
          .computeIfAbsent(symbol, s -> new ArrayList<>())
          .add(new Unit(symbol, Quantity.TEMPERATURE, factor, offset));
    }
  }

  /** Lists what is known, nearest first. */
  static DataException unknown(String what, String given, List<String> known) {
    String wanted = given.strip().toLowerCase(Locale.ROOT);
    List<String> nearest = new ArrayList<>(known);
    nearest.sort(
        Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
            .thenComparing(Comparator.naturalOrder()));
    return new DataException(
        ErrorCode.UNIT,
        Validation.message(
            what, given, "is not known", "use one of " + String.join(", ", nearest)));
  }

  /** The Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
