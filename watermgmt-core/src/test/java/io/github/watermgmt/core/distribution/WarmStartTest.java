// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.DistributionOptimizer;
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
import org.junit.jupiter.api.Test;

/** A solution that is of no use for another problem does no harm there. */
class WarmStartTest {
  private static final RunContext RUN = RunContext.standard();
  private final DistributionOptimizer optimizer = Providers.discover().optimizer("structured");

  /** As many rows and columns, but one of the rows is a licence instead of a junction. */
  @Test
  void aBasisOfAnotherShapeIsPassedOver() {
    Outcome.Solved before = solved(optimizer.optimize(throughAJunction(), RUN));
    Problem other = licensed();

    Outcome.Solved after = solved(optimizer.reoptimize(other, before, RUN));

    assertThat(after.objective())
        .isCloseTo(solved(optimizer.optimize(other, RUN)).objective(), within(1e-9));
  }

  /** The same shape with other numbers: worth going on from, and just as right. */
  @Test
  void aBasisOfTheSameShapeIsGoneOnFrom() {
    Outcome.Solved before = solved(optimizer.optimize(licensed(), RUN));
    Problem other = licensed().withDemand("Z", new double[] {60});

    Outcome.Solved after = solved(optimizer.reoptimize(other, before, RUN));

    assertThat(after.report().engine()).isNotEqualTo(before.report().engine());
    assertThat(after.objective())
        .isCloseTo(solved(optimizer.optimize(other, RUN)).objective(), within(1e-9));
  }

  private static Outcome.Solved solved(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  private static Problem throughAJunction() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("J"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L1", "S", "J"))
            .link(Pipe.of("L2", "J", "Z"))
            .build();
    return problem(network).source("S", SourceTerms.of(100, 1)).build();
  }

  private static Problem licensed() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L1", "S", "Z"))
            .link(Pipe.of("L2", "S", "Z"))
            .build();
    return problem(network).source("S", SourceTerms.licensed(100, 1, 900)).build();
  }

  private static Problem.Builder problem(Network network) {
    return Problem.builder("small", network, TimeAxis.of(0, 86_400, 1), "EUR")
        .zone("Z", new ZoneTerms(new double[] {50}, 10))
        .link("L1", LinkTerms.pipe(40, false, 0, 0.1))
        .link("L2", LinkTerms.pipe(80, false, 0, 0.2));
  }
}
