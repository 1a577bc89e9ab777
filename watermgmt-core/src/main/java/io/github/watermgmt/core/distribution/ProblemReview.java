// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What looks wrong in a problem that is valid: numbers that do not fit each other, as if units had
 * been mixed up, and zones that go short whatever is planned. A problem is planned all the same.
 *
 * <p>Amounts are compared with what they have to do with: the demand with what sources can give,
 * the demand behind a link with what it can carry, tanks with the demand of a day, licences with
 * the flow of their source, energy with what a shortfall costs. What lies within a usual range is
 * silent, so a factor of 3.6 is seen in the demand as a whole, and only factors of about 100 and
 * more in a single tank, licence or zone.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param doubts in the order of the checks; empty if nothing looks wrong
 */
public record ProblemReview(List<Doubt> doubts) {

  /** What may be wrong. */
  public enum Kind {
    /** Amounts do not fit each other. */
    MAGNITUDE,
    /** The capacity behind a zone is less than its demand. */
    CAPACITY,
    /** In some steps no open way leads from a source or tank to a zone. */
    CUT_OFF,
    /** A price does not fit what it is for. */
    PRICE
  }

  /**
   * A doubt.
   *
   * @param kind what may be wrong
   * @param element id of the zone, tank, source or link, or name of the tariff; empty for all
   * @param factor by which numbers may have been mixed up, such as 3.6 or 1000; empty if none
   *     explains it
   * @param missingM3 what will be a shortfall at least, m³, if that is known
   * @param message variable (value), what is wrong with it, and a remedy
   */
  public record Doubt(
      Kind kind, String element, OptionalDouble factor, OptionalDouble missingM3, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  /** Copies the list. */
  public ProblemReview {
    doubts = List.copyOf(doubts);
  }

  /** Reviews a problem. O(size of the problem). */
  public static ProblemReview of(Problem problem) {
    return new ProblemReview(new Reviewer(problem).review());
  }

  /** Returns whether nothing looks wrong. */
  public boolean isClear() {
    return doubts.isEmpty();
  }

  /**
   * A unit that is easily taken for another one.
   *
   * @param factor how much too large numbers become
   * @param words what was mixed up
   */
  record MixUp(double factor, String words) {
    static final List<MixUp> VOLUMES = List.of(new MixUp(1000, "litres and m3, or m3 and 1000 m3"));
    static final List<MixUp> ALL =
        List.of(
            new MixUp(3.6, "L/s and m3/h"),
            new MixUp(24, "m3/day and m3/h"),
            new MixUp(86.4, "m3/day and L/s"),
            VOLUMES.get(0));

    /** Returns the mix-up that brings a ratio nearest to what is usual, if one does. */
    static Optional<MixUp> of(
        List<MixUp> all, double ratio, double low, double usual, double high) {
      MixUp best = null;
      double distance = Double.POSITIVE_INFINITY;
      for (MixUp mixUp : all) {
        double mended = ratio > usual ? ratio / mixUp.factor : ratio * mixUp.factor;
        double apart = Math.abs(StrictMath.log(mended / usual));
        if (low <= mended && mended <= high && apart < distance) {
          best = mixUp;
          distance = apart;
        }
      }
      return Optional.ofNullable(best);
    }
  }
}
