// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A unit of a quantity: canonical value = factor · value + offset. NaN stays NaN.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param symbol as users write it, such as {@code L/s}
 * @param quantity what it measures
 * @param factor finite, greater than 0
 * @param offset finite; 0 but for temperatures
 */
public record Unit(String symbol, Quantity quantity, double factor, double offset) {

  /** Refuses factors that cannot be inverted. */
  public Unit {
    if (!(factor > 0) || Double.isInfinite(factor) || !Double.isFinite(offset)) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "factor, offset of unit " + symbol,
              factor + ", " + offset,
              "must be finite, the factor positive",
              ""));
    }
  }

  /**
   * Returns the unit that a symbol means. Symbols are case-sensitive, as SI's are.
   *
   * @throws DataException WM-102 if the symbol is unknown (lists what exists), or ambiguous: {@code
   *     m} may be head, pressure head or level, see {@link #of(String, Quantity)}
   */
  public static Unit of(String symbol) {
    List<Unit> units = meanings(symbol);
    if (units.size() > 1) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "unit",
              symbol,
              "is ambiguous: " + units.stream().map(u -> u.quantity.name()).toList(),
              "name the quantity as well"));
    }
    return units.get(0);
  }

  /**
   * Returns the unit that a symbol means for a quantity.
   *
   * @throws DataException WM-102 if the symbol is unknown or does not measure the quantity
   */
  public static Unit of(String symbol, Quantity quantity) {
    if (symbol.strip().equals(quantity.canonicalSymbol())) {
      return canonical(quantity);
    }
    for (Unit unit : meanings(symbol)) {
      if (unit.quantity.equals(quantity)) {
        return unit;
      }
    }
    throw new DataException(
        ErrorCode.UNIT,
        Validation.message(
            "unit",
            symbol,
            "does not measure " + quantity,
            "use " + quantity.canonicalSymbol() + " or another unit of " + quantity));
  }

  /** Returns a unit of the caller's own: canonical = factor · value + offset. */
  public static Unit custom(String symbol, Quantity quantity, double factor, double offset) {
    return new Unit(symbol, quantity, factor, offset);
  }

  /** Returns the canonical unit of a quantity. */
  public static Unit canonical(Quantity quantity) {
    return new Unit(quantity.canonicalSymbol(), quantity, 1, 0);
  }

  /** Returns all symbols that {@link #of(String)} or {@link #of(String, Quantity)} know. */
  public static SortedSet<String> knownSymbols() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Units.BY_SYMBOL.keySet()));
  }

  /**
   * Returns this unit, after a check that it measures a quantity.
   *
   * @throws DataException WM-102 if it measures something else
   */
  public Unit measuring(Quantity wanted) {
    if (!quantity.equals(wanted)) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "unit",
              symbol + " of " + quantity,
              "does not measure " + wanted,
              "use " + wanted.canonicalSymbol() + " or another unit of " + wanted));
    }
    return this;
  }

  /** Converts into the canonical unit. */
  public double toCanonical(double value) {
    return value * factor + offset;
  }

  /** Converts from the canonical unit. */
  public double fromCanonical(double value) {
    return (value - offset) / factor;
  }

  /** Converts into the canonical unit; a new array. */
  public double[] toCanonical(double[] values) {
    double[] converted = values.clone();
    toCanonicalInPlace(converted, 0, converted.length);
    return converted;
  }

  /** Converts from the canonical unit; a new array. */
  public double[] fromCanonical(double[] values) {
    double[] converted = values.clone();
    for (int i = 0; i < converted.length; i++) {
      converted[i] = fromCanonical(converted[i]);
    }
    return converted;
  }

  /** Converts {@code values[from]} to {@code values[to − 1]} into the canonical unit. */
  public void toCanonicalInPlace(double[] values, int from, int to) {
    if (factor == 1 && offset == 0) {
      return;
    }
    for (int i = from; i < to; i++) {
      values[i] = toCanonical(values[i]);
    }
  }

  private static List<Unit> meanings(String symbol) {
    List<Unit> units = Units.BY_SYMBOL.get(symbol.strip());
    if (units == null) {
      throw Units.unknown("unit", symbol, List.copyOf(Units.BY_SYMBOL.keySet()));
    }
    return units;
  }

  @Override
  public String toString() {
    return symbol;
  }
}
