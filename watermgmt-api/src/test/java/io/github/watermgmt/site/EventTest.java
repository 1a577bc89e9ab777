// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Instant HAPPENED = Instant.parse("2020-03-01T06:00:00Z");
  private static final Instant TOLD = Instant.parse("2020-03-08T06:00:00Z");

  private static final List<BiFunction<Instant, Instant, Event>> KINDS =
      List.of(
          (at, known) -> new Repair(at, known, "p1"),
          (at, known) -> new ValveOperation(at, known, "v1", 0.5),
          (at, known) -> new Rezoning(at, known, List.of("a", "b"), "border moved"),
          (at, known) -> new DemandChange(at, known, "a", 1.2, "factory"),
          (at, known) -> new Feedback(at, known, "alert-1", Verdict.CONFIRMED));

  @Test
  void everyKindOfEventIsTried() {
    assertThat(KINDS.stream().map(kind -> kind.apply(HAPPENED, TOLD).getClass().getSimpleName()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Event.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
  }

  @Test
  void anEventIsKnownFromTheMomentItWasToldNotFromWhenItHappened() {
    for (BiFunction<Instant, Instant, Event> kind : KINDS) {
      Event event = kind.apply(HAPPENED, TOLD);
      assertThat(event.occurred()).isEqualTo(HAPPENED);
      assertThat(event.isKnownAt(HAPPENED)).isFalse();
      assertThat(event.isKnownAt(TOLD.minusNanos(1))).isFalse();
      assertThat(event.isKnownAt(TOLD)).isTrue();
    }
  }

  @Test
  void nothingIsKnownBeforeItHappened() {
    for (BiFunction<Instant, Instant, Event> kind : KINDS) {
      assertThat(kind.apply(TOLD, TOLD).knownFrom()).isEqualTo(TOLD);
      assertThatThrownBy(() -> kind.apply(TOLD, HAPPENED))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("WM-109")
          .hasMessageContaining("knownFrom (" + HAPPENED);
    }
  }

  private static List<String> problems(ThrowingCallable creation) {
    DataException thrown = catchThrowableOfType(DataException.class, creation);
    assertThat(thrown).as("refused").isNotNull();
    return thrown.problems();
  }

  @Test
  void valuesOutOfRangeAreRefusedAllAtOnce() {
    for (double opening : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThat(problems(() -> new ValveOperation(TOLD, HAPPENED, " ", opening)))
          .hasSize(3)
          .anyMatch(problem -> problem.contains("opening (" + opening + ")"));
    }
    for (double factor : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(problems(() -> new DemandChange(HAPPENED, TOLD, "a", factor, "")))
          .singleElement()
          .asString()
          .contains("factor (" + factor + ")");
    }
    assertThat(problems(() -> new Rezoning(HAPPENED, TOLD, List.of(), ""))).hasSize(1);
    assertThat(problems(() -> new Rezoning(HAPPENED, TOLD, List.of("", "a", " "), ""))).hasSize(2);
    assertThat(problems(() -> new Repair(HAPPENED, TOLD, ""))).hasSize(1);
    assertThat(problems(() -> new Feedback(HAPPENED, TOLD, "", Verdict.UNKNOWN))).hasSize(1);
  }

  @Test
  void listsAreCopied() {
    List<String> zones = new ArrayList<>(List.of("a"));
    Rezoning rezoning = new Rezoning(HAPPENED, TOLD, zones, "");
    zones.add("b");
    assertThat(rezoning.zones()).containsExactly("a");
  }
}
