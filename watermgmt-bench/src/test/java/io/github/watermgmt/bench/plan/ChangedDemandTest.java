// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.RunContext;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChangedDemandTest {

  @Test
  void changesTheDemandAndNothingElse() {
    ZoneTerms zone =
        new ZoneTerms(new double[] {10, 10, 10, 10}, 100)
            .withGuaranteed(PerStep.constant(4, 4))
            .withGuaranteedShare(0.2)
            .withMaxShortfall(7);
    Problem problem = Instances.town().toBuilder().zone("Z", zone).build();

    Problem changed = ChangedDemand.of("town", problem, RunContext.standard());

    ZoneTerms other = Objects.requireNonNull(changed.zones().get("Z"));
    assertThat(other.demandM3h()).isNotEqualTo(zone.demandM3h());
    for (double demand : other.demandM3h()) {
      assertThat(demand).isBetween(9.5, 10.5);
    }
    assertThat(other.withDemand(zone.demandM3h())).isEqualTo(zone);
    assertThat(changed.toBuilder().zone("Z", zone).build()).isEqualTo(problem);
  }
}
