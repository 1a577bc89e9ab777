// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.core.anomaly.Finding;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsCsvTest {
  @TempDir Path folder;

  private static Finding finding(
      String series, AnomalyKind kind, OptionalDouble excess, String reason, boolean open) {
    Detection detection =
        new Detection(
            Instant.parse("2024-03-01T05:00:00Z"),
            Instant.parse("2024-02-28T02:00:00Z"),
            2.0 / 3,
            12.5,
            kind,
            Optional.empty(),
            List.of(),
            List.of(),
            excess,
            reason);
    return new Finding(series, detection, Instant.parse("2024-03-04T05:00:00Z"), open);
  }

  @Test
  @Tag("locale")
  void writesOneLinePerFindingAndQuotesWhatMustBe() throws IOException {
    Path file = folder.resolve("new/findings.csv");
    FindingsCsv.write(
        file,
        List.of(
            finding("dma 1", AnomalyKind.LEAK, OptionalDouble.of(3.6), "up by 3.6 m³/h", false),
            finding(
                "a,\"b\"",
                AnomalyKind.SENSOR_FAULT,
                OptionalDouble.empty(),
                "stuck at 5,\nfor 3 h",
                true)),
        Unit.of("m3/h"));

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            time,series,kind,grade,onset,until,size_m3h,reason
            2024-03-01T05:00:00Z,dma 1,leak,0.666667,2024-02-28T02:00:00Z,2024-03-04T05:00:00Z,3.600000,up by 3.6 m³/h
            2024-03-01T05:00:00Z,"a,""b""\",sensor-fault,0.666667,2024-02-28T02:00:00Z,,,"stuck at 5,
            for 3 h"
            """);
  }

  @Test
  void theSizeIsInTheUnitThatTheHeaderNames() throws IOException {
    Path file = folder.resolve("findings.csv");
    FindingsCsv.write(
        file,
        List.of(finding("a", AnomalyKind.BURST, OptionalDouble.of(3.6), "burst", false)),
        Unit.of("L/s"));

    assertThat(Files.readString(file)).contains(",size_ls,").contains(",1.000000,burst\n");
    assertThatThrownBy(() -> FindingsCsv.write(file, List.of(), Unit.of("mm")))
        .isInstanceOf(DataException.class);
  }

  @Test
  void noFindingsGiveAHeader() throws IOException {
    Path file = folder.resolve("findings.csv");
    FindingsCsv.write(file, List.of(), Unit.of("m3/h"));

    assertThat(Files.readString(file))
        .isEqualTo("time,series,kind,grade,onset,until,size_m3h,reason\n");
  }
}
