// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two years of 37 sensors by five minutes, in one file, within 512 MB of heap. */
@Tag("slow")
class DetectMemoryTest {
  private static final int STEPS = 210_240;
  private static final int SENSORS = 37;
  private static final long START = Instant.parse("2021-01-01T00:00:00Z").getEpochSecond();

  @TempDir Path folder;

  private void writeData() throws IOException {
    StringBuilder sensors = new StringBuilder("column,quantity,unit,support,sign\n");
    StringBuilder line = new StringBuilder("time");
    for (int s = 0; s < SENSORS; s++) {
      sensors.append("q").append(s).append(",flow,m3/h,instant,+ into the network\n");
      line.append(",q").append(s);
    }
    Files.writeString(folder.resolve("sensors.csv"), sensors);
    try (BufferedWriter out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("panel.csv.gz"))) {
                  {
                    def.setLevel(1);
                  }
                },
                StandardCharsets.UTF_8))) {
      out.append(line).append('\n');
      long random = 1;
      for (int t = 0; t < STEPS; t++) {
        line.setLength(0);
        line.append(Instant.ofEpochSecond(START + 300L * t));
        int hour = t / 12 % 24;
        for (int s = 0; s < SENSORS; s++) {
          random = random * 6364136223846793005L + 1442695040888963407L;
          line.append(',').append(30 + (hour > 6 ? 20 : 0) + s).append('.');
          line.append(100 + (int) ((random >>> 33) % 900));
        }
        out.append(line).append('\n');
      }
    }
  }

  @Test
  void watchesEveryChannelWithinHalfAGigabyte() throws Exception {
    writeData();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", Compare.class.getName(), "detect"));
    command.addAll(List.of("--panel", folder.resolve("panel.csv.gz").toString()));
    command.addAll(List.of("--sensors", folder.resolve("sensors.csv").toString()));
    command.addAll(List.of("--train", "2021-01-01/2021-07-01", "--test", "2021-07-01/2023-01-01"));
    command.addAll(List.of("--channels", "flows", "--noise", "flow=1%", "--together"));
    command.addAll(List.of("--providers", "night-flow,forecast-residual", "--threads", "2"));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Through the environment: a class path can be longer than a command line may be.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Path log = folder.resolve("log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    String costs = Files.readString(folder.resolve("out/costs.csv"));
    System.out.println(costs);
    // 549 days of 288 frames of 37 values
    assertThat(costs)
        .contains("night-flow,1,158112,5850144,", "forecast-residual,1,158112,5850144,");
  }
}
