// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.io.WeatherCsv;
import io.github.watermgmt.core.io.WeatherForecastsCsv;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Everything that a comparison of forecasters reads, checked.
 *
 * <p>Thread-safety: immutable.
 *
 * @param history the series with the truth after the origins, weather and calendar
 * @param weather the weather's panel, if there is one that is known in advance
 * @param issues number of forecasts of the weather, 0 if it is known in advance
 * @param holidays public holidays, ascending
 * @param unit of readings and results
 * @param origins ascending
 * @param horizon in steps
 * @param levels ascending
 * @param teams to be placed among, if any
 * @param ingest what was done to the readings on their way in
 * @param notes what else a reader of the results should know
 */
record Inputs(
    History history,
    Optional<Panel> weather,
    int issues,
    List<LocalDate> holidays,
    Unit unit,
    List<Instant> origins,
    int horizon,
    List<QuantileLevel> levels,
    Optional<Teams> teams,
    IngestReport ingest,
    List<String> notes) {

  Inputs {
    holidays = List.copyOf(holidays);
    origins = List.copyOf(origins);
    levels = List.copyOf(levels);
    notes = List.copyOf(notes);
  }

  /** Returns the ids of the series that are forecast. */
  List<String> ids() {
    return history.targets().ids();
  }

  /** Reads all files and options; what is wrong is added to the problems. */
  static Optional<Inputs> read(ForecastSettings settings, Problems problems) {
    Optional<PanelBuilder.Built> readings =
        problems.attempt(
            () ->
                ReadingsCsv.builder()
                    .unit(settings.unit)
                    .zone(settings.zone)
                    .build()
                    .read(settings.readings));
    Optional<SortedSet<LocalDate>> holidays =
        settings.holidays().flatMap(file -> problems.attempt(() -> HolidaysCsv.read(file)));
    Optional<PanelBuilder.Built> weather =
        settings.weather().flatMap(file -> problems.attempt(() -> WeatherCsv.read(file)));
    Optional<WeatherForecastsCsv.Issued> issued =
        settings
            .weatherForecasts()
            .flatMap(file -> problems.attempt(() -> WeatherForecastsCsv.read(file)));
    if (settings.weatherForecasts().isPresent() && settings.weather().isEmpty()) {
      problems.add(
          Validation.message(
              "--weather",
              "none",
              "is needed beside --weather-forecasts: forecasters learn from what was observed",
              "give the observed weather too"));
    }
    Optional<Covariates> forecasts =
        weather.flatMap(
            built -> issued.flatMap(all -> problems.attempt(() -> all.covariates(built.panel()))));
    Optional<Teams> teams =
        settings.teams().flatMap(file -> problems.attempt(() -> Teams.read(file)));
    List<Instant> origins = settings.origins(problems);
    List<QuantileLevel> levels = settings.levels(problems);
    if (settings.horizon < 1) {
      problems.add(
          Validation.message("--horizon", settings.horizon, "must be at least 1 step", ""));
    }
    readings.ifPresent(
        built -> Origins.check(origins, settings.horizon, built.panel().axis(), problems));
    if (readings.isEmpty() || !problems.isEmpty()) {
      return Optional.empty();
    }
    List<String> notes = new ArrayList<>();
    for (SeriesIngest one : readings.get().report().series()) {
      if (one.skipped()) {
        notes.add("series '" + one.id() + "' was left out: every value is missing");
      }
    }
    Panel targets = known(readings.get().panel(), origins.get(0), notes, problems);
    teams.ifPresent(t -> t.check(origins, targets.ids(), notes, problems));
    Calendar calendar =
        Calendar.of(
            settings.zone, holidays.isPresent() ? holidays.get() : Collections.emptySortedSet());
    Covariates covariates =
        forecasts.orElseGet(
            () -> weather.map(built -> Covariates.known(built.panel())).orElse(Covariates.none()));
    weather.ifPresent(built -> notes.addAll(built.report().notes()));
    issued.ifPresent(all -> notes.addAll(weatherNotes(all, origins, settings.horizon, targets)));
    return Optional.of(
        new Inputs(
            new History(targets, covariates, calendar),
            issued.isPresent() ? Optional.empty() : weather.map(PanelBuilder.Built::panel),
            issued.map(all -> all.issues().size()).orElse(0),
            holidays.map(List::copyOf).orElse(List.of()),
            settings.unit,
            origins,
            settings.horizon,
            levels,
            teams,
            readings.get().report(),
            notes));
  }

  /** Says how old the forecasts of the weather are at the origins, and where they end too early. */
  private static List<String> weatherNotes(
      WeatherForecastsCsv.Issued issued, List<Instant> origins, int horizon, Panel targets) {
    List<String> notes = new ArrayList<>(issued.notes());
    notes.add(
        "from each origin on the weather is known by forecasts only, and to peers not at all");
    int none = 0;
    int early = 0;
    Duration oldest = Duration.ZERO;
    for (Instant origin : origins) {
      Instant end = origin.plus(targets.axis().step().multipliedBy(horizon));
      Optional<Instant> newest =
          issued.issues().stream().filter(at -> !at.isAfter(origin)).reduce((one, two) -> two);
      if (newest.isEmpty()) {
        none++;
        continue;
      }
      Duration age = Duration.between(newest.get(), origin);
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
      boolean ends =
          issued.vintages().values().stream()
              .flatMap(List::stream)
              .filter(vintage -> vintage.issued().equals(newest.get()))
              .anyMatch(vintage -> vintage.series().axis().end().isBefore(end));
      early += ends ? 1 : 0;
    }
    notes.add(
        "the oldest forecast of the weather that an origin had to take was of " + words(oldest));
    if (none > 0) {
      notes.add(none + " origins have no forecast of the weather at all");
    }
    if (early > 0) {
      notes.add(early + " origins have a forecast of the weather that ends before the horizon");
    }
    return notes;
  }

  private static String words(Duration age) {
    return age.isZero() ? "that very moment" : age.toMinutes() / 60.0 + " hours before";
  }

  /** Leaves out a series of which nothing is known at the first origin, and says so. */
  private static Panel known(
      Panel all, Instant firstOrigin, List<String> notes, Problems problems) {
    List<String> kept = new ArrayList<>();
    for (Series series : all.series()) {
      Series past = series.slice(0, series.axis().before(firstOrigin).length());
      if (past.missing() < past.length()) {
        kept.add(series.id());
      } else {
        notes.add(
            "series '"
                + series.id()
                + "' was left out: no value before the first origin, "
                + firstOrigin);
      }
    }
    if (kept.isEmpty()) {
      problems.add(
          Validation.message(
              "origin", firstOrigin, "no series has a value before it", "take later origins"));
      return all;
    }
    return kept.size() == all.size() ? all : all.select(kept);
  }
}
