// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.bench.detect.ScriptedProvider;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.spi.RunContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network of two inflows, a pressure and a customer, for 80 days: a large leak begins after 60
 * days and is repaired after 70.
 */
@Tag("locale")
class DetectCommandTest {
  private static final long START = Instant.parse("2021-03-01T00:00:00Z").getEpochSecond();
  private static final int DAYS = 80;
  private static final String SENSORS =
      """
      file,column,quantity,unit,kind,element,support,sign
      flows,in1,flow,m3/h,link,L1,instant,+ into the network
      flows,in2,flow,L/s,link,L2,instant,- out of the network
      flows,pump,flow,m3/h,link,L3,instant,+ into tank T (zone C)
      pressures,n1,pressure head,m,node,n1,instant,
      meters,n1,flow,L/h,node,n1,interval mean (stamp = start),+ consumption
      script,s,dimensionless,1,,,instant,
      """;

  private static final Map<String, byte[]> DATA = data();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeData() throws IOException {
    for (Map.Entry<String, byte[]> entry : DATA.entrySet()) {
      Files.write(folder.resolve(entry.getKey()), entry.getValue());
    }
  }

  /** Invented once: every test gets the same files. */
  private static Map<String, byte[]> data() {
    RandomGenerator random = RunContext.standard().withSeed(5).random("town");
    StringBuilder flows = new StringBuilder("time,in1,in2,pump\n");
    StringBuilder pressures = new StringBuilder("time,n1\n");
    StringBuilder meters = new StringBuilder("time,n1\n");
    StringBuilder script = new StringBuilder("time,s\n");
    for (int t = 0; t < DAYS * 96; t++) {
      double hour = t % 96 / 4.0;
      double day = t / 96.0;
      double leak = day >= 60 && day < 70 ? 30 : 0;
      double use = 60 + 40 * Math.sin((hour - 9) / 12 * Math.PI) + 2 * random.nextGaussian();
      String stamp = Instant.ofEpochSecond(START + 900L * t).toString().substring(0, 16);
      String plain = stamp.replace('T', ' ');
      flows.append(line("%s,%.3f,%.4f,5\n", plain, 0.6 * use + leak, 0.4 * use / 3.6));
      pressures.append(line("%s,%.2f\n", plain, 40 - 0.05 * use - 0.02 * leak));
      if (t % 4 == 0) {
        meters.append(line("%s,%.1f\n", plain, 10 * use));
      }
      boolean alarm = (day >= 45 && day < 46) || (day >= 61 && day < 62);
      // On day 75 the script makes its detector throw.
      double told = t == 75 * 96 ? -1 : alarm ? 2 : 0;
      script.append(line("%s,%.0f\n", plain, told));
    }
    return Map.of(
        "sensors.csv",
        bytes(SENSORS),
        "2021_flows.csv.gz",
        gzip(flows),
        "2021_pressures.csv.gz",
        gzip(pressures),
        "2021_meters.csv.gz",
        gzip(meters),
        "script.csv.gz",
        gzip(script),
        "leaks.csv",
        bytes("pipe,start,end,type\nP7,2021-04-30 00:00,2021-05-10 00:00,abrupt\n"),
        "repairs.csv",
        bytes("pipe,end\nP7,2021-05-10 00:00\n"),
        "2021_leakages.csv",
        bytes("time,P7\n2021-04-30 00:00,30\n2021-04-30 01:00,30\n2021-04-30 02:00,30\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static byte[] gzip(CharSequence text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(bytes(text.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** A jar that names the provider, whose class this class path has. */
  private Path scripted() throws IOException {
    Path jar = folder.resolve("scripted.jar");
    try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
      stream.putNextEntry(
          new JarEntry("META-INF/services/io.github.watermgmt.spi.DetectorProvider"));
      stream.write(ScriptedProvider.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private List<String> arguments(String outName, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "detect",
                "--sensors",
                folder.resolve("sensors.csv").toString(),
                "--train",
                "2021-03-01/2021-04-10",
                "--test",
                "2021-04-10/2021-05-20",
                "--out",
                folder.resolve(outName).toString()));
    all.addAll(Arrays.asList(more));
    return all;
  }

  private int run(List<String> arguments) {
    return Compare.run(
        new Stop(), new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private String[] scored(String providers, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--panel",
                file("2021_flows.csv.gz"),
                file("2021_pressures.csv.gz"),
                "--repairs",
                file("repairs.csv"),
                "--truth",
                file("leaks.csv"),
                "--leakages",
                file("2021_leakages.csv"),
                "--providers",
                providers));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void findsTheLeakAndWritesEveryFile() throws IOException {
    assertThat(run(arguments("o", scored("auto,forecast-residual")))).as(err.toString()).isZero();
    assertThat(read("o/auto.csv"))
        .startsWith("time,pipe,kind,grade,onset,size_m3h\n2021-0")
        .contains("Z,,fast,0.");
    List<String> scores = read("o/scores.csv").lines().toList();
    assertThat(scores.get(0))
        .isEqualTo(
            "provider,new_leaks,detectable,detectable_found,alarms,hits,chance,abrupt_hits,abrupt,"
                + "false,repeats,delay_mean_h,delay_median_h,slow,known,note");
    assertThat(scores.get(1)).matches("auto,1,1,1,\\d,1,0\\.\\d{6},1,1,\\d,0,[0-9.]+,[0-9.]+,0,0,");
    assertThat(scores.get(2)).startsWith("forecast-residual,1,1,1,");
    assertThat(read("o/costs.csv")).contains("points_per_s", "\nauto,1,3840,3840,");
    assertThat(read("o/run.json")).contains("SHA-256", "provider auto", "night-flow");
    assertThat(read("o/report.html")).contains("<svg", "P7", "forecast-residual");
    assertThat(out.toString()).contains("net inflow = + in1 + in2", "auto", "1/1", "Report: ");
  }

  @Test
  void givesTheSameBytesWithTwoThreadsAndAgain() throws IOException {
    String[] noisy =
        scored(
            "night-flow,forecast-residual",
            "--channels",
            "inflow,in1,in2",
            "--noise",
            "flow=1%;pressure head=0.05m");
    assertThat(run(arguments("one", noisy))).isZero();
    assertThat(run(arguments("again", noisy))).isZero();
    List<String> two = arguments("two", noisy);
    two.addAll(List.of("--threads", "2", "--rounds", "2"));
    assertThat(run(two)).isZero();
    for (String name : List.of("night-flow.csv", "forecast-residual.csv", "scores.csv")) {
      assertThat(read("again/" + name)).isEqualTo(read("one/" + name));
      assertThat(read("two/" + name)).isEqualTo(read("one/" + name));
    }
    assertThat(read("one/costs.csv")).contains("night-flow,3,11520,11520,");
    List<String> other = arguments("other", noisy);
    other.addAll(List.of("--seed", "2"));
    assertThat(run(other)).isZero();
    assertThat(read("other/forecast-residual.csv")).isNotEqualTo(read("one/forecast-residual.csv"));
  }

  @Test
  void withoutATruthThereAreFindingsOnly() throws IOException {
    Files.createDirectories(folder.resolve("o"));
    Files.writeString(folder.resolve("o/scores.csv"), "of an earlier run");
    assertThat(run(arguments("o", "--panel", file("2021_flows.csv.gz")))).isZero();
    assertThat(folder.resolve("o/scores.csv")).doesNotExist();
    assertThat(folder.resolve("o/auto.csv")).exists();
    assertThat(out.toString()).contains("Nothing is scored");
  }

  @Test
  void withoutTheFlowsOfLeaksNobodyKnowsWhatIsDetectable() throws IOException {
    String[] some = {"--panel", file("2021_flows.csv.gz"), "--truth", file("leaks.csv")};
    assertThat(run(arguments("o", some))).isZero();
    assertThat(read("o/scores.csv")).containsPattern("\nauto,1,,,\\d,1,");
    assertThat(out.toString()).contains("--leakages");
  }

  @Test
  void channelsOfDifferentStepsAreAveragedAndTold() throws IOException {
    List<String> all =
        arguments(
            "o",
            "--panel",
            file("2021_flows.csv.gz"),
            file("2021_pressures.csv.gz"),
            file("2021_meters.csv.gz"),
            "--channels",
            "all",
            "--provider",
            "forecast-residual:weeks=4");
    assertThat(run(all)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("5 of 6 channels: means by PT1H");
    assertThat(folder.resolve("o/forecast-residual-weeks=4.csv")).exists();
    assertThat(read("o/costs.csv")).contains("forecast-residual:weeks=4,6,5754,5754,");
    assertThat(read("o/run.json")).contains("6 channels by PT1H");
  }

  @Test
  void aProviderThatThrowsSaysSoAndTheOthersFinish() throws IOException {
    List<String> all =
        arguments(
            "o",
            "--panel",
            file("2021_flows.csv.gz"),
            file("script.csv.gz"),
            "--truth",
            file("leaks.csv"),
            "--channels",
            "s",
            "--provider",
            "scripted",
            "--provider",
            "scripted:obey=false",
            "--provider-path",
            scripted().toString());
    assertThat(run(all)).as(err.toString()).isEqualTo(Compare.FAILURES);
    assertThat(read("o/scores.csv").lines().toList())
        .anyMatch(
            line -> line.matches("scripted,(,+)failed: IllegalStateException: told to throw at .*"))
        .anyMatch(line -> line.startsWith("scripted:obey=false,1,,,2,1,"));
    assertThat(folder.resolve("o/scripted.csv")).doesNotExist();
    assertThat(read("o/scripted-obey=false.csv").lines()).hasSize(3);
    assertThat(read("o/costs.csv")).contains("told to throw");
  }

  @Test
  void whatWasDoneBeforeAnInterruptIsKept() throws IOException {
    Files.write(folder.resolve("script.csv.gz"), gzip(interrupting()));
    List<String> all =
        arguments(
            "o",
            "--panel",
            file("script.csv.gz"),
            "--truth",
            file("leaks.csv"),
            "--channels",
            "s",
            "--provider",
            "scripted:obey=false",
            "--provider",
            "scripted",
            "--provider-path",
            scripted().toString());
    assertThat(run(all)).as(err.toString()).isEqualTo(Compare.INTERRUPTED);
    assertThat(read("o/scripted-obey=false.csv")).startsWith("time,");
    assertThat(read("o/scores.csv")).contains("\nscripted,", "interrupted", "obey=false,1,");
    assertThat(read("o/run.json")).contains("partial");
    assertThat(read("o/report.html")).contains("Partial");
    List<String> alone = arguments("p", all.subList(9, 13).toArray(String[]::new));
    alone.addAll(List.of("--provider", "scripted", "--channels", "s"));
    alone.addAll(List.of("--provider-path", scripted().toString()));
    assertThat(run(alone)).isEqualTo(Compare.INTERRUPTED);
    assertThat(err.toString()).contains("nothing was written");
    assertThat(folder.resolve("p")).doesNotExist();
  }

  private static String interrupting() {
    StringBuilder script = new StringBuilder("time,s\n");
    for (int t = 0; t < DAYS * 24; t++) {
      Instant at = Instant.ofEpochSecond(START + 3600L * t);
      script.append(at).append(t == 70 * 24 ? ",-2\n" : ",0\n");
    }
    return script.toString();
  }

  @Test
  void sensorsThatDoNotMatchAreAllNamed() throws IOException {
    Files.writeString(
        folder.resolve("sensors.csv"),
        SENSORS.replace("flows,in1", "flows,inflow1").replace("flows,pump", "flows,pumps"));
    Files.writeString(folder.resolve("other.csv"), "time,x\n2021-03-01 00:00,1\n");
    int code = run(arguments("o", "--panel", file("2021_flows.csv.gz"), file("other.csv")));
    assertThat(code).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("(in1)", "(inflow1)", "(pump)", "(pumps)", "(other.csv)");
    assertThat(folder.resolve("o")).doesNotExist();
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    String panel = file("2021_flows.csv.gz");
    List<String> overlapping = arguments("o", "--panel", panel);
    overlapping.set(6, "2021-04-09/2021-05-20");
    assertThat(run(overlapping)).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("must not begin before the training ends");
    List<String> early = arguments("o", "--panel", panel);
    early.set(4, "2021-02-27/2021-04-10");
    assertThat(run(early)).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("--train (2021-02-27T00:00:00Z/2021-04-10T00:00:00Z)");
    List<String> late = arguments("o", "--panel", panel);
    late.set(6, "2021-04-10/2021-06-20");
    assertThat(run(late)).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("must not end much later");
    List<String> senseless = arguments("o", "--panel", panel, "--noise", "flow=loud");
    senseless.set(4, "2021-04-10");
    assertThat(run(senseless)).isEqualTo(Compare.REFUSED);
    assertThat(err.toString()).contains("--train (2021-04-10)", "--noise (flow=loud)");
    assertThat(folder.resolve("o")).doesNotExist();
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    String panel = file("2021_flows.csv.gz");
    assertThat(run(arguments("o", "--panel", panel, "--providers", "magic"))).isEqualTo(2);
    assertThat(err.toString()).contains("magic", "night-flow", "forecast-residual");
    assertThat(run(arguments("o", "--panel", panel, "--channels", "in9"))).isEqualTo(2);
    assertThat(err.toString()).contains("--channels (in9)", "in1, in2, pump");
    assertThat(run(arguments("o", "--panel", panel, "--network", "x.inp"))).isEqualTo(2);
    assertThat(err.toString()).contains("--network (x.inp), must be a file that can be read");
    assertThat(run(arguments("o", "--panel", panel, "--network", panel))).isZero();
    assertThat(out.toString()).contains("network 2021_flows.csv.gz is not used yet");
    assertThat(
            run(arguments("o", "--panel", file("2021_meters.csv.gz"), "--channels", "meters:n1")))
        .as("a column that stands in two files goes by its file too: %s", err)
        .isZero();
  }

  @Test
  void aDetectorThatRefusesItsChannelsFailsAlone() throws IOException {
    List<String> all =
        arguments(
            "o",
            "--panel",
            file("2021_pressures.csv.gz"),
            "--channels",
            "all",
            "--providers",
            "night-flow,forecast-residual");
    assertThat(run(all)).isEqualTo(Compare.FAILURES);
    assertThat(read("o/costs.csv")).contains("must be a flow for 'night-flow'");
    assertThat(folder.resolve("o/forecast-residual.csv")).exists();
  }
}
