// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that {@link Registers} met between two reads of a register, and what became of it.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind what it was
 * @param from the read, or the start of the step, before
 * @param to the read, or the end of the step, after
 * @param known the read that told; {@code to}, or a later one
 * @param volume in m³, as the kind says
 * @param note in words, may be empty
 */
public record RegisterFinding(
    Kind kind, Instant from, Instant to, Instant known, double volume, String note) {

  /** What can be met. */
  public enum Kind {
    /** The register passed its capacity; use goes on. Volume: the capacity. */
    ROLLOVER,
    /** The meter was exchanged as the caller says. Volume: by how much the register jumped. */
    EXCHANGE,
    /**
     * The register fell, and no rollover or exchange that is known explains it; the use is not
     * known. Volume: by how much it jumped, negative.
     */
    DROP,
    /**
     * The register rose by more than the meter can pass, or back to where it had dropped from; the
     * use is not known. Volume: by how much it jumped.
     */
    JUMP,
    /**
     * One read stands apart from those before and after, which agree; it is left out. Volume: by
     * how much it was off the read before.
     */
    MISREAD,
    /** Reads that the source estimated or doubts, and that are left out. Volume: 0. */
    SET_ASIDE,
    /**
     * Steps of which only the use in sum is known, so that they are missing. Volume: that use. At
     * the ends this is what lies in a step that the reads do not cover.
     */
    UNASSIGNED,
    /** Use that lies outside the axis asked for. Volume: that use. */
    OUTSIDE;

    /** Returns the name as it stands in reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public String toString() {
    return kind.label()
        + " from "
        + from
        + " to "
        + to
        + ", "
        + volume
        + " m³"
        + (note.isEmpty() ? "" : ", " + note);
  }
}
