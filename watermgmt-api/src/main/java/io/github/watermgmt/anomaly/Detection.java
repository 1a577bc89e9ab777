// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a session reports.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param time stamp of the frame at which it is reported
 * @param onset when it seems to have begun, at or before {@code time}
 * @param grade how strange, in [0, 1]
 * @param score the detector's own statistic
 * @param kind what it looks like
 * @param expected what was expected of the channel that matters most, where it can be said
 * @param attributions share of each channel, largest first, shares adding up to 1
 * @param suspects places in the network, most likely first
 * @param excessFlow flow in excess of what was expected, m³/h, where it can be said
 * @param reason the whole in words
 */
public record Detection(
    Instant time,
    Instant onset,
    double grade,
    double score,
    AnomalyKind kind,
    Optional<Band> expected,
    List<Attribution> attributions,
    List<Suspect> suspects,
    OptionalDouble excessFlow,
    String reason) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a grade, share or weight is not in [0, 1], or the onset is
   *     after the time: a detector's fault, not the data's
   */
  public Detection {
    attributions = List.copyOf(attributions);
    suspects = List.copyOf(suspects);
    fraction("grade", grade);
    attributions.forEach(one -> fraction("share of '" + one.channel() + "'", one.share()));
    suspects.forEach(one -> fraction("weight of '" + one.element() + "'", one.weight()));
    if (onset.isAfter(time)) {
      throw new IllegalArgumentException("onset (" + onset + "), must not be after " + time);
    }
  }

  private static void fraction(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " (" + value + "), must lie in [0, 1]");
    }
  }

  /**
   * What was expected.
   *
   * @param lower lower end, canonical unit
   * @param expected middle
   * @param upper upper end
   */
  public record Band(double lower, double expected, double upper) {}

  /**
   * How much a channel contributed.
   *
   * @param channel the channel
   * @param share in [0, 1]
   * @param observed what was observed, canonical unit
   * @param expected what was expected, canonical unit
   */
  public record Attribution(String channel, double share, double observed, double expected) {}

  /**
   * A place that may be the cause.
   *
   * @param element id of a node or link
   * @param weight probability, or what comes nearest to it, in [0, 1]
   * @param distanceM distance from the most likely place along the network, m
   */
  public record Suspect(String element, double weight, OptionalDouble distanceM) {}
}
