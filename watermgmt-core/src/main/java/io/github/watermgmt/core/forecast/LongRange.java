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
 * <p>Sources of the priors: Espey, Espey and Shaw, Price elasticity of residential demand for
 * water: a meta-analysis, Water Resources Research 33 (1997); Dalhuisen et al., Price and income
 * elasticities of residential water demand: a meta-analysis, Land Economics 79 (2003); Sebri, A
 * meta-analysis of residential water demand studies, Environment, Development and Sustainability 16
 * (2014); DeOreo et al., Residential End Uses of Water, Version 2 (Water Research Foundation,
 * 2016); Gato, Jayasuriya and Roberts, Temperature and rainfall thresholds for base use urban water
 * demand modelling, Journal of Hydrology 337 (2007).
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param priceElasticity change of use in % per % of price
 * @param heat change of the logarithm of use per °C above the comfort
 * @param dryness change of the logarithm of use per 100 mm of rain below the usual
 * @param trend change of the logarithm of use per year
 * @param comfort temperature above which use rises, °C
 * @param priceMemory months over which customers feel a price, 1 to 60
 * @param drift what the drift of the level is supposed to be before the data: standard deviation of
 *     its change in a year, of the logarithm; in (0, 0.1]
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
          new Prior(-0.35, 0.2, "Espey et al. 1997, Dalhuisen et al. 2003, Sebri 2014"),
          new Prior(0.01, 0.01, "wide: one more % per °C, give or take one"),
          new Prior(0.02, 0.04, "wide: 2 % per 100 mm, give or take 4"),
          new Prior(-0.01, 0.01, "DeOreo et al. 2016: indoor use fell by 22 % from 1999 to 2016"),
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
