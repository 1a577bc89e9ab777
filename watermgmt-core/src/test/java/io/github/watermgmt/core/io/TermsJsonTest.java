// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The less common terms in files. */
class TermsJsonTest {
  @TempDir Path folder;

  private static Problem.Builder plain() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pump.of("ST", "S", "T"))
            .link(Pipe.of("TZ", "T", "Z"))
            .build();
    return Problem.builder("terms", network, TimeAxis.of(0, 3600, 2), "EUR")
        .source("S", SourceTerms.licensed(50, 0.1, 700))
        .tank("T", new TankTerms(1, 20, 5, 5))
        .zone("Z", new ZoneTerms(new double[] {4, 14.5}, 20))
        .link("ST", LinkTerms.pump(40, 0, 0.5, "day"))
        .link("TZ", LinkTerms.pipe(40, false, 0.1, 0))
        .tariff("day", new double[] {0.2, 0.1});
  }

  /** A problem with every term that the format knows. */
  private static Problem full() {
    Problem.Builder builder = plain();
    builder.source(
        "S",
        SourceTerms.licensed(50, 0.1, 700)
            .withAvailability(PerStep.of(1, 0.5))
            .withMinFlow(3.5)
            .withVolumeLimits(List.of(new VolumeLimit(0, 2, 60), new VolumeLimit(1, 2, 20.5))));
    builder.link(
        "ST",
        LinkTerms.pump(40, 0, 0.5, "day")
            .withAvailability(PerStep.of(0.25, 0))
            .withMinFlow(1.5)
            .withSegments(List.of(new EnergySegment(22, 0.75), new EnergySegment(33, 0.875))));
    builder.zone(
        "Z",
        new ZoneTerms(new double[] {4, 14.5}, 20)
            .withGuaranteed(PerStep.of(5, 6))
            .withGuaranteedShare(0.125)
            .withMaxShortfall(7.5));
    builder.tank(
        "T",
        new TankTerms(1, 20, 5, 5)
            .withFinalValue(0.0625)
            .withMinVolumes(PerStep.of(2, 3))
            .withMaxVolumes(PerStep.of(18, 19)));
    builder.emissions(new Emissions(PerStep.of(0.375, 0.4375), 0.03125));
    builder.demandCharge("meter", new DemandCharge(Set.of("ST"), 11.5, 9.5));
    builder.demandCharge("none", new DemandCharge(Set.of("TZ"), 0, 0));
    builder.blend("nitrate", new BlendLimit("Z", Set.of("TZ"), 0.8125));
    return builder.build();
  }

  private Path written(Problem problem, String name) {
    Path file = folder.resolve(name);
    assertThat(ProblemJson.write(file, problem)).isEmpty();
    return file;
  }

  @Test
  void everyTermReadsBackTheSame() throws IOException {
    Path one = written(full(), "one.json");

    ProblemFile back = ProblemJson.read(one);

    assertThat(back.notices()).isEmpty();
    assertThat(back.problem()).isEqualTo(full());
    assertThat(Files.readAllBytes(written(back.problem(), "two.json")))
        .isEqualTo(Files.readAllBytes(one));
  }

  /** Older versions read what does not use the newer terms. */
  @Test
  void whatIsNotThereIsNotWritten() throws IOException {
    assertThat(Files.readString(written(plain().build(), "plain.json")))
        .isEqualTo(
            """
            {"format":"watermgmt-plan/1","name":"terms","start":"1970-01-01T00:00:00Z","step":"PT1H",\
            "steps":2,"currency":"EUR","sources":[{"id":"S","maxFlow":50.0,"costPerM3":0.1,\
            "maxDailyVolume":700.0}],"tanks":[{"id":"T","minVolume":1.0,"maxVolume":20.0,\
            "initialVolume":5.0,"finalMinVolume":5.0}],"zones":[{"id":"Z","demand":[4.0,14.5],\
            "shortfallCostPerM3":20.0}],"junctions":[],"links":[{"id":"ST","kind":"pump","from":"S",\
            "to":"T","maxFlow":40.0,"bidirectional":false,"loss":0.0,"costPerM3":0.0,\
            "energyKWhPerM3":0.5,"tariff":"day"},{"id":"TZ","kind":"pipe","from":"T","to":"Z",\
            "maxFlow":40.0,"bidirectional":false,"loss":0.1,"costPerM3":0.0,"energyKWhPerM3":0.0}],\
            "tariffs":{"day":[0.2,0.1]}}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.0,0.5]|[1.0]|source 'S', field 'availability' (1 values), must be one per step, 2",
        "[1.0,0.5]|[1.0,1.5]|source 'S', field 'availability' (1.5), must lie in [0, 1] in step 1",
        "[0.25,0.0]|0.25|link 'ST', field 'availability' (0.25), must be a list of numbers",
        "[0.25,0.0]|[-0.25,0.0]|link 'ST', field 'availability' (-0.25), must lie in [0, 1]",
        ":3.5|:53.5|source 'S', field 'minFlow' (53.5), must be at most maxFlow, 50.0",
        ":1.5|:-1.5|link 'ST', field 'minFlow' (-1.5), must be a finite number and at least 0",
        "[0,1]|[0,0.5]|source 'S', field 'volumeLimitsFrom' (0.5), must be a step, a whole number",
        "[2,2]|[2]|source 'S', field 'volumeLimitsTo' (1 values), must be as many as volumes, 2",
        "[2,2]|[2,3]|volumeLimits of source 'S' (steps 1 to 3), must be from one step to a later",
        "[0.375,0.4375]|[1]|field 'co2KgPerKWh' (1 values), must be one per step, 2",
        "[0.375,0.4375]|[1,-1]|kgPerKWh of the emissions in step 1 (-1.0), must be at least 0",
        "[0.375,0.4375]|4|field 'co2KgPerKWh' (4), must be a list of numbers, one per step",
        ":0.03125|:-1|field 'co2PricePerKg' (-1), must be a finite number and at least 0",
        "[\"ST\"]|[\"ST\",\"X\"]|demand charge 'meter', field 'links' (X), is not a link of the file",
        "[\"ST\"]|[7]|demandCharges[0].links[0] (7), must be a text that is not blank",
        "[\"ST\"]|\"ST\"|demand charge 'meter', field 'links' (\"ST\"), must be a list of ids",
        ":11.5|:-1|demand charge 'meter', field 'pricePerKW' (-1), must be a finite number and at",
        "\"none\"|\"meter\"|demand charge 'meter', field 'id' (meter), must be unique among",
        ":0.8125|:81.25|blend 'nitrate', field 'maxShare' (81.25), must lie in [0, 1]",
        "\"node\":\"Z\"|\"node\":\"Y\"|blend 'nitrate', field 'node' (Y), is not a node of the file",
        "[22.0,33.0]|[33.0,22.0]|link 'ST', field 'segmentsAbove' (22.0), must rise from above 0",
        "[0.75,0.875]|[0.75]|link 'ST', field 'segmentsKWhPerM3' (1 values), must be as many as in",
        "[5.0,6.0]|[5.0]|zone 'Z', field 'guaranteed' (1 values), must be one per step, 2",
        "[5.0,6.0]|[5.0,-6]|zone 'Z', field 'guaranteed' (-6.0), must be at least 0 in step 1",
        ":0.0625|:-1|tank 'T', field 'finalValuePerM3' (-1), must be a finite number and at least 0",
        "[2.0,3.0]|[2.0]|tank 'T', field 'minVolumes' (1 values), must be one per step, 2",
        "[18.0,19.0]|[-18.0,19.0]|tank 'T', field 'maxVolumes' (-18.0), must be at least 0 in step",
        "[18.0,19.0]|[1.0,19.0]|minVolumes, maxVolumes of tank 'T' in step 0 (2.0, 1.0), must not be",
        ":0.125|:12.5|zone 'Z', field 'guaranteedShare' (12.5), must lie in [0, 1]",
        ":7.5|:-7.5|zone 'Z', field 'maxShortfall' (-7.5), must be a finite number and at least 0",
      })
  void everyFaultIsNamed(String good, String bad, String said) throws IOException {
    Path file = written(full(), "bad.json");
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).contains(good);
    Files.writeString(file, text.replace(good, bad), StandardCharsets.UTF_8);

    InputFileException e =
        catchThrowableOfType(InputFileException.class, () -> ProblemJson.read(file));

    assertThat(e).isNotNull();
    assertThat(e.getMessage()).contains(said);
    if (!said.startsWith("kgPerKWh")) {
      assertThat(e.problems()).allMatch(problem -> problem.contains("line "));
    }
  }
}
