// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes terms of the elements of a problem file; used once. Faults are noted with their place, and
 * something harmless is returned in their stead.
 */
final class TermsReader {
  /** A list that must have one value per step. */
  private record Row(JsonElement element, String field, PerStep values) {
    void check(int steps, String rule) {
      if (values.length() != steps && element.isList(field)) {
        element.fault(field, values.length() + " values", rule, "check steps and " + field);
      }
    }
  }

  private final List<Row> rows = new ArrayList<>();

  /** Notes every list that has not one value per step. */
  void check(int steps, String rule) {
    rows.forEach(row -> row.check(steps, rule));
  }

  SourceTerms source(JsonElement element) {
    SourceTerms terms =
        new SourceTerms(
            element.atLeastZero("maxFlow"),
            element.number("costPerM3"),
            element.optionalAtLeastZero("maxDailyVolume"),
            perStep(element, "availability"),
            element.optionalAtLeastZero("minFlow").orElse(0),
            volumeLimits(element));
    terms.availability().ifPresent(shares -> shares(element, shares));
    least(element, terms.minFlowM3h(), terms.maxFlowM3h());
    return terms;
  }

  TankTerms tank(JsonElement element) {
    TankTerms terms =
        new TankTerms(
            element.atLeastZero("minVolume"),
            element.atLeastZero("maxVolume"),
            element.atLeastZero("initialVolume"),
            element.atLeastZero("finalMinVolume"),
            element.optionalAtLeastZero("finalValuePerM3").orElse(0),
            perStep(element, "minVolumes"),
            perStep(element, "maxVolumes"));
    terms.minVolumesM3().ifPresent(least -> notNegative(element, "minVolumes", least));
    terms.maxVolumesM3().ifPresent(most -> notNegative(element, "maxVolumes", most));
    atMost(element, "minVolume", terms.minVolumeM3(), terms.maxVolumeM3());
    atMost(element, "initialVolume", terms.initialVolumeM3(), terms.maxVolumeM3());
    atMost(element, "finalMinVolume", terms.finalMinVolumeM3(), terms.maxVolumeM3());
    return terms;
  }

  ZoneTerms zone(JsonElement element) {
    ZoneTerms terms =
        new ZoneTerms(
            element.numbers("demand"),
            element.atLeastZero("shortfallCostPerM3"),
            perStep(element, "guaranteed"),
            element.optionalShare("guaranteedShare"),
            element.optionalAtLeastZero("maxShortfall"));
    terms.guaranteedM3h().ifPresent(supply -> notNegative(element, "guaranteed", supply));
    double[] demand = terms.demandM3h();
    for (int t = 0; t < demand.length; t++) {
      if (demand[t] < 0) {
        element.fault(
            "demand",
            demand[t],
            "must be at least 0 in step " + t,
            "it is the net of a zone that also feeds water in; make that a source");
        break;
      }
    }
    return terms;
  }

  LinkTerms link(JsonElement element) {
    double loss = element.atLeastZero("loss");
    if (loss >= 1) {
      element.fault("loss", loss, "must lie in [0, 1)", "give it as a fraction");
    }
    LinkTerms terms =
        new LinkTerms(
            element.atLeastZero("maxFlow"),
            element.flag("bidirectional"),
            loss,
            element.number("costPerM3"),
            element.has("energyKWhPerM3") ? element.number("energyKWhPerM3") : 0,
            element.optionalText("tariff"),
            element.has("units") ? Optional.of(units(element)) : Optional.empty(),
            perStep(element, "availability"),
            element.optionalAtLeastZero("minFlow").orElse(0),
            segments(element));
    terms.availability().ifPresent(shares -> shares(element, shares));
    least(element, terms.minFlowM3h(), terms.maxFlowM3h());
    if (terms.minFlowM3h() > 0 && (terms.bidirectional() || terms.units().isPresent())) {
      element.fault(
          "minFlow",
          terms.minFlowM3h(),
          "must be 0 for a two-way link or one with pump units",
          "make it one-way, or give unitMinFlow");
    }
    if (!terms.segments().isEmpty() && (terms.bidirectional() || terms.units().isPresent())) {
      element.fault(
          "segmentsAbove",
          terms.segments().size() + " values",
          "must not be there for a two-way link or one with pump units",
          "make it one-way, or two links of it");
    }
    return terms;
  }

  private static PumpUnits units(JsonElement element) {
    PumpUnits units =
        new PumpUnits(
            element.whole("units", 1, Integer.MAX_VALUE),
            element.atLeastZero("unitMinFlow"),
            element.atLeastZero("unitMaxFlow"),
            element.number("unitPowerKW"),
            element.whole("maxStartsPerDay", 0, Integer.MAX_VALUE));
    if (units.unitMinFlowM3h() > units.unitMaxFlowM3h()) {
      element.fault(
          "unitMinFlow",
          units.unitMinFlowM3h(),
          "must be at most unitMaxFlow, " + units.unitMaxFlowM3h(),
          "correct one of the two");
    }
    return units;
  }

  private Optional<PerStep> perStep(JsonElement element, String field) {
    Optional<PerStep> values = element.optionalPerStep(field);
    values.ifPresent(row -> rows.add(new Row(element, field, row)));
    return values;
  }

  private static void least(JsonElement element, double least, double most) {
    if (least > most) {
      element.fault("minFlow", least, "must be at most maxFlow, " + most, "correct one of the two");
    }
  }

  /** Segments as two lists: where they begin, and their energy. */
  private static List<EnergySegment> segments(JsonElement element) {
    if (!element.has("segmentsAbove") && !element.has("segmentsKWhPerM3")) {
      return List.of();
    }
    double[] above = element.numbers("segmentsAbove");
    double[] energy = element.numbers("segmentsKWhPerM3");
    if (energy.length != above.length && element.isList("segmentsKWhPerM3")) {
      element.fault(
          "segmentsKWhPerM3",
          energy.length + " values",
          "must be as many as in segmentsAbove, " + above.length,
          "the first segment is energyKWhPerM3");
    }
    List<EnergySegment> segments = new ArrayList<>();
    for (int k = 0; k < Math.min(above.length, energy.length); k++) {
      if (above[k] <= (k == 0 ? 0 : above[k - 1])) {
        element.fault("segmentsAbove", above[k], "must rise from above 0", "sort the segments");
      }
      segments.add(new EnergySegment(above[k], energy[k]));
    }
    return segments;
  }

  /** Limits as three lists: the first steps, those after the last, the volumes. */
  private static List<VolumeLimit> volumeLimits(JsonElement element) {
    if (!element.has("volumeLimits")) {
      return List.of();
    }
    double[] volumes = element.numbers("volumeLimits");
    int[] from = element.steps("volumeLimitsFrom", volumes.length);
    int[] to = element.steps("volumeLimitsTo", volumes.length);
    List<VolumeLimit> limits = new ArrayList<>();
    for (int k = 0; k < volumes.length; k++) {
      limits.add(new VolumeLimit(from[k], to[k], volumes[k]));
    }
    return limits;
  }

  private static void notNegative(JsonElement element, String field, PerStep values) {
    for (int t = 0; t < values.length(); t++) {
      if (values.get(t) < 0) {
        element.fault(field, values.get(t), "must be at least 0 in step " + t, "correct it");
        break;
      }
    }
  }

  private static void shares(JsonElement element, PerStep shares) {
    for (int t = 0; t < shares.length(); t++) {
      if (shares.get(t) < 0 || shares.get(t) > 1) {
        element.fault(
            "availability",
            shares.get(t),
            "must lie in [0, 1] in step " + t,
            "give it as a share of maxFlow");
        break;
      }
    }
  }

  private static void atMost(JsonElement element, String field, double volume, double most) {
    if (volume > most) {
      element.fault(field, volume, "must be at most maxVolume, " + most, "correct one of the two");
    }
  }
}
