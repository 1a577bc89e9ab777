// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/**
 * A limit that several steps or links share, and that therefore has a price of its own beside those
 * of nodes: what would be saved if it were a little wider. See {@link
 * MarginalPrices#relief(SharedLimit)}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind which limit
 * @param element id of the source or zone, or name of the demand charge or blend
 * @param index which of several, from 0: for a daily volume, the day; for a volume limit, its place
 *     in the list; for the highest power, the hour, or the step where that is longer; for a blend,
 *     the step
 */
public record SharedLimit(Kind kind, String element, int index) {

  /** Which limit of which kind of element, and the unit of its relief. */
  public enum Kind {
    /** {@link SourceTerms#maxDailyVolumeM3()} of a day: saved per m³ more. */
    DAILY_VOLUME,
    /** A {@link SourceTerms#volumeLimits() volume limit} of a source: saved per m³ more. */
    VOLUME_LIMIT,
    /**
     * The part of an hour, or of a longer step, in the price of a {@link DemandCharge}: saved per
     * kW that its mean power is lower. All parts add up to the price where the highest power is
     * above what had been reached, and to more where it could not be higher.
     */
    HIGHEST_POWER,
    /** A {@link BlendLimit} in a step: saved per m³ more that may come over its links. */
    BLEND,
    /** {@link ZoneTerms#maxShortfallM3()}: saved per m³ more. */
    MAX_SHORTFALL
  }

  /** Returns the licence of a source for a day, counted from 0. */
  public static SharedLimit dailyVolume(String source, int day) {
    return new SharedLimit(Kind.DAILY_VOLUME, source, day);
  }

  /** Returns a volume limit of a source by its place in the list. */
  public static SharedLimit volumeLimit(String source, int place) {
    return new SharedLimit(Kind.VOLUME_LIMIT, source, place);
  }

  /** Returns the part of an hour, or of a longer step, in a demand charge. */
  public static SharedLimit highestPower(String demandCharge, int hour) {
    return new SharedLimit(Kind.HIGHEST_POWER, demandCharge, hour);
  }

  /** Returns the limit of a blend in a step. */
  public static SharedLimit blend(String blend, int step) {
    return new SharedLimit(Kind.BLEND, blend, step);
  }

  /** Returns the limit of what may be missing in a zone over all steps. */
  public static SharedLimit maxShortfall(String zone) {
    return new SharedLimit(Kind.MAX_SHORTFALL, zone, 0);
  }

  @Override
  public String toString() {
    return kind + " of '" + element + "' [" + index + "]";
  }
}
