// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A detection that somebody is to deal with, and what was done with it so far. Each action gives a
 * new alert; {@link AlertTransitions} says which are possible.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among alerts
 * @param detector the detector that raised it
 * @param channel the channel or zone it is about
 * @param onset when the anomaly seems to have begun, at or before {@code raised}
 * @param raised when the alert was raised
 * @param state where it stands; the last entry of the history says the same
 * @param grade how strange, in [0, 1]
 * @param history what was done, oldest first
 */
public record Alert(
    String id,
    String detector,
    String channel,
    Instant onset,
    Instant raised,
    AlertState state,
    double grade,
    List<AlertChange> history) {

  /**
   * Copies and replays the history.
   *
   * @throws WaterManagementException WM-303 with every problem: an onset after the alert, a grade
   *     outside [0, 1], a history that goes back in time, takes steps that are not in the table, or
   *     does not lead to the state
   */
  public Alert {
    history = List.copyOf(history);
    Validation validation = new Validation();
    validation.check(!id.isBlank(), "id", "''", "must not be blank", "");
    validation.check(
        grade >= 0 && grade <= 1, "grade", grade, "must lie in [0, 1]", "give the score a scale");
    validation.check(
        !onset.isAfter(raised), "onset", onset, "must not be after the alert, " + raised, "");
    AlertState reached = AlertState.OPEN;
    Instant last = raised;
    for (int i = 0; i < history.size(); i++) {
      AlertChange change = history.get(i);
      validation.check(
          change.from() == reached
              && AlertTransitions.next(change.from(), change.action()).stream()
                  .anyMatch(change.to()::equals),
          "change " + i,
          change.from() + " " + change.action() + " " + change.to(),
          "is not possible in state " + reached,
          "");
      validation.check(
          !change.at().isBefore(last),
          "time of change " + i,
          change.at(),
          "must not be before the one before, " + last,
          "check the clock");
      reached = change.to();
      last = change.at();
    }
    validation.check(
        state == reached, "state", state, "must be where the history leads, " + reached, "");
    validation.throwIfAny(ErrorCode.ALERT_TRANSITION, "alert '" + id + "'");
  }

  /**
   * Returns the alert that a detection opens.
   *
   * @param channel the channel or zone it is about
   * @throws WaterManagementException WM-303 if the id is blank
   */
  public static Alert open(String id, String detector, String channel, Detection detection) {
    return new Alert(
        id,
        detector,
        channel,
        detection.onset(),
        detection.time(),
        AlertState.OPEN,
        detection.grade(),
        List.of());
  }

  /**
   * Returns this alert after an action.
   *
   * @param at when, not before the last entry of the history
   * @param by who, a person or a program
   * @param note what there is to say, may be empty
   * @throws AlertTransitionException if the action cannot be taken in this state; it lists those
   *     that can
   * @throws WaterManagementException WM-303 if {@code at} goes back in time
   */
  public Alert apply(AlertAction action, Instant at, String by, String note) {
    AlertState next =
        AlertTransitions.next(state, action)
            .orElseThrow(() -> new AlertTransitionException(id, state, action));
    List<AlertChange> longer = new ArrayList<>(history);
    longer.add(new AlertChange(at, action, state, next, by, note));
    return new Alert(id, detector, channel, onset, raised, next, grade, longer);
  }
}
