// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Errors that a caller can act on: one root, {@link
 * io.github.watermgmt.error.WaterManagementException}, a stable catalogue of codes, and a collector
 * that reports all problems at once.
 *
 * <p>A message has the form <em>variable (value), constraint. Maybe remedy.</em> Programmer errors
 * are the JDK's own exceptions.
 */
@NullMarked
package io.github.watermgmt.error;

import org.jspecify.annotations.NullMarked;
