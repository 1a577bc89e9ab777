// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertTransitionsTest {
  private static final Instant RAISED = Instant.parse("2024-05-01T06:00:00Z");

  /** For each state where each action leads, in the order of the enum. */
  private static final Map<AlertState, String> TABLE =
      Map.of(
          AlertState.OPEN, "ACKNOWLEDGED CONFIRMED DISMISSED - CLOSED -",
          AlertState.ACKNOWLEDGED, "- CONFIRMED DISMISSED - CLOSED -",
          AlertState.CONFIRMED, "- - DISMISSED REPAIRED CLOSED -",
          AlertState.DISMISSED, "- - - - CLOSED OPEN",
          AlertState.REPAIRED, "- - - - CLOSED OPEN",
          AlertState.CLOSED, "- - - - - OPEN");

  private static Alert open() {
    Detection detection =
        new Detection(
            RAISED,
            RAISED.minusSeconds(7200),
            0.9,
            12,
            AnomalyKind.LEAK,
            Optional.empty(),
            List.of(),
            List.of(),
            OptionalDouble.of(3),
            "night flow");
    return Alert.open("a-1", "night-flow", "HARBOUR", detection);
  }

  private static Alert at(AlertState state) {
    Alert alert = open();
    return switch (state) {
      case OPEN -> alert;
      case ACKNOWLEDGED -> alert.apply(AlertAction.ACKNOWLEDGE, RAISED, "ada", "");
      case CONFIRMED -> alert.apply(AlertAction.CONFIRM, RAISED, "ada", "");
      case DISMISSED -> alert.apply(AlertAction.DISMISS, RAISED, "ada", "");
      case REPAIRED -> at(AlertState.CONFIRMED).apply(AlertAction.REPAIR, RAISED, "ada", "");
      case CLOSED -> alert.apply(AlertAction.CLOSE, RAISED, "ada", "");
    };
  }

  @ParameterizedTest
  @EnumSource(AlertState.class)
  void everyActionInEveryStateIsAsTheTableSays(AlertState state) {
    List<String> row = List.of(TABLE.get(state).split(" ", -1));
    assertThat(row).hasSameSizeAs(AlertAction.values());
    Alert alert = at(state);
    assertThat(alert.state()).isEqualTo(state);
    int i = 0;
    for (AlertAction action : AlertAction.values()) {
      String target = row.get(i++);
      if (target.equals("-")) {
        assertThat(AlertTransitions.next(state, action)).isEmpty();
        assertThat(AlertTransitions.allowed(state)).doesNotContain(action);
        AlertTransitionException error =
            catchThrowableOfType(
                AlertTransitionException.class, () -> alert.apply(action, RAISED, "ada", ""));
        assertThat(error.code()).isEqualTo(ErrorCode.ALERT_TRANSITION);
        assertThat(error.state()).isEqualTo(state);
        assertThat(error.action()).isEqualTo(action);
        assertThat(error.allowed()).isEqualTo(AlertTransitions.allowed(state)).isNotEmpty();
        assertThat(error)
            .hasMessageContaining("alert 'a-1' (" + action + "), cannot be taken while it is ")
            .hasMessageContaining(state + ". Maybe take one of " + error.allowed());
      } else {
        AlertState next = AlertState.valueOf(target);
        assertThat(AlertTransitions.next(state, action)).contains(next);
        assertThat(AlertTransitions.allowed(state)).contains(action);
        Alert after = alert.apply(action, RAISED.plusSeconds(60), "bob", "seen");
        assertThat(after.state()).isEqualTo(next);
        assertThat(after.history().subList(0, alert.history().size())).isEqualTo(alert.history());
        assertThat(after.history()).hasSize(alert.history().size() + 1);
        assertThat(after.history().get(after.history().size() - 1))
            .isEqualTo(new AlertChange(RAISED.plusSeconds(60), action, state, next, "bob", "seen"));
      }
    }
    assertThat(alert).isEqualTo(at(state));
  }

  @Test
  void theTableCannotBeChanged() {
    assertThatThrownBy(() -> AlertTransitions.allowed(AlertState.OPEN).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anAlertOpensAsItsDetectionSays() {
    Alert alert = open();
    assertThat(alert.id()).isEqualTo("a-1");
    assertThat(alert.detector()).isEqualTo("night-flow");
    assertThat(alert.channel()).isEqualTo("HARBOUR");
    assertThat(alert.onset()).isEqualTo(RAISED.minusSeconds(7200));
    assertThat(alert.raised()).isEqualTo(RAISED);
    assertThat(alert.grade()).isEqualTo(0.9);
    assertThat(alert.history()).isEmpty();
  }

  @Test
  void timeDoesNotGoBack() {
    Alert later = open().apply(AlertAction.ACKNOWLEDGE, RAISED.plusSeconds(60), "ada", "");
    assertThatThrownBy(() -> later.apply(AlertAction.CONFIRM, RAISED, "ada", ""))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("WM-303")
        .hasMessageContaining("must not be before the one before, 2024-05-01T06:01:00Z");
    assertThatThrownBy(() -> open().apply(AlertAction.CONFIRM, RAISED.minusSeconds(1), "ada", ""))
        .hasMessageContaining("time of change 0");
  }

  @Test
  void everyProblemOfAMadeUpAlertIsToldAtOnce() {
    List<AlertChange> history =
        List.of(
            new AlertChange(
                RAISED, AlertAction.REPAIR, AlertState.OPEN, AlertState.REPAIRED, "eve", ""),
            new AlertChange(
                RAISED.minusSeconds(1),
                AlertAction.REOPEN,
                AlertState.CLOSED,
                AlertState.OPEN,
                "eve",
                ""));
    WaterManagementException error =
        catchThrowableOfType(
            WaterManagementException.class,
            () ->
                new Alert(
                    " ",
                    "d",
                    "c",
                    RAISED.plusSeconds(1),
                    RAISED,
                    AlertState.CLOSED,
                    Double.NaN,
                    history));
    assertThat(error.problems())
        .containsExactly(
            "id (''), must not be blank.",
            "grade (NaN), must lie in [0, 1]. Maybe give the score a scale.",
            "onset (2024-05-01T06:00:01Z), must not be after the alert, 2024-05-01T06:00:00Z.",
            "change 0 (OPEN REPAIR REPAIRED), is not possible in state OPEN.",
            "change 1 (CLOSED REOPEN OPEN), is not possible in state REPAIRED.",
            "time of change 1 (2024-05-01T05:59:59Z), must not be before the one before,"
                + " 2024-05-01T06:00:00Z. Maybe check the clock.",
            "state (CLOSED), must be where the history leads, OPEN.");
  }

  @Property(tries = 300)
  void anyWayThroughTheTableCanBeReplayed(@ForAll long seed) {
    Random random = new Random(seed);
    Alert alert = open();
    for (int i = 1; i <= 20; i++) {
      List<AlertAction> allowed = List.copyOf(AlertTransitions.allowed(alert.state()));
      AlertAction action = allowed.get(random.nextInt(allowed.size()));
      alert = alert.apply(action, RAISED.plusSeconds(i), "ada", "");
    }
    Alert replayed =
        new Alert(
            alert.id(),
            alert.detector(),
            alert.channel(),
            alert.onset(),
            alert.raised(),
            alert.state(),
            alert.grade(),
            alert.history());
    assertThat(replayed).isEqualTo(alert);
    assertThat(replayed.history()).hasSize(20);
  }
}
