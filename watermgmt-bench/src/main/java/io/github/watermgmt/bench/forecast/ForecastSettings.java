// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.evaluate.Refit;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of {@code compare forecast} besides those that every comparison shares.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class ForecastSettings {
  @Option(
      names = "--readings",
      paramLabel = "FILE",
      required = true,
      description = "CSV with a column time and one per series, or sensor, time and value")
  Path readings;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      required = true,
      converter = UnitOption.class,
      description = "unit of the readings and of the results, such as L/s, m3/h or gpm")
  Unit unit;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      required = true,
      converter = ZoneOption.class,
      description = "time zone of the consumers, such as Europe/Rome")
  ZoneId zone;

  @Option(
      names = "--weather",
      paramLabel = "FILE",
      description =
          "CSV with hourly weather, columns named by unit as in temp_c; known for the target week"
              + " too, unless there are forecasts of it")
  private @Nullable Path weather;

  @Option(
      names = "--weather-forecasts",
      paramLabel = "FILE",
      description =
          "CSV, or folder of them, with issued, time and the columns of the weather: from each"
              + " origin on only the newest forecast issued by then is known, not the weather")
  private @Nullable Path weatherForecasts;

  @Option(names = "--holidays", paramLabel = "FILE", description = "CSV with a column date")
  private @Nullable Path holidays;

  @Option(
      names = "--origins",
      paramLabel = "T",
      split = ",",
      description =
          "moments from which to forecast, such as 2022-07-24T22:00:00Z, or 2022-07-25: that day's"
              + " midnight in the zone")
  private List<String> origins = new ArrayList<>();

  @Option(names = "--from", paramLabel = "T", description = "first origin, inclusive")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "last origin, inclusive")
  private @Nullable String to;

  @Option(
      names = "--every",
      paramLabel = "PERIOD",
      defaultValue = "P7D",
      description =
          "calendar days of the zone from one origin to the next; default: ${DEFAULT-VALUE}")
  private String every = "P7D";

  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      defaultValue = "168",
      description = "steps to forecast from each origin; default: ${DEFAULT-VALUE}")
  int horizon = 168;

  @Option(
      names = "--levels",
      paramLabel = "LEVELS",
      defaultValue = "0.05:0.95:0.05",
      description =
          "quantile levels, from:to:step or a list; the CRPS needs those of the default:"
              + " ${DEFAULT-VALUE}")
  private String levels = "0.05:0.95:0.05";

  @Option(
      names = "--refit",
      paramLabel = "WHEN",
      defaultValue = "each",
      description =
          "each: learn anew at each origin; once: learn at the first and update that model; update:"
              + " update from origin to origin; default: ${DEFAULT-VALUE}")
  private Refit refit = Refit.EACH;

  @Option(
      names = "--teams",
      paramLabel = "FILE",
      description =
          "CSV pos,week,dma,PI1,PI2,PI3 of teams among whom everyone is placed; its weeks in order"
              + " are the origins in order")
  private @Nullable Path teams;

  ForecastSettings() {}

  Refit refit() {
    return refit;
  }

  Optional<Path> weather() {
    return Optional.ofNullable(weather);
  }

  Optional<Path> weatherForecasts() {
    return Optional.ofNullable(weatherForecasts);
  }

  Optional<Path> holidays() {
    return Optional.ofNullable(holidays);
  }

  Optional<Path> teams() {
    return Optional.ofNullable(teams);
  }

  /** Returns the origins, ascending; empty if there was a problem. */
  List<Instant> origins(Problems problems) {
    boolean range = from != null || to != null;
    if (origins.isEmpty() == !range || (range && (from == null || to == null))) {
      problems.add(
          Validation.message(
              "origins",
              origins.isEmpty() ? "none" : String.join(",", origins),
              "must be given once, by --origins or by --from and --to",
              "--from 2022-04-04 --to 2022-10-31 --every P7D"));
      return List.of();
    }
    if (from != null && to != null) {
      return Origins.every(from, to, every, zone, problems);
    }
    List<Instant> all = Origins.list(origins, zone, problems);
    List<Instant> distinct = all.stream().sorted().distinct().toList();
    if (distinct.size() != all.size()) {
      problems.add(
          Validation.message(
              "--origins", String.join(",", origins), "must be distinct", "drop one"));
    }
    return distinct;
  }

  /** Returns the quantile levels, ascending; empty if there was a problem. */
  List<QuantileLevel> levels(Problems problems) {
    try {
      String[] range = levels.split(":", -1);
      if (range.length == 3) {
        return QuantileLevel.range(
            Double.parseDouble(range[0]),
            Double.parseDouble(range[1]),
            Double.parseDouble(range[2]));
      }
      return List.of(levels.split(",", -1)).stream()
          .map(QuantileLevel::of)
          .sorted()
          .distinct()
          .toList();
    } catch (IllegalArgumentException e) {
      problems.add(
          Validation.message(
              "--levels",
              levels,
              "must be levels between 0 and 1, from:to:step or a list with commas",
              "write 0.05:0.95:0.05"));
      return List.of();
    }
  }

  /** Reads a unit by its symbol. */
  static final class UnitOption implements ITypeConverter<Unit> {
    UnitOption() {}

    @Override
    public Unit convert(String text) {
      try {
        return Unit.of(text);
      } catch (RuntimeException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads a time zone by its name. */
  static final class ZoneOption implements ITypeConverter<ZoneId> {
    ZoneOption() {}

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
}
