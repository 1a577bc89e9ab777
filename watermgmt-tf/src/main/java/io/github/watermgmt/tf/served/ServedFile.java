// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.SavedModelFiles;
import io.github.watermgmt.tf.internal.Shared;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Model files of served networks: the SavedModel's files, the mapping, and the newest days, from
 * which everything else is learnt again. Thread-safety: stateless.
 */
public final class ServedFile {
  private static final int PAYLOAD = 1;
  private static final int MOST = 1_000_000;
  private static final String HISTORY = "history";
  private static final String MAPPING = "mapping.json";

  private ServedFile() {}

  static ModelFile write(
      ServedBundle bundle,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      ServedState[] states) {
    EntryWriter out = new EntryWriter();
    out.writeInt(trainedOn.length()).writeInt(states.length);
    for (int s = 0; s < states.length; s++) {
      writeSeries(out, kept.targets().series(s));
      states[s].scaling().write(out);
      out.writeBoolean(states[s].neverNegative());
    }
    out.writeCalendar(kept.calendar());
    List<Covariate> used = new ArrayList<>();
    for (String id : bundle.mapping().covariates()) {
      kept.covariates().get(id).ifPresent(used::add);
    }
    out.writeInt(used.size());
    for (Covariate covariate : used) {
      out.writeEnum(covariate.kind());
      writeSeries(out, covariate.series());
      out.writeInt(covariate.vintages().size());
      for (Covariate.Vintage vintage : covariate.vintages()) {
        out.writeInstant(vintage.issued());
        writeSeries(out, vintage.series());
      }
    }
    ModelFile.Builder builder =
        ModelFile.builder(ModelKind.FORECASTER, PAYLOAD, provenance)
            .entry(HISTORY, out)
            .entry(MAPPING, bundle.mappingBytes());
    bundle.files().addTo(builder);
    return builder.build();
  }

  /**
   * Restores what a model of this provider wrote; see {@link
   * io.github.watermgmt.spi.ForecasterProvider#restore}.
   *
   * @param forecaster with the options of the file
   */
  public static FittedForecaster read(ModelFile file, ServedForecaster forecaster) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader in = file.reader(HISTORY);
    try {
      Mapping mapping = MappingJson.read(file.bytes(MAPPING), MAPPING);
      int trained = in.readInt("steps of the history", 1, Integer.MAX_VALUE);
      int n = in.readInt("number of series", 1, MOST);
      if (n != file.provenance().series()) {
        throw in.corrupt("number of series (" + n + "), must be " + file.provenance().series());
      }
      List<Series> series = new ArrayList<>();
      Scaling[] scalings = new Scaling[file.provenance().series()];
      boolean[] neverNegative = new boolean[scalings.length];
      for (int s = 0; s < n; s++) {
        series.add(readSeries(in));
        scalings[s] = Scaling.read(in);
        neverNegative[s] = in.readBoolean();
      }
      Calendar calendar = in.readCalendar();
      Covariates covariates = readCovariates(in);
      in.end();
      Panel targets = Panel.of(series);
      TimeAxis axis = targets.axis();
      if (trained < axis.length() || 86_400 % axis.stepSeconds() != 0) {
        throw in.corrupt("axis (" + axis + "), must be the end of " + trained + " steps");
      }
      long first = axis.end().getEpochSecond() - axis.stepSeconds() * trained;
      TimeAxis seen = TimeAxis.of(first, axis.stepSeconds(), trained);
      return open(
          file,
          forecaster,
          mapping,
          new History(targets, covariates, calendar),
          seen,
          scalings,
          neverNegative);
    } catch (ModelException e) {
      throw e;
    } catch (InputFileException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    } catch (WaterManagementException | IllegalArgumentException | ArithmeticException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static FittedForecaster open(
      ModelFile file,
      ServedForecaster forecaster,
      Mapping mapping,
      History kept,
      TimeAxis seen,
      Scaling[] scalings,
      boolean[] neverNegative) {
    SavedModelFiles files = SavedModelFiles.of(file);
    SavedModel model =
        files.load(
            LoadSettings.standard()
                .withSignature(mapping.signature())
                .withAllowedDigests(forecaster.settings().digests()));
    try {
      Asker asker = new Asker(mapping, model);
      asker.requireFit(MAPPING);
      ServedBundle bundle = new ServedBundle(mapping, file.bytes(MAPPING), files, asker);
      return ServedModel.learn(
          forecaster,
          Shared.of(bundle, forecaster.name()),
          kept,
          seen,
          file.provenance(),
          scalings,
          neverNegative,
          RunContext.standard());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void writeSeries(EntryWriter out, Series series) {
    TimeAxis axis = series.axis();
    out.writeString(series.id()).writeQuantity(series.quantity()).writeEnum(series.support());
    out.writeLong(axis.start().getEpochSecond()).writeLong(axis.stepSeconds());
    out.writeDoubles(series.toArray());
  }

  private static Series readSeries(EntryReader in) {
    String id = in.readString();
    Quantity quantity = in.readQuantity();
    Support support = in.readEnum(Support.class);
    long start = in.readLong();
    long step = in.readLong();
    double[] values = in.readDoubles();
    return Series.of(id, quantity, support, TimeAxis.of(start, step, values.length), values);
  }

  private static Covariates readCovariates(EntryReader in) {
    int n = in.readInt("number of covariates", 0, MOST);
    List<Covariate> list = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      Covariate.Kind kind = in.readEnum(Covariate.Kind.class);
      Series series = readSeries(in);
      int vintages = in.readInt("number of forecasts", 0, MOST);
      List<Covariate.Vintage> issued = new ArrayList<>();
      for (int v = 0; v < vintages; v++) {
        issued.add(new Covariate.Vintage(in.readInstant(), readSeries(in)));
      }
      list.add(new Covariate(kind, series, issued));
    }
    return new Covariates(list);
  }
}
