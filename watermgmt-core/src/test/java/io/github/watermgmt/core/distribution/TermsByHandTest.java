// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** One source for a hospital and for those who would pay more for their water. */
  private static Problem scarce(ZoneTerms hospital) {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Junction.of("H"))
            .node(Junction.of("Z"))
            .link(Pipe.of("AH", "A", "H"))
            .link(Pipe.of("AZ", "A", "Z"))
            .build();
    return Problem.builder("scarce", network, TimeAxis.of(0, 3600, 3), "EUR")
        .source("A", SourceTerms.of(30, 0))
        .link("AH", LinkTerms.pipe(40, false, 0, 0))
        .link("AZ", LinkTerms.pipe(40, false, 0, 0))
        .zone("H", hospital)
        .zone("Z", new ZoneTerms(new double[] {40, 30, 20}, 5))
        .build();
  }

  private static final ZoneTerms HOSPITAL = new ZoneTerms(new double[] {12, 8, 8}, 2);

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void whatIsGuaranteedIsSuppliedAtAnyCost(String provider) {
    // Missing in all: 22, 8 and 0 m³, of which the hospital takes 12, 8 and 0.
    costs(provider, scarce(HOSPITAL), 20 * 2 + 10 * 5);
    // 10 m³/h, or all of a demand that is less.
    costs(
        provider, scarce(HOSPITAL.withGuaranteed(PerStep.constant(10, 3))), 2 * 2 + 20 * 5 + 8 * 5);
    costs(provider, scarce(HOSPITAL.withGuaranteedShare(0.5)), 10 * 2 + 20 * 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void aTotalShortfallIsLimitedAndItsReliefTold(String provider) {
    Problem problem = scarce(HOSPITAL.withMaxShortfall(15));
    costs(provider, problem, 15 * 2 + 15 * 5);
    // One more m³ that the hospital may miss is worth 5 to the others, and costs it 2.
    assertThat(
            solved(provider, problem).prices().orElseThrow().relief(SharedLimit.maxShortfall("H")))
        .isCloseTo(3, CENT);
    costs(provider, scarce(HOSPITAL.withMaxShortfall(25)), 20 * 2 + 10 * 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void aGuaranteeThatCannotBeKeptIsNamed(String provider) {
    Problem problem = scarce(HOSPITAL.withGuaranteedShare(1)).withSourceOutage("A", 1, 2);
    Outcome outcome =
        Providers.discover().optimizer(provider).optimize(problem, RunContext.standard());
    assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    assertThat(((Outcome.Infeasible) outcome).conflict())
        .extracting(c -> c.element() + "." + c.requirement() + " " + c.amount().isPresent())
        .containsExactlyInAnyOrder("H.guaranteed true", "A.availability false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void aLeakTakesWaterBeforeAnyone(String provider) {
    // 25 m³/h are left: 27, 13 and 3 m³ are missing, of which the hospital takes 12, 8 and 3.
    costs(provider, scarce(HOSPITAL).withLeak("H", 5), 23 * 2 + 20 * 5);
    costs(provider, scarce(HOSPITAL).withLeak("Z", 5).withLeak("Z", 5), 28 * 2 + 30 * 5);
  }

  /** Power costs 0.1, 0.3, 0.2 and 0.5 in four hours; a zone takes 10 m³ from a tank in each. */
  private static Problem tank(TankTerms tank) {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("AT", "A", "T"))
            .link(Pipe.of("TZ", "T", "Z"))
            .build();
    return Problem.builder("tank", network, TimeAxis.of(0, 3600, 4), "EUR")
        .source("A", SourceTerms.of(100, 0))
        .tank("T", tank)
        .link("AT", LinkTerms.pump(30, 0, 1, "power"))
        .link("TZ", LinkTerms.pipe(100, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {10, 10, 10, 10}, 9))
        .tariff("power", new double[] {0.1, 0.3, 0.2, 0.5})
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void whatIsLeftAtTheEndHasItsValue(String provider) {
    TankTerms tank = new TankTerms(0, 50, 0, 0);
    costs(provider, tank(tank), 30 * 0.1 + 10 * 0.2);
    // Worth storing for 0.25: 20 m³ more in the third hour, which cost 0.2.
    costs(provider, tank(tank.withFinalValue(0.25)), 30 * 0.1 + 30 * 0.2 - 20 * 0.25);
    // At 0.4 the second hour is worth it as well, up to 50 m³ after the third; the fourth is not.
    Outcome.Solved full = solved(provider, tank(tank.withFinalValue(0.4)));
    assertThat(full.objective()).isCloseTo(30 * 0.1 + 30 * 0.2 + 20 * 0.3 - 40 * 0.4, CENT);
    assertThat(full.check().storedValue()).isCloseTo(40 * 0.4, CENT);
    assertThat(full.check().energyCost()).isCloseTo(15, CENT);
    assertThat(full.bound()).isCloseTo(full.objective(), CENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void volumesAreBoundedByStep(String provider) {
    TankTerms tank = new TankTerms(0, 50, 0, 0);
    // 15 m³ at most after the first hour, and 25 at least after the second.
    TankTerms bounded =
        tank.withMaxVolumes(PerStep.of(15, 50, 50, 50)).withMinVolumes(PerStep.of(0, 25, 0, 0));
    costs(provider, tank(bounded), 25 * 0.1 + 20 * 0.3);
    Outcome none =
        Providers.discover()
            .optimizer(provider)
            .optimize(
                tank(tank.withInitialVolume(40).withMaxVolumes(PerStep.of(25, 50, 50, 50))),
                RunContext.standard());
    assertThat(none).isInstanceOf(Outcome.Infeasible.class);
    assertThat(((Outcome.Infeasible) none).conflict())
        .extracting(c -> c.element() + "." + c.requirement())
        .containsExactlyInAnyOrder("T.maxVolumes", "T.initialVolume");
    assertThat(((Outcome.Infeasible) none).conflict().get(0).message())
        .contains("5.000 m3 have nowhere to go");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void leastFlowsAreKept(String provider) {
    Problem problem = twoSources().build();
    SourceTerms dear = problem.sources().get("B").withMinFlow(5);
    costs(provider, problem.toBuilder().source("B", dear).build(), 60 * 0.1 + 20 * 0.4);
    // Where the source is out, so is what it must give.
    costs(
        provider,
        problem.toBuilder().source("B", dear).build().withSourceOutage("B", 0, 3),
        75 * 0.1 + 5 * 0.4);
    LinkTerms least = LinkTerms.pipe(15, false, 0, 0).withMinFlow(5);
    costs(provider, problem.toBuilder().link("BZ", least).build(), 60 * 0.1 + 20 * 0.4);
    Problem.Builder tooMuch =
        problem.toBuilder().source("A", SourceTerms.of(50, 0.1).withMinFlow(21));
    Outcome none =
        Providers.discover().optimizer(provider).optimize(tooMuch.build(), RunContext.standard());
    assertThat(none).isInstanceOf(Outcome.Infeasible.class);
    assertThat(((Outcome.Infeasible) none).conflict())
        .singleElement()
        .satisfies(c -> assertThat(c.element() + "." + c.requirement()).isEqualTo("A.minFlow"))
        .satisfies(c -> assertThat(c.message()).contains("have nowhere to go"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void volumesOverSpansThatOverlapAreLimited(String provider) {
    Problem problem = twoSources().build();
    SourceTerms limited =
        SourceTerms.of(50, 0.1)
            .withVolumeLimits(List.of(new VolumeLimit(0, 2, 30), new VolumeLimit(1, 4, 45)));
    Problem spans = problem.toBuilder().source("A", limited).build();
    // 20 in the first hour, 10 or less in the second, 45 in the last three: 15 to 25 from B.
    costs(provider, spans, 65 * 0.1 + 15 * 0.4);
    Outcome.Solved solved = solved(provider, spans);
    // One more m³ in the last three hours replaces one from B; the first span has room.
    assertThat(solved.prices().orElseThrow().relief(SharedLimit.volumeLimit("A", 1)))
        .isCloseTo(0.3, CENT);
    assertThat(solved.prices().orElseThrow().relief(SharedLimit.volumeLimit("A", 0)))
        .isCloseTo(0, CENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void emissionsMoveThePumpingToCleanHours(String provider) {
    Problem dirty = tank(new TankTerms(0, 50, 0, 0));
    // Power costs 0.1, 0.3, 0.2, 0.5; what it emits 0.4, 0, 0.1 and 0.
    Problem problem =
        dirty.toBuilder().emissions(new Emissions(PerStep.of(2, 0, 0.5, 0), 0.2)).build();
    Outcome.Solved solved = solved(provider, problem);
    // 0.5, 0.3, 0.3 and 0.5 in all: 10 m³ in the first hour, and 30 in the next two.
    assertThat(solved.objective()).isCloseTo(10 * 0.5 + 30 * 0.3, CENT);
    assertThat(solved.bound()).isCloseTo(14, CENT);
    assertThat(solved.check().co2Kg()).isBetween(20 - 1e-6, 20 + 0.5 * 30 + 1e-6);
    assertThat(solved.check().co2Cost()).isCloseTo(0.2 * solved.check().co2Kg(), CENT);
    assertThat(solved.check().energyCost() + solved.check().co2Cost()).isCloseTo(14, CENT);
    // Reported without a price, even where no tariff prices the energy.
    Problem free =
        problem.toBuilder()
            .emissions(new Emissions(PerStep.constant(2, 4), 0))
            .link("AT", new LinkTerms(30, false, 0, 0.01, 1, Optional.empty(), Optional.empty()))
            .build();
    assertThat(solved(provider, free).check().co2Kg()).isCloseTo(80, CENT);
    assertThat(solved(provider, free).objective()).isCloseTo(0.4, CENT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void aDemandChargeFlattensThePower(String provider) {
    Problem.Builder builder = tank(new TankTerms(0, 50, 0, 0)).toBuilder();
    // 1 kWh per m³: the plan without it has 30 kW in the first hour.
    Problem dear = builder.demandCharge("peak", new DemandCharge(Set.of("AT"), 5, 0)).build();
    Outcome.Solved flat = solved(provider, dear);
    assertThat(flat.objective()).isCloseTo(10 * (0.1 + 0.3 + 0.2 + 0.5) + 10 * 5, CENT);
    assertThat(flat.bound()).isCloseTo(flat.objective(), CENT);
    assertThat(flat.check().demandCharge()).isCloseTo(50, CENT);
    double parts = 0;
    for (int hour = 0; hour < 4; hour++) {
      parts += flat.prices().orElseThrow().relief(SharedLimit.highestPower("peak", hour));
    }
    assertThat(parts).isCloseTo(5, CENT);
    // Up to 20 kW it costs nothing: 20 m³ in the first hour and in the third.
    Problem reached = builder.demandCharge("peak", new DemandCharge(Set.of("AT"), 5, 20)).build();
    costs(provider, reached, 20 * 0.1 + 20 * 0.2);
    // At 0.05 per kW ten more are worth it, which move 10 m³ from 0.2 to 0.1.
    Problem cheap = builder.demandCharge("peak", new DemandCharge(Set.of("AT"), 0.05, 20)).build();
    costs(provider, cheap, 30 * 0.1 + 10 * 0.2 + 10 * 0.05);
  }

  /** Four quarters of an hour, and two of the next: 30 m³/h for one of them are 7.5 kW. */
  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void powerIsTheMeanOfAnHour(String provider) {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Junction.of("Z"))
            .link(Pipe.of("AZ", "A", "Z"))
            .build();
    double[] demand = {30, 0, 10, 0, 8, 0};
    Problem problem =
        Problem.builder("quarters", network, TimeAxis.of(0, 900, 6), "EUR")
            .source("A", SourceTerms.of(100, 0))
            .link("AZ", new LinkTerms(100, false, 0, 0, 1, Optional.empty(), Optional.empty()))
            .zone("Z", new ZoneTerms(demand, 1000))
            .demandCharge("peak", new DemandCharge(Set.of("AZ"), 3, 2))
            .build();
    costs(provider, problem, (10 - 2) * 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void waterIsDilutedAndWhatThatCostsIsTold(String provider) {
    Problem problem =
        twoSources().blend("nitrate", new BlendLimit("Z", Set.of("AZ"), 0.75)).build();
    costs(provider, problem, 4 * (15 * 0.1 + 5 * 0.4));
    Outcome.Solved solved = solved(provider, problem);
    // One more m³ from A instead of B saves 0.3.
    assertThat(solved.prices().orElseThrow().relief(SharedLimit.blend("nitrate", 2)))
        .isCloseTo(0.3, CENT);
    // Losses count before mixing: of 20 m³ sent, 15 arrive.
    Problem lossy = problem.toBuilder().link("AZ", LinkTerms.pipe(40, false, 0.25, 0)).build();
    costs(provider, lossy, 4 * (20 * 0.1 + 5 * 0.4));
    // Nothing to dilute with: all is missing in the last hour.
    costs(provider, problem.withSourceOutage("B", 3, 4), 3 * (15 * 0.1 + 5 * 0.4) + 20 * 2);
    Outcome none =
        Providers.discover()
            .optimizer(provider)
            .optimize(
                problem.toBuilder()
                    .zone(
                        "Z", new ZoneTerms(new double[] {20, 20, 20, 20}, 2).withGuaranteedShare(1))
                    .build()
                    .withSourceOutage("B", 3, 4),
                RunContext.standard());
    assertThat(none).isInstanceOf(Outcome.Infeasible.class);
    assertThat(((Outcome.Infeasible) none).conflict())
        .extracting(c -> c.element() + "." + c.requirement())
        .containsExactlyInAnyOrder("Z.guaranteed", "nitrate.maxShare", "B.availability");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void pumpingHarderNeedsMoreEnergyForEachFurtherM3(String provider) {
    Problem problem = tank(new TankTerms(0, 50, 0, 0));
    // 1 kWh/m³ up to 12 m³/h, 2 up to 20, 4 above.
    LinkTerms pump =
        LinkTerms.pump(30, 0, 1, "power")
            .withSegments(List.of(new EnergySegment(12, 2), new EnergySegment(20, 4)));
    assertThat(pump.powerKW(25)).isEqualTo(12 + 16 + 20);
    Problem curved = problem.toBuilder().link("AT", pump).build();
    // In the first hour 20 m³ at 0.1 and 0.2, in the third 12 at 0.2, and 8 in the second at 0.3.
    costs(provider, curved, 12 * 0.1 + 8 * 0.2 + 12 * 0.2 + 8 * 0.3);
    Outcome.Solved solved = solved(provider, curved);
    assertThat(solved.check().energyCost()).isCloseTo(7.6, CENT);
    assertThat(solved.plan().flow("AT", 0)).isCloseTo(20, CENT);
    // The power counts as the curve has it: 12 kW need 12 m³/h at least in some hour.
    costs(
        provider,
        curved.toBuilder().demandCharge("p", new DemandCharge(Set.of("AT"), 9, 12)).build(),
        12 * 0.1 + 12 * 0.3 + 12 * 0.2 + 4 * 0.5);
    // A least flow lies in the segments as any other.
    costs(
        provider,
        curved.toBuilder().link("AT", pump.withMinFlow(10)).build(),
        10 * (0.1 + 0.3 + 0.2 + 0.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void aCurveThatIsNotConvexIsRefusedInWords(String provider) {
    LinkTerms pump =
        LinkTerms.pump(30, 0, 2, "power").withSegments(List.of(new EnergySegment(12, 1)));
    Problem problem = tank(new TankTerms(0, 50, 0, 0)).toBuilder().link("AT", pump).build();
    Outcome outcome =
        Providers.discover().optimizer(provider).optimize(problem, RunContext.standard());
    assertThat(outcome).isInstanceOf(Outcome.Unsupported.class);
    Outcome.Unsupported unsupported = (Outcome.Unsupported) outcome;
    assertThat(unsupported.features()).containsExactly(ProblemFeature.NON_CONVEX);
    assertThat(unsupported.message())
        .contains(
            "energy of link 'AT' above 12.0 m3/h (1.0 kWh/m3 at 0.1 per kWh in step 0), must not"
                + " cost less than below, 2.0 kWh/m3. Maybe the curve is one of mean energy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ojalgo", "structured"})
  void demandIsScaled(String provider) {
    costs(provider, twoSources().build().withDemandScaled(2.5), 4 * (40 * 0.1 + 10 * 0.4));
  }
}
