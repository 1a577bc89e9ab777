// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanJsonTest {
  private static final TimeAxis AXIS = TimeAxis.of(1_719_792_000, 3600, 2);
  private static final String GOOD =
      "{\"flow\":{\"A\":[1,-2],\"B\":[3,4]},\"supply\":{\"S\":[5,6]},\"volume\":{\"T\":[7,8]},"
          + "\"shortfall\":{\"Z\":[9,0.5]},\"on\":{\"A\":[1,2]}}";

  @TempDir Path folder;

  private static Problem problem() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("A", "S", "T"))
            .link(Pipe.of("B", "T", "Z"))
            .build();
    return Problem.builder("p", network, AXIS, "EUR")
        .source("S", SourceTerms.of(10, 1))
        .tank("T", new TankTerms(0, 9, 1, 0))
        .zone("Z", new ZoneTerms(new double[] {9, 9}, 5))
        .link("A", LinkTerms.pipe(9, true, 0, 0).withUnits(new PumpUnits(3, 0, 3, 1, 4)))
        .link("B", LinkTerms.pipe(9, false, 0, 0))
        .build();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("plan.json"), text);
  }

  @Test
  void everyRowIsRead() throws IOException {
    PlanFile read = PlanJson.read(file(GOOD), problem());

    Plan plan = read.plan();
    assertThat(read.notices()).isEmpty();
    assertThat(plan.flow("A")).containsExactly(1, -2);
    assertThat(plan.supply("S")).containsExactly(5, 6);
    assertThat(plan.volume("T")).containsExactly(7, 8);
    assertThat(plan.shortfall("Z")).containsExactly(9, 0.5);
    assertThat(plan.unitsOn("A").orElseThrow()).containsExactly(1, 2);
  }

  @Test
  void whatIsWrittenReadsBackBitForBit() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      Plan.Builder plan = Plan.builder(AXIS);
      for (Kind kind : Kind.values()) {
        PlanJson.read(file(GOOD), problem())
            .plan()
            .ids(kind)
            .forEach(id -> plan.put(kind, id, new double[] {anyFinite(random), anyFinite(random)}));
      }
      Path out = folder.resolve("out.json");

      PlanJson.write(out, plan.build());

      assertThat(PlanJson.read(out, problem()).plan()).isEqualTo(plan.build());
    }
  }

  private static double anyFinite(Random random) {
    double value;
    do {
      value = Double.longBitsToDouble(random.nextLong());
    } while (!Double.isFinite(value));
    return value;
  }

  @Test
  void furtherFieldsAreReported() throws IOException {
    assertThat(PlanJson.read(file("{\"cost\":7," + GOOD.substring(1)), problem()).notices())
        .containsExactly(
            "line 1, column 9, field 'cost' is not part of the format and was not read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,-2]|[1]|flow of 'A' (1 values), must be one per step, 2",
        "[1,-2]|[1,\"x\"]|flow of 'A'[1] (\"x\"), must be a finite number",
        "[1,-2]|[1,null]|flow of 'A'[1] (null), must be a finite number",
        "[1,-2]|7|flow of 'A' (7), must be a list of numbers",
        "\"S\"|\"Q\"|supply (Q), is not in the problem",
        "\"S\"|\"Q\"|supply (S), must have a row",
        "\"on\"|\"of\"|on (A), must have a row",
        "{\"T\":[7,8]}|[7,8]|volume ([...]), must be an object",
        "\"B\"|\"A\"|flow, field (A), must stand once",
        "\"on\"|\"flow\"|field (flow), must stand once",
        "}}|}|is not well-formed"
      })
  void everyFaultIsNamed(String good, String bad, String said) throws IOException {
    assertThat(GOOD).contains(good);
    Path file = file(GOOD.replace(good, bad));

    assertThat(catchThrowableOfType(InputFileException.class, () -> PlanJson.read(file, problem())))
        .hasMessageContaining(said);
  }
}
