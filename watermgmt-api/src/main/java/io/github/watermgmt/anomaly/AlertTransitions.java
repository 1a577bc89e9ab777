// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import static io.github.watermgmt.anomaly.AlertAction.ACKNOWLEDGE;
import static io.github.watermgmt.anomaly.AlertAction.CLOSE;
import static io.github.watermgmt.anomaly.AlertAction.CONFIRM;
import static io.github.watermgmt.anomaly.AlertAction.DISMISS;
import static io.github.watermgmt.anomaly.AlertAction.REOPEN;
import static io.github.watermgmt.anomaly.AlertAction.REPAIR;
import static io.github.watermgmt.anomaly.AlertState.ACKNOWLEDGED;
import static io.github.watermgmt.anomaly.AlertState.CLOSED;
import static io.github.watermgmt.anomaly.AlertState.CONFIRMED;
import static io.github.watermgmt.anomaly.AlertState.DISMISSED;
import static io.github.watermgmt.anomaly.AlertState.OPEN;
import static io.github.watermgmt.anomaly.AlertState.REPAIRED;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done with an alert in which state, and where that leads:
 *
 * <pre>
 *               ACKNOWLEDGE   CONFIRM    DISMISS    REPAIR    CLOSE   REOPEN
 * OPEN          ACKNOWLEDGED  CONFIRMED  DISMISSED  ·         CLOSED  ·
 * ACKNOWLEDGED  ·             CONFIRMED  DISMISSED  ·         CLOSED  ·
 * CONFIRMED     ·             ·          DISMISSED  REPAIRED  CLOSED  ·
 * DISMISSED     ·             ·          ·          ·         CLOSED  OPEN
 * REPAIRED      ·             ·          ·          ·         CLOSED  OPEN
 * CLOSED        ·             ·          ·          ·         ·       OPEN
 * </pre>
 *
 * <p>A confirmed alert may still be dismissed: a dry hole tells more than a curve.
 *
 * <p>Thread-safety: stateless.
 */
public final class AlertTransitions {
  private static final Map<AlertState, Map<AlertAction, AlertState>> TABLE =
      new EnumMap<>(AlertState.class);

  static {
    TABLE.put(
        OPEN,
        Map.of(ACKNOWLEDGE, ACKNOWLEDGED, CONFIRM, CONFIRMED, DISMISS, DISMISSED, CLOSE, CLOSED));
    TABLE.put(ACKNOWLEDGED, Map.of(CONFIRM, CONFIRMED, DISMISS, DISMISSED, CLOSE, CLOSED));
    TABLE.put(CONFIRMED, Map.of(DISMISS, DISMISSED, REPAIR, REPAIRED, CLOSE, CLOSED));
    TABLE.put(DISMISSED, Map.of(CLOSE, CLOSED, REOPEN, OPEN));
    TABLE.put(REPAIRED, Map.of(CLOSE, CLOSED, REOPEN, OPEN));
    TABLE.put(CLOSED, Map.of(REOPEN, OPEN));
    // In the order of the actions, which Map.of does not keep.
    TABLE.replaceAll((state, row) -> Collections.unmodifiableMap(new EnumMap<>(row)));
  }

  private AlertTransitions() {}

  /** Returns where an action leads, empty if it cannot be taken in this state. */
  public static Optional<AlertState> next(AlertState state, AlertAction action) {
    return Optional.ofNullable(row(state).get(action));
  }

  /** Returns what can be done in a state, in the order of the enum; at least one action. */
  public static Set<AlertAction> allowed(AlertState state) {
    return row(state).keySet();
  }

  private static Map<AlertAction, AlertState> row(AlertState state) {
    return TABLE.getOrDefault(state, Map.of());
  }
}
