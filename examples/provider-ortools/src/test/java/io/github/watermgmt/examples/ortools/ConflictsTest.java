// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be kept together is named, whole and with nothing beside it. */
class ConflictsTest {

  private static void conflict(String optimizer, Problem problem, String... members) {
    Outcome outcome =
        Providers.discover().optimizer(optimizer).optimize(problem, RunContext.standard());
    assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    List<Conflict> conflict = ((Outcome.Infeasible) outcome).conflict();
    assertThat(conflict)
        .extracting(member -> member.element() + "." + member.requirement())
        .containsExactlyInAnyOrder(members);
    for (Conflict member : conflict) {
      assertThat(member.message())
          .startsWith(member.requirement() + " of ")
          .contains("'" + member.element() + "' (")
          .contains("the other " + (members.length - 1));
    }
  }

  private static ZoneTerms zone(Problem.Builder builder) {
    return Objects.requireNonNull(builder.build().zones().get("Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-scip", "ortools-highs"})
  void guaranteesInAnOutage(String optimizer) {
    Problem.Builder town = Towns.twoSources().source("B", SourceTerms.of(0, 0.4));
    ZoneTerms hospital = zone(town).withGuaranteedShare(1);
    Problem out = town.zone("Z", hospital).build().withSourceOutage("A", 1, 2);
    conflict(optimizer, out, "Z.guaranteed", "A.availability", "B.maxFlow");
    conflict(
        optimizer,
        town.zone("Z", hospital).build().withLinkClosed("AZ", 1, 2),
        "Z.guaranteed",
        "AZ.availability",
        "B.maxFlow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-scip", "ortools-highs"})
  void shortfallInAll(String optimizer) {
    Problem.Builder town = Towns.twoSources().source("B", SourceTerms.of(5, 0.4));
    town.source("A", SourceTerms.licensed(50, 0.1, 6 * 30));
    ZoneTerms limited = zone(town).withMaxShortfall(29);
    // A gives 30 m³ in these four of 24 hours, B 20.
    conflict(
        optimizer,
        town.zone("Z", limited).build(),
        "Z.maxShortfall",
        "A.maxDailyVolume",
        "B.maxFlow");
    Problem enough = town.zone("Z", zone(town).withMaxShortfall(31)).build();
    assertThat(Providers.discover().optimizer(optimizer).optimize(enough, RunContext.standard()))
        .isInstanceOf(Outcome.Solved.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-scip", "ortools-highs"})
  void licencesOverSpans(String optimizer) {
    SourceTerms spans =
        SourceTerms.of(50, 0.1)
            .withVolumeLimits(List.of(new VolumeLimit(0, 4, 80), new VolumeLimit(1, 3, 39)));
    Problem.Builder town = Towns.twoSources().source("B", SourceTerms.of(0, 0.4));
    conflict(
        optimizer,
        town.source("A", spans)
            .zone("Z", zone(town).withGuaranteed(PerStep.constant(20, 4)))
            .build(),
        "Z.guaranteed",
        "A.volumeLimits",
        "B.maxFlow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-scip", "ortools-highs"})
  void leastFlows(String optimizer) {
    conflict(
        optimizer,
        Towns.twoSources().source("A", SourceTerms.of(50, 0.1).withMinFlow(21)).build(),
        "A.minFlow");
    conflict(
        optimizer,
        Towns.twoSources()
            .source("A", SourceTerms.of(50, 0.1).withMinFlow(12))
            .link("BZ", LinkTerms.pipe(50, false, 0, 0).withMinFlow(9))
            .build(),
        "A.minFlow",
        "BZ.minFlow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-scip", "ortools-highs"})
  void mixing(String optimizer) {
    Problem.Builder town = Towns.twoSources();
    town.zone("Z", zone(town).withGuaranteedShare(0.5));
    town.blend("nitrate", new BlendLimit("Z", Set.of("AZ"), 0.5));
    conflict(
        optimizer,
        town.build().withSourceOutage("B", 3, 4),
        "Z.guaranteed",
        "nitrate.maxShare",
        "B.availability");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-scip", "ortools-highs"})
  void volumesByStep(String optimizer) {
    TankTerms full = new TankTerms(0, 50, 40, 0).withMaxVolumes(PerStep.of(25, 50, 50, 50));
    conflict(
        optimizer,
        Towns.tank(Duration.ofHours(1)).tank("T", full).build(),
        "T.maxVolumes",
        "T.initialVolume");
    TankTerms empty = new TankTerms(0, 50, 0, 0).withMinVolumes(PerStep.of(31, 0, 0, 0));
    conflict(
        optimizer,
        Towns.tank(Duration.ofHours(1)).tank("T", empty).build(),
        "T.minVolumes",
        "T.initialVolume",
        "AT.maxFlow");
  }
}
