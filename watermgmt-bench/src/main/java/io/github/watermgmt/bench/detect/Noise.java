// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gaussian noise on readings, by quantity: {@code pressure head=0.05m;flow=1%}, a standard
 * deviation with its unit or in percent of the value. What a reading gets depends on the seed, its
 * sensor and its stamp alone: not on threads, the order of the sensors, or what else is read.
 *
 * <p>Thread-safety: immutable.
 */
final class Noise {
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\\s*(\\S.*)");
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final Map<Quantity, Amount> amounts;

  /** A standard deviation: canonical units, or a share of the value. */
  private record Amount(double value, boolean relative) {}

  private Noise(long seed, Map<Quantity, Amount> amounts) {
    this.seed = seed;
    this.amounts = Map.copyOf(amounts);
  }

  static Noise none() {
    return new Noise(0, Map.of());
  }

  /**
   * Reads the option.
   *
   * @throws WaterManagementException WM-102 with all problems
   */
  static Noise parse(String text, long seed) {
    Validation problems = new Validation();
    Map<Quantity, Amount> amounts = new LinkedHashMap<>();
    for (String term : text.split(";", -1)) {
      if (term.isBlank()) {
        continue;
      }
      int equals = term.indexOf('=');
      String name = equals < 0 ? term.strip() : term.substring(0, equals).strip();
      Matcher amount = AMOUNT.matcher(equals < 0 ? "" : term.substring(equals + 1).strip());
      Quantity quantity = quantity(name);
      if (quantity == null) {
        problems.check(
            false,
            "--noise",
            name,
            "must name a quantity",
            "one of " + String.join(", ", Quantity.known().stream().map(Quantity::name).toList()));
      } else if (!amount.matches()) {
        problems.check(
            false,
            "--noise",
            term.strip(),
            "must give a standard deviation with its unit, or in percent",
            name + "=0.05" + quantity.canonicalSymbol() + " or " + name + "=1%");
      } else {
        Amount parsed = amount(quantity, amount.group(1), amount.group(2), problems);
        boolean first = parsed == null || amounts.putIfAbsent(quantity, parsed) == null;
        problems.check(first, "--noise", name, "stands there twice", "drop one");
      }
    }
    problems.throwIfAny(ErrorCode.UNIT, "noise");
    return new Noise(seed, amounts);
  }

  private static @Nullable Quantity quantity(String name) {
    String wanted = name.replace('-', ' ').replace('_', ' ').strip();
    for (Quantity known : Quantity.known()) {
      if (known.name().equalsIgnoreCase(wanted)) {
        return known;
      }
    }
    return null;
  }

  private static @Nullable Amount amount(
      Quantity quantity, String number, String unit, Validation problems) {
    double value = Double.parseDouble(number);
    // A percent sign means a share, even of what is itself measured in percent.
    if (unit.strip().equals("%")) {
      return new Amount(value / 100, true);
    }
    try {
      // A deviation has no zero point: the factor alone counts.
      return new Amount(value * Unit.of(unit.strip(), quantity).factor(), false);
    } catch (DataException e) {
      e.problems().forEach(problems::add);
      return null;
    }
  }

  boolean isNone() {
    return amounts.isEmpty();
  }

  /** Returns the series with noise; itself where there is none on its quantity. */
  Series on(Series series) {
    Amount amount = amounts.get(series.quantity());
    if (amount == null || amount.value() == 0) {
      return series;
    }
    RunContext run = RunContext.standard().withSeed(seed);
    long base = run.random("noise of " + series.id()).nextLong();
    double[] values = series.toArray();
    for (int t = 0; t < values.length; t++) {
      double deviation = amount.relative() ? Math.abs(values[t]) * amount.value() : amount.value();
      values[t] += deviation * gaussian(base, series.axis().epochSecond(t));
    }
    return series.withValues(values);
  }

  /** Box and Muller (1958) on two hashes of the stamp; StrictMath, so that all JDKs agree. */
  private static double gaussian(long base, long epochSecond) {
    double one = ((mix(base + (2 * epochSecond + 1) * GOLDEN_GAMMA) >>> 11) + 0.5) * 0x1.0p-53;
    double two = (mix(base + (2 * epochSecond + 2) * GOLDEN_GAMMA) >>> 11) * 0x1.0p-53;
    return StrictMath.sqrt(-2 * StrictMath.log(one)) * StrictMath.cos(2 * Math.PI * two);
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
