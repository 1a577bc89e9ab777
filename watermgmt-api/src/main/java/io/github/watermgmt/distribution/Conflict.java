// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A requirement that cannot be met together with the others named. Drop or relax one of them, and
 * that conflict is gone.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param element id of the source, tank, zone or link, or name of the blend
 * @param requirement which of its fields, such as {@code finalMinVolume}
 * @param step the step, where it is one
 * @param amount by how much it is missed, m³ or m³/h, where known
 * @param message the whole in words
 */
public record Conflict(
    String element, String requirement, OptionalInt step, OptionalDouble amount, String message) {}
