// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.io.LeaksCsv.Growth;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.site.SignedMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFilesTest {
  private static final Instant NOON = Instant.parse("2021-05-01T12:00:00Z");

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.csv"), text);
  }

  @Test
  void repairsAreKnownAtOnceOrWhenTheFileSays() throws IOException {
    Path file =
        file("known,pipe,end\n,p1,2021-05-01 12:00\n2021-05-03 12:00:00,p2,2021-05-01 12:00:00\n");
    assertThat(RepairsCsv.read(file, ZoneOffset.UTC))
        .containsExactly(
            new Repair(NOON, NOON, "p1"), new Repair(NOON, NOON.plusSeconds(2 * 86_400), "p2"));
    assertThat(RepairsCsv.read(file("pipe,end\n"), ZoneOffset.UTC)).isEmpty();
    assertThat(
            RepairsCsv.read(file("pipe,end\np,2021-05-01 14:00\n"), ZoneId.of("Europe/Rome"))
                .get(0))
        .isEqualTo(new Repair(NOON, NOON, "p"));
  }

  @Test
  void repairsTellAllProblemsAtOnce() throws IOException {
    Path file =
        file("pipe,end,known\n,2021-05-01 12:00,\np,noon,\np,2021-05-01 12:00,2021-05-01 11:00\n");
    assertThatThrownBy(() -> RepairsCsv.read(file, ZoneOffset.UTC))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("line 2, column 'pipe'")
        .hasMessageContaining("line 3, column 'end'")
        .hasMessageContaining("line 4, column 'known'");
    Path other = file("leak,repaired\n");
    assertThatThrownBy(() -> RepairsCsv.read(other, ZoneOffset.UTC))
        .hasMessageContaining("'pipe'")
        .hasMessageContaining("'end'");
    Path empty = file("");
    assertThatThrownBy(() -> RepairsCsv.read(empty, ZoneOffset.UTC))
        .hasMessageContaining("is empty");
  }

  @Test
  void leaksHaveABeginAnEndAndPerhapsAType() throws IOException {
    Path file =
        file(
            "pipe,start,end,diameter_m,type\n"
                + "p1,2021-05-01 12:00,2021-05-02 12:00,0.01,abrupt\n"
                + "p2,2021-05-01 12:00,2021-05-02 12:00,0.01,incipient\n"
                + "p3,2021-05-01 12:00,2021-05-02 12:00,0.01,\n");
    List<LeaksCsv.Leak> leaks = LeaksCsv.read(file, ZoneOffset.UTC);
    assertThat(leaks.stream().map(LeaksCsv.Leak::growth))
        .containsExactly(Growth.ABRUPT, Growth.INCIPIENT, Growth.UNKNOWN);
    assertThat(leaks.get(0).start()).isEqualTo(NOON);
    assertThat(LeaksCsv.read(file("pipe,start,end\n"), ZoneOffset.UTC)).isEmpty();
    Path bad =
        file(
            "pipe,start,end,type\np,2021-05-02 12:00,2021-05-02 12:00,\np,x,2021-05-02 12:00,big\n");
    assertThatThrownBy(() -> LeaksCsv.read(bad, ZoneOffset.UTC))
        .hasMessageContaining("line 2, column 'end'")
        .hasMessageContaining("line 3, column 'start'")
        .hasMessageContaining("line 3, column 'type'");
  }

  @Test
  void theBoundaryIsWhatTheSignsSayItIs() throws IOException {
    Path file =
        file(
            """
            file,column,quantity,unit,support,sign
            flows,a,flow,m3/h,instant,+ into the network
            flows,b,flow,m3/h,instant,-  Into the Network
            flows,c,flow,m3/h,instant,+ out of the network
            flows,d,flow,m3/h,instant,- out of the network
            flows,e,flow,m3/h,instant,+ into tank T1
            heads,h,head,m,instant,+ into the network
            """);
    assertThat(SensorsCsv.boundary(file))
        .isEqualTo(
            Map.of(
                "flows",
                List.of(
                    SignedMeter.in("a"),
                    SignedMeter.out("b"),
                    SignedMeter.out("c"),
                    SignedMeter.in("d"))));
  }

  @Test
  void theColumnsOfReadingsAreKnownWithoutTheirRows() throws IOException {
    assertThat(ReadingsCsv.columns(file("a,time,b\n1,nonsense,x\n"))).containsExactly("a", "b");
    assertThat(ReadingsCsv.columns(file("sensor,time,value\n"))).isEmpty();
    assertThatThrownBy(() -> ReadingsCsv.columns(folder.resolve("none.csv")))
        .hasMessageContaining("does not exist");
  }
}
