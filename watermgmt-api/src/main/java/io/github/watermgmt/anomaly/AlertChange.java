// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import java.time.Instant;

/**
 * One entry in the history of an alert.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param at when
 * @param action what was done
 * @param from the state before
 * @param to the state after
 * @param by who did it, a person or a program
 * @param note what there is to say, may be empty
 */
public record AlertChange(
    Instant at, AlertAction action, AlertState from, AlertState to, String by, String note) {}
