// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A requirement that can take part in a conflict, and can be dropped to see whether it does. The
 * topology, the direction of links and losses cannot; demand never needs to, because all of it may
 * be a shortfall, but for what is guaranteed.
 *
 * @param kind which field of which kind of element
 * @param element its id
 * @param step the last step for a final volume, else -1
 */
record Limit(Kind kind, String element, int step) {

  /** Which field of which kind of element. */
  enum Kind {
    GUARANTEED("zone", "guaranteed"),
    MAX_SHORTFALL("zone", "maxShortfall"),
    BLEND("blend", "maxShare"),
    LINK_FLOW("link", "maxFlow"),
    LINK_AVAILABILITY("link", "availability"),
    LINK_MIN_FLOW("link", "minFlow"),
    SOURCE_FLOW("source", "maxFlow"),
    SOURCE_AVAILABILITY("source", "availability"),
    SOURCE_MIN_FLOW("source", "minFlow"),
    VOLUME_LIMITS("source", "volumeLimits"),
    DAILY_VOLUME("source", "maxDailyVolume"),
    MAX_VOLUME("tank", "maxVolume"),
    INITIAL_VOLUME("tank", "initialVolume"),
    MIN_VOLUME("tank", "minVolume"),
    MIN_VOLUMES("tank", "minVolumes"),
    MAX_VOLUMES("tank", "maxVolumes"),
    FINAL_VOLUME("tank", "finalMinVolume");

    final String what;
    final String field;

    Kind(String what, String field) {
      this.what = what;
      this.field = field;
    }
  }

  static Limit of(Kind kind, String element) {
    return new Limit(kind, element, -1);
  }

  OptionalInt stepIfAny() {
    return step < 0 ? OptionalInt.empty() : OptionalInt.of(step);
  }

  /** Whether it asks for water; the others limit what can be done about it. */
  boolean isDemanding() {
    return kind == Kind.MAX_SHORTFALL || isLower();
  }

  /** Whether it is the easier to keep the lower it is. */
  boolean isLower() {
    return switch (kind) {
      case MIN_VOLUME, MIN_VOLUMES, FINAL_VOLUME, GUARANTEED, LINK_MIN_FLOW, SOURCE_MIN_FLOW ->
          true;
      default -> false;
    };
  }

  /** Every limit of a problem, in the order in which a conflict names them. */
  static Set<Limit> of(Problem problem) {
    Set<Limit> limits = new LinkedHashSet<>();
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              if (terms.guaranteedM3h().isPresent() || terms.guaranteedShare() > 0) {
                limits.add(of(Kind.GUARANTEED, id));
              }
              if (terms.maxShortfallM3().isPresent()) {
                limits.add(of(Kind.MAX_SHORTFALL, id));
              }
            });
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              limits.add(new Limit(Kind.FINAL_VOLUME, id, problem.steps() - 1));
              if (terms.minVolumesM3().isPresent()) {
                limits.add(of(Kind.MIN_VOLUMES, id));
              }
              if (terms.maxVolumesM3().isPresent()) {
                limits.add(of(Kind.MAX_VOLUMES, id));
              }
              limits.add(of(Kind.MIN_VOLUME, id));
              limits.add(of(Kind.INITIAL_VOLUME, id));
              limits.add(of(Kind.MAX_VOLUME, id));
            });
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              limits.add(of(Kind.SOURCE_FLOW, id));
              if (terms.availability().isPresent()) {
                limits.add(of(Kind.SOURCE_AVAILABILITY, id));
              }
              if (terms.minFlowM3h() > 0) {
                limits.add(of(Kind.SOURCE_MIN_FLOW, id));
              }
              if (!terms.volumeLimits().isEmpty()) {
                limits.add(of(Kind.VOLUME_LIMITS, id));
              }
              if (terms.maxDailyVolumeM3().isPresent()) {
                limits.add(of(Kind.DAILY_VOLUME, id));
              }
            });
    problem.blends().keySet().forEach(name -> limits.add(of(Kind.BLEND, name)));
    problem
        .links()
        .forEach(
            (id, terms) -> {
              limits.add(of(Kind.LINK_FLOW, id));
              if (terms.availability().isPresent()) {
                limits.add(of(Kind.LINK_AVAILABILITY, id));
              }
              if (terms.minFlowM3h() > 0) {
                limits.add(of(Kind.LINK_MIN_FLOW, id));
              }
            });
    return limits;
  }

  /** Its value with the unit, for messages. */
  String value(Problem problem) {
    return switch (kind) {
      case GUARANTEED -> guaranteed(terms(problem.zones()));
      case MAX_SHORTFALL -> volume(terms(problem.zones()).maxShortfallM3().orElse(0));
      case BLEND -> String.valueOf(terms(problem.blends()).maxShare());
      case LINK_FLOW -> flow(terms(problem.links()).maxFlowM3h());
      case LINK_AVAILABILITY -> shares(terms(problem.links()).availability());
      case SOURCE_FLOW -> flow(terms(problem.sources()).maxFlowM3h());
      case SOURCE_AVAILABILITY -> shares(terms(problem.sources()).availability());
      case LINK_MIN_FLOW -> flow(terms(problem.links()).minFlowM3h());
      case SOURCE_MIN_FLOW -> flow(terms(problem.sources()).minFlowM3h());
      case VOLUME_LIMITS -> terms(problem.sources()).volumeLimits().toString();
      case DAILY_VOLUME -> volume(terms(problem.sources()).maxDailyVolumeM3().orElse(0));
      case MAX_VOLUME -> volume(terms(problem.tanks()).maxVolumeM3());
      case INITIAL_VOLUME -> volume(terms(problem.tanks()).initialVolumeM3());
      case MIN_VOLUME -> volume(terms(problem.tanks()).minVolumeM3());
      case MIN_VOLUMES -> volumes(terms(problem.tanks()).minVolumesM3());
      case MAX_VOLUMES -> volumes(terms(problem.tanks()).maxVolumesM3());
      case FINAL_VOLUME -> volume(terms(problem.tanks()).finalMinVolumeM3());
    };
  }

  private static String flow(double value) {
    return value + " m3/h";
  }

  private static String guaranteed(ZoneTerms terms) {
    return terms
        .guaranteedM3h()
        .map(supply -> supply + " m3/h")
        .orElse(terms.guaranteedShare() + " of the demand");
  }

  private static String volume(double value) {
    return value + " m3";
  }

  private static String volumes(Optional<PerStep> volumes) {
    return volumes.map(s -> s + " m3").orElse("");
  }

  private static String shares(Optional<PerStep> shares) {
    return shares.map(s -> "shares: " + s).orElse("");
  }

  private <T> T terms(Map<String, T> byId) {
    return Objects.requireNonNull(byId.get(element));
  }
}
