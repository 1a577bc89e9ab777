// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

/**
 * A place on a plan, in the units of the plan.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param x finite
 * @param y finite
 */
public record Position(double x, double y) {}
