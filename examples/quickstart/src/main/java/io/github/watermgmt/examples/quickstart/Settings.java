// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the command line; without readings, those of the town that comes with it. */
final class Settings {
  @Option(
      names = "--readings",
      paramLabel = "FILE",
      description = "CSV with a column time and one per series; default: the town shipped here")
  private Path readings;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      defaultValue = "L/s",
      converter = UnitOption.class,
      description = "unit of the readings, such as L/s, m3/h or gpm; default: ${DEFAULT-VALUE}")
  Unit unit;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "Europe/Rome",
      converter = ZoneOption.class,
      description = "time zone of the consumers; default: ${DEFAULT-VALUE}")
  ZoneId zone;

  @Option(
      names = "--weather",
      paramLabel = "FILE",
      description = "CSV with hourly weather, columns named by unit as in temp_c")
  private Path weather;

  @Option(names = "--holidays", paramLabel = "FILE", description = "CSV with a column date")
  private Path holidays;

  @Option(
      names = "--sensors",
      paramLabel = "FILE",
      description = "CSV that says what each column is: quantity, unit, place, support, sign")
  private Path sensors;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "network to plan for, JSON of the format watermgmt-plan/1")
  private Path plan;

  @Option(
      names = "--train-until",
      paramLabel = "T",
      converter = InstantOption.class,
      description = "end of the history, exclusive, such as 2022-07-24T22:00:00Z")
  private Instant trainUntil;

  @Option(
      names = "--forecaster",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "which forecaster; default: ${DEFAULT-VALUE}")
  String forecaster;

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "night-flow,forecast-residual",
      description = "which anomaly detectors; default: ${DEFAULT-VALUE}")
  List<String> detectors;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "which distribution optimizer; default: ${DEFAULT-VALUE}")
  String optimizer;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "quickstart-out",
      description = "folder of the results; default: ${DEFAULT-VALUE}")
  Path out;

  /** Returns what is read, in words. */
  String source() {
    return readings == null ? "the town that comes with the quickstart" : readings.toString();
  }

  Path readings() {
    return readings == null ? shipped("readings.csv") : readings;
  }

  Optional<Path> weather() {
    return file(weather, "weather.csv");
  }

  Optional<Path> holidays() {
    return file(holidays, "holidays.csv");
  }

  Optional<Path> sensors() {
    return file(sensors, "sensors.csv");
  }

  Optional<Path> plan() {
    return file(plan, "town.json");
  }

  Optional<Instant> trainUntil() {
    return Optional.ofNullable(trainUntil);
  }

  /** The town's files go with the town's readings only. */
  private Optional<Path> file(Path given, String shipped) {
    if (given != null) {
      return Optional.of(given);
    }
    return readings == null ? Optional.of(shipped(shipped)) : Optional.empty();
  }

  private static Path shipped(String name) {
    try (InputStream in = Settings.class.getResourceAsStream("/town/" + name)) {
      Path folder = Files.createTempDirectory("town");
      Path copy = folder.resolve(name);
      Files.copy(in, copy);
      folder.toFile().deleteOnExit();
      copy.toFile().deleteOnExit();
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("the town cannot be copied to a temporary folder", e);
    }
  }

  /** Reads a unit by its symbol. */
  static final class UnitOption implements ITypeConverter<Unit> {
    @Override
    public Unit convert(String text) {
      try {
        return Unit.of(text);
      } catch (RuntimeException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a time zone by its name. */
  static final class ZoneOption implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time zone. Maybe Europe/Rome, America/New_York or UTC.");
      }
    }
  }

  /** Reads an instant. */
  static final class InstantOption implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not an instant in UTC such as 2022-07-24T22:00:00Z.");
      }
    }
  }
}
