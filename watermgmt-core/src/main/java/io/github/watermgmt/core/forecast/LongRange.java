// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.RunContext;

/**
 * Monthly demand to decades ahead, for those who decide on infrastructure: a decomposition whose
 * every factor can be read and drawn.
 *
 * <pre>
 * demand = days · (people · use · season · price · climate · efficiency · level + losses)
 * price      = (mean price of the last months / that at the end of the history) ^ elasticity
 * climate    = exp(heat · (degrees above the comfort, less what is usual in the month)
 *                  + dryness · (usual rain − rain) / 100 mm, in warm months)
 * efficiency = exp(trend · years since the end of the history)
 * level      = exp(what passes from month to month + what stays)
 * losses     = connections · losses per connection, or a share of the demand
 * </pre>
 *
 * <p>People are the population, or the connections where it is not known; losses count by
 * connections, or people. The logarithm of use per head is regressed on the drivers, Bayesian, with
 * priors for the effects: with too little history the prior stands, and is reported to. What passes
 * is autoregressive of first order; what stays is a random walk, the drift, whose variance is
 * learnt from how wrong projections from past origins would have been one, two and more years
 * ahead.
 *
 * <p>The priors: a meta-analysis of 1,020 price elasticities from 175 studies
 * (ageconsearch.umn.edu/record/309192) recommends for the long run, in countries of upper middle
 * and high income, −0.2 indoors and −0.5 outdoors, and −0.4 and −0.7 elsewhere; −0.35 lies halfway
 * between the former. Household use in the United States fell from 105 gallons per head and day in
 * 1990 to 83 in 2015, by 0.9 % a year (United States Geological Survey). What is usual elsewhere
 * may differ: all standard deviations, the effects of heat and dryness, the comfort and the drift
 * are assumed, not taken from a source.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param priceElasticity change of use in % per % of price
 * @param heat change of the logarithm of use per °C above the comfort
 * @param dryness change of the logarithm of use per 100 mm of rain below the usual
 * @param trend change of the logarithm of use per year
 * @param comfort temperature above which use rises, °C
 * @param priceMemory months over which customers feel a price, 1 to 60
 * @param drift what the drift of the level is supposed to be before the data, if there is any, of
 *     which the odds are even: half-normal, of which this is the scale, a standard deviation of the
 *     change in a year, of the logarithm; in (0, 0.1]
 */
public record LongRange(
    Prior priceElasticity,
    Prior heat,
    Prior dryness,
    Prior trend,
    double comfort,
    int priceMemory,
    double drift) {
  private static final LongRange STANDARD =
      new LongRange(
          new Prior(
              -0.35,
              0.2,
              "between -0.2 indoors and -0.5 outdoors, ageconsearch.umn.edu/record/309192;"
                  + " sd assumed"),
          new Prior(0.01, 0.01, "assumed: one more % per °C, give or take one"),
          new Prior(0.02, 0.04, "assumed: 2 % per 100 mm, give or take 4"),
          new Prior(
              -0.01,
              0.01,
              "USGS: household use per head fell by 0.9 % a year, 1990-2015; sd assumed"),
          15.5,
          12,
          0.01);
  private static final int MOST_MEMORY = 60;
  private static final double MOST_DRIFT = 0.1;

  /** Refuses what cannot be. */
  public LongRange {
    if (!Double.isFinite(comfort) || priceMemory < 1 || priceMemory > MOST_MEMORY) {
      throw new IllegalArgumentException(
          "comfort (" + comfort + ") must be finite, priceMemory (" + priceMemory + ") 1 to 60");
    }
    if (!(drift > 0 && drift <= MOST_DRIFT)) {
      throw new IllegalArgumentException("drift (" + drift + "), must lie in (0, 0.1]");
    }
  }

  /** Returns the model with the priors of the literature. */
  public static LongRange standard() {
    return STANDARD;
  }

  /** Returns this model with another prior of the price elasticity. */
  public LongRange withPriceElasticity(Prior prior) {
    return new LongRange(prior, heat, dryness, trend, comfort, priceMemory, drift);
  }

  /** Returns this model with another prior of the effect of heat. */
  public LongRange withHeat(Prior prior) {
    return new LongRange(priceElasticity, prior, dryness, trend, comfort, priceMemory, drift);
  }

  /** Returns this model with another prior of the effect of rain that does not fall. */
  public LongRange withDryness(Prior prior) {
    return new LongRange(priceElasticity, heat, prior, trend, comfort, priceMemory, drift);
  }

  /** Returns this model with another prior of the trend. */
  public LongRange withTrend(Prior prior) {
    return new LongRange(priceElasticity, heat, dryness, prior, comfort, priceMemory, drift);
  }

  /** Returns this model with another temperature above which use rises. */
  public LongRange withComfort(double celsius) {
    return new LongRange(priceElasticity, heat, dryness, trend, celsius, priceMemory, drift);
  }

  /** Returns this model with another memory of prices. */
  public LongRange withPriceMemory(int months) {
    return new LongRange(priceElasticity, heat, dryness, trend, comfort, months, drift);
  }

  /** Returns this model with another belief about the drift before the data. */
  public LongRange withDrift(double perYear) {
    return new LongRange(priceElasticity, heat, dryness, trend, comfort, priceMemory, perYear);
  }

  /**
   * Learns from a history, which must end with what is known: nothing beyond it is used.
   *
   * <p>Time: some 300 filterings of the months for each year of the history, in parallel; below a
   * second for thirty years.
   */
  public DemandModel fit(DemandHistory history, RunContext run) {
    return DemandModel.fit(this, history, run);
  }
}
