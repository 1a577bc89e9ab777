// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.PlanCheck.Violation;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Every figure in here is worked out by hand. */
class PlanCheckTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Offset<Double> EXACT = within(1e-12);
  private static final double TINY = 1e-9;

  private static TimeAxis axis(int minutes, int steps) {
    return TimeAxis.of(START, Duration.ofMinutes(minutes), steps);
  }

  private static double[] all(int steps, double value) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }

  /** Source S – link L – zone Z. */
  private static Problem line(
      TimeAxis axis, SourceTerms source, LinkTerms link, double demand, double[] tariff) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L", "S", "Z"))
            .build();
    return Problem.builder("line", network, axis, "EUR")
        .source("S", source)
        .zone("Z", new ZoneTerms(all(axis.length(), demand), 5))
        .link("L", link)
        .tariff("night", tariff)
        .build();
  }

  private static Plan plan(TimeAxis axis, double[] supply, double[] flow, double[] shortfall) {
    return Plan.builder(axis)
        .put(Kind.SUPPLY, "S", supply)
        .put(Kind.FLOW, "L", flow)
        .put(Kind.SHORTFALL, "Z", shortfall)
        .build();
  }

  @Test
  void lossIsPaidAndDoesNotArrive() {
    TimeAxis axis = axis(60, 1);
    Problem problem =
        line(axis, SourceTerms.of(20, 2), LinkTerms.pipe(20, false, 0.2, 0.1), 10, all(1, 0));
    PlanCheck check = PlanCheck.of(problem, plan(axis, all(1, 10), all(1, 10), all(1, 2)));
    assertThat(check.worstViolation()).isZero();
    assertThat(check.worstWhere()).isEmpty();
    assertThat(check.violations()).isEmpty();
    assertThat(check.isFeasible()).isTrue();
    assertThat(check.supplyCost()).isEqualTo(20, EXACT);
    assertThat(check.transportCost()).isEqualTo(1, EXACT);
    assertThat(check.energyCost()).isZero();
    assertThat(check.shortfallCost()).isEqualTo(10, EXACT);
    assertThat(check.shortfallM3()).isEqualTo(2, EXACT);
    assertThat(check.cost()).isEqualTo(31, EXACT);
  }

  @Test
  void aQuarterOfAnHourCostsAQuarter() {
    TimeAxis axis = axis(15, 2);
    LinkTerms pump = LinkTerms.pump(20, 0.1, 0.5, "night");
    Problem problem = line(axis, SourceTerms.of(20, 2), pump, 8, new double[] {0.2, 0.4});
    PlanCheck check = PlanCheck.of(problem, plan(axis, all(2, 8), all(2, 8), all(2, 0)));
    assertThat(check.isFeasible()).isTrue();
    assertThat(check.supplyCost()).isEqualTo(0.25 * 8 * 2 * 2, EXACT);
    assertThat(check.transportCost()).isEqualTo(0.25 * 8 * 0.1 * 2, EXACT);
    assertThat(check.energyCost()).isEqualTo(0.25 * 8 * 0.5 * (0.2 + 0.4), EXACT);
  }

  @Test
  void energyWithoutATariffCostsNothing() {
    TimeAxis axis = axis(60, 1);
    LinkTerms pump = new LinkTerms(20, false, 0, 0, 0.5, Optional.empty(), Optional.empty());
    Problem problem = line(axis, SourceTerms.of(20, 0), pump, 8, all(1, 9));
    assertThat(PlanCheck.of(problem, plan(axis, all(1, 8), all(1, 8), all(1, 0))).cost()).isZero();
  }

  @Test
  void aTwoWayLinkLosesWaterInEitherDirection() {
    // L runs from the zone to the source: water flows against it, so the loss falls on the zone.
    TimeAxis axis = axis(60, 1);
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L", "Z", "S"))
            .build();
    Problem.Builder builder =
        Problem.builder("backward", network, axis, "EUR")
            .source("S", SourceTerms.of(20, 2))
            .zone("Z", new ZoneTerms(all(1, 8), 5))
            .link("L", LinkTerms.pipe(10, true, 0.2, 0.1));
    Plan plan = plan(axis, all(1, 10), all(1, -10), all(1, 0));
    PlanCheck check = PlanCheck.of(builder.build(), plan);
    assertThat(check.isFeasible()).isTrue();
    assertThat(check.cost()).isEqualTo(20 + 1, EXACT);

    Plan tooMuch = plan(axis, all(1, 10.5), all(1, -10.5), all(1, 0));
    assertThat(PlanCheck.of(builder.build(), tooMuch).violations())
        .extracting(Violation::toString)
        .containsExactly("flow of 'L' in step 0", "balance of 'Z' in step 0");
  }

  @Test
  void aOneWayLinkCarriesNothingBack() {
    TimeAxis axis = axis(60, 1);
    Problem problem =
        line(axis, SourceTerms.of(20, 2), LinkTerms.pipe(20, false, 0, 0), 10, all(1, 0));
    PlanCheck check = PlanCheck.of(problem, plan(axis, all(1, 0), all(1, -3), all(1, 10)));
    assertThat(check.worstViolation()).isEqualTo(3, EXACT);
    assertThat(check.violations())
        .extracting(Violation::rule)
        .containsExactlyInAnyOrder("flow of", "balance of", "balance of");
  }

  @Test
  void theLicenceOfALastPartialDayIsProRata() {
    // 30 hours: the first day may use 240 m³, the six hours of the second 60.
    TimeAxis axis = axis(60, 30);
    Problem problem =
        line(
            axis,
            SourceTerms.licensed(20, 0, 240),
            LinkTerms.pipe(20, false, 0, 0),
            20,
            all(30, 0));
    double[] fair = all(30, 10);
    assertThat(PlanCheck.of(problem, plan(axis, fair, fair, all(30, 10))).isFeasible()).isTrue();

    double[] greedy = all(30, 10);
    Arrays.fill(greedy, 24, 30, 10.5);
    double[] rest = all(30, 10);
    Arrays.fill(rest, 24, 30, 9.5);
    PlanCheck check = PlanCheck.of(problem, plan(axis, greedy, greedy, rest));
    assertThat(check.worstViolation()).isEqualTo(3, within(TINY));
    assertThat(check.worstWhere()).isEqualTo("daily volume of 'S' in step 24");

    // What one day does not use, the next may not use instead.
    double[] late = all(30, 5);
    Arrays.fill(late, 24, 30, 20);
    double[] lateRest = all(30, 15);
    Arrays.fill(lateRest, 24, 30, 0);
    assertThat(PlanCheck.of(problem, plan(axis, late, late, lateRest)).worstViolation())
        .isEqualTo(60, within(TINY));
  }

  @Test
  void theLicenceOfQuarterHoursIsInCubicMetres() {
    TimeAxis axis = axis(15, 96);
    Problem problem =
        line(
            axis,
            SourceTerms.licensed(20, 0, 240),
            LinkTerms.pipe(20, false, 0, 0),
            20,
            all(96, 0));
    double[] ten = all(96, 10);
    assertThat(PlanCheck.of(problem, plan(axis, ten, ten, ten)).isFeasible()).isTrue();
    double[] eleven = all(96, 11);
    assertThat(PlanCheck.of(problem, plan(axis, eleven, eleven, all(96, 9))).worstViolation())
        .isEqualTo(24, within(TINY));
  }

  @Test
  void tanksBalanceOverTheStep() {
    TimeAxis axis = axis(15, 2);
    Network network =
        Network.builder()
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L", "T", "Z"))
            .build();
    Problem problem =
        Problem.builder("tank", network, axis, "EUR")
            .tank("T", new TankTerms(2, 20, 10, 5))
            .zone("Z", new ZoneTerms(all(2, 8), 5))
            .link("L", LinkTerms.pipe(20, false, 0, 0))
            .build();
    // 8 m³/h for a quarter of an hour are 2 m³; the second step keeps 1.5 m³ back.
    PlanCheck check = PlanCheck.of(problem, tankPlan(axis, new double[] {8, 2}, 8, 7.5));
    assertThat(check.isFeasible()).isTrue();
    assertThat(check.shortfallM3()).isEqualTo(1.5, EXACT);

    // The volume of 2 m³ is allowed on the way and not at the end, where 5 m³ are wanted.
    PlanCheck empty = PlanCheck.of(problem, tankPlan(axis, new double[] {32, 0}, 2, 2));
    assertThat(empty.violations())
        .extracting(Violation::toString)
        .contains("volume of 'T' in step 1")
        .doesNotContain("volume of 'T' in step 0");

    // A volume that does not follow from the flows breaks the balance of two steps.
    PlanCheck wrong = PlanCheck.of(problem, tankPlan(axis, new double[] {8, 2}, 8.5, 7.5));
    assertThat(wrong.worstWhere()).startsWith("balance of 'T'");
    assertThat(wrong.worstViolation()).isEqualTo(2, within(TINY));
  }

  private static Plan tankPlan(TimeAxis axis, double[] flow, double... volume) {
    double[] shortfall = {Math.max(0, 8 - flow[0]), Math.max(0, 8 - flow[1])};
    return Plan.builder(axis)
        .put(Kind.VOLUME, "T", volume)
        .put(Kind.FLOW, "L", flow)
        .put(Kind.SHORTFALL, "Z", shortfall)
        .build();
  }

  private static Plan unitPlan(TimeAxis axis, double[] flow, double[] on) {
    double[] shortfall = Arrays.stream(flow).map(f -> 20 - f).toArray();
    return Plan.builder(axis)
        .put(Kind.SUPPLY, "S", flow)
        .put(Kind.FLOW, "L", flow)
        .put(Kind.SHORTFALL, "Z", shortfall)
        .put(Kind.UNITS_ON, "L", on)
        .build();
  }

  @Test
  void pumpUnitsBoundTheFlowCostPowerAndStart() {
    TimeAxis axis = axis(15, 4);
    LinkTerms pumps = LinkTerms.pump(20, 0, 0.5, "night").withUnits(new PumpUnits(2, 6, 10, 4, 2));
    Problem problem =
        line(axis, SourceTerms.of(20, 0), pumps, 20, new double[] {0.1, 0.2, 0.3, 0.4});
    double[] flow = {6, 20, 0, 0};
    PlanCheck check = PlanCheck.of(problem, unitPlan(axis, flow, new double[] {1, 2, 0, 0}));
    assertThat(check.isFeasible()).isTrue();
    double perM3 = 0.25 * 0.5 * (6 * 0.1 + 20 * 0.2);
    double running = 0.25 * 4 * (1 * 0.1 + 2 * 0.2);
    assertThat(check.energyCost()).isEqualTo(perM3 + running, EXACT);

    assertThat(broken(problem, axis, new double[] {5, 0, 0, 0}, 1, 0, 0, 0))
        .containsExactly("flow for the units of 'L' in step 0");
    assertThat(broken(problem, axis, new double[] {11, 0, 0, 0}, 1, 0, 0, 0))
        .containsExactly("flow for the units of 'L' in step 0");
    assertThat(broken(problem, axis, new double[] {9, 0, 0, 0}, 1.5, 0, 0, 0))
        .containsExactly("whole units of 'L' in step 0");
    assertThat(broken(problem, axis, new double[] {20, 0, 0, 0}, 3, 0, 0, 0))
        .containsExactly("units of 'L' in step 0", "starts of 'L' in step 0");
    // Three single starts, where two are allowed.
    assertThat(broken(problem, axis, new double[] {6, 0, 6, 12}, 1, 0, 1, 2))
        .containsExactly("starts of 'L' in step 3");
  }

  private static List<String> broken(Problem problem, TimeAxis axis, double[] flow, double... on) {
    return PlanCheck.of(problem, unitPlan(axis, flow, on)).violations().stream()
        .map(Violation::toString)
        .toList();
  }

  @Test
  void startsAreCountedByDayAndAcrossMidnight() {
    TimeAxis axis = axis(60, 26);
    LinkTerms pumps = LinkTerms.pump(20, 0, 0, "night").withUnits(new PumpUnits(1, 0, 20, 0, 1));
    Problem problem = line(axis, SourceTerms.of(20, 0), pumps, 20, all(26, 0));
    double[] twice = new double[26];
    twice[3] = 1;
    twice[24] = 1;
    assertThat(PlanCheck.of(problem, unitPlan(axis, new double[26], twice)).isFeasible()).isTrue();
    // A unit that runs on over midnight does not start again, so that the new day has one start.
    double[] over = new double[26];
    over[23] = 1;
    over[24] = 1;
    assertThat(PlanCheck.of(problem, unitPlan(axis, new double[26], over)).isFeasible()).isTrue();
    double[] more = new double[26];
    more[3] = 1;
    more[23] = 1;
    assertThat(PlanCheck.of(problem, unitPlan(axis, new double[26], more)).worstWhere())
        .isEqualTo("starts of 'L' in step 23");
  }

  @Test
  void shortfallStaysBelowDemand() {
    TimeAxis axis = axis(60, 1);
    Problem problem =
        line(axis, SourceTerms.of(20, 2), LinkTerms.pipe(20, false, 0, 0), 10, all(1, 0));
    assertThat(PlanCheck.of(problem, plan(axis, all(1, 0), all(1, 0), all(1, 10.5))).worstWhere())
        .isEqualTo("shortfall of 'Z' in step 0");
    assertThat(PlanCheck.of(problem, plan(axis, all(1, 25), all(1, 25), all(1, -15))).violations())
        .extracting(Violation::rule)
        .containsExactly("shortfall of", "flow of", "supply of");
  }

  @Test
  void numbersThatOverflowAreNeverFeasible() {
    TimeAxis axis = axis(60, 1);
    Network network =
        Network.builder()
            .node(Junction.of("Z"))
            .node(Reservoir.of("S"))
            .link(Pipe.of("L", "S", "Z"))
            .link(Pipe.of("M", "S", "Z"))
            .build();
    double huge = Double.MAX_VALUE;
    Problem problem =
        Problem.builder("huge", network, axis, "EUR")
            .source("S", SourceTerms.of(huge, 0))
            .zone("Z", new ZoneTerms(all(1, huge), 0))
            .link("L", LinkTerms.pipe(huge, false, 0, 0))
            .link("M", LinkTerms.pipe(huge, false, 0, 0))
            .build();
    Plan plan =
        Plan.builder(axis)
            .put(Kind.SUPPLY, "S", all(1, huge))
            .put(Kind.FLOW, "L", all(1, huge))
            .put(Kind.FLOW, "M", all(1, huge))
            .put(Kind.SHORTFALL, "Z", all(1, huge))
            .build();
    PlanCheck check = PlanCheck.of(problem, plan);
    assertThat(check.worstViolation()).isInfinite();
    assertThat(check.isFeasible()).isFalse();
  }

  @Test
  void aPlanForAnotherProblemIsRefusedWithEveryReason() {
    TimeAxis axis = axis(60, 1);
    Problem problem =
        line(axis, SourceTerms.of(20, 2), LinkTerms.pipe(20, false, 0, 0), 10, all(1, 0));
    Plan plan =
        Plan.builder(axis(60, 2))
            .put(Kind.FLOW, "other", all(2, 0))
            .put(Kind.SUPPLY, "S", all(2, 0))
            .put(Kind.UNITS_ON, "L", all(2, 0))
            .build();
    WaterManagementException error =
        catchThrowableOfType(WaterManagementException.class, () -> PlanCheck.of(problem, plan));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PLAN);
    assertThat(error.problems())
        .containsExactly(
            "steps (2024-01-01T00:00:00Z/2024-01-01T02:00:00Z by PT1H), must be those of the"
                + " problem, 2024-01-01T00:00:00Z/2024-01-01T01:00:00Z by PT1H.",
            "FLOW (L), must have a row in the plan.",
            "FLOW (other), is not in the problem. Maybe drop the row.",
            "SHORTFALL (Z), must have a row in the plan.",
            "UNITS_ON (L), is not in the problem. Maybe drop the row.");
  }

  @Test
  void theTextIsTheSameInEveryLocale() {
    TimeAxis axis = axis(60, 1);
    Problem problem =
        line(axis, SourceTerms.of(20, 2), LinkTerms.pipe(20, false, 0, 0), 10, all(1, 0));
    PlanCheck check = PlanCheck.of(problem, plan(axis, all(1, 9), all(1, 10), all(1, 0)));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(check)
          .hasToString(
              "cost 18.000000, shortfall 0.000 m3, worst violation 1.000e+00,"
                  + " balance of 'S' in step 0");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Property(tries = 300)
  void plansThatKeepTheRulesAreFeasibleAndCostTheSumOfTheParts(@ForAll long seed) {
    RandomPlan made = RandomPlan.of(seed, false);
    PlanCheck check = PlanCheck.of(made.problem, made.plan);
    assertThat(check.isFeasible()).as(check.toString()).isTrue();
    assertThat(check.cost())
        .isEqualTo(
            check.supplyCost()
                + check.transportCost()
                + check.energyCost()
                + check.shortfallCost());
  }

  @Property(tries = 300)
  void anySingleChangeOfAFlowIsNoticed(@ForAll long seed) {
    RandomPlan made = RandomPlan.of(seed, false);
    String link = made.problem.links().keySet().iterator().next();
    int step = Math.floorMod(seed, made.problem.steps());
    double[] flow = made.plan.flow(link);
    flow[step] += 0.01;
    Plan.Builder changed = Plan.builder(made.plan.axis());
    for (Kind kind : Kind.values()) {
      made.plan.ids(kind).forEach(id -> changed.put(kind, id, made.plan.values(kind, id)));
    }
    PlanCheck check = PlanCheck.of(made.problem, changed.put(Kind.FLOW, link, flow).build());
    assertThat(check.isFeasible()).isFalse();
    assertThat(check.violations())
        .filteredOn(violation -> violation.rule().equals("balance of"))
        .allMatch(violation -> violation.step() == step)
        .hasSize(2);
  }
}
