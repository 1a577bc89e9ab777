// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.ProblemReview.Doubt;
import io.github.watermgmt.core.distribution.ProblemReview.Kind;
import io.github.watermgmt.core.distribution.ProblemReview.MixUp;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Walks once through a problem for {@link ProblemReview}; used once. */
final class Reviewer {
  private static final double HOURS_PER_DAY = 24;

  // Usual ranges: the share of what sources can give that is demanded, ...
  private static final Usual SUPPLY = new Usual(0.25, 0.6, 1.5, MixUp.ALL);
  // ... the days of demand that all tanks hold, ...
  private static final Usual STORAGE = new Usual(0.01, 0.4, 15, MixUp.VOLUMES);
  // ... a licence beside its source's greatest flow all day, ...
  private static final Usual LICENCE = new Usual(0.05, 0.7, 50, MixUp.ALL);
  // ... a source's greatest flow beside what the links at it carry, ...
  private static final Usual OUTLET = new Usual(0.005, 0.6, 50, MixUp.ALL);
  // ... and the demand behind links beside what they carry: less is no fault.
  private static final double MOST_BEHIND = 1;

  /** As much as is meant to be no limit at all, m³/h or m³. */
  private static final double NO_LIMIT = 1e5;

  private static final double MOST_KWH_PER_M3 = 30;
  private static final double PER_THOUSAND = 1000;
  private static final double PEAK = 50; // times the median
  private static final int LEAST_ZONES = 5;
  private static final double NOTHING = 1e-6; // m³

  /** Currencies of which some cents to some tenths are paid for a kWh. */
  private static final Set<String> STRONG =
      Set.of("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD");

  private static final double LEAST_TARIFF = 0.0005;
  private static final double USUAL_TARIFF = 0.15;
  private static final double MOST_TARIFF = 5;

  /** A range of ratios, and one in its midst. */
  private record Usual(double low, double middle, double high, List<MixUp> mixUps) {
    boolean has(double ratio) {
      return low <= ratio && ratio <= high;
    }

    Optional<MixUp> mixUp(double ratio) {
      return MixUp.of(mixUps, ratio, low, middle, high);
    }
  }

  private final Problem problem;
  private final int steps;
  private final double h;
  private final List<Doubt> doubts = new ArrayList<>();
  private final Map<String, double[]> demand = new LinkedHashMap<>();
  private final Map<String, Double> mean = new LinkedHashMap<>();
  private double total;

  Reviewer(Problem problem) {
    this.problem = problem;
    this.steps = problem.steps();
    this.h = problem.stepHours();
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      double[] row = zone.getValue().demandM3h();
      demand.put(zone.getKey(), row);
      double sum = 0;
      for (double d : row) {
        sum += d;
      }
      mean.put(zone.getKey(), sum / steps);
      total += sum / steps;
    }
  }

  List<Doubt> review() {
    supply();
    storage();
    problem.sources().forEach(this::source);
    demand.forEach(this::peak);
    giant();
    behind();
    cutOff();
    prices();
    return doubts;
  }

  private void supply() {
    double flow = 0;
    double licensed = 0;
    for (SourceTerms terms : problem.sources().values()) {
      double most = terms.maxFlowM3h();
      if (isNoLimit(most)) {
        return;
      }
      flow += most;
      double licence = terms.maxDailyVolumeM3().orElse(most * HOURS_PER_DAY) / HOURS_PER_DAY;
      // A licence that is itself out of range tells nothing of the demand.
      licensed += LICENCE.has(licence / most) ? Math.min(most, licence) : most;
    }
    if (total > 0 && flow > 0) {
      // Licences may well be scarce, so they do not show that too much is demanded.
      double given = total / flow > SUPPLY.high ? flow : Math.max(licensed, total / SUPPLY.high);
      magnitude(
          SUPPLY,
          total / given,
          "",
          "mean demand of all zones",
          Words.number(total) + " m3/h",
          "what all sources can give",
          Words.number(given) + " m3/h");
    }
  }

  private void storage() {
    double most = 0;
    for (TankTerms terms : problem.tanks().values()) {
      if (isNoLimit(terms.maxVolumeM3())) {
        return;
      }
      most += terms.maxVolumeM3();
    }
    double day = HOURS_PER_DAY * total;
    if (day > 0 && most > 0) {
      magnitude(
          STORAGE,
          most / day,
          "",
          "volume of all tanks",
          Words.number(most) + " m3",
          "the demand of a day",
          Words.number(day) + " m3");
    }
  }

  private void source(String id, SourceTerms terms) {
    double most = terms.maxFlowM3h();
    if (most <= 0 || isNoLimit(most)) {
      return;
    }
    double licence = terms.maxDailyVolumeM3().orElse(0);
    if (licence > 0 && !isNoLimit(licence)) {
      magnitude(
          LICENCE,
          licence / (HOURS_PER_DAY * most),
          id,
          "maxDailyVolume of source '" + id + "'",
          Words.number(licence) + " m3",
          "its greatest flow all day",
          Words.number(HOURS_PER_DAY * most) + " m3");
    }
    double carried = 0;
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      Link ends = problem.network().link(link.getKey());
      LinkTerms links = link.getValue();
      if (ends.from().equals(id) || (ends.to().equals(id) && links.bidirectional())) {
        carried += links.maxFlowM3h();
      }
    }
    if (carried > 0 && !isNoLimit(carried)) {
      magnitude(
          OUTLET,
          most / carried,
          id,
          "maxFlow of source '" + id + "'",
          Words.number(most) + " m3/h",
          "what its links carry",
          Words.number(carried) + " m3/h");
    }
  }

  private void magnitude(
      Usual usual, double ratio, String id, String what, String value, String beside, String size) {
    if (!usual.has(ratio)) {
      Optional<MixUp> mixUp = usual.mixUp(ratio);
      doubt(
          Kind.MAGNITUDE,
          id,
          mixUp.map(MixUp::factor),
          OptionalDouble.empty(),
          Validation.message(
              what,
              value,
              "is "
                  + Words.number(ratio)
                  + " times "
                  + beside
                  + ", "
                  + size
                  + "; usual is "
                  + Words.number(usual.low)
                  + " to "
                  + Words.number(usual.high),
              mixUp
                  .map(
                      m ->
                          m.words()
                              + " were mixed up, a factor of "
                              + Words.number(m.factor())
                              + (ratio > usual.middle
                                  ? ": the first is too large, or the second too small"
                                  : ": the first is too small, or the second too large"))
                  .orElse("check the units of both")));
    }
  }

  /** One reading of a zone in another unit than the others. */
  private void peak(String id, double[] row) {
    double[] sorted = row.clone();
    Arrays.sort(sorted);
    double median = sorted[steps / 2];
    double most = sorted[steps - 1];
    if (median > 0 && most > PEAK * median) {
      int step = 0;
      while (row[step] != most) {
        step++;
      }
      Optional<MixUp> mixUp = MixUp.of(MixUp.ALL, most / median, 0.2, 1, 5);
      doubt(
          Kind.MAGNITUDE,
          id,
          mixUp.map(MixUp::factor),
          OptionalDouble.empty(),
          Validation.message(
              "demand of zone '" + id + "' in step " + step,
              Words.number(most) + " m3/h",
              "is "
                  + Words.number(most / median)
                  + " times its median, "
                  + Words.number(median)
                  + " m3/h",
              mixUp.map(m -> m.words() + " were mixed up in some steps").orElse("check the step")));
    }
  }

  /** One zone in another unit than the others: it demands more than all of them. */
  private void giant() {
    double[] sorted = mean.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length < LEAST_ZONES) {
      return;
    }
    double median = sorted[sorted.length / 2];
    double most = sorted[sorted.length - 1];
    if (median > 0 && most > PEAK * median && most > total / 2) {
      for (Map.Entry<String, Double> zone : mean.entrySet()) {
        if (zone.getValue() == most) {
          Optional<MixUp> mixUp = MixUp.of(MixUp.ALL, most / median, 0.1, 1, 10);
          doubt(
              Kind.MAGNITUDE,
              zone.getKey(),
              mixUp.map(MixUp::factor),
              OptionalDouble.empty(),
              Validation.message(
                  "mean demand of zone '" + zone.getKey() + "'",
                  Words.number(most) + " m3/h",
                  "is more than that of all others and "
                      + Words.number(most / median)
                      + " times that of half of them, "
                      + Words.number(median)
                      + " m3/h",
                  mixUp.map(m -> m.words() + " were mixed up").orElse("check its unit")));
        }
      }
    }
  }

  /** More is demanded behind some links, all the time, than they can carry. */
  private void behind() {
    for (NarrowParts.Part part : NarrowParts.of(problem, demand)) {
      double mixed = part.meanDemandM3h() / part.capacityM3h();
      if (part.missingM3() > NOTHING && mixed > MOST_BEHIND) {
        Optional<MixUp> mixUp = MixUp.of(MixUp.ALL, mixed, 0.02, 0.3, 1);
        doubt(
            Kind.CAPACITY,
            part.zone(),
            mixUp.map(MixUp::factor),
            OptionalDouble.of(part.missingM3()),
            Validation.message(
                part.what(),
                Words.number(part.meanDemandM3h()) + " m3/h",
                "is more than can arrive "
                    + part.over()
                    + ", "
                    + Words.number(part.capacityM3h())
                    + " m3/h: "
                    + Words.number(part.missingM3())
                    + " m3 will be missing at least",
                mixUp
                    .map(m -> m.words() + " were mixed up, or the link is too small")
                    .orElse("the capacity has another unit")));
      }
    }
  }

  /** Zones that closed links, outages and empty tanks cut off. */
  private void cutOff() {
    Map<String, int[]> spans = new LinkedHashMap<>();
    Map<String, Double> missing = new LinkedHashMap<>();
    Set<String> reached = Set.of();
    for (int t = 0; t < steps; t++) {
      if (t == 0 || isOtherThanBefore(t)) {
        reached = reached(t);
      }
      for (Map.Entry<String, double[]> zone : demand.entrySet()) {
        if (!reached.contains(zone.getKey()) && zone.getValue()[t] > 0) {
          spans.computeIfAbsent(zone.getKey(), k -> new int[] {-1, -1})[1] = t;
          int[] span = spans.getOrDefault(zone.getKey(), new int[2]);
          span[0] = span[0] < 0 ? t : span[0];
          missing.merge(zone.getKey(), h * zone.getValue()[t], Double::sum);
        }
      }
    }
    missing.forEach(
        (id, volume) -> {
          int[] span = spans.getOrDefault(id, new int[2]);
          doubt(
              Kind.CUT_OFF,
              id,
              Optional.empty(),
              OptionalDouble.of(volume),
              Validation.message(
                  "zone '" + id + "' in steps " + span[0] + " to " + span[1],
                  Words.number(volume) + " m3 of demand",
                  "is cut off from every source and tank by what is closed: all of it will be"
                      + " missing",
                  "open a link, or mend its capacity"));
        });
  }

  private boolean isOtherThanBefore(int t) {
    for (SourceTerms terms : problem.sources().values()) {
      if (terms.availability().isPresent()
          && terms.maxFlowM3h(t) > 0 != terms.maxFlowM3h(t - 1) > 0) {
        return true;
      }
    }
    for (LinkTerms terms : problem.links().values()) {
      if (terms.availability().isPresent()
          && terms.maxFlowM3h(t) > 0 != terms.maxFlowM3h(t - 1) > 0) {
        return true;
      }
    }
    return false;
  }

  private Set<String> reached(int t) {
    Set<String> origins = new LinkedHashSet<>();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              if (terms.maxFlowM3h(t) > 0) {
                origins.add(id);
              }
            });
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              if (terms.maxVolumeM3() > 0) {
                origins.add(id);
              }
            });
    return problem
        .network()
        .reachableFrom(
            origins,
            (link, from) -> {
              LinkTerms terms = problem.links().get(link.id());
              return terms != null
                  && terms.maxFlowM3h(t) > 0
                  && (terms.bidirectional() || link.from().equals(from));
            });
  }

  private void prices() {
    double dearest = 0;
    for (ZoneTerms terms : problem.zones().values()) {
      dearest = Math.max(dearest, terms.shortfallCostPerM3());
    }
    Set<String> told = new LinkedHashSet<>();
    for (String name : problem.tariffs()) {
      if (STRONG.contains(problem.currency())) {
        double most = Arrays.stream(problem.tariff(name)).map(Math::abs).max().orElse(0);
        if (most > MOST_TARIFF || (most > 0 && most < LEAST_TARIFF)) {
          told.add(name);
          tariff(name, most);
        }
      }
    }
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      LinkTerms terms = link.getValue();
      double energy = Math.abs(terms.energyKWhPerM3());
      if (energy > MOST_KWH_PER_M3) {
        doubt(
            Kind.PRICE,
            link.getKey(),
            Optional.of(PER_THOUSAND),
            OptionalDouble.empty(),
            Validation.message(
                "energyKWhPerM3 of link '" + link.getKey() + "'",
                Words.number(terms.energyKWhPerM3()),
                "is more than any pump needs, " + Words.number(MOST_KWH_PER_M3),
                "it is in Wh"));
      } else if (dearest > 0 && terms.tariff().isPresent() && told.add(terms.tariff().get())) {
        // Each tariff is told once, by the first link for which it is too dear.
        double cheapest = Arrays.stream(problem.linkCosts(link.getKey())).min().orElse(0);
        if (cheapest > dearest) {
          tooDear(link.getKey(), terms.tariff().get(), cheapest, dearest);
        } else {
          told.remove(terms.tariff().get());
        }
      }
    }
  }

  private void tariff(String name, double most) {
    boolean cents =
        most > MOST_TARIFF
            && Math.abs(StrictMath.log(most / 100 / USUAL_TARIFF))
                < Math.abs(StrictMath.log(most / PER_THOUSAND / USUAL_TARIFF));
    doubt(
        Kind.PRICE,
        name,
        Optional.of(cents ? 100 : PER_THOUSAND),
        OptionalDouble.empty(),
        Validation.message(
            "tariff '" + name + "'",
            Words.number(most) + " " + problem.currency() + " per kWh",
            "is far from what energy costs, " + LEAST_TARIFF + " to " + Words.number(MOST_TARIFF),
            most < LEAST_TARIFF
                ? "it is in 1000 " + problem.currency() + ", or per Wh"
                : cents ? "it is in cents" : "it is per MWh"));
  }

  private void tooDear(String link, String tariff, double cheapest, double dearest) {
    doubt(
        Kind.PRICE,
        tariff,
        cheapest / PER_THOUSAND < dearest ? Optional.of(PER_THOUSAND) : Optional.empty(),
        OptionalDouble.empty(),
        Validation.message(
            "cost of link '" + link + "' by tariff '" + tariff + "'",
            Words.number(cheapest) + " " + problem.currency() + " per m3 at least",
            "is more than any shortfall costs, " + Words.number(dearest) + ": it will never run",
            "the tariff is per MWh, or the shortfall cost per litre"));
  }

  private static boolean isNoLimit(double value) {
    double power = StrictMath.log10(Math.max(1, value));
    return value >= NO_LIMIT && Math.abs(power - Math.rint(power)) < NOTHING;
  }

  private void doubt(
      Kind kind, String element, Optional<Double> factor, OptionalDouble missing, String message) {
    OptionalDouble by = factor.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    doubts.add(new Doubt(kind, element, by, missing, message));
  }
}
