// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ProblemFile;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.io.SensorsCsv;
import io.github.watermgmt.core.io.WeatherCsv;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is read, and which providers are to do the work.
 *
 * @param known readings up to the end of the history
 * @param ingest what was done to them on the way in
 * @param notes what else a reader of the results should know of the files
 */
record Inputs(
    Panel known,
    IngestReport ingest,
    Unit unit,
    ZoneId zone,
    Calendar calendar,
    Covariates weather,
    Optional<Problem> problem,
    String forecaster,
    List<String> detectors,
    String optimizer,
    List<String> notes) {

  /** Reads all files, before any work is done. */
  static Inputs read(Settings settings) {
    PanelBuilder.Built readings =
        ReadingsCsv.builder()
            .unit(settings.unit)
            .zone(settings.zone)
            .sensors(settings.sensors().map(Inputs::sensors).orElse(List.of()))
            .build()
            .read(settings.readings());
    Panel known = settings.trainUntil().map(readings.panel()::before).orElse(readings.panel());
    Set<LocalDate> holidays = Set.of();
    if (settings.holidays().isPresent()) {
      holidays = HolidaysCsv.read(settings.holidays().get());
    }
    Covariates weather = Covariates.none();
    if (settings.weather().isPresent()) {
      weather = Covariates.known(WeatherCsv.read(settings.weather().get()).panel());
    }
    Optional<ProblemFile> plan = settings.plan().map(ProblemJson::read);
    List<String> notes = new ArrayList<>();
    plan.ifPresent(file -> notes.addAll(file.notices()));
    return new Inputs(
        withValues(known, notes),
        readings.report(),
        settings.unit,
        settings.zone,
        Calendar.of(settings.zone, holidays),
        weather,
        plan.map(ProblemFile::problem),
        settings.forecaster,
        settings.detectors,
        settings.optimizer,
        notes);
  }

  /** Leaves out a series that has no value before the end of the history, and says so. */
  private static Panel withValues(Panel known, List<String> notes) {
    List<String> kept = new ArrayList<>();
    for (Series series : known.series()) {
      if (series.missing() < series.length()) {
        kept.add(series.id());
      } else {
        notes.add("series '" + series.id() + "' was left out: no value before the cutoff");
      }
    }
    return kept.isEmpty() ? known : known.select(kept);
  }

  private static List<Sensor> sensors(Path file) {
    return SensorsCsv.read(file).values().stream().flatMap(Collection::stream).toList();
  }
}
