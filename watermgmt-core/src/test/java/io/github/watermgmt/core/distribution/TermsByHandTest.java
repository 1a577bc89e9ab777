// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The less common terms in problems whose least cost is worked out on paper. */
class TermsByHandTest {
  private static final Offset<Double> CENT = within(1e-6);

  /** Two sources, 0.1 and 0.4 per m³, with a link each to one zone; four hours. */
  private static Problem.Builder twoSources() {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Reservoir.of("B"))
            .node(Junction.of("Z"))
            .link(Pipe.of("AZ", "A", "Z"))
            .link(Pipe.of("BZ", "B", "Z"))
            .build();
    return Problem.builder("two sources", network, TimeAxis.of(0, 3600, 4), "EUR")
        .source("A", SourceTerms.of(50, 0.1))
        .source("B", SourceTerms.of(50, 0.4))
        .link("AZ", LinkTerms.pipe(40, false, 0, 0))
        .link("BZ", LinkTerms.pipe(15, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {20, 20, 20, 20}, 2));
  }

  private static Outcome.Solved solved(String provider, Problem problem) {
    Outcome outcome =
        Providers.discover().optimizer(provider).optimize(problem, RunContext.standard());
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  private static void costs(String provider, Problem problem, double cost) {
    Outcome.Solved solved = solved(provider, problem);
    assertThat(solved.objective()).isCloseTo(cost, CENT);
    assertThat(solved.bound()).isCloseTo(cost, CENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void anOutageIsMadeUpForAsFarAsTheLinksGo(String provider) {
    Problem problem = twoSources().build();
    costs(provider, problem, 80 * 0.1);
    // In two hours 15 m³ come from B and 5 are missing.
    costs(provider, problem.withSourceOutage("A", 1, 3), 40 * 0.1 + 2 * (15 * 0.4 + 5 * 2));
    costs(provider, problem.withLinkClosed("AZ", 1, 3), 40 * 0.1 + 2 * (15 * 0.4 + 5 * 2));
    // A quarter of 40 m³/h, and the rest from B.
    costs(provider, problem.withLinkCapacity("AZ", 0.25, 0, 1), 70 * 0.1 + 10 * 0.4);
    costs(
        provider,
        problem.withLinkClosed("AZ", 0, 4).withLinkCapacity("AZ", 1, 1, 4),
        60 * 0.1 + 15 * 0.4 + 5 * 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void demandIsScaled(String provider) {
    costs(provider, twoSources().build().withDemandScaled(2.5), 4 * (40 * 0.1 + 10 * 0.4));
  }
}
