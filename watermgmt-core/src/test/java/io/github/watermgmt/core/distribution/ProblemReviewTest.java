// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether units that were mixed up are seen in whole cities, and nothing else is. */
class ProblemReviewTest {
  private static final int CITIES = 100;

  @Test
  void citiesAreInOrder() {
    for (int nodes : new int[] {20, 50, 200}) {
      for (long seed = 1; seed <= 20; seed++) {
        Problem city = City.of(nodes, 24, seed);
        assertThat(ProblemReview.of(city).doubts()).as("%s, %s", nodes, seed).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossy-20x24",
        "lossy-50x96-15min",
        "lossy-100x168",
        "lossless-500x24",
        "scarce-50x24",
        "scarce-200x24",
        "units-8x24"
      })
  void instancesAreInOrder(String name) {
    assertThat(ProblemReview.of(Instances.read(name)).doubts()).isEmpty();
  }

  private static Problem scaled(Problem problem, String what, double factor) {
    Problem.Builder builder = problem.toBuilder();
    String zone = problem.zones().keySet().iterator().next();
    String source = problem.sources().keySet().iterator().next();
    switch (what) {
      case "demand" -> {
        return problem.withDemandScaled(factor);
      }
      case "zone" -> {
        ZoneTerms terms = of(problem.zones().get(zone));
        double[] demand = Arrays.stream(terms.demandM3h()).map(d -> factor * d).toArray();
        return problem.withDemand(zone, demand);
      }
      case "sources" ->
          problem
              .sources()
              .forEach(
                  (id, s) -> {
                    double volume = factor * s.maxDailyVolumeM3().orElse(0);
                    OptionalDouble licence = OptionalDouble.of(volume);
                    builder.source(
                        id, new SourceTerms(factor * s.maxFlowM3h(), s.costPerM3(), licence));
                  });
      case "licence" -> {
        SourceTerms s = of(problem.sources().get(source));
        OptionalDouble licence = OptionalDouble.of(factor * s.maxDailyVolumeM3().orElse(0));
        builder.source(source, new SourceTerms(s.maxFlowM3h(), s.costPerM3(), licence));
      }
      case "links" ->
          problem
              .links()
              .forEach(
                  (id, terms) -> builder.link(id, terms.withMaxFlow(factor * terms.maxFlowM3h())));
      case "tanks" ->
          problem
              .tanks()
              .forEach(
                  (id, t) ->
                      builder.tank(
                          id,
                          new TankTerms(
                              factor * t.minVolumeM3(),
                              factor * t.maxVolumeM3(),
                              factor * t.initialVolumeM3(),
                              factor * t.finalMinVolumeM3())));
      default ->
          problem
              .tariffs()
              .forEach(
                  name ->
                      builder.tariff(
                          name,
                          Arrays.stream(problem.tariff(name)).map(p -> factor * p).toArray()));
    }
    return builder.build();
  }

  private static <T> T of(T terms) {
    return Objects.requireNonNull(terms);
  }

  /** How many of a hundred cities are doubted, and how many of them for the right factor. */
  @ParameterizedTest
  @CsvSource({
    "demand, 3.6, 100, 100",
    "demand, 0.2777777777777778, 100, 100",
    "demand, 24, 100, 100",
    "demand, 1000, 100, 100",
    "demand, 0.001, 100, 100",
    "zone, 86.4, 78, 72",
    "zone, 1000, 100, 93",
    "sources, 1000, 100, 100",
    "sources, 0.001, 100, 100",
    "sources, 0.2777777777777778, 100, 100",
    "sources, 3.6, 100, 100",
    "licence, 0.041666666666666664, 100, 100",
    "licence, 1000, 100, 100",
    "licence, 0.001, 100, 100",
    "links, 0.001, 100, 100",
    "tanks, 1000, 100, 100",
    "tanks, 0.001, 100, 100",
    "tariffs, 1000, 100, 100",
    "tariffs, 100, 100, 100",
  })
  void mixedUpUnitsAreSeen(String what, double factor, int leastDoubted, int leastExplained) {
    double expected = factor < 1 ? 1 / factor : factor;
    int doubted = 0;
    int explained = 0;
    for (long seed = 1; seed <= CITIES; seed++) {
      ProblemReview review = ProblemReview.of(scaled(City.of(50, 24, seed), what, factor));
      doubted += review.isClear() ? 0 : 1;
      explained +=
          review.doubts().stream()
                  .anyMatch(d -> Math.abs(d.factor().orElse(0) / expected - 1) < 1e-9)
              ? 1
              : 0;
    }
    assertThat(doubted).isGreaterThanOrEqualTo(leastDoubted);
    assertThat(explained).isGreaterThanOrEqualTo(leastExplained);
  }

  @Test
  void unlimitedCapacitiesAreNoMixUp() {
    Problem town = ExampleTown.problem("EUR");
    LinkTerms main = of(town.links().get("main"));
    Problem problem =
        town.toBuilder()
            .source("spring", SourceTerms.licensed(1e6, 0.05, 1e9))
            .tank("hill", new TankTerms(0, 1e6, 400, 0))
            .link("main", main.withMaxFlow(1e9))
            .build();
    assertThat(ProblemReview.of(problem).doubts()).isEmpty();
    assertThat(ProblemReview.of(town).isClear()).isTrue();
  }
}
