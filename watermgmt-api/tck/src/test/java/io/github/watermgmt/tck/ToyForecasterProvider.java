// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A provider of toy forecasters with one fault. */
record ToyForecasterProvider(ForecastFault fault) implements ForecasterProvider {
  private static final Option<Double> WIDTH =
      Option.decimal("width", 1.5, 0, 10, "how wide the quantiles lie");

  @Override
  public String name() {
    return fault == ForecastFault.BAD_NAME ? "Toy!" : "toy";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String description() {
    return "the mean of each hour of the week";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return ToyForecaster.capabilities(fault);
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WIDTH);
  }

  @Override
  public Forecaster create(Options options) {
    return new ToyForecaster(fault, options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    file.requirePayload(1, 1);
    try {
      EntryReader reader = file.reader("history");
      TimeAxis axis = TimeAxis.of(reader.readLong(), reader.readLong(), reader.readInt());
      Calendar calendar = Calendar.of(ZoneId.of(reader.readString()));
      List<Series> series = new ArrayList<>();
      int count = reader.readInt("series", 1, 1000);
      for (int s = 0; s < count; s++) {
        series.add(
            Series.of(
                reader.readString(),
                Quantity.named(reader.readString()),
                reader.readEnum(Support.class),
                axis,
                reader.readDoubles()));
      }
      double spread = reader.readDouble();
      reader.end();
      History history = History.of(Panel.of(series), calendar);
      ToyModel model =
          new ToyModel(fault, history, history, 1, file.provenance(), RunContext.standard());
      if (fault == ForecastFault.LOSES_THE_SPREAD_IN_ITS_FILE) {
        model.spread = 1;
      } else if (model.spread != spread) {
        throw new ModelCorruptException("spread does not fit");
      }
      return model;
    } catch (ModelCorruptException e) {
      if (fault != ForecastFault.READS_ANY_FILE) {
        throw e;
      }
      Panel nothing =
          Scenes.demand(Scenes.WINTER, Scenes.HOUR, 400, Scenes.ROME, 9, List.of("north", "south"));
      History history = History.of(nothing, Scenes.ROME);
      return new ToyModel(fault, history, history, 1, file.provenance(), RunContext.standard());
    }
  }
}
