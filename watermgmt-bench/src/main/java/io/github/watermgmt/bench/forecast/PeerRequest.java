// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.watermgmt.bench.run.ResultCsv;
import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a peer is told. The readings are written anew, on the grid and in the unit in which ours see
 * them, so that nobody works on other data.
 *
 * <p>{@code request.json} holds the paths {@code readings} and {@code weather} (or null; CSV with
 * time in UTC, one column per series, empty where missing), {@code forecasts} and {@code costs} (to
 * be written), and {@code provider}, {@code unit}, {@code zone}, {@code step_seconds}, {@code
 * origins} (ascending), {@code horizon} (steps), {@code levels} (as they head the columns), {@code
 * holidays}, {@code series}, {@code refit}, {@code seed}, {@code weather_units}.
 *
 * <p>The peer writes {@code forecasts} with the columns of {@code forecasts.csv}, and {@code costs}
 * with the columns {@code series,origin,fit_ms,forecast_ms,cpu_ms,failure}: a line per fit, without
 * series if it served all of them; a line with a failure says why a forecast is missing.
 *
 * <p>Thread-safety: immutable.
 *
 * @param file the request
 * @param forecasts where the peer writes its forecasts
 * @param costs where the peer writes what they cost
 */
record PeerRequest(Path file, Path forecasts, Path costs) {

  /** Writes the readings and the weather for all peers. */
  static void writeData(Path folder, Inputs inputs) {
    panel(folder.resolve("readings.csv"), inputs.history().targets(), Optional.of(inputs.unit()));
    inputs.weather().ifPresent(w -> panel(folder.resolve("weather.csv"), w, Optional.empty()));
  }

  /** Writes the request of one peer; the data lie in {@code folder}. */
  static PeerRequest write(
      Path folder, Path own, String provider, Inputs inputs, String refit, long seed) {
    PeerRequest request =
        new PeerRequest(
            own.resolve("request.json"), own.resolve("forecasts.csv"), own.resolve("costs.csv"));
    AtomicFile.write(
        request.file(),
        out -> {
          try (JsonGenerator json =
              new JsonFactory()
                  .createGenerator(out, JsonEncoding.UTF8)
                  .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                  .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("provider", provider);
            json.writeStringField("readings", folder.resolve("readings.csv").toString());
            json.writeFieldName("weather");
            json.writeObject(
                inputs.weather().map(w -> folder.resolve("weather.csv").toString()).orElse(null));
            json.writeObjectFieldStart("weather_units");
            for (Series series : inputs.weather().map(Panel::series).orElse(List.of())) {
              json.writeStringField(series.id(), series.quantity().canonicalSymbol());
            }
            json.writeEndObject();
            json.writeStringField("forecasts", request.forecasts().toString());
            json.writeStringField("costs", request.costs().toString());
            json.writeStringField("unit", inputs.unit().symbol());
            json.writeStringField("zone", inputs.history().calendar().zone().getId());
            json.writeNumberField("step_seconds", inputs.history().targets().axis().stepSeconds());
            json.writeNumberField("horizon", inputs.horizon());
            json.writeNumberField("seed", seed);
            json.writeStringField("refit", refit);
            array(json, "series", inputs.ids());
            array(json, "origins", inputs.origins().stream().map(Instant::toString).toList());
            array(json, "levels", inputs.levels().stream().map(QuantileLevel::toString).toList());
            array(json, "holidays", inputs.holidays().stream().map(LocalDate::toString).toList());
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
    return request;
  }

  private static void array(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void panel(Path file, Panel panel, Optional<Unit> unit) {
    List<String> header = new ArrayList<>(List.of("time"));
    header.addAll(panel.ids());
    ResultCsv.write(
        file,
        header,
        sink -> {
          for (int t = 0; t < panel.axis().length(); t++) {
            List<String> cells = new ArrayList<>(header.size());
            cells.add(panel.axis().instant(t).toString());
            for (Series series : panel.series()) {
              double value = series.value(t);
              double shown = unit.isPresent() ? unit.get().fromCanonical(value) : value;
              // All digits: the peer is to see what ours see.
              cells.add(Double.isNaN(value) ? "" : Double.toString(shown));
            }
            sink.row(cells);
          }
        });
  }
}
