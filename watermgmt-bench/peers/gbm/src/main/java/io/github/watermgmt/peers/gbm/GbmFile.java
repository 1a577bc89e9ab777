// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.error.WaterManagementException;
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
import io.github.watermgmt.spi.Options;
import java.util.ArrayList;
import java.util.List;

/** Model files: trees as text cannot be damaged unseen, so they are written as numbers. */
final class GbmFile {
  private static final int PAYLOAD = 1;
  private static final int MOST_SERIES = 1_000_000;

  private GbmFile() {}

  static ModelFile write(
      Provenance provenance,
      TimeAxis trainedOn,
      Panel kept,
      Calendar calendar,
      WeatherDays weather,
      double[] scales,
      boolean[] neverNegative,
      Errors[] errors,
      Learnt learnt) {
    EntryWriter series = new EntryWriter();
    series.writeAxis(kept.axis());
    series.writeInt(trainedOn.length()).writeInt(kept.size());
    for (int s = 0; s < kept.size(); s++) {
      series.writeSeries(kept.series(s));
      series.writeDouble(scales[s]).writeBoolean(neverNegative[s]);
      series.writeDoubles(errors[s].values());
    }
    EntryWriter outside = new EntryWriter().writeCalendar(calendar);
    weather.write(outside);
    EntryWriter trees = new EntryWriter();
    learnt.first().write(trees);
    learnt.later().write(trees);
    return ModelFile.builder(ModelKind.FORECASTER, PAYLOAD, provenance)
        .entry("series", series)
        .entry("outside", outside)
        .entry("trees", trees)
        .build();
  }

  static GbmModel read(ModelFile file) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader outside = file.reader("outside");
    EntryReader trees = file.reader("trees");
    EntryReader reader = file.reader("series");
    try {
      Options options = Options.from(new GbmProvider().options(), file.provenance().options());
      Calendar calendar = outside.readCalendar();
      WeatherDays weather = WeatherDays.read(outside);
      outside.end();
      Learnt learnt =
          new Learnt(Trees.read(trees, Features.COUNT), Trees.read(trees, Features.COUNT));
      trees.end();
      TimeAxis axis = reader.readAxis(1);
      long step = axis.stepSeconds();
      int length = axis.length();
      int trained = reader.readInt("steps of the history", length, Integer.MAX_VALUE);
      int n = reader.readInt("number of series", 1, MOST_SERIES);
      if (86_400 % step != 0) {
        throw reader.corrupt("step (" + step + " s), must divide a day");
      }
      int slots = GbmForecaster.slots(axis);
      List<Series> series = new ArrayList<>();
      List<Errors> errors = new ArrayList<>();
      double[] scales = new double[file.provenance().series()];
      boolean[] neverNegative = new boolean[scales.length];
      if (n != scales.length) {
        throw reader.corrupt("number of series (" + n + "), must be " + scales.length);
      }
      for (int s = 0; s < n; s++) {
        Series one = reader.readSeries(axis);
        series.add(one);
        scales[s] = reader.readFinite("scale");
        neverNegative[s] = reader.readBoolean();
        double[] past = reader.readDoubles();
        if (scales[s] <= 0 || past.length % (Errors.LEADS * slots) != 0) {
          throw reader.corrupt("scale or errors of '" + one.id() + "' do not fit");
        }
        errors.add(new Errors(slots, past));
      }
      reader.end();
      long first = axis.epochSecond(length) - step * trained;
      return new GbmModel(
          options,
          file.provenance(),
          TimeAxis.of(first, step, trained),
          Panel.of(series),
          calendar,
          weather,
          scales,
          neverNegative,
          errors.toArray(Errors[]::new),
          learnt);
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      String why = e instanceof WaterManagementException ? e.getMessage() : e.toString();
      throw reader.corrupt(String.valueOf(why));
    }
  }
}
