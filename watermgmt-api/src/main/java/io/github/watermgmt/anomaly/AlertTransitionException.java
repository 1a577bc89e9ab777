// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import java.util.Set;

/** An alert cannot take an action in its state; the message lists those it can. */
public final class AlertTransitionException extends WaterManagementException {
  private static final long serialVersionUID = 1L;

  private final AlertState state;
  private final AlertAction action;

  /** Creates the error. */
  public AlertTransitionException(String alert, AlertState state, AlertAction action) {
    super(
        ErrorCode.ALERT_TRANSITION,
        Validation.message(
            "action on alert '" + alert + "'",
            action,
            "cannot be taken while it is " + state,
            "take one of " + AlertTransitions.allowed(state)));
    this.state = state;
    this.action = action;
  }

  /** Returns the state of the alert. */
  public AlertState state() {
    return state;
  }

  /** Returns the action that was refused. */
  public AlertAction action() {
    return action;
  }

  /** Returns the actions that are possible instead. */
  public Set<AlertAction> allowed() {
    return AlertTransitions.allowed(state);
  }
}
