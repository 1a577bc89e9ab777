// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {

  /** Published conversion factors, each from its definition, not from the table. */
  @ParameterizedTest
  @CsvSource({
    "L/s, flow, 1, 3.6",
    "lps, flow, 10, 36",
    "L/h, flow, 2500, 2.5",
    "L/min, flow, 100, 6",
    "m3/d, flow, 48, 2",
    "m³/h, flow, 7, 7",
    "ML/d, flow, 2.4, 100",
    "gpm, flow, 1, 0.22712470704",
    "MGD, flow, 1, 157.725491",
    "IMGD, flow, 1, 189.42041666667",
    "cfs, flow, 1, 101.9406477312",
    "AFD, flow, 1, 51.395076564",
    "L, volume, 1, 0.001",
    "gal, volume, 1000, 3.785411784",
    "ft, head, 1, 0.3048",
    "cm, level, 250, 2.5",
    "psi, pressure head, 1, 0.70306958",
    "kPa, pressure head, 9.80665, 1",
    "bar, pressure head, 1, 10.1971621",
    "mbar, pressure head, 98.0665, 1",
    "MPa, pressure head, 1, 101.971621",
    "Pa, pressure head, 9806.65, 1",
    "°F, temperature, 212, 100",
    "degF, temperature, -40, -40",
    "K, temperature, 273.15, 0",
    "in, rain, 1, 25.4",
    "m/s, speed, 10, 36",
    "mph, speed, 1, 1.609344",
    "W, power, 1500, 1.5",
    "hp, power, 1, 0.74569987",
    "MWh, energy, 2, 2000",
  })
  void convertsByTheDefinition(String symbol, String quantity, double value, double canonical) {
    Unit unit = Unit.of(symbol, Quantity.named(quantity));

    assertThat(unit.quantity().name()).isEqualTo(quantity);
    assertThat(unit.toCanonical(value))
        .isCloseTo(canonical, within(Math.abs(canonical) * 1e-7 + 1e-12));
    assertThat(unit.fromCanonical(canonical))
        .isCloseTo(value, within(Math.abs(value) * 1e-7 + 1e-9));
  }

  @Property
  void thereAndBackIsTheSame(
      @ForAll("symbols") String symbol, @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
    for (Quantity quantity : Quantity.known()) {
      Unit unit;
      try {
        unit = Unit.of(symbol, quantity);
      } catch (DataException notOfThisQuantity) {
        continue;
      }
      double scale = Math.abs(value) + Math.abs(unit.fromCanonical(0));
      assertThat(unit.fromCanonical(unit.toCanonical(value)))
          .as("%s of %s", symbol, quantity)
          .isCloseTo(value, within(1e-14 * scale + 1e-300));
      double[] values = {value, Double.NaN};
      assertThat(unit.toCanonical(values)).containsExactly(unit.toCanonical(value), Double.NaN);
      assertThat(unit.fromCanonical(values)).containsExactly(unit.fromCanonical(value), Double.NaN);
      assertThat(values).containsExactly(value, Double.NaN);
    }
  }

  @Provide
  Arbitrary<String> symbols() {
    return Arbitraries.of(Unit.knownSymbols());
  }

  @Test
  void everyCanonicalUnitIsTheIdentity() {
    for (Quantity quantity : Quantity.known()) {
      Unit unit = Unit.of(quantity.canonicalSymbol(), quantity);
      assertThat(unit).isEqualTo(Unit.canonical(quantity));
      assertThat(unit.toCanonical(0.1 + 0.2)).isEqualTo(0.1 + 0.2);
    }
  }

  @Test
  void unknownUnitsListWhatExistsNearestFirst() {
    assertThatThrownBy(() -> Unit.of("L/sec"))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNIT))
        .hasMessageContaining("(L/sec)")
        .hasMessageMatching("(?s).*use one of L/s, .*");
  }

  @Test
  void symbolsAreCaseSensitiveBecauseMegaIsNotMilli() {
    assertThatThrownBy(() -> Unit.of("ml/d")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Unit.of("mw")).isInstanceOf(DataException.class);
  }

  @Test
  void metresAloneAreAmbiguous() {
    assertThatThrownBy(() -> Unit.of("m"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("head")
        .hasMessageContaining("pressure head")
        .hasMessageContaining("level");
    assertThat(Unit.of("m", Quantity.LEVEL).quantity()).isEqualTo(Quantity.LEVEL);
  }

  @Test
  void aUnitOfAnotherQuantityIsRefused() {
    assertThatThrownBy(() -> Unit.of("psi", Quantity.FLOW))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("m3/h");
    assertThatThrownBy(() -> Unit.of("psi").measuring(Quantity.FLOW))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("pressure head");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 0", "NaN, 0", "Infinity, 0", "1, NaN", "1, Infinity"})
  void factorsThatCannotBeInvertedAreRefused(double factor, double offset) {
    assertThatThrownBy(() -> Unit.custom("x", Quantity.FLOW, factor, offset))
        .isInstanceOf(DataException.class);
  }

  @Test
  void quantitiesAreFoundWhateverTheSpelling() {
    assertThat(Quantity.named("Pressure_Head")).isEqualTo(Quantity.PRESSURE_HEAD);
    assertThat(Quantity.named(" pressure-head ")).isEqualTo(Quantity.PRESSURE_HEAD);
    assertThat(Quantity.named("DIMENSIONLESS")).isEqualTo(Quantity.DIMENSIONLESS);
    assertThatThrownBy(() -> Quantity.named("flaw"))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("(?s).*use one of flow, .*");
  }

  @Test
  void aKnownQuantityCannotBeKeptInAnotherUnit() {
    assertThat(Quantity.of("Flow", "m3/h")).isSameAs(Quantity.FLOW);
    assertThat(Quantity.of("chlorine", "mg/L").canonicalSymbol()).isEqualTo("mg/L");
    assertThatThrownBy(() -> Quantity.of("flow", "L/s"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("m3/h");
  }
}
