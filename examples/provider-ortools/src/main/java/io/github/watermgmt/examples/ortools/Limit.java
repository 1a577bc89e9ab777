// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A limit that can be dropped, in all steps at once. Topology, direction and loss of links and the
 * units of pumps are given.
 *
 * @param field which one
 * @param element whose
 */
record Limit(Field field, String element) {

  /** A kind of element. */
  enum Kind {
    LINK,
    BLEND,
    SOURCE,
    TANK,
    ZONE;

    /** Returns what it is called. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A limit of a kind of element. */
  enum Field {
    LINK_FLOW(Kind.LINK, "maxFlow", "raise"),
    LINK_AVAILABILITY(Kind.LINK, "availability", "raise"),
    LINK_MIN_FLOW(Kind.LINK, "minFlow", "lower"),
    BLEND(Kind.BLEND, "maxShare", "raise"),
    SOURCE_FLOW(Kind.SOURCE, "maxFlow", "raise"),
    SOURCE_AVAILABILITY(Kind.SOURCE, "availability", "raise"),
    DAILY_VOLUME(Kind.SOURCE, "maxDailyVolume", "raise"),
    VOLUME_LIMITS(Kind.SOURCE, "volumeLimits", "raise"),
    SOURCE_MIN_FLOW(Kind.SOURCE, "minFlow", "lower"),
    MAX_VOLUME(Kind.TANK, "maxVolume", "raise"),
    MAX_VOLUMES(Kind.TANK, "maxVolumes", "raise"),
    INITIAL_VOLUME(Kind.TANK, "initialVolume", "change"),
    MIN_VOLUME(Kind.TANK, "minVolume", "lower"),
    MIN_VOLUMES(Kind.TANK, "minVolumes", "lower"),
    FINAL_VOLUME(Kind.TANK, "finalMinVolume", "lower"),
    MAX_SHORTFALL(Kind.ZONE, "maxShortfall", "raise"),
    GUARANTEED(Kind.ZONE, "guaranteed", "lower");

    private final Kind of;
    private final String word;
    private final String remedy;

    Field(Kind of, String word, String remedy) {
      this.of = of;
      this.word = word;
      this.remedy = remedy;
    }

    /** Returns what has it. */
    Kind of() {
      return of;
    }

    /** Returns what it is called. */
    String word() {
      return word;
    }

    /** Returns what is to be done to it. */
    String remedy() {
      return remedy;
    }
  }

  /**
   * Returns all limits of a problem, those first that a conflict is to do without if it can: what
   * asks for water comes last.
   */
  static List<Limit> of(Problem problem) {
    List<Limit> limits = new ArrayList<>();
    problem
        .links()
        .forEach(
            (id, terms) -> {
              add(limits, Field.LINK_FLOW, id, true);
              add(limits, Field.LINK_AVAILABILITY, id, terms.availability().isPresent());
              add(limits, Field.LINK_MIN_FLOW, id, terms.minFlowM3h() > 0);
            });
    problem.blends().keySet().forEach(name -> add(limits, Field.BLEND, name, true));
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              add(limits, Field.SOURCE_FLOW, id, true);
              add(limits, Field.SOURCE_AVAILABILITY, id, terms.availability().isPresent());
              add(limits, Field.DAILY_VOLUME, id, terms.maxDailyVolumeM3().isPresent());
              add(limits, Field.VOLUME_LIMITS, id, !terms.volumeLimits().isEmpty());
              add(limits, Field.SOURCE_MIN_FLOW, id, terms.minFlowM3h() > 0);
            });
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              add(limits, Field.MAX_VOLUME, id, true);
              add(limits, Field.MAX_VOLUMES, id, terms.maxVolumesM3().isPresent());
              add(limits, Field.INITIAL_VOLUME, id, true);
              add(limits, Field.MIN_VOLUME, id, true);
              add(limits, Field.MIN_VOLUMES, id, terms.minVolumesM3().isPresent());
              add(limits, Field.FINAL_VOLUME, id, true);
            });
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              add(limits, Field.MAX_SHORTFALL, id, terms.maxShortfallM3().isPresent());
              boolean guaranteed = terms.guaranteedM3h().isPresent() || terms.guaranteedShare() > 0;
              add(limits, Field.GUARANTEED, id, guaranteed);
            });
    return limits;
  }

  private static void add(List<Limit> limits, Field field, String element, boolean has) {
    if (has) {
      limits.add(new Limit(field, element));
    }
  }

  /** Returns its value in words, with the unit. */
  String value(Problem problem) {
    return switch (field) {
      case LINK_FLOW -> problem.links().get(element).maxFlowM3h() + " m3/h";
      case LINK_AVAILABILITY -> "shares: " + problem.links().get(element).availability().get();
      case LINK_MIN_FLOW -> problem.links().get(element).minFlowM3h() + " m3/h";
      case BLEND -> String.valueOf(problem.blends().get(element).maxShare());
      case SOURCE_FLOW -> problem.sources().get(element).maxFlowM3h() + " m3/h";
      case SOURCE_AVAILABILITY -> "shares: " + problem.sources().get(element).availability().get();
      case DAILY_VOLUME ->
          problem.sources().get(element).maxDailyVolumeM3().getAsDouble() + " m3 a day";
      case VOLUME_LIMITS -> String.valueOf(problem.sources().get(element).volumeLimits());
      case SOURCE_MIN_FLOW -> problem.sources().get(element).minFlowM3h() + " m3/h";
      case MAX_VOLUME -> problem.tanks().get(element).maxVolumeM3() + " m3";
      case MAX_VOLUMES -> problem.tanks().get(element).maxVolumesM3().get() + " m3";
      case INITIAL_VOLUME -> problem.tanks().get(element).initialVolumeM3() + " m3";
      case MIN_VOLUME -> problem.tanks().get(element).minVolumeM3() + " m3";
      case MIN_VOLUMES -> problem.tanks().get(element).minVolumesM3().get() + " m3";
      case FINAL_VOLUME -> problem.tanks().get(element).finalMinVolumeM3() + " m3";
      case MAX_SHORTFALL -> problem.zones().get(element).maxShortfallM3().getAsDouble() + " m3";
      case GUARANTEED ->
          problem
              .zones()
              .get(element)
              .guaranteedM3h()
              .map(supply -> supply + " m3/h")
              .orElse(problem.zones().get(element).guaranteedShare() + " of the demand");
    };
  }
}
