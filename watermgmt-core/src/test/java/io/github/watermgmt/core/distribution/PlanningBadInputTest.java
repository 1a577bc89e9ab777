// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What planning does with input that is not as it should be. The page {@code docs/planning.md} says
 * the same, row by row, and is compared with this.
 */
class PlanningBadInputTest {
  private static final Path PAGE = Path.of("docs/planning.md");
  private static final int STEPS = 24;

  /** What becomes of an input, as the page says it. */
  private enum Answer {
    REFUSED("WM-402"),
    UNSUPPORTED("`Unsupported`, `NON_CONVEX`"),
    INFEASIBLE("`Infeasible`"),
    DOUBTFUL("planned; `ProblemReview`"),
    PLANNED("planned");

    private final String words;

    Answer(String words) {
      this.words = words;
    }
  }

  /**
   * A kind of bad input.
   *
   * @param parts of the messages, each of which must come up
   */
  private record Case(String name, Answer answer, Supplier<Problem> problem, List<String> parts) {
    @Override
    public String toString() {
      return name;
    }
  }

  // ---------------------------------------------------------------- the list

  static Stream<Case> cases() {
    List<Case> all = new ArrayList<>();
    refused(all);
    all.add(
        bad(
            "final volume out of reach",
            Answer.INFEASIBLE,
            town -> town.tank("T", new TankTerms(10, 2000, 100, 2000)).link("ST", pipe(50)),
            "finalMinVolume of tank 'T' after step 23 (2000.0 m3), cannot be kept together with the"
                + " other 2: 700.000 m3 are missing. Maybe lower it, or relax another.",
            "maxFlow of link 'ST' (50.0 m3/h)",
            "initialVolume of tank 'T' (100.0 m3)"));
    all.add(
        bad(
            "paid water before a two-way link with losses",
            Answer.UNSUPPORTED,
            town -> town.source("S", SourceTerms.of(100, -0.5)).link("TZ", lossy(0)),
            "cost of water at 'T' in step 0 (-0.5",
            "two-way link 'TZ' loses water",
            "Maybe raise the negative cost"));
    all.add(
        bad(
            "a negative tariff of a two-way link",
            Answer.UNSUPPORTED,
            town ->
                town.tariff("paid", fill(-0.1))
                    .link("TZ", twoWay(0.1).withAvailability(PerStep.constant(1, STEPS))),
            "cost of the two-way link 'TZ' in step 0 (-0.1), must be at least 0, or to and fro over"
                + " it would pay. Maybe let it be one-way, or raise the negative cost or tariff."));
    all.add(
        bad(
            "a negative tariff of a one-way link",
            Answer.PLANNED,
            town -> town.tariff("paid", fill(-0.1)).link("ST", LinkTerms.pump(60, 0, 1, "paid"))));
    magnitudes(all);
    return all.stream();
  }

  private static void refused(List<Case> all) {
    all.add(
        bad(
            "NaN demand",
            Answer.REFUSED,
            town -> town.zone("Z", zone(t -> t == 3 ? Double.NaN : 30)),
            "demand of zone 'Z' in step 3 (NaN), must be finite. Maybe fill gaps first"));
    all.add(
        bad(
            "negative demand",
            Answer.REFUSED,
            town -> town.zone("Z", zone(t -> t == 3 ? -1 : 30)),
            "demand of zone 'Z' in step 3 (-1.0), must be at least 0. Maybe it is the net"));
    all.add(
        bad(
            "NaN price",
            Answer.REFUSED,
            town ->
                town.source("S", SourceTerms.of(100, Double.NaN))
                    .tariff("paid", fill(Double.NaN))
                    .zone("Z", new ZoneTerms(fill(30), Double.NaN)),
            "cost of source 'S' (NaN), must be finite. Maybe give 0 where there is none",
            "tariff 'paid' in step 0 (NaN), must be finite. Maybe fill gaps first",
            "shortfallCost of zone 'Z' (NaN), must be finite and at least 0. Maybe give 0"));
    all.add(
        bad(
            "negative price of a shortfall",
            Answer.REFUSED,
            town -> town.zone("Z", new ZoneTerms(fill(30), -5)),
            "shortfallCost of zone 'Z' (-5.0), must be finite and at least 0. Maybe check the"
                + " sign."));
    all.add(
        bad(
            "an endless capacity",
            Answer.REFUSED,
            town -> town.link("ST", pipe(Double.POSITIVE_INFINITY)),
            "maxFlow of link 'ST' (Infinity), must be finite and at least 0. Maybe give a large"
                + " number where there is no limit"));
    all.add(
        bad(
            "tank bounds crossed",
            Answer.REFUSED,
            town -> town.tank("T", new TankTerms(500, 400, 100, 100)),
            "minVolume, maxVolume of tank 'T' (500.0, 400.0), must be finite with 0 <= minVolume"
                + " <= maxVolume. Maybe the bounds are crossed."));
    all.add(
        bad(
            "tank bounds crossed in a step",
            Answer.REFUSED,
            town ->
                town.tank(
                    "T",
                    new TankTerms(10, 400, 100, 100)
                        .withMaxVolumes(PerStep.constant(400, STEPS).with(7, 8, 5))),
            "minVolumes, maxVolumes of tank 'T' in step 7 (10.0, 5.0), must not be crossed. Maybe"
                + " raise the greatest volume or lower the least, or the final one."));
    all.add(
        new Case(
            "empty horizon",
            Answer.REFUSED,
            () -> town(TimeAxis.of(0, 3600, 0)).build(),
            List.of("steps (0), must be at least 1. Maybe ")));
    all.add(
        new Case(
            "a zone that no link leads to",
            Answer.REFUSED,
            () -> {
              Network island =
                  Network.builder().node(Reservoir.of("S")).node(Junction.of("island")).build();
              return Problem.builder("town", island, hours(), "EUR")
                  .source("S", SourceTerms.of(100, 0))
                  .zone("island", new ZoneTerms(fill(10), 5))
                  .build();
            },
            List.of(
                "zone (island), is cut off from every source and tank: all of its demand would be"
                    + " missing, 240.0 m3. Maybe add a link, or turn one round.")));
    all.add(
        bad(
            "several faults at once",
            Answer.REFUSED,
            town ->
                town.source("S", SourceTerms.of(-1, 0))
                    .tank("T", new TankTerms(500, 400, 100, 100))
                    .zone("Z", zone(t -> Double.NaN)),
            "maxFlow of source 'S' (-1.0)",
            "minVolume, maxVolume of tank 'T'",
            "demand of zone 'Z' in step 0 (NaN)"));
  }

  private static void magnitudes(List<Case> all) {
    all.add(
        bad(
            "demand times 3.6",
            Answer.DOUBTFUL,
            town -> town.zone("Z", zone(t -> 3.6 * 50)),
            "mean demand of all zones (180 m3/h), is 1.8 times what all sources can give, 100 m3/h;"
                + " usual is 0.25 to 1.5. Maybe L/s and m3/h were mixed up, a factor of 3.6: the"
                + " first is too large"));
    all.add(
        bad(
            "demand in L/s for m3/h",
            Answer.DOUBTFUL,
            town -> town.zone("Z", zone(t -> 50 / 3.6)),
            "mean demand of all zones (13.9 m3/h), is 0.139 times what all sources can give",
            "Maybe L/s and m3/h were mixed up, a factor of 3.6: the first is too small"));
    all.add(
        bad(
            "demand in litres",
            Answer.DOUBTFUL,
            town -> town.zone("Z", zone(t -> 50_000)),
            "mean demand of all zones (50000 m3/h), is 500 times what all sources can give",
            "litres and m3, or m3 and 1000 m3 were mixed up, a factor of 1000"));
    all.add(
        bad(
            "a link too small for the demand behind it",
            Answer.DOUBTFUL,
            town -> town.link("TZ", pipe(0.08)),
            "mean demand behind link 'TZ' (50 m3/h), is more than can arrive over it, 0.08 m3/h:"
                + " 1198 m3 will be missing at least. Maybe litres and m3"));
    all.add(
        bad(
            "a tank in litres",
            Answer.DOUBTFUL,
            town -> town.tank("T", new TankTerms(0, 400_500, 100_000, 0)),
            "volume of all tanks (400500 m3), is 334 times the demand of a day, 1200 m3",
            "litres and m3"));
    all.add(
        bad(
            "a licence in m3/h",
            Answer.DOUBTFUL,
            town -> town.source("S", SourceTerms.licensed(100, 0.1, 70)),
            "maxDailyVolume of source 'S' (70 m3), is 0.0292 times its greatest flow all day, 2400"
                + " m3",
            "m3/day and m3/h were mixed up, a factor of 24: the first is too small"));
    all.add(
        bad(
            "a tariff per MWh",
            Answer.DOUBTFUL,
            town -> town.tariff("paid", fill(180)).link("ST", LinkTerms.pump(60, 0, 0.5, "paid")),
            "tariff 'paid' (180 EUR per kWh), is far from what energy costs, 5.0E-4 to 5. Maybe it"
                + " is per MWh."));
    all.add(
        bad(
            "energy dearer than any shortfall",
            Answer.DOUBTFUL,
            town ->
                town.zone("Z", new ZoneTerms(fill(50), 0.4))
                    .tariff("paid", fill(1))
                    .link("ST", LinkTerms.pump(60, 0, 0.5, "paid")),
            "cost of link 'ST' by tariff 'paid' (0.5 EUR per m3 at least), is more than any"
                + " shortfall costs, 0.4: it will never run. Maybe the tariff is per MWh"));
    all.add(
        bad(
            "energy in Wh",
            Answer.DOUBTFUL,
            town -> town.tariff("paid", fill(0.1)).link("ST", LinkTerms.pump(60, 0, 500, "paid")),
            "energyKWhPerM3 of link 'ST' (500), is more than any pump needs, 30. Maybe it is in"
                + " Wh."));
    all.add(
        bad(
            "one reading in another unit",
            Answer.DOUBTFUL,
            town -> town.zone("Z", zone(t -> t == 5 ? 4000 : 40)),
            "demand of zone 'Z' in step 5 (4000 m3/h), is 100 times its median, 40 m3/h"));
    all.add(
        bad(
            "a zone that closed links cut off",
            Answer.DOUBTFUL,
            town -> town.link("TZ", pipe(60).withAvailability(open(6, 12))),
            "zone 'Z' in steps 6 to 11 (300 m3 of demand), is cut off from every source and tank by"
                + " what is closed: all of it will be missing. Maybe open a link, or mend its"
                + " capacity."));
    all.add(bad("nothing wrong", Answer.PLANNED, town -> town));
  }

  // ---------------------------------------------------------------- problems

  private static Case bad(
      String name, Answer answer, UnaryOperator<Problem.Builder> change, String... parts) {
    return new Case(name, answer, () -> change.apply(town(hours())).build(), List.of(parts));
  }

  /** Source, tank and zone in a row. */
  private static Problem.Builder town(TimeAxis axis) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("ST", "S", "T"))
            .link(Pipe.of("TZ", "T", "Z"))
            .build();
    double[] demand = new double[axis.length()];
    Arrays.fill(demand, 50);
    return Problem.builder("town", network, axis, "EUR")
        .source("S", SourceTerms.of(100, 0.1))
        .tank("T", new TankTerms(10, 400, 100, 100))
        .zone("Z", new ZoneTerms(demand, 5))
        .link("ST", pipe(90))
        .link("TZ", pipe(90));
  }

  private static TimeAxis hours() {
    return TimeAxis.of(0, 3600, STEPS);
  }

  private static double[] fill(double value) {
    double[] row = new double[STEPS];
    Arrays.fill(row, value);
    return row;
  }

  private static PerStep open(int from, int to) {
    return PerStep.constant(1, STEPS).with(from, to, 0);
  }

  private static ZoneTerms zone(IntToDoubleFunction demand) {
    double[] row = new double[STEPS];
    Arrays.setAll(row, demand);
    return new ZoneTerms(row, 5);
  }

  private static LinkTerms pipe(double mostM3h) {
    return LinkTerms.pipe(mostM3h, false, 0, 0);
  }

  private static LinkTerms lossy(double cost) {
    return LinkTerms.pipe(90, true, 0.1, cost);
  }

  private static LinkTerms twoWay(double loss) {
    return new LinkTerms(90, true, loss, 0, 1, Optional.of("paid"), Optional.empty());
  }

  // ---------------------------------------------------------------- the test

  static Stream<Arguments> everyProviderAndCase() {
    return Stream.of("structured", "ojalgo")
        .flatMap(provider -> cases().map(bad -> Arguments.of(provider, bad)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyProviderAndCase")
  void badInputIsRefusedOrReported(String provider, Case bad) {
    List<String> told = new ArrayList<>();
    assertThat(answer(provider, bad, told)).as("%s", told).isEqualTo(bad.answer);
    for (String part : bad.parts) {
      assertThat(told).anySatisfy(message -> assertThat(message).contains(part));
    }
    if (bad.parts.isEmpty()) {
      assertThat(told).isEmpty();
    }
  }

  private static Answer answer(String provider, Case bad, List<String> told) {
    Problem[] problem = new Problem[1];
    Throwable thrown = catchThrowable(() -> problem[0] = bad.problem.get());
    if (thrown != null) {
      assertThat(thrown)
          .isInstanceOfSatisfying(
              WaterManagementException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROBLEM);
                told.addAll(e.problems());
              });
      return Answer.REFUSED;
    }
    Outcome outcome =
        Providers.discover().optimizer(provider).optimize(problem[0], RunContext.standard());
    if (outcome instanceof Outcome.Unsupported unsupported) {
      told.add(unsupported.message());
      return Answer.UNSUPPORTED;
    }
    if (outcome instanceof Outcome.Infeasible infeasible) {
      assertThat(infeasible.conflict().get(0).step()).hasValue(STEPS - 1);
      infeasible.conflict().stream().map(Conflict::message).forEach(told::add);
      return Answer.INFEASIBLE;
    }
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    ProblemReview review = ProblemReview.of(problem[0]);
    review.doubts().forEach(doubt -> told.add(doubt.message()));
    return review.isClear() ? Answer.PLANNED : Answer.DOUBTFUL;
  }

  /** A million variables do not fit into 64 MB, and the problem itself does. */
  @Test
  void whatDoesNotFitIntoMemoryIsRefusedBeforeTheWork(@TempDir Path folder) throws Exception {
    assertThat(SolveCities.inHeap(folder, "64m", "structured", "1000x300", "20x24"))
        .containsExactly("MEMORY", "Solved");
  }

  /** The page names every case and what becomes of it, so that neither can change alone. */
  @Test
  void thePageSaysTheSame() throws IOException {
    assumeTrue(Files.exists(PAGE), "run in the module's folder");
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("## Bad input"));
    List<String> rows =
        section
            .lines()
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| input"))
            .map(line -> line.split("\\|", -1)[1].strip() + "|" + line.split("\\|", -1)[2].strip())
            .toList();
    List<String> expected =
        new ArrayList<>(cases().map(bad -> bad.name + "|" + bad.answer.words).toList());
    expected.add("a million variables without memory for them|`Stopped`, `MEMORY`");
    assertThat(rows).containsExactlyElementsOf(expected);
  }
}
