// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.distribution.FairShares.Holder;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Shares that can be worked out by hand: one source of 60 m³/h, zones of 20, 40 and 60 m³/h. */
class FairSharingTest {
  private static final RunContext RUN = RunContext.standard();
  private static final Offset<Double> EXACT = within(1e-9);
  private static final FairSharing STANDARD = FairSharing.standard();

  @Test
  void waterIsFilledUpToOneLevel() {
    FairShares fair = shares(STANDARD, star().build(), .5, .5, .5);

    assertThat(fair.levels()).hasSize(1);
    assertThat(fair.levels().get(0).share()).isCloseTo(.5, EXACT);
    FairShares.Bottleneck source = fair.levels().get(0).heldBy().get(0);
    assertThat(source).hasToString("source 'S'");
    assertThat(source.sharePerM3()).isCloseTo(1 / 120.0, EXACT);
    assertThat(fair.leastWeightedM3()).isCloseTo(60, EXACT);
    assertThat(fair.weightedM3()).isCloseTo(60, EXACT);
    // The plain plan leaves the cheapest shortfall: all of C.
    assertThat(fair.leastCost()).isCloseTo(60 * 1, EXACT);
    assertThat(fair.check().cost()).isCloseTo(10 * 3 + 20 * 2 + 30 * 1, EXACT);
    assertThat(fair.costOfFairness()).isCloseTo(40, EXACT);
  }

  @Test
  void whoIsBehindABottleneckGetsLessAndTheOthersShareTheRest() {
    Problem problem = star().link("SA", LinkTerms.pipe(5, false, 0, 0)).build();

    FairShares fair = shares(STANDARD, problem, 5 / 20.0, 55 / 100.0, 55 / 100.0);

    assertThat(fair.levels()).extracting(FairShares.Level::share).hasSize(2).isSorted();
    FairShares.Level first = fair.level(fair.shares().get(0));
    assertThat(first.heldBy()).extracting(Object::toString).containsExactly("link 'SA'");
    assertThat(first.heldBy().get(0).sharePerM3()).isCloseTo(1 / 20.0, EXACT);
    FairShares.Level second = fair.level(fair.shares().get(1));
    assertThat(second.heldBy()).extracting(Object::toString).contains("source 'S'");
  }

  @Test
  void weightsSayWhoComesFirst() {
    FairShares fair = shares(STANDARD.withWeight("A", 2), star().build(), 1, .4, .4);

    assertThat(fair.levels().get(1).heldBy()).isEmpty();
    assertThat(fair.weightedM3()).isCloseTo(60, EXACT);
    shares(STANDARD.withWeight("C", 1.001), star().build(), 0, 0, 1);
    shares(STANDARD.withShortfallCosts(star().build()), star().build(), 1, 1, 0);
  }

  @Test
  void whatIsGuaranteedComesBeforeFairness() {
    ZoneTerms hospital = new ZoneTerms(new double[] {60}, 1).withGuaranteedShare(.75);

    FairShares fair = shares(STANDARD, star().zone("C", hospital).build(), .25, .25, .75);

    assertThat(fair.level(fair.shares().get(0)).heldBy())
        .extracting(FairShares.Bottleneck::holder)
        .contains(Holder.SOURCE);
  }

  /** Half of what goes to C is lost, so a m³ for C is two for the others. */
  @Test
  void whereWaterIsLostTheLeastShortfallLeavesNothingForFarZones() {
    Problem far = star().link("SC", LinkTerms.pipe(200, false, .5, 0)).build();

    FairShares fair = shares(STANDARD, far, 1, 1, 0);

    assertThat(fair.level(fair.shares().get(2)).heldBy())
        .extracting(FairShares.Bottleneck::holder)
        .contains(Holder.TOTAL);
    // 20 a + 40 b + 2 · 60 c = 60. All alike, 1/3, are short of 80 m³, a third more than 60.
    shares(STANDARD.withAllowance(.5), far, 1 / 3.0, 1 / 3.0, 1 / 3.0);
    // With a fifth more, 72: 60 x + 60 c = 48 and 60 x + 120 c = 60.
    FairShares between = shares(STANDARD.withAllowance(.2), far, .6, .6, .2);
    assertThat(between.weightedM3()).isCloseTo(72, EXACT);
    assertThat(between.leastWeightedM3()).isCloseTo(60, EXACT);
    assertThat(between.levels().get(0).heldBy())
        .extracting(FairShares.Bottleneck::holder)
        .contains(Holder.TOTAL, Holder.SOURCE);
  }

  @Test
  void aShareOfEachDayIsLevelledByDay() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("A"))
            .node(Junction.of("B"))
            .link(Pipe.of("SA", "S", "A"))
            .link(Pipe.of("SB", "S", "B"))
            .build();
    Problem problem =
        Problem.builder("two days", network, TimeAxis.of(0, 43_200, 4), "EUR")
            .source(
                "S", SourceTerms.of(100, .1).withVolumeLimits(List.of(new VolumeLimit(0, 4, 720))))
            .zone("A", new ZoneTerms(new double[] {10, 20, 10, 20}, 5))
            .zone("B", new ZoneTerms(new double[] {10, 10, 20, 20}, 5))
            .link("SA", LinkTerms.pipe(50, false, 0, 0))
            .link("SB", LinkTerms.pipe(50, false, 0, 0))
            .build();

    FairShares whole = fair(STANDARD.share(problem, RUN));
    assertThat(whole.shares()).hasSize(2);
    FairShares days = fair(STANDARD.byDay().share(problem, RUN));

    assertThat(days.shares()).hasSize(4);
    assertThat(days.shares()).allSatisfy(s -> assertThat(s.share()).isCloseTo(.5, EXACT));
    assertThat(days.shares().get(1).fromStep()).isEqualTo(2);
    assertThat(days.shares().get(1).demandedM3()).isCloseTo(360, EXACT);
    assertThat(days.levels().get(0).heldBy())
        .extracting(Object::toString)
        .contains("licence of source 'S'");
  }

  @Test
  void whereNothingIsShortItIsThePlainPlan() {
    Problem ample = star().source("S", SourceTerms.of(200, .3)).build();

    FairShares fair = shares(STANDARD, ample, 1, 1, 1);

    assertThat(fair.levels()).hasSize(1);
    assertThat(fair.levels().get(0).heldBy()).isEmpty();
    assertThat(fair.weightedM3()).isZero();
    Outcome plain = Providers.discover().optimizer("structured").optimize(ample, RUN);
    assertThat(fair.check().cost()).isCloseTo(((Outcome.Solved) plain).objective(), EXACT);
    assertThat(fair.costOfFairness()).isCloseTo(0, EXACT);
  }

  /** The plain plan refuses what costs more than its shortfall; this one does not. */
  @Test
  void waterIsNotRefusedBecauseItIsDear() {
    Problem dear = star().source("S", SourceTerms.of(200, 50)).build();

    FairShares fair = shares(STANDARD, dear, 1, 1, 1);

    assertThat(fair.check().cost()).isCloseTo(120 * 50, EXACT);
  }

  @Test
  void zonesWithoutDemandHaveNoShare() {
    Problem problem = star().zone("A", new ZoneTerms(new double[] {0}, 3)).build();

    FairShares fair = fair(STANDARD.share(problem, RUN));

    assertThat(fair.shares()).extracting(FairShares.Share::zone).containsExactly("B", "C");
    assertThat(fair.shares()).allSatisfy(s -> assertThat(s.share()).isCloseTo(.6, EXACT));
  }

  @Test
  void refusesWeightsOutOfRangeAndZonesThatAreNotThere() {
    assertThatThrownBy(() -> new FairSharing(Map.of("A", -1.0, "B", Double.NaN), false, 11))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight of zone 'A' (-1.0), must be finite and above 0.")
        .hasMessageContaining("weight of zone 'B' (NaN)")
        .hasMessageContaining("allowance (11.0), must be in [0, 10.0]. Maybe");
    assertThatThrownBy(() -> STANDARD.withWeight("A", 1e7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not differ by more than");
    assertThatThrownBy(() -> STANDARD.withWeight("X", 2).share(star().build(), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("zone (X), is not one of [A, B, C]");
  }

  private static FairShares shares(FairSharing sharing, Problem problem, double... expected) {
    FairShares fair = fair(sharing.share(problem, RUN));
    assertThat(fair.shares().stream().mapToDouble(FairShares.Share::share).toArray())
        .containsExactly(expected, EXACT);
    assertThat(fair.check().isFeasible()).isTrue();
    for (FairShares.Share share : fair.shares()) {
      assertThat(fair.level(share).share()).isCloseTo(share.share(), EXACT);
    }
    return fair;
  }

  private static FairShares fair(FairOutcome outcome) {
    return FairOracleTest.fair(outcome);
  }

  static Problem.Builder star() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("A"))
            .node(Junction.of("B"))
            .node(Junction.of("C"))
            .link(Pipe.of("SA", "S", "A"))
            .link(Pipe.of("SB", "S", "B"))
            .link(Pipe.of("SC", "S", "C"))
            .build();
    return Problem.builder("star", network, TimeAxis.of(0, 3600, 1), "EUR")
        .source("S", SourceTerms.of(60, 0))
        .zone("A", new ZoneTerms(new double[] {20}, 3))
        .zone("B", new ZoneTerms(new double[] {40}, 2))
        .zone("C", new ZoneTerms(new double[] {60}, 1))
        .link("SA", LinkTerms.pipe(200, false, 0, 0))
        .link("SB", LinkTerms.pipe(200, false, 0, 0))
        .link("SC", LinkTerms.pipe(200, false, 0, 0));
  }
}
