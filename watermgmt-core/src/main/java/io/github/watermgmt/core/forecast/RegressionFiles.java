// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Model files of regression forecasters: all that was learnt, as it is. */
final class RegressionFiles {
  /** Of models that correct a day that has begun as {@link FixedPersistence} does. */
  private static final int FIXED_PERSISTENCE = 1;

  /** Of models without a {@link RecentBase}, and of trees that do not know their bands' width. */
  private static final int OLDER = 2;

  private static final int PAYLOAD = 3;
  private static final String CALENDAR = "calendar";
  private static final String WEATHER = "weather"; // of models that use it
  private static final String TREES = "trees"; // of models that have them
  private static final String MODEL = "model";
  private static final int SCALES = 1; // the files could hold more, the models never did
  private static final int MAX_SERIES = 1_000_000;
  private static final int MAX_MEMBERS = 16;

  private RegressionFiles() {}

  static ModelFile write(
      RegressionSettings settings,
      List<FittedRegression.Channel> channels,
      RidgeInputs inputs,
      TimeAxis trainedOn,
      int fittedTo,
      Provenance provenance,
      List<SeriesRegression> learnt) {
    EntryWriter to = new EntryWriter();
    to.writeAxis(trainedOn).writeInt(fittedTo).writeInt(inputs.layout());
    to.writeInt(channels.size());
    for (int s = 0; s < channels.size(); s++) {
      FittedRegression.Channel channel = channels.get(s);
      to.writeString(channel.id()).writeQuantity(channel.quantity()).writeEnum(channel.support());
      write(learnt.get(s), to);
    }
    ModelFile.Builder file =
        ModelFile.builder(ModelKind.FORECASTER, payload(settings, learnt), provenance)
            .entry(CALENDAR, new EntryWriter().writeCalendar(inputs.grid().calendar()))
            .entry(MODEL, to);
    DayWeather weather = inputs.weather();
    if (weather != null) {
      file.entry(
          WEATHER,
          new EntryWriter()
              .writeInt(weather.first())
              .writeDoubles(weather.highest())
              .writeDoubles(weather.mean())
              .writeDoubles(weather.total()));
    }
    BoostedTrees trees = learnt.get(0).trees();
    if (trees != null) {
      EntryWriter shared =
          new EntryWriter()
              .writeBoolean(settings.fixedPersistence())
              .writeBoolean(trees.asSundays());
      trees.write(shared);
      file.entry(TREES, shared);
    }
    return file.build();
  }

  /** Returns the version of a file: the oldest that can hold the model. */
  private static int payload(RegressionSettings settings, List<SeriesRegression> learnt) {
    boolean newer =
        learnt.get(0).members().stream()
            .anyMatch(one -> one instanceof Member.Recent || one instanceof Member.Boosted);
    if (newer) {
      return PAYLOAD;
    }
    return settings.fixedPersistence() ? FIXED_PERSISTENCE : OLDER;
  }

  private static void write(SeriesRegression series, EntryWriter to) {
    to.writeInt(SCALES);
    series.state().write(to);
    to.writeInt(series.members().size());
    for (int m = 0; m < series.members().size(); m++) {
      Member member = series.members().get(m);
      to.writeEnum(member.kind());
      to.writeDoubles(series.weights()[m]);
      if (member instanceof Member.Regression regression) {
        to.writeInt(SCALES - 1);
        regression.model().write(to);
      } else if (member instanceof Member.Recent recent) {
        to.writeInt(SCALES - 1);
        recent.model().write(to);
        recent.base().write(to);
      } else if (member instanceof Member.Smoothed smoothed) {
        to.writeInt(smoothed.end());
        to.writeDoubles(smoothed.model().learnt());
        smoothed.state().write(to);
      } else if (member instanceof Member.Boosted boosted) {
        to.writeInt(SCALES - 1);
        to.writeDouble(boosted.traits().size()).writeDouble(boosted.traits().noise());
        boosted.width().write(to);
      }
    }
    series.bands().write(to);
    to.writeBoolean(series.neverNegative());
    to.writeDoubles(series.today()).writeDoubles(series.pending());
    ErrorBands.writeBlock(to, series.pendingErrors());
    to.writeInt(series.pendingOrigin());
  }

  static FittedRegression read(ModelFile file, RegressionForecaster forecaster) {
    file.requirePayload(FIXED_PERSISTENCE, PAYLOAD);
    boolean widths = file.payloadVersion() == PAYLOAD;
    boolean fixed = file.payloadVersion() == FIXED_PERSISTENCE;
    EntryReader calendarReader = file.reader(CALENDAR);
    EntryReader from = file.reader(MODEL);
    try {
      Calendar calendar = calendarReader.readCalendar();
      calendarReader.end();
      TimeAxis axis = from.readAxis(1);
      long step = axis.stepSeconds();
      int fittedTo = from.readInt();
      int layout = from.readInt("layout", 0, 7);
      if (DayGrid.DAY_SECONDS % step != 0) {
        throw from.corrupt("axis does not fit");
      }
      DayGrid grid = new DayGrid(calendar, step);
      DayWeather weather = (layout & 4) == 0 ? null : readWeather(file.reader(WEATHER));
      RidgeInputs inputs = RidgeInputs.of(layout, grid, weather);
      BoostedTrees trees = null;
      if (forecaster.settings().trees() != null) {
        EntryReader shared = file.reader(TREES);
        fixed = widths ? shared.readBoolean() : fixed;
        trees = BoostedTrees.read(shared, inputs, widths && shared.readBoolean());
        shared.end();
      }
      int end = grid.day(axis.epochSecond(axis.length()));
      int count = from.readInt("number of series", 1, MAX_SERIES);
      List<FittedRegression.Channel> channels = new ArrayList<>();
      List<SeriesRegression> learnt = new ArrayList<>();
      for (int s = 0; s < count; s++) {
        String id = from.readString();
        Quantity quantity = from.readQuantity();
        Support support = from.readEnum(Support.class);
        channels.add(new FittedRegression.Channel(id, quantity, support));
        learnt.add(read(from, inputs, trees, widths, end));
      }
      from.end();
      return new FittedRegression(
          fixed ? forecaster.asAtFirst() : forecaster,
          channels,
          inputs,
          axis,
          fittedTo,
          file.provenance(),
          learnt.toArray(new SeriesRegression[0]),
          Covariates.none());
    } catch (IllegalArgumentException | ArithmeticException | WaterManagementException e) {
      throw e instanceof ModelException known
          ? known
          : from.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable DayWeather readWeather(EntryReader from) {
    int first = from.readInt();
    double[] highest = from.readDoubles();
    double[] mean = from.readDoubles("mean temperatures", highest.length);
    double[] total = from.readDoubles("rain", highest.length);
    from.end();
    return DayWeather.of(first, highest, mean, total);
  }

  private static SeriesRegression read(
      EntryReader from, RidgeInputs inputs, @Nullable BoostedTrees trees, boolean widths, int end) {
    int slots = inputs.grid().slots();
    int week = SeriesRegression.LEADS * slots;
    from.readInt("scales", SCALES, SCALES);
    Deviations state = Deviations.read(from, inputs.grid());
    if (state.end() != end) {
      throw from.corrupt("days end with " + state.end() + ", not " + end);
    }
    int n = from.readInt("members", 1, MAX_MEMBERS);
    List<Member> members = new ArrayList<>();
    double[][] weights = new double[n][];
    for (int m = 0; m < n; m++) {
      MemberKind kind = from.readEnum(MemberKind.class);
      weights[m] = from.readDoubles("weights", week);
      if (kind == MemberKind.RECENT_CURVES) {
        from.readInt("scale", 0, SCALES - 1);
        RidgeModel model = RidgeModel.read(from, inputs);
        members.add(new Member.Recent(model, RecentBase.read(from, state)));
      } else if (kind.isRegression()) {
        from.readInt("scale", 0, SCALES - 1);
        members.add(new Member.Regression(kind, RidgeModel.read(from, inputs)));
      } else if (kind == MemberKind.TREES) {
        from.readInt("scale", 0, SCALES - 1);
        double size = from.readFinite("size");
        double noise = from.readFinite("noise");
        if (trees == null) {
          throw from.corrupt("a member of trees without trees");
        }
        BandWidth width = widths ? BandWidth.read(from, slots, end) : BandWidth.unknown(end);
        members.add(new Member.Boosted(trees, new TreeInputs.Traits(size, noise), width));
      } else {
        int smoothedTo = from.readInt("end of smoothing", end, end);
        HoltWinters model =
            SmoothingFit.model(from.readDoubles("shares", HoltWinters.Shares.COUNT));
        members.add(
            new Member.Smoothed(
                model, Smoothing.read(from, model.gains(slots), slots), smoothedTo));
      }
    }
    ErrorBands bands = ErrorBands.read(from, slots);
    boolean neverNegative = from.readBoolean();
    double[] today = from.readDoubles();
    if (today.length != 0 && today.length != slots) {
      throw from.corrupt(today.length + " values of the day that has begun");
    }
    double[] pending = from.readDoubles("pending forecast", week);
    float[] errors = ErrorBands.readBlock(from, slots);
    int origin = from.readInt("pending origin", end - SeriesRegression.LEADS + 1, end);
    return new SeriesRegression(
        state, members, weights, bands, neverNegative, today, pending, errors, origin);
  }
}
