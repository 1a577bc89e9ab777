// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fair sharing ends: at sizes of a town, and where it has no shares to give. */
class FairEndsTest {
  private static final RunContext RUN = RunContext.standard();
  private static final FairSharing SHARING = FairSharing.standard();

  /** Seconds are of a machine that does other work beside; a basis gone astray takes minutes. */
  @ParameterizedTest
  @CsvSource({
    "scarce-50x24, 1, 0",
    "scarce-50x24, 1, 0.02",
    "lossless-50x24, 2, 0",
    "scarce-200x24, 1, 0",
    "scarce-200x24, 1, 0.02",
    "lossy-100x168, 1.6, 0",
    "lossy-100x168, 1.6, 0.02",
    "lossy-100x24, 1, 0"
  })
  void townsAreSharedInSeconds(String name, double demand, double allowance) {
    Problem problem = Instances.read(name).withDemandScaled(demand);
    long start = System.nanoTime();

    FairShares fair = FairOracleTest.fair(SHARING.withAllowance(allowance).share(problem, RUN));

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(40);
    assertThat(PlanCheck.of(problem, fair.plan())).isEqualTo(fair.check());
    assertThat(fair.check().worstViolation()).isLessThan(1e-8);
    double most = fair.leastWeightedM3() * (1 + allowance);
    assertThat(fair.check().shortfallM3()).isLessThanOrEqualTo(most + 1e-6);
    assertThat(fair.costOfFairness()).isGreaterThan(-1e-6);
    for (FairShares.Share share : fair.shares()) {
      assertThat(share.share()).isCloseTo(fair.level(share).share(), within(1e-9));
    }
  }

  @Test
  void theSameProblemGivesTheSameBits() {
    Problem problem = Instances.read("scarce-50x24");
    FairSharing sharing = SHARING.withAllowance(.02);

    FairShares one = FairOracleTest.fair(sharing.share(problem, RUN));
    FairShares two = FairOracleTest.fair(sharing.share(problem, RUN));

    assertThat(two.plan()).isEqualTo(one.plan());
    assertThat(two.shares()).isEqualTo(one.shares());
    assertThat(two.levels()).isEqualTo(one.levels());
    assertThat(two.leastCost()).isEqualTo(one.leastCost());
  }

  @Test
  void aConflictIsNamed() {
    ZoneTerms hospital = new ZoneTerms(new double[] {60}, 1).withGuaranteedShare(1);
    Problem problem =
        FairSharingTest.star()
            .zone("C", hospital)
            .link("SC", LinkTerms.pipe(50, false, 0, 0))
            .build();

    Outcome outcome = none(SHARING.share(problem, RUN));

    assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    assertThat(((Outcome.Infeasible) outcome).conflict())
        .extracting(c -> c.element() + "." + c.requirement())
        .containsExactlyInAnyOrder("C.guaranteed", "SC.maxFlow");
  }

  @Test
  void pumpUnitsAreRefused() {
    Outcome outcome = none(SHARING.share(Instances.read("units-8x24"), RUN));

    assertThat(outcome).isInstanceOf(Outcome.Unsupported.class);
    assertThat(((Outcome.Unsupported) outcome).features()).contains(ProblemFeature.PUMP_UNITS);
    assertThat(((Outcome.Unsupported) outcome).message()).contains("fair sharing solves linear");
  }

  @Test
  void stopsWhereTimeIsUp() {
    Problem problem = Instances.read("lossy-100x168").withDemandScaled(1.6);

    Outcome outcome = none(SHARING.share(problem, RUN.withDeadline(Duration.ofMillis(60))));

    assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
    assertThat(((Outcome.Stopped) outcome).reason()).isEqualTo(StopReason.TIME_LIMIT);
  }

  /** Cancelled when it comes to the shares: there is a plan by then, of least shortfall. */
  @Test
  void aPlanOfLeastShortfallIsAllThatIsThereBeforeTheShares() {
    Problem problem = Instances.read("lossless-50x24").withDemandScaled(2);
    Cancellation cancellation = new Cancellation();
    RunContext run =
        RUN.withCancellation(cancellation)
            .withProgress(
                progress -> {
                  if (progress.stage().equals("share")) {
                    cancellation.cancel();
                  }
                });

    Outcome outcome = none(SHARING.share(problem, run));

    assertThat(outcome).isInstanceOf(Outcome.Stopped.class);
    Outcome.Stopped stopped = (Outcome.Stopped) outcome;
    assertThat(stopped.reason()).isEqualTo(StopReason.CANCELLED);
    PlanCheck check = PlanCheck.of(problem, stopped.best().orElseThrow());
    assertThat(check.isFeasible()).isTrue();
    assertThat(check.shortfallM3())
        .isCloseTo(
            FairOracleTest.fair(SHARING.share(problem, RUN)).leastWeightedM3(), within(1e-6));
  }

  private static Outcome none(FairOutcome outcome) {
    assertThat(outcome).isInstanceOf(FairOutcome.None.class);
    return ((FairOutcome.None) outcome).outcome();
  }
}
