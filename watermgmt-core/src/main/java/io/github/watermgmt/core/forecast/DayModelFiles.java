// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Model files of day models: the days kept and the parameters learnt, from which everything else is
 * learnt again.
 */
final class DayModelFiles {
  private static final int PAYLOAD = 1;
  private static final String DAYS = "days";
  private static final String CALENDAR = "calendar";
  private static final String PARAMETERS = "parameters"; // of models that have any
  private static final int MAX_SERIES = 1_000_000;

  private DayModelFiles() {}

  static ModelFile write(
      History kept, TimeAxis trainedOn, Provenance provenance, List<DayModel> models) {
    ModelFile.Builder file = builder(kept, trainedOn, provenance);
    if (models.get(0).parameters() > 0) {
      EntryWriter parameters = new EntryWriter();
      for (DayModel model : models) {
        parameters.writeDoubles(model.learnt());
      }
      file.entry(PARAMETERS, parameters);
    }
    return file.build();
  }

  /** Returns a file of the days kept. */
  static ModelFile.Builder builder(History kept, TimeAxis trainedOn, Provenance provenance) {
    EntryWriter days = new EntryWriter();
    days.writeAxis(kept.targets().axis());
    days.writeInt(trainedOn.length()).writeInt(kept.targets().size());
    kept.targets().series().forEach(days::writeSeries);
    return ModelFile.builder(ModelKind.FORECASTER, PAYLOAD, provenance)
        .entry(DAYS, days)
        .entry(CALENDAR, new EntryWriter().writeCalendar(kept.calendar()));
  }

  /** Learns again from the days that were kept. */
  @FunctionalInterface
  interface Learner<T> {
    T learn(History kept, TimeAxis trainedOn, Provenance provenance, RunContext run);
  }

  static FittedDays read(ModelFile file, DayForecaster forecaster) {
    return read(
        file,
        (kept, trainedOn, provenance, run) -> {
          List<DayModel> models = readModels(file, forecaster.model(), kept.targets().size());
          return FittedDays.learn(forecaster, kept, trainedOn, provenance, models, run);
        });
  }

  /**
   * Reads the days of {@link #builder}, and learns from them.
   *
   * @throws ModelException if the file cannot be such
   */
  static <T> T read(ModelFile file, Learner<T> learner) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader calendarReader = file.reader(CALENDAR);
    EntryReader reader = file.reader(DAYS);
    try {
      Calendar calendar = calendarReader.readCalendar();
      calendarReader.end();
      TimeAxis axis = reader.readAxis(1);
      long step = axis.stepSeconds();
      int trainedLength = reader.readInt();
      int count = reader.readInt("number of series", 1, MAX_SERIES);
      List<Series> series = new ArrayList<>();
      for (int s = 0; s < count; s++) {
        series.add(reader.readSeries(axis));
      }
      reader.end();
      if (trainedLength < axis.length() || 86_400 % step != 0) {
        throw reader.corrupt("axis does not fit");
      }
      long first = axis.epochSecond(axis.length()) - step * trainedLength;
      return learner.learn(
          History.of(Panel.of(series), calendar),
          TimeAxis.of(first, step, trainedLength),
          file.provenance(),
          RunContext.standard().withSeed(file.provenance().seed()));
    } catch (IllegalArgumentException | ArithmeticException | WaterManagementException e) {
      throw e instanceof ModelException known
          ? known
          : reader.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static List<DayModel> readModels(ModelFile file, DayModel model, int count) {
    if (model.parameters() == 0) {
      return Collections.nCopies(count, model);
    }
    EntryReader reader = file.reader(PARAMETERS);
    List<DayModel> models = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      double[] learnt = reader.readDoubles("parameters of a series", model.parameters());
      try {
        models.add(model.with(learnt));
      } catch (IllegalArgumentException e) {
        throw reader.corrupt(String.valueOf(e.getMessage()));
      }
    }
    reader.end();
    return models;
  }
}
