// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.internal.Shared;
import io.github.watermgmt.tf.internal.net.InferenceNet;
import java.util.ArrayList;
import java.util.List;

/** Model files of networks. Thread-safety: stateless. */
final class NetworkFile {
  private static final int PAYLOAD = 1;
  private static final int MOST_SERIES = 1_000_000;
  private static final int DAY_SECONDS = 86_400;

  private NetworkFile() {}

  static ModelFile write(NetworkModel model) {
    EntryWriter series = new EntryWriter();
    Panel kept = model.kept;
    series.writeAxis(kept.axis());
    series.writeInt(model.trainedOn.length()).writeLong(model.learntUntil).writeInt(kept.size());
    for (int s = 0; s < kept.size(); s++) {
      SeriesState state = model.states[s];
      series.writeSeries(kept.series(s));
      series.writeDouble(state.magnitude()).writeDouble(state.spread());
      series.writeBoolean(state.neverNegative());
      writeFloats(series, state.errors().values());
    }
    EntryWriter outside = new EntryWriter().writeCalendar(model.calendar);
    model.weather.write(outside);
    EntryWriter network = new EntryWriter();
    model.network.write(network);
    return ModelFile.builder(ModelKind.FORECASTER, PAYLOAD, model.provenance())
        .entry("series", series)
        .entry("outside", outside)
        .entry("network", network)
        .build();
  }

  static NetworkModel read(NetworkKind kind, ModelFile file) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader outside = file.reader("outside");
    EntryReader network = file.reader("network");
    EntryReader reader = file.reader("series");
    try {
      return read(kind, file, outside, network, reader);
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      String why = e instanceof WaterManagementException ? e.getMessage() : e.toString();
      throw reader.corrupt(String.valueOf(why));
    }
  }

  private static NetworkModel read(
      NetworkKind kind,
      ModelFile file,
      EntryReader outside,
      EntryReader network,
      EntryReader reader) {
    Options options = Options.from(NetworkOptions.of(kind), file.provenance().options());
    Calendar calendar = outside.readCalendar();
    WeatherDays weather = WeatherDays.read(outside);
    outside.end();
    TimeAxis axis = reader.readAxis(1);
    long step = axis.stepSeconds();
    int length = axis.length();
    int trained = reader.readInt("steps of the history", length, Integer.MAX_VALUE);
    long learntUntil = reader.readLong();
    int n = reader.readInt("number of series", 1, MOST_SERIES);
    if (DAY_SECONDS % step != 0) {
      throw reader.corrupt("step (" + step + " s), must divide a day");
    }
    if (n != file.provenance().series()) {
      throw reader.corrupt("number of series (" + n + "), is not that of the provenance");
    }
    DayInputs inputs = new DayInputs(kind, NetworkForecaster.slots(axis));
    Network learnt = Network.read(network, inputs, options);
    network.end();
    List<Series> series = new ArrayList<>();
    SeriesState[] states = new SeriesState[n];
    for (int s = 0; s < n; s++) {
      series.add(reader.readSeries(axis));
      states[s] = readState(reader, inputs.slots(), learnt.levels());
    }
    reader.end();
    long first = axis.epochSecond(length) - step * trained;
    Shared<InferenceNet> net =
        Shared.of(InferenceNet.open(learnt.architecture(), learnt.weights()), kind.provider());
    boolean handedOn = false;
    try {
      NetworkModel model =
          new NetworkModel(
              options,
              file.provenance(),
              TimeAxis.of(first, step, trained),
              Panel.of(series),
              calendar,
              weather,
              states,
              learnt,
              learntUntil,
              net);
      handedOn = true;
      return model;
    } finally {
      if (!handedOn) {
        net.close();
      }
    }
  }

  private static SeriesState readState(EntryReader reader, int slots, int levels) {
    double magnitude = reader.readFinite("magnitude");
    double spread = reader.readFinite("spread");
    boolean neverNegative = reader.readBoolean();
    float[] errors = readFloats(reader);
    if (!(magnitude > 0)
        || !(spread > 0)
        || errors.length % (DayInputs.LEADS * slots * levels) != 0) {
      throw reader.corrupt("magnitude, spread or errors do not fit");
    }
    return new SeriesState(
        magnitude, spread, neverNegative, new LevelErrors(slots, levels, errors));
  }

  private static void writeFloats(EntryWriter writer, float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    writer.writeInts(bits);
  }

  private static float[] readFloats(EntryReader reader) {
    int[] bits = reader.readInts();
    float[] values = new float[bits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
      if (Float.isInfinite(values[i])) {
        throw reader.corrupt("an error (" + values[i] + "), must be finite or unknown");
      }
    }
    return values;
  }
}
