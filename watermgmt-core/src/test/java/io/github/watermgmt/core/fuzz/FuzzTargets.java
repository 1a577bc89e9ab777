// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.fuzz;

import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.LeaksCsv;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.io.RepairsCsv;
import io.github.watermgmt.core.io.SensorsCsv;
import io.github.watermgmt.core.io.WeatherCsv;
import io.github.watermgmt.core.io.WeatherForecastsCsv;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelLimits;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.DuplicatePolicy;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Promise F1: readers of foreign bytes. Whatever the bytes are, a reader returns, or throws a
 * {@link WaterManagementException} that says what is wrong, within seconds and bounded memory.
 */
final class FuzzTargets {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int LONGEST_MESSAGE = 400_000;
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final List<ModelFile> VALID =
      Stream.of("weekly-profile", "seasonal-naive", "holt-winters", "theta")
          .map(FuzzTargets::fitted)
          .toList();
  private static final String ROW = "2022-01-01T00:00:00Z";

  /** A reader, and inputs from which mutation starts. */
  record Target(Reader reader, List<byte[]> seeds) {}

  /** Reads bytes to the end. */
  interface Reader {
    void read(byte[] bytes) throws IOException;
  }

  private FuzzTargets() {}

  /** Returns all targets by name; a new reader of foreign bytes gets its line here. */
  static Map<String, Target> all() {
    Map<String, Target> targets = new LinkedHashMap<>();
    targets.put("readings", new Target(FuzzTargets::readings, readingsSeeds()));
    targets.put("weather", new Target(in(".csv", WeatherCsv::read), weatherSeeds()));
    targets.put(
        "weather-forecasts",
        new Target(in(".csv", WeatherForecastsCsv::read), FileSeeds.weatherForecasts()));
    targets.put("holidays", new Target(in(".csv", HolidaysCsv::read), holidaySeeds()));
    targets.put("sensors", new Target(in(".csv", SensorsCsv::read), FileSeeds.sensors()));
    targets.put(
        "leaks",
        new Target(in(".csv", file -> LeaksCsv.read(file, ZoneOffset.UTC)), FileSeeds.leaks()));
    targets.put(
        "repairs",
        new Target(in(".csv", file -> RepairsCsv.read(file, ROME)), FileSeeds.repairs()));
    targets.put("problem", new Target(in(".json", ProblemJson::read), FileSeeds.problems()));
    targets.put("options", new Target(FuzzTargets::options, optionSeeds()));
    targets.put("model", new Target(FuzzTargets::model, modelSeeds()));
    targets.put("payload", new Target(FuzzTargets::payload, payloadSeeds()));
    return targets;
  }

  /**
   * Runs a target; only declared errors are swallowed. What took too long is timed again: a first
   * input loads classes, and a busy machine lets anybody wait.
   */
  static void check(Reader reader, byte[] bytes) {
    if (timed(reader, bytes).compareTo(LONGEST) > 0) {
      Duration again = timed(reader, bytes);
      if (again.compareTo(LONGEST) > 0) {
        throw new AssertionError("took " + again + " for " + bytes.length + " bytes");
      }
    }
  }

  private static Duration timed(Reader reader, byte[] bytes) {
    long begun = System.nanoTime();
    try {
      reader.read(bytes);
    } catch (WaterManagementException e) {
      String message = e.getMessage();
      if (message == null || message.isBlank() || e.problems().isEmpty()) {
        throw new AssertionError("an error without a word: " + e.code(), e);
      }
      if (message.length() > LONGEST_MESSAGE) {
        throw new AssertionError("a message of " + message.length() + " characters", e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Reader in(String suffix, Consumer<Path> reader) {
    return bytes -> {
      Path file = Files.createTempFile("fuzz", suffix);
      try {
        Files.write(file, bytes);
        reader.accept(file);
      } finally {
        Files.delete(file);
      }
    };
  }

  /** The first byte chooses the settings, the rest is the file. */
  static void readings(byte[] bytes) throws IOException {
    int flags = bytes.length == 0 ? 0 : bytes[0];
    ReadingsCsv.Builder builder = ReadingsCsv.builder();
    if ((flags & 1) == 0) {
      builder.unit(Unit.of("L/s"));
    }
    if ((flags & 2) != 0) {
      builder.plainStampsIn(ROME).zone(ROME);
    }
    if ((flags & 4) != 0) {
      builder.step(Duration.ofMinutes(15));
    }
    if ((flags & 8) != 0) {
      builder.duplicates(DuplicatePolicy.REFUSE);
    }
    ReadingsCsv reader = builder.build();
    byte[] file = java.util.Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
    in((flags & 64) == 0 ? ".csv" : ".csv.gz", reader::read).read(file);
  }

  /** Text that parses must come back from its own text. */
  static void options(byte[] bytes) {
    List<Option<?>> schema = new ArrayList<>();
    Providers.discover()
        .forecasters()
        .forEach(
            provider ->
                provider
                    .options()
                    .forEach(
                        option -> {
                          if (schema.stream()
                              .noneMatch(other -> other.name().equals(option.name()))) {
                            schema.add(option);
                          }
                        }));
    schema.add(Option.text("any-text", "", "any text"));
    schema.add(Option.choice("choice", DuplicatePolicy.KEEP_LAST, "one of several"));
    schema.add(Option.flag("flag", false, "yes or no"));
    Options parsed = Options.parse(schema, new String(bytes, StandardCharsets.UTF_8));
    if (!Options.parse(schema, parsed.toText()).equals(parsed)) {
      throw new AssertionError("not the same again: " + parsed.toText());
    }
  }

  static void model(byte[] bytes) throws IOException {
    restore(ModelFile.read(new ByteArrayInputStream(bytes), new ModelLimits(10_000_000, 100)));
  }

  /** A model file that is whole, with an entry that says something else: no checksum helps. */
  static void payload(byte[] bytes) {
    ModelFile valid = VALID.get(bytes.length % VALID.size());
    List<String> names = valid.names();
    int chosen = bytes.length == 0 ? 0 : Math.floorMod(bytes[0], names.size());
    ModelFile.Builder builder =
        ModelFile.builder(valid.kind(), valid.payloadVersion(), valid.provenance());
    for (int i = 0; i < names.size(); i++) {
      byte[] entry = valid.bytes(names.get(i));
      if (i == chosen) {
        // The first byte chose the entry, the second where the rest is written over it.
        int at = bytes.length < 2 ? 0 : (bytes[1] & 255) * entry.length / 256;
        for (int k = 2; k < bytes.length && at + k - 2 < entry.length; k++) {
          entry[at + k - 2] = bytes[k];
        }
      }
      builder.entry(names.get(i), entry);
    }
    restore(builder.build());
  }

  private static void restore(ModelFile file) {
    try (FittedForecaster restored = Providers.discover().restoreForecaster(file)) {
      restored.forecast(ForecastRequest.steps(3), RunContext.standard());
    }
  }

  private static ModelFile fitted(String name) {
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2022-01-02T23:00:00Z"), Duration.ofHours(6), 4 * 7 * 8);
    double[] values = new double[axis.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 + i % 4 + i % 28 / 7.0;
    }
    Panel panel = Panel.of(Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    Forecaster forecaster = Providers.discover().forecaster(name);
    try (FittedForecaster fitted =
        forecaster.fit(History.of(panel, Calendar.of(ROME)), RunContext.standard())) {
      return fitted.toModelFile();
    }
  }

  // ---------------------------------------------------------------- seeds

  private static List<byte[]> readingsSeeds() {
    String wide = "time,A,B\n" + ROW + ",1.5,\n2022-01-01T01:00:00Z,NaN,-3e2\n";
    String tall =
        "sensor,time,value,unit\nA,"
            + ROW
            + ",1,L/s\nA,2022-01-01T01:00:00Z,2,L/s\nB,"
            + ROW
            + ",7,m3\n";
    List<byte[]> seeds = new ArrayList<>();
    for (String text :
        List.of(
            wide,
            tall,
            "\uFEFFtime;A\n" + ROW + ";1\n" + ROW + ";2\n",
            "time,A\n2022-03-27 02:30,1\n2022-03-27T01:30:00+01:00,2\n",
            "time,\"A\"\"\n,\"\n\"" + ROW + "\",\"1,5\"\n",
            "time,A\n" + ROW + ",1e999\n2022-02-30T00:00:00Z,-1.7e308\n",
            "time,A\n9999-12-31T23:59:59Z,1\n0000-01-01T00:00:00Z,1\n")) {
      for (char flags : new char[] {'\0', '\1', '\2', '\4', '\u0008'}) {
        seeds.add(utf8(flags + text));
      }
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(utf8(wide));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    seeds.add(packed.toByteArray());
    return seeds;
  }

  private static List<byte[]> weatherSeeds() {
    return Stream.of(
            "time,rain_mm,temp_c\n" + ROW + ",0.5,-3\n", "time,wind_ms,x_f\n" + ROW + ",,9\n")
        .map(FuzzTargets::utf8)
        .toList();
  }

  private static List<byte[]> holidaySeeds() {
    return Stream.of("date\n2022-12-25\n2022-02-29\n", "name,date\n\"a,b\",2022-12-25\n")
        .map(FuzzTargets::utf8)
        .toList();
  }

  private static List<byte[]> optionSeeds() {
    return Stream.of(
            "weeks=8;half-life=2.5", "any-text=\"a;b\\\"c\";flag=yes", "choice=keep-first", "")
        .map(FuzzTargets::utf8)
        .toList();
  }

  private static List<byte[]> modelSeeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (ModelFile model : VALID) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        model.write(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seeds.add(out.toByteArray());
    }
    return seeds;
  }

  private static List<byte[]> payloadSeeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int entry = 0; entry < 4; entry++) {
      for (int at = 0; at < 256; at += 16) {
        // The length chooses the model.
        seeds.add(new byte[] {(byte) entry, (byte) at, 0x7F, (byte) 0xFF, (byte) 0xFF});
        seeds.add(new byte[] {(byte) entry, (byte) at, (byte) 0xFF, 0, 0, 0, 0, 0});
        seeds.add(new byte[] {(byte) entry, (byte) at, 0x7F, (byte) 0xEF, 0, 0});
        seeds.add(new byte[] {(byte) entry, (byte) at, 0x3F, (byte) 0xEF, 0, 0, 0});
      }
    }
    return seeds;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
