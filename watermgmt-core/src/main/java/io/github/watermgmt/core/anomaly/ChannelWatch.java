// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.OptionalDouble;

/**
 * What a detector knows of one channel: mutable state that observes one value after another and
 * allocates nothing in doing so.
 *
 * <p>Thread-safety: confined to one thread.
 */
abstract class ChannelWatch {

  /**
   * Takes one value.
   *
   * @param epochSecond stamp, later than the one before
   * @param value in the canonical unit, NaN where missing
   */
  abstract void observe(long epochSecond, double value);

  /** Returns where this channel stands. */
  abstract Phase phase();

  /** Returns the statistic, at least 0. */
  abstract double score();

  /** Returns the statistic relative to its threshold h, as score / (score + h): 0.5 at an alarm. */
  abstract double grade();

  /** Returns what is reported; called in the phase ANOMALOUS only. */
  abstract Report report();

  /** What caused the deviation is over: the next one is new. */
  abstract void repaired();

  /** The demand is a multiple of what it was: what was learnt is scaled. */
  abstract void scaled(double factor);

  /** What was learnt no longer holds. */
  abstract void forget();

  /** Appends the whole state. */
  abstract void write(EntryWriter writer);

  /** Takes the state that {@link #write} wrote from a watch of the same settings. */
  abstract void read(EntryReader reader);

  /**
   * What is reported of one channel.
   *
   * @param onset when it seems to have begun, epoch second
   * @param kind what it looks like
   * @param observed the last value that was judged, canonical unit
   * @param expected what was expected of it
   * @param halfWidth distance from there to the ends of the band
   * @param excess flow in excess of what was expected, m³/h
   * @param reason the whole in words
   */
  record Report(
      long onset,
      AnomalyKind kind,
      double observed,
      double expected,
      double halfWidth,
      OptionalDouble excess,
      String reason) {

    Detection.Band band() {
      return new Detection.Band(expected - halfWidth, expected, expected + halfWidth);
    }
  }
}
