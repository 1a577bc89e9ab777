// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be distributed over a network: terms of sources, tanks, zones and links by id, and
 * tariffs. Nodes without terms are junctions. The model is that of the package's description.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class Problem {
  static final long SECONDS_PER_DAY = 86_400;

  private final String name;
  private final TimeAxis axis;
  private final String currency;
  private final Network network;
  private final Map<String, SourceTerms> sources;
  private final Map<String, TankTerms> tanks;
  private final Map<String, ZoneTerms> zones;
  private final Map<String, LinkTerms> links;
  private final Map<String, double[]> tariffs;
  private final Optional<Emissions> emissions;
  private final Map<String, DemandCharge> demandCharges;
  private final Map<String, BlendLimit> blends;

  private Problem(Builder builder) {
    this.name = builder.name;
    this.axis = builder.axis;
    this.currency = builder.currency;
    this.network = builder.network;
    this.sources = frozen(builder.sources);
    this.tanks = frozen(builder.tanks);
    this.zones = frozen(builder.zones);
    this.links = frozen(builder.links);
    this.tariffs = frozen(builder.tariffs);
    this.emissions = builder.emissions;
    this.demandCharges = frozen(builder.demandCharges);
    this.blends = frozen(builder.blends);
  }

  private static <T> Map<String, T> frozen(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Starts a problem on a network, over the steps of an axis. */
  public static Builder builder(String name, Network network, TimeAxis axis, String currency) {
    return new Builder(name, network, axis, currency);
  }

  /** Starts a problem that is like this one. */
  public Builder toBuilder() {
    return on(axis);
  }

  private Builder on(TimeAxis steps) {
    Builder builder = new Builder(name, network, steps, currency);
    builder.sources.putAll(sources);
    builder.tanks.putAll(tanks);
    builder.zones.putAll(zones);
    builder.links.putAll(links);
    builder.tariffs.putAll(tariffs);
    builder.emissions = emissions;
    builder.demandCharges.putAll(demandCharges);
    builder.blends.putAll(blends);
    return builder;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the steps. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the number of steps. */
  public int steps() {
    return axis.length();
  }

  /** Returns h, the length of a step in hours. */
  public double stepHours() {
    return axis.stepHours();
  }

  /**
   * Returns the number of steps in a day: the period of daily licences and start limits, which a
   * problem can have only if the step divides a day. At least 1.
   */
  public int stepsPerDay() {
    return (int) Math.max(1, SECONDS_PER_DAY / axis.stepSeconds());
  }

  /** What a source may give in n steps of a day, m³; infinite without a licence. */
  double licence(SourceTerms terms, int n) {
    return terms.maxDailyVolumeM3().isPresent()
        ? terms.maxDailyVolumeM3().getAsDouble() * n / stepsPerDay()
        : Double.POSITIVE_INFINITY;
  }

  /** The least volume of a tank at the end of a step, m³. */
  double leastVolume(TankTerms terms, int step) {
    return step == steps() - 1
        ? Math.max(terms.minVolumeM3(step), terms.finalMinVolumeM3())
        : terms.minVolumeM3(step);
  }

  /** Returns the currency, such as {@code EUR}. */
  public String currency() {
    return currency;
  }

  /** Returns the network. */
  public Network network() {
    return network;
  }

  /** Returns the sources by node id. */
  public Map<String, SourceTerms> sources() {
    return sources;
  }

  /** Returns the tanks by node id. */
  public Map<String, TankTerms> tanks() {
    return tanks;
  }

  /** Returns the zones by node id. */
  public Map<String, ZoneTerms> zones() {
    return zones;
  }

  /** Returns the links by link id. */
  public Map<String, LinkTerms> links() {
    return links;
  }

  /** Returns the names of the tariffs. */
  public Set<String> tariffs() {
    return tariffs.keySet();
  }

  /**
   * Returns a tariff, currency per kWh per step; a copy.
   *
   * @throws DataException WM-106 if there is none of this name
   */
  public double[] tariff(String tariff) {
    double[] prices = tariffs.get(tariff);
    if (prices == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message("tariff", tariff, "is not one of " + tariffs.keySet(), ""));
    }
    return prices.clone();
  }

  /** Returns what energy emits and what that costs, if known. */
  public Optional<Emissions> emissions() {
    return emissions;
  }

  /** Returns the charges for the highest power by name. */
  public Map<String, DemandCharge> demandCharges() {
    return demandCharges;
  }

  /** Returns the limits on mixing by name. */
  public Map<String, BlendLimit> blends() {
    return blends;
  }

  /**
   * Returns the number of steps in an hour, over which a {@link DemandCharge} takes the mean; 1 if
   * steps are longer.
   */
  public int stepsPerHour() {
    return EnergyPrices.stepsPerHour(this);
  }

  /**
   * Returns what a kWh of a link costs, its tariff and what it emits, currency per kWh per step.
   *
   * @throws DataException WM-106 if there is no such link
   */
  public double[] energyCosts(String link) {
    LinkTerms terms = WhatIf.known("link", link, links);
    double[] costs = EnergyPrices.tariff(this, terms);
    double[] more = EnergyPrices.emissions(this);
    for (int t = 0; t < costs.length; t++) {
      costs[t] += more[t];
    }
    return costs;
  }

  /**
   * Returns what a link costs per m³ that enters it, energy and what it emits included, currency
   * per m³ per step; of a link with an energy curve, below its first segment.
   *
   * @throws DataException WM-106 if there is no such link
   */
  public double[] linkCosts(String link) {
    LinkTerms terms = links.get(link);
    if (terms == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID, Validation.message("link", link, "has no terms", ""));
    }
    double[] costs = energyCosts(link);
    for (int t = 0; t < costs.length; t++) {
      costs[t] = terms.costPerM3() + terms.energyKWhPerM3() * costs[t];
    }
    return costs;
  }

  /**
   * Returns this problem with another demand of one zone, m³/h per step.
   *
   * @throws DataException WM-106 if there is no such zone
   * @throws io.github.watermgmt.error.WaterManagementException WM-402 if the demand is not one
   *     finite value per step, at least 0
   */
  public Problem withDemand(String zone, double[] demandM3h) {
    return WhatIf.demand(this, zone, demandM3h);
  }

  /**
   * Returns this problem with the demand of every zone times a factor; a guaranteed supply in m³/h
   * stays as it is, but for being at most the demand.
   *
   * @param factor at least 0
   * @throws io.github.watermgmt.error.WaterManagementException WM-402 if a demand is not finite or
   *     below 0 then
   */
  public Problem withDemandScaled(double factor) {
    return WhatIf.demandScaled(this, factor);
  }

  /**
   * Returns this problem with a leak: more demand at a node in every step, all of which is supplied
   * whatever it costs. A node that is not a zone becomes one. A demand set later is set without it.
   *
   * @param leakM3h what is lost, m³/h, at least 0
   * @throws DataException WM-106 if there is no such node
   * @throws io.github.watermgmt.error.WaterManagementException WM-402 if the loss is not finite or
   *     below 0, or the node is a source or a tank: take the other end of a link
   */
  public Problem withLeak(String node, double leakM3h) {
    return WhatIf.leak(this, node, leakM3h);
  }

  /**
   * Returns this problem with a source that gives nothing for some steps; what it gives in others
   * is as it was.
   *
   * @param fromStep the first step of the outage
   * @param toStep the step after the last one
   * @throws DataException WM-106 if there is no such source
   * @throws IndexOutOfBoundsException if these are not steps, or in the wrong order
   */
  public Problem withSourceOutage(String source, int fromStep, int toStep) {
    return WhatIf.sourceCapacity(this, source, 0, fromStep, toStep);
  }

  /**
   * Returns this problem with a link that carries nothing for some steps; see {@link
   * #withLinkCapacity}.
   */
  public Problem withLinkClosed(String link, int fromStep, int toStep) {
    return withLinkCapacity(link, 0, fromStep, toStep);
  }

  /**
   * Returns this problem with a share of a link's greatest flow for some steps, in the place of
   * what was available there before; other steps are as they were.
   *
   * @param share in [0, 1]
   * @param fromStep the first step
   * @param toStep the step after the last one
   * @throws DataException WM-106 if there is no such link
   * @throws IndexOutOfBoundsException if these are not steps, or in the wrong order
   * @throws io.github.watermgmt.error.WaterManagementException WM-402 if the share is out of range
   */
  public Problem withLinkCapacity(String link, double share, int fromStep, int toStep) {
    return WhatIf.linkCapacity(this, link, share, fromStep, toStep);
  }

  /** Returns this problem with its first step at another instant and all else as it is. */
  public Problem startingAt(Instant start) {
    return on(TimeAxis.of(start, axis.step(), steps())).build();
  }

  /**
   * Returns in words what of this problem is {@link ProblemFeature#NON_CONVEX}, as far as its terms
   * alone show it: one message for each link.
   */
  public List<String> nonConvexities() {
    return Convexity.faults(this);
  }

  /** Returns what makes this problem harder than a linear program. */
  public Set<ProblemFeature> features() {
    EnumSet<ProblemFeature> features = EnumSet.noneOf(ProblemFeature.class);
    if (links.values().stream().anyMatch(terms -> terms.units().isPresent())) {
      features.add(ProblemFeature.PUMP_UNITS);
    }
    if (!nonConvexities().isEmpty()) {
      features.add(ProblemFeature.NON_CONVEX);
    }
    return Collections.unmodifiableSet(features);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Problem other
        && name.equals(other.name)
        && axis.equals(other.axis)
        && currency.equals(other.currency)
        && network.equals(other.network)
        && sources.equals(other.sources)
        && tanks.equals(other.tanks)
        && zones.equals(other.zones)
        && links.equals(other.links)
        && Rows.equal(tariffs, other.tariffs)
        && emissions.equals(other.emissions)
        && demandCharges.equals(other.demandCharges)
        && blends.equals(other.blends);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, axis, currency, network, sources, tanks, zones, links);
  }

  @Override
  public String toString() {
    return "problem '"
        + name
        + "': "
        + sources.size()
        + " sources, "
        + tanks.size()
        + " tanks, "
        + zones.size()
        + " zones, "
        + links.size()
        + " links, "
        + axis;
  }

  /** Collects a problem; may be built from repeatedly. Thread-safety: confined to one thread. */
  public static final class Builder {
    final String name;
    final Network network;
    final TimeAxis axis;
    final String currency;
    final Map<String, SourceTerms> sources = new LinkedHashMap<>();
    final Map<String, TankTerms> tanks = new LinkedHashMap<>();
    final Map<String, ZoneTerms> zones = new LinkedHashMap<>();
    final Map<String, LinkTerms> links = new LinkedHashMap<>();
    final Map<String, double[]> tariffs = new LinkedHashMap<>();
    Optional<Emissions> emissions = Optional.empty();
    final Map<String, DemandCharge> demandCharges = new LinkedHashMap<>();
    final Map<String, BlendLimit> blends = new LinkedHashMap<>();

    private Builder(String name, Network network, TimeAxis axis, String currency) {
      this.name = name;
      this.network = network;
      this.axis = axis;
      this.currency = currency;
    }

    /** Sets the terms of a source. */
    public Builder source(String node, SourceTerms terms) {
      sources.put(node, terms);
      return this;
    }

    /** Sets the terms of a tank. */
    public Builder tank(String node, TankTerms terms) {
      tanks.put(node, terms);
      return this;
    }

    /** Sets the terms of a zone. */
    public Builder zone(String node, ZoneTerms terms) {
      zones.put(node, terms);
      return this;
    }

    /** Sets the terms of a link. */
    public Builder link(String link, LinkTerms terms) {
      links.put(link, terms);
      return this;
    }

    /** Sets a tariff, currency per kWh per step. */
    public Builder tariff(String tariff, double[] pricePerKWh) {
      tariffs.put(tariff, pricePerKWh.clone());
      return this;
    }

    /** Sets what energy emits and what that costs. */
    public Builder emissions(Emissions all) {
      emissions = Optional.of(all);
      return this;
    }

    /** Sets a charge for the highest power of some links. */
    public Builder demandCharge(String charge, DemandCharge terms) {
      demandCharges.put(charge, terms);
      return this;
    }

    /** Sets a limit on the mixing of waters. */
    public Builder blend(String blend, BlendLimit limit) {
      blends.put(blend, limit);
      return this;
    }

    /**
     * Returns the problem.
     *
     * @throws io.github.watermgmt.error.WaterManagementException WM-402 with every fault found:
     *     terms of what is not in the network, links without terms, values that are not finite or
     *     out of range, rows without one value per step, tank bounds that are crossed, unknown
     *     tariffs, daily limits with a step that does not divide a day, zones that no source or
     *     tank can reach
     */
    public Problem build() {
      new ProblemCheck(this).check();
      return new Problem(this);
    }
  }
}
