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
import io.github.watermgmt.series.HolidayKind;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    TimeAxis axis = kept.axis();
    series.writeLong(axis.epochSecond(0)).writeLong(axis.stepSeconds()).writeInt(axis.length());
    series.writeInt(trainedOn.length()).writeInt(kept.size());
    for (int s = 0; s < kept.size(); s++) {
      Series one = kept.series(s);
      series.writeString(one.id());
      series.writeString(one.quantity().name()).writeString(one.quantity().canonicalSymbol());
      series.writeEnum(one.support()).writeDoubles(one.toArray());
      series.writeDouble(scales[s]).writeBoolean(neverNegative[s]);
      series.writeDoubles(errors[s].values());
    }
    EntryWriter outside = new EntryWriter();
    writeCalendar(outside, calendar);
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
      Calendar calendar = readCalendar(outside);
      WeatherDays weather = WeatherDays.read(outside);
      outside.end();
      Learnt learnt =
          new Learnt(Trees.read(trees, Features.COUNT), Trees.read(trees, Features.COUNT));
      trees.end();
      long start = reader.readLong();
      long step = reader.readLong();
      int length = reader.readInt("steps", 1, Integer.MAX_VALUE);
      int trained = reader.readInt("steps of the history", length, Integer.MAX_VALUE);
      int n = reader.readInt("number of series", 1, MOST_SERIES);
      TimeAxis axis = TimeAxis.of(start, step, length);
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
        String id = reader.readString();
        Quantity quantity = Quantity.of(reader.readString(), reader.readString());
        Support support = reader.readEnum(Support.class);
        double[] values = reader.readDoubles("values of " + id, length);
        series.add(Series.of(id, quantity, support, axis, values));
        scales[s] = reader.readFinite("scale");
        neverNegative[s] = reader.readBoolean();
        double[] past = reader.readDoubles();
        if (scales[s] <= 0 || past.length % (Errors.LEADS * slots) != 0) {
          throw reader.corrupt("scale or errors of '" + id + "' do not fit");
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

  private static void writeCalendar(EntryWriter writer, Calendar calendar) {
    writer.writeString(calendar.zone().getId());
    for (HolidayKind kind : HolidayKind.values()) {
      writer.writeLongs(
          calendar.holidays(kind).stream().mapToLong(LocalDate::toEpochDay).toArray());
    }
    Optional<LocalDate> last = calendar.validUntil();
    writer.writeBoolean(last.isPresent());
    last.ifPresent(day -> writer.writeLong(day.toEpochDay()));
  }

  private static Calendar readCalendar(EntryReader reader) {
    Calendar.Builder builder = Calendar.builder(ZoneId.of(reader.readString()));
    for (HolidayKind kind : HolidayKind.values()) {
      for (long day : reader.readLongs()) {
        builder.holiday(LocalDate.ofEpochDay(day), kind);
      }
    }
    if (reader.readBoolean()) {
      builder.validUntil(LocalDate.ofEpochDay(reader.readLong()));
    }
    return builder.build();
  }
}
