// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTest {
  private static final Option<Integer> WEEKS = Option.integer("weeks", 4, 1, 52, "weeks used");
  private static final Option<Double> DECAY = Option.decimal("decay", 0.9, 0, 1, "weight per week");
  private static final Option<Double> ANY =
      Option.decimal("any", 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "any number");
  private static final Option<Boolean> TREND = Option.flag("trend", false, "fit a trend");
  private static final Option<TimeUnit> UNIT = Option.choice("unit", TimeUnit.HOURS, "unit");
  private static final Option<String> SOLVER =
      Option.choice("solver", "qr", List.of("qr", "svd"), "how to solve");
  private static final Option<Duration> STEP =
      Option.duration("step", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(7), "s");

  @Test
  void anOptionTellsAboutItself() {
    assertThat(WEEKS.name()).isEqualTo("weeks");
    assertThat(WEEKS.type()).isEqualTo(Integer.class);
    assertThat(WEEKS.defaultValue()).isEqualTo(4);
    assertThat(WEEKS.rule()).isEqualTo("a whole number from 1 to 52");
    assertThat(WEEKS.doc()).isEqualTo("weeks used");
    assertThat(WEEKS).hasToString("weeks=4 (a whole number from 1 to 52): weeks used");
    assertThat(DECAY.rule()).isEqualTo("a finite number from 0 to 1");
    assertThat(ANY.rule()).isEqualTo("a finite number");
    assertThat(TREND.rule()).isEqualTo("true or false");
    assertThat(UNIT.rule()).startsWith("one of nanoseconds, microseconds, milliseconds, ");
    assertThat(SOLVER.rule()).isEqualTo("one of qr, svd");
    assertThat(Option.integer("n", 1, 1, Integer.MAX_VALUE, "n").rule())
        .isEqualTo("a whole number of at least 1");
    assertThat(Option.decimal("x", -1, Double.NEGATIVE_INFINITY, 0, "x").rule())
        .isEqualTo("a finite number of at most 0");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "52,52", "+7,7", "007,7"})
  void wholeNumbersAreRead(String text, int value) {
    assertThat(WEEKS.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "0", "53", "4.0", "1e1", "٤", "99999999999", "4294967297", "x"})
  void otherWholeNumbersAreRefused(String text) {
    assertThatThrownBy(() -> WEEKS.parse(text))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("option 'weeks' (" + text + "), must be a whole number from 1 to 52.")
        .hasMessageContaining("Maybe leave it out for the default, 4.");
  }

  @ParameterizedTest
  @CsvSource({"0.5,0.5", ".5,0.5", "1,1", "1.,1", "5e-1,0.5", "+0.25E+0,0.25", "0,0"})
  void numbersAreRead(String text, double value) {
    assertThat(DECAY.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NaN",
        "Infinity",
        "1e999",
        "0x1p-1",
        "0.5d",
        "0.5f",
        " 0.5",
        "٠.٥",
        "1.5",
        "-0.1",
        "."
      })
  void otherNumbersAreRefused(String text) {
    assertThatThrownBy(() -> DECAY.parse(text)).isInstanceOf(InvalidOptionException.class);
  }

  @Test
  void aDecimalCommaIsRefusedAndNeverReadAsSomethingElse() {
    for (String text : List.of("0,5", "1,5", "1,000.5")) {
      assertThatThrownBy(() -> ANY.parse(text))
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContaining("write a point as the decimal separator");
    }
  }

  @Test
  void notANumberIsNoValue() {
    assertThat(ANY.accepts(Double.NaN)).isFalse();
    assertThat(ANY.accepts(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(ANY.accepts(Double.MAX_VALUE)).isTrue();
  }

  @Test
  void flagsWordsAndConstantsAreReadInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(TREND.parse("TRUE")).isTrue();
      assertThat(TREND.parse("off")).isFalse();
      // In Turkish, the small letter of I is not i.
      assertThat(UNIT.parse("MINUTES")).isEqualTo(TimeUnit.MINUTES);
      assertThat(UNIT.format(TimeUnit.MILLISECONDS)).isEqualTo("milliseconds");
      Option<Capability> capability = Option.choice("c", Capability.QUANTILES, "c");
      assertThat(capability.parse("missing_values")).isEqualTo(Capability.MISSING_VALUES);
      assertThat(capability.format(Capability.MISSING_VALUES)).isEqualTo("missing-values");
      assertThat(Capability.MISSING_VALUES.label()).isEqualTo("missing-values");
    } finally {
      Locale.setDefault(before);
    }
    assertThatThrownBy(() -> TREND.parse("maybe")).isInstanceOf(InvalidOptionException.class);
    assertThatThrownBy(() -> UNIT.parse("weeks"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("days");
    assertThatThrownBy(() -> SOLVER.parse("QR")).isInstanceOf(InvalidOptionException.class);
    assertThat(SOLVER.parse("svd")).isEqualTo("svd");
  }

  @ParameterizedTest
  @CsvSource({
    "PT1H30M,5400",
    "90s,90",
    "15min,900",
    "2h,7200",
    "1d,86400",
    "60000ms,60",
    "P2D,172800"
  })
  void durationsAreRead(String text, long seconds) {
    assertThat(STEP.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1w",
        "1.5h",
        "-1h",
        "30s",
        "8d",
        "999999999999999d",
        "PT",
        "P",
        "P1Y",
        "PT99999999999999999999S",
        "٣h"
      })
  void otherDurationsAreRefused(String text) {
    assertThatThrownBy(() -> STEP.parse(text)).isInstanceOf(InvalidOptionException.class);
  }

  @Property(tries = 5000)
  void everyFiniteNumberIsWrittenAsShortTextThatReadsBack(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      String text = ANY.format(value);
      assertThat(Double.doubleToLongBits(ANY.parse(text))).isEqualTo(bits);
      assertThat(text.replaceAll("[eE].*|[-.]", "").replaceAll("^0+|0+$", "").length())
          .isLessThanOrEqualTo(17);
    }
  }

  @Test
  void numbersAreWrittenThePlainWay() {
    assertThat(ANY.format(0.05)).isEqualTo("0.05");
    assertThat(ANY.format(168.0)).isEqualTo("168");
    assertThat(ANY.format(100.0)).isEqualTo("100");
    assertThat(ANY.format(-0.0)).isEqualTo("-0");
    assertThat(ANY.format(0.0)).isEqualTo("0");
    assertThat(ANY.format(1.0 / 3)).isEqualTo("0.3333333333333333");
    // Double.toString differs between JDK 17 and 19 for some of these.
    assertThat(ANY.format(2.0E-3)).isEqualTo("0.002");
    assertThat(ANY.format(2.2250738585072014E-308)).isEqualTo("2.2250738585072014E-308");
    assertThat(ANY.format(Double.MIN_VALUE)).isEqualTo("5E-324");
    assertThat(ANY.format(Double.parseDouble("2e23"))).isEqualTo("2E+23");
    assertThat(ANY.format(Math.scalb(1.0, -44))).isEqualTo("5.6843418860808015E-14");
  }

  @Property
  void wholeNumbersAndDurationsReadBack(@ForAll int number, @ForAll int seconds) {
    Option<Integer> whole =
        Option.integer("whole", 0, Integer.MIN_VALUE, Integer.MAX_VALUE, "any whole number");
    assertThat(whole.parse(whole.format(number))).isEqualTo(number);
    Duration duration = Duration.ofSeconds(seconds, 5);
    Option<Duration> span =
        Option.duration("span", Duration.ZERO, duration.abs().negated(), duration.abs(), "any");
    assertThat(span.parse(span.format(duration))).isEqualTo(duration);
  }

  @Test
  void impossibleOptionsAreRefused() {
    assertThatThrownBy(() -> Option.integer("Weeks", 4, 1, 52, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Weeks");
    assertThatThrownBy(() -> Option.integer("weeks", 0, 1, 52, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("default 0");
    assertThatThrownBy(() -> Option.decimal("x", Double.NaN, 0, 1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Option.choice("x", "a", List.of("b"), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalityGoesByValue() {
    assertThat(WEEKS)
        .isEqualTo(Option.integer("weeks", 4, 1, 52, "weeks used"))
        .hasSameHashCodeAs(Option.integer("weeks", 4, 1, 52, "weeks used"))
        .isNotEqualTo(Option.integer("weeks", 4, 1, 53, "weeks used"))
        .isNotEqualTo(Option.integer("weeks", 5, 1, 52, "weeks used"))
        .isNotEqualTo(DECAY);
  }
}
