// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Option<Integer> WEEKS = Option.integer("weeks", 4, 1, 52, "weeks used");
  private static final Option<Double> DECAY =
      Option.decimal("decay", 0.9, -Double.MAX_VALUE, Double.MAX_VALUE, "weight per week");
  private static final Option<Boolean> TREND = Option.flag("trend", false, "fit a trend");
  private static final Option<String> NOTE = Option.text("note", "", "free text");
  private static final Option<TimeUnit> UNIT = Option.choice("unit", TimeUnit.HOURS, "unit");
  private static final Option<Duration> STEP =
      Option.duration("step", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(400), "step");
  private static final List<Option<?>> SCHEMA = List.of(WEEKS, DECAY, TREND, NOTE, UNIT, STEP);

  @Test
  void whatIsNotSetHasItsDefault() {
    Options options = Options.parse(SCHEMA, " weeks = 8 ; trend=on ");
    assertThat(options.get(WEEKS)).isEqualTo(8);
    assertThat(options.get(TREND)).isTrue();
    assertThat(options.get(DECAY)).isEqualTo(0.9);
    assertThat(options.get(NOTE)).isEmpty();
    assertThat(options.schema()).isEqualTo(SCHEMA);
    assertThat(options).hasToString("weeks=8;decay=0.9;trend=true;note=;unit=hours;step=PT1H");
    for (String blank : List.of("", "  ", ";", " ; ;")) {
      assertThat(Options.parse(SCHEMA, blank)).isEqualTo(Options.defaults(SCHEMA));
    }
  }

  @Property(tries = 2000)
  void everyValueSurvivesTheText(
      @ForAll @IntRange(min = 1, max = 52) int weeks,
      @ForAll double decay,
      @ForAll boolean trend,
      @ForAll String note,
      @ForAll TimeUnit unit,
      @ForAll @IntRange(max = 30_000_000) int seconds) {
    Options options =
        Options.defaults(SCHEMA)
            .with(WEEKS, weeks)
            .with(DECAY, decay)
            .with(TREND, trend)
            .with(NOTE, note)
            .with(UNIT, unit)
            .with(STEP, Duration.ofSeconds(seconds));
    assertThat(Options.parse(SCHEMA, options.toText())).isEqualTo(options);
    assertThat(Options.from(SCHEMA, options.asMap())).isEqualTo(options);
    assertThat(options.get(NOTE)).isEqualTo(note);
    assertThat(options.get(DECAY)).isEqualTo(decay);
  }

  @Property(tries = 2000)
  void textsOfSpecialCharactersSurvive(
      @ForAll @Chars({'\\', ';', '=', ' ', '\n', 'a'}) String note) {
    Options options = Options.defaults(SCHEMA).with(NOTE, note);
    assertThat(Options.parse(SCHEMA, options.toText()).get(NOTE)).isEqualTo(note);
  }

  @Property(tries = 2000)
  void anyTextIsOptionsOrATypedError(@ForAll String text) {
    try {
      Options options = Options.parse(SCHEMA, text);
      assertThat(Options.parse(SCHEMA, options.toText())).isEqualTo(options);
    } catch (InvalidOptionException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }

  @Test
  void allProblemsComeAtOnce() {
    assertThatThrownBy(
            () -> Options.parse(SCHEMA, "week=8;decay=0,9;weeks=99;trend;weeks=1;unit=hours"))
        .isInstanceOfSatisfying(
            InvalidOptionException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION);
              assertThat(e.problems())
                  .containsExactlyInAnyOrder(
                      "option text (trend), has no '='. Maybe write name=value.",
                      "option 'weeks' (1), is set twice. Maybe remove one.",
                      "option 'week', is unknown. Maybe one of weeks, step, decay, note, trend,"
                          + " unit.",
                      "option 'decay' (0,9), must be "
                          + DECAY.rule()
                          + ". Maybe write a point as the decimal separator.",
                      "option 'weeks' (99), must be a whole number from 1 to 52."
                          + " Maybe leave it out for the default, 4.");
            });
    assertThatThrownBy(() -> Options.from(List.of(), Map.of("weeks", "1")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("there are no options here");
  }

  @Test
  void valuesAreCheckedWhenSetFromJava() {
    Options defaults = Options.defaults(SCHEMA);
    assertThatThrownBy(() -> defaults.with(WEEKS, 53))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("option 'weeks' (53)");
    assertThat(defaults.with(WEEKS, 5).get(WEEKS)).isEqualTo(5);
    assertThat(defaults.get(WEEKS)).isEqualTo(4);
  }

  @Test
  void foreignOptionsAreAProgrammingError() {
    Options defaults = Options.defaults(SCHEMA);
    Option<Integer> foreign = Option.integer("months", 1, 1, 12, "months used");
    Option<Integer> sameName = Option.integer("weeks", 4, 1, 5200, "weeks used");
    for (Option<Integer> option : List.of(foreign, sameName)) {
      assertThatThrownBy(() -> defaults.get(option)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> defaults.with(option, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Options.defaults(List.of(WEEKS, sameName)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("declared twice");
  }

  @Test
  void equalityGoesByValue() {
    assertThat(Options.parse(SCHEMA, "weeks=5"))
        .isEqualTo(Options.defaults(SCHEMA).with(WEEKS, 5))
        .hasSameHashCodeAs(Options.defaults(SCHEMA).with(WEEKS, 5))
        .isNotEqualTo(Options.defaults(SCHEMA))
        .isNotEqualTo(Options.parse(List.of(WEEKS), "weeks=5"));
  }
}
