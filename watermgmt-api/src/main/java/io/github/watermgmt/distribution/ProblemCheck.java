// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Link;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks a problem before it exists; every fault is told at once. */
final class ProblemCheck {
  private static final long SECONDS_PER_HOUR = 3600;

  private final Problem.Builder builder;
  private final Validation validation = new Validation();

  ProblemCheck(Problem.Builder builder) {
    this.builder = builder;
  }

  void check() {
    validation.check(!builder.name.isBlank(), "name", "''", "must not be blank", "give one");
    validation.check(
        !builder.currency.isBlank(), "currency", "''", "must not be blank", "give its code");
    validation.check(
        builder.axis.length() > 0,
        "steps",
        builder.axis.length(),
        "must be at least 1",
        "the last step lies before the first");
    builder.sources.forEach(this::source);
    builder.tanks.forEach(this::tank);
    builder.zones.forEach(this::zone);
    builder.links.forEach(this::link);
    builder.tariffs.forEach((name, prices) -> series("tariff '" + name + "'", prices, false));
    for (Link link : builder.network.links()) {
      validation.check(
          builder.links.containsKey(link.id()),
          "link",
          link.id(),
          "must have terms",
          "give its capacity and cost");
    }
    builder.emissions.ifPresent(
        emissions -> {
          series("kgPerKWh of the emissions", emissions.kgPerKWh().values(), true);
          atLeastZero("pricePerKg of the emissions", emissions.pricePerKg());
        });
    builder.demandCharges.forEach(this::demandCharge);
    builder.blends.forEach(this::blend);
    wholeDays();
    connected();
    validation.throwIfAny(ErrorCode.INVALID_PROBLEM, "problem '" + builder.name + "'");
  }

  private void source(String id, SourceTerms terms) {
    node("source", id);
    atLeastZero("maxFlow of source '" + id + "'", terms.maxFlowM3h());
    finite("cost of source '" + id + "'", terms.costPerM3());
    terms
        .maxDailyVolumeM3()
        .ifPresent(volume -> atLeastZero("maxDailyVolume of source '" + id + "'", volume));
    terms.availability().ifPresent(shares -> shares("availability of source '" + id + "'", shares));
    least("source '" + id + "'", terms.minFlowM3h(), terms.maxFlowM3h());
    for (VolumeLimit limit : terms.volumeLimits()) {
      validation.check(
          limit.fromStep() >= 0
              && limit.fromStep() < limit.toStep()
              && limit.toStep() <= builder.axis.length(),
          "volumeLimits of source '" + id + "'",
          "steps " + limit.fromStep() + " to " + limit.toStep(),
          "must be from one step to a later one, within " + builder.axis.length(),
          "the second is the step after the last");
      atLeastZero("volumeLimits of source '" + id + "'", limit.maxVolumeM3());
    }
  }

  private void tank(String id, TankTerms terms) {
    node("tank", id);
    validation.check(
        !builder.sources.containsKey(id) && !builder.zones.containsKey(id),
        "tank",
        id,
        "must not be a source or zone as well",
        "connect them by a link");
    validation.check(
        terms.minVolumeM3() >= 0
            && terms.minVolumeM3() <= terms.maxVolumeM3()
            && terms.maxVolumeM3() < Double.POSITIVE_INFINITY,
        "minVolume, maxVolume of tank '" + id + "'",
        terms.minVolumeM3() + ", " + terms.maxVolumeM3(),
        "must be finite with 0 <= minVolume <= maxVolume",
        "the bounds are crossed");
    validation.check(
        terms.initialVolumeM3() >= 0 && terms.initialVolumeM3() <= terms.maxVolumeM3(),
        "initialVolume of tank '" + id + "'",
        terms.initialVolumeM3(),
        "must lie between 0 and maxVolume, " + terms.maxVolumeM3(),
        "");
    validation.check(
        terms.finalMinVolumeM3() >= 0 && terms.finalMinVolumeM3() <= terms.maxVolumeM3(),
        "finalMinVolume of tank '" + id + "'",
        terms.finalMinVolumeM3(),
        "must lie between 0 and maxVolume, " + terms.maxVolumeM3(),
        "");
    volumes(id, terms);
  }

  private void volumes(String id, TankTerms terms) {
    validation.check(
        terms.finalValuePerM3() >= 0 && terms.finalValuePerM3() < Double.POSITIVE_INFINITY,
        "finalValue of tank '" + id + "'",
        terms.finalValuePerM3(),
        "must be finite and at least 0",
        "limit the last volume by maxVolumes instead");
    int steps = builder.axis.length();
    boolean whole = true;
    if (terms.minVolumesM3().isPresent()) {
      PerStep least = terms.minVolumesM3().get();
      whole = least.length() == steps;
      series("minVolumes of tank '" + id + "'", least.values(), true);
    }
    if (terms.maxVolumesM3().isPresent()) {
      PerStep most = terms.maxVolumesM3().get();
      whole &= most.length() == steps;
      series("maxVolumes of tank '" + id + "'", most.values(), true);
    }
    for (int t = 0; t < steps && whole; t++) {
      double least = terms.minVolumeM3(t);
      if (t == steps - 1) {
        least = Math.max(least, terms.finalMinVolumeM3());
      }
      // Bounds that are crossed in all steps have been told.
      if (least > terms.maxVolumeM3(t) && least <= terms.maxVolumeM3()) {
        validation.check(
            false,
            "minVolumes, maxVolumes of tank '" + id + "' in step " + t,
            least + ", " + terms.maxVolumeM3(t),
            "must not be crossed",
            "raise the greatest volume or lower the least, or the final one");
        return;
      }
    }
  }

  private void zone(String id, ZoneTerms terms) {
    node("zone", id);
    validation.check(
        !builder.sources.containsKey(id),
        "zone",
        id,
        "must not be a source as well",
        "connect them by a link");
    series("demand of zone '" + id + "'", terms.demandM3h(), true);
    atLeastZero("shortfallCost of zone '" + id + "'", terms.shortfallCostPerM3());
    terms
        .guaranteedM3h()
        .ifPresent(supply -> series("guaranteed of zone '" + id + "'", supply.values(), true));
    validation.check(
        terms.guaranteedShare() >= 0 && terms.guaranteedShare() <= 1,
        "guaranteedShare of zone '" + id + "'",
        terms.guaranteedShare(),
        "must lie in [0, 1]",
        "give it as a share of the demand, not in per cent");
    terms
        .maxShortfallM3()
        .ifPresent(volume -> atLeastZero("maxShortfall of zone '" + id + "'", volume));
  }

  private void link(String id, LinkTerms terms) {
    validation.check(
        builder.network.hasLink(id), "link", id, "is not in the network", "check the id");
    atLeastZero("maxFlow of link '" + id + "'", terms.maxFlowM3h());
    validation.check(
        terms.loss() >= 0 && terms.loss() < 1,
        "loss of link '" + id + "'",
        terms.loss(),
        "must lie in [0, 1)",
        "give it as a fraction");
    finite("cost of link '" + id + "'", terms.costPerM3());
    finite("energy of link '" + id + "'", terms.energyKWhPerM3());
    segments(id, terms);
    terms
        .tariff()
        .ifPresent(
            tariff ->
                validation.check(
                    builder.tariffs.containsKey(tariff),
                    "tariff of link '" + id + "'",
                    tariff,
                    "is not one of " + builder.tariffs.keySet(),
                    "check the name"));
    terms.units().ifPresent(units -> units(id, units));
    terms.availability().ifPresent(shares -> shares("availability of link '" + id + "'", shares));
    least("link '" + id + "'", terms.minFlowM3h(), terms.maxFlowM3h());
    validation.check(
        !(terms.minFlowM3h() > 0) || (!terms.bidirectional() && terms.units().isEmpty()),
        "minFlow of link '" + id + "'",
        terms.minFlowM3h(),
        "must be 0 for a two-way link or one with pump units",
        "make it one-way, or give unitMinFlow");
  }

  private void segments(String id, LinkTerms terms) {
    validation.check(
        terms.segments().isEmpty() || (!terms.bidirectional() && terms.units().isEmpty()),
        "segments of link '" + id + "'",
        terms.segments().size(),
        "must be none for a two-way link or one with pump units",
        "make it one-way, or two links of it");
    double before = 0;
    for (EnergySegment segment : terms.segments()) {
      validation.check(
          segment.aboveM3h() > before && segment.aboveM3h() < Double.POSITIVE_INFINITY,
          "segments of link '" + id + "'",
          segment.aboveM3h() + " m3/h",
          "must be finite and greater than the one before, " + before,
          "sort them; the first lies above 0");
      before = Math.max(before, segment.aboveM3h());
      finite("energy in segments of link '" + id + "'", segment.kWhPerM3());
    }
  }

  private void units(String id, PumpUnits units) {
    validation.check(
        units.units() >= 1
            && units.maxStartsPerDay() >= 0
            && units.unitMinFlowM3h() >= 0
            && units.unitMinFlowM3h() <= units.unitMaxFlowM3h()
            && units.unitMaxFlowM3h() < Double.POSITIVE_INFINITY,
        "units of link '" + id + "'",
        units,
        "must be at least 1, with 0 <= unitMinFlow <= unitMaxFlow",
        "");
    finite("unitPower of link '" + id + "'", units.unitPowerKW());
  }

  private void blend(String name, BlendLimit blend) {
    String of = "blend '" + name + "'";
    validation.check(
        builder.network.hasNode(blend.node()),
        "node of " + of,
        blend.node(),
        "is not a node of the network",
        "check the id");
    validation.check(
        blend.maxShare() >= 0 && blend.maxShare() <= 1,
        "maxShare of " + of,
        blend.maxShare(),
        "must lie in [0, 1]",
        "give it as a share, not in per cent");
    validation.check(!blend.links().isEmpty(), "links of " + of, "[]", "must be some", "");
    for (String link : blend.links()) {
      validation.check(
          builder.network.hasLink(link) && builder.network.link(link).to().equals(blend.node()),
          "links of " + of,
          link,
          "is not a link that ends at '" + blend.node() + "'",
          "check id and direction");
    }
    for (Link link : builder.network.links()) {
      LinkTerms terms = builder.links.get(link.id());
      boolean touches = link.from().equals(blend.node()) || link.to().equals(blend.node());
      validation.check(
          !touches || terms == null || !terms.bidirectional(),
          "link '" + link.id() + "' of " + of,
          "two-way",
          "must be one-way where waters are mixed",
          "make two links of it");
    }
  }

  private void demandCharge(String name, DemandCharge charge) {
    String of = "demand charge '" + name + "'";
    validation.check(!charge.links().isEmpty(), "links of " + of, "[]", "must be some", "");
    for (String link : charge.links()) {
      validation.check(
          builder.links.containsKey(link),
          "links of " + of,
          link,
          "is not one of the links",
          "check the id");
    }
    atLeastZero("pricePerKW of " + of, charge.pricePerKW());
    atLeastZero("reachedKW of " + of, charge.reachedKW());
    long step = builder.axis.stepSeconds();
    validation.check(
        step >= SECONDS_PER_HOUR || SECONDS_PER_HOUR % step == 0,
        "step",
        builder.axis.step(),
        "must divide an hour, or be longer, where there is a demand charge",
        "choose another step");
  }

  /** A limit per day needs a day of whole steps. */
  private void wholeDays() {
    boolean daily =
        builder.sources.values().stream().anyMatch(s -> s.maxDailyVolumeM3().isPresent())
            || builder.links.values().stream().anyMatch(link -> link.units().isPresent());
    validation.check(
        !daily || Problem.SECONDS_PER_DAY % builder.axis.stepSeconds() == 0,
        "step",
        builder.axis.step(),
        "must divide a day where volumes or starts per day are limited",
        "choose another step");
  }

  private void connected() {
    Set<String> origins = new LinkedHashSet<>(builder.sources.keySet());
    origins.addAll(builder.tanks.keySet());
    if (origins.removeIf(id -> !builder.network.hasNode(id)) && origins.isEmpty()) {
      return; // A source with a wrong id has been told; it is not the zones that are wrong.
    }
    Set<String> reached =
        builder.network.reachableFrom(
            origins,
            (link, from) -> {
              LinkTerms terms = builder.links.get(link.id());
              return terms == null || terms.bidirectional() || link.from().equals(from);
            });
    for (String zone : builder.zones.keySet()) {
      validation.check(
          reached.contains(zone) || !builder.network.hasNode(zone),
          "zone",
          zone,
          "is cut off from every source and tank" + missing(zone),
          "add a link, or turn one round");
    }
  }

  /** Says what a zone that is cut off goes without, if that is known. */
  private String missing(String zone) {
    ZoneTerms terms = builder.zones.get(zone);
    double sum = terms == null ? 0 : Arrays.stream(terms.demandM3h()).sum();
    double volume = sum * builder.axis.stepHours();
    return volume > 0 && volume < Double.POSITIVE_INFINITY
        ? ": all of its demand would be missing, " + volume + " m3"
        : "";
  }

  private void node(String what, String id) {
    validation.check(
        builder.network.hasNode(id), what, id, "is not a node of the network", "check the id");
  }

  private void series(String what, double[] values, boolean notNegative) {
    String remedy = "fill gaps first: NaN stands for a missing value";
    Rows.check(validation, what, values, builder.axis.length(), remedy);
    for (int t = 0; t < values.length && notNegative; t++) {
      if (values[t] < 0) {
        validation.check(
            false,
            what + " in step " + t,
            values[t],
            "must be at least 0",
            what.startsWith("demand")
                ? "it is the net of a zone that also feeds water in: make that a source"
                : "");
        return;
      }
    }
  }

  private void least(String of, double least, double most) {
    validation.check(
        least >= 0 && (least <= most || least == 0) && least < Double.POSITIVE_INFINITY,
        "minFlow of " + of,
        least,
        "must be finite with 0 <= minFlow <= maxFlow, " + most,
        "");
  }

  private void shares(String what, PerStep shares) {
    Rows.check(validation, what, shares.values(), builder.axis.length());
    for (int t = 0; t < shares.length(); t++) {
      if (shares.get(t) < 0 || shares.get(t) > 1) {
        validation.check(
            false,
            what + " in step " + t,
            shares.get(t),
            "must lie in [0, 1]",
            "give it as a share of maxFlow, not in per cent or m3/h");
        return;
      }
    }
  }

  private void atLeastZero(String what, double value) {
    validation.check(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        what,
        value,
        "must be finite and at least 0",
        remedy(value));
  }

  private void finite(String what, double value) {
    validation.check(Double.isFinite(value), what, value, "must be finite", remedy(value));
  }

  private static String remedy(double value) {
    return Double.isNaN(value)
        ? "give 0 where there is none: NaN stands for a missing value"
        : value < 0 ? "check the sign" : "give a large number where there is no limit";
  }
}
