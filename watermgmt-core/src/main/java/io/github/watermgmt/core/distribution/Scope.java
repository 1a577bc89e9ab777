// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

/**
 * Which stations and steps are to be whole.
 *
 * @param station the station, all of them if negative
 * @param from first step
 * @param to step after the last one
 * @param keepsStarts whether limits on starts are to be kept, at whatever steps
 */
record Scope(int station, int from, int to, boolean keepsStarts) {

  /** Returns all stations in some steps. */
  static Scope steps(int from, int to) {
    return new Scope(-1, from, to, true);
  }

  /** Returns one station in all steps, whose number is given. */
  static Scope station(int station, int steps) {
    return new Scope(station, 0, steps, true);
  }

  /** Returns the same without limits on starts. */
  Scope withoutLimits() {
    return new Scope(station, from, to, false);
  }

  /** Returns whether the units of a station are to be whole in a step. */
  boolean hasStation(int k, int step) {
    return (station < 0 || station == k) && hasStep(step);
  }

  /** Returns whether two-way links are to carry water one way in a step. */
  boolean hasStep(int step) {
    return from <= step && step < to;
  }
}
