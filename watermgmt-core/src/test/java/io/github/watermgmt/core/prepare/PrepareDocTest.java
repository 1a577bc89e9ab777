// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.testing.FaultInjection;
import io.github.watermgmt.core.testing.SyntheticDemand;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the code of {@code docs/prepare.md}, which must be the code between the marks below. */
class PrepareDocTest {
  private static final Path PAGE = Path.of("docs/prepare.md");

  private final StringBuilder out = new StringBuilder();

  private void show(Object line) {
    out.append(line).append('\n');
  }

  @Test
  void theExamplesRun() {
    long[] times = new long[30];
    double[] values = new double[30];
    for (int i = 0; i < times.length; i++) {
      times[i] = Instant.parse("2022-05-01T00:00:00Z").getEpochSecond() + 3600L * i;
      values[i] = (99_980 + i * 1.5) % 100_000;
    }
    Instant exchanged = Instant.parse("2022-06-01T10:00:00Z");

    // <registers>
    RegisterReads reads = RegisterReads.of("meter 12", Unit.of("m3"), times, values);
    Registers registers =
        Registers.by(Duration.ofHours(1))
            .digits(5)
            .maxFlow(6.25)
            .exchange(MeterExchange.of(exchanged, 4711.2, 0.3))
            .build();
    Registers.Use use = registers.use(reads);
    Series hourly = use.series(); // m³ a step
    show(use.report().toText()); // what was met, with the volumes
    RegisterReads again = use.undo(); // the reads, to the bit
    // </registers>

    assertThat(hourly.length()).isEqualTo(29);
    assertThat(again).isEqualTo(reads);
    assertThat(out.toString()).contains("1 rollover, 100000.0 m³");

    Calendar calendar = SyntheticDemand.CALENDAR;
    TimeAxis axis = SyntheticDemand.axis(364, Duration.ofHours(1));
    List<Series> zones = new ArrayList<>();
    for (int zone = 1; zone <= 5; zone++) {
      double[] flow = SyntheticDemand.zone(7, zone, axis);
      if (zone == 1) {
        FaultInjection.scale(flow, 24 * 160, 1.4);
        flow[5000] *= 5;
      }
      zones.add(Series.of("zone-" + zone, Quantity.FLOW, Support.INTERVAL_MEAN, axis, flow));
    }
    Panel panel = Panel.of(zones);

    // <clean>
    Cleaner.Cleaned cleaned = Cleaner.builder(calendar).range(0, 2000).build().clean(panel);
    show(cleaned.report().toText());
    Panel asItWas = cleaned.report().undo(cleaned.panel());
    // </clean>

    assertThat(asItWas).isEqualTo(panel);
    assertThat(cleaned.report().count()).isEqualTo(1);

    // <check>
    SensorReport report = SensorCheck.builder(calendar).build().check(cleaned.panel());
    show(report.toText());
    Panel ready = cleaned.panel();
    for (SensorFault fault : report.only(SensorFault.Kind.LEVEL_SHIFT).faults()) {
      LevelShift.Adjusted adjusted = LevelShift.of(fault).adjust(ready);
      ready = adjusted.panel(); // adjusted.undo(ready) takes it back
    }
    // </check>

    assertThat(report.faults()).hasSize(1);
    assertThat(ready).isNotEqualTo(cleaned.panel());
    assertThat(out.toString()).contains("zone-1: level shift since 2022-06-");
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    Path source = Path.of("src/test/java/io/github/watermgmt/core/prepare/PrepareDocTest.java");
    assumeTrue(Files.exists(PAGE) && Files.exists(source), "run in the module's folder");
    String page = Files.readString(PAGE);
    String code = Files.readString(source);
    for (String mark : List.of("registers", "clean", "check")) {
      String begin = "    // <" + mark + ">\n";
      String snippet =
          code.substring(
              code.indexOf(begin) + begin.length(), code.indexOf("    // </" + mark + ">"));
      assertThat(page).contains(snippet.stripTrailing().stripIndent());
    }
  }
}
