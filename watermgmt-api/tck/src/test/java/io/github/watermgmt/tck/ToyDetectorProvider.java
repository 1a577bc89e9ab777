// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A provider of toy detectors: a CUSUM of each channel against its mean week, with a fault. */
record ToyDetectorProvider(DetectorFault fault) implements DetectorProvider {
  private static final int NEEDED = 2 * Scenes.WEEK;
  private static final Set<DetectorFault> LOCATING =
      EnumSet.of(
          DetectorFault.LOCATES,
          DetectorFault.CLAIMS_TO_LOCATE,
          DetectorFault.SUSPECTS_ELSEWHERE,
          DetectorFault.LEAST_LIKELY_FIRST,
          DetectorFault.SUSPECTS_TWICE,
          DetectorFault.FAR_FROM_ITSELF);
  private static final Set<DetectorFault> SLOW =
      Set.of(
          DetectorFault.NONE,
          DetectorFault.IGNORES_CANCELLATION,
          DetectorFault.LOOKS_ONCE_FOR_CANCELLATION);

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String description() {
    return "a CUSUM of each channel against its mean week";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities(fault);
  }

  static Set<Capability> capabilities(DetectorFault fault) {
    if (fault == DetectorFault.HUMBLE) {
      return Set.of();
    }
    Set<Capability> all =
        EnumSet.of(
            Capability.SNAPSHOT,
            Capability.PERSISTENCE,
            Capability.ATTRIBUTION,
            Capability.MULTI_SERIES);
    if (LOCATING.contains(fault)) {
      all.add(Capability.LOCATION);
    }
    return all;
  }

  @Override
  public AnomalyDetector create(Options options) {
    return new Toy(fault, options);
  }

  @Override
  public FittedDetector restore(ModelFile file) {
    file.requirePayload(1, 1);
    try {
      EntryReader reader = file.reader("week");
      WallClock clock = WallClock.of(ZoneId.of(reader.readString()));
      TimeAxis axis = TimeAxis.of(reader.readLong(), reader.readLong(), reader.readInt());
      List<String> ids = reader.readStrings();
      double[][] week = new double[ids.size()][];
      double[] spread = new double[ids.size()];
      for (int c = 0; c < week.length; c++) {
        week[c] = reader.readDoubles("week", Scenes.WEEK);
        spread[c] = reader.readDouble();
      }
      reader.end();
      return new ToyDetector(fault, file.provenance(), axis, clock, ids, week, spread);
    } catch (ModelCorruptException e) {
      if (fault != DetectorFault.READS_ANY_FILE) {
        throw e;
      }
      double[][] week = new double[2][Scenes.WEEK];
      WallClock clock = WallClock.of(ZoneId.of("Europe/Rome"));
      TimeAxis axis = TimeAxis.of(0, 3600, 1);
      List<String> ids = List.of("north", "south");
      return new ToyDetector(fault, file.provenance(), axis, clock, ids, week, new double[] {1, 1});
    }
  }

  /** The configuration. */
  private static final class Toy implements AnomalyDetector {
    private final DetectorFault fault;
    private final Options options;
    private double learnt = 1;

    Toy(DetectorFault fault, Options options) {
      this.fault = fault;
      this.options = options;
    }

    @Override
    public String name() {
      return "toy";
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public Set<Capability> capabilities() {
      return ToyDetectorProvider.capabilities(fault);
    }

    @Override
    public FittedDetector fit(DetectorTraining training, RunContext run) {
      if (fault != DetectorFault.IGNORES_CANCELLATION) {
        run.checkpoint("fit of the toy");
      }
      Panel panel = training.panel();
      if (panel.axis().length() < NEEDED) {
        boolean little = fault == DetectorFault.ASKS_FOR_TOO_LITTLE;
        throw new TooShortHistoryException(
            name(), panel.ids().get(0), little ? NEEDED - 9 : NEEDED, panel.axis().length());
      }
      WallClock clock = training.calendar().clock();
      double[][] week = new double[panel.size()][];
      double[] spread = new double[panel.size()];
      for (int c = 0; c < week.length; c++) {
        if (fault != DetectorFault.IGNORES_CANCELLATION
            && fault != DetectorFault.LOOKS_ONCE_FOR_CANCELLATION) {
          run.checkpoint("fit of the toy");
        }
        if (week.length > 2 && SLOW.contains(fault)) {
          LockSupport.parkNanos(500_000);
        }
        week[c] = means(panel.series(c), clock);
        spread[c] = learnt * spread(panel.series(c), week[c], clock);
        if (fault == DetectorFault.ORDER_BY_THREADS && run.parallelism() > 1) {
          spread[c] = Math.nextUp(spread[c]);
        }
      }
      if (fault == DetectorFault.LEARNS_INTO_THE_CONFIGURATION) {
        learnt = 0.5 * learnt + 0.5 * spread[0];
      }
      Provenance provenance =
          Provenance.of(
              name(),
              "1",
              options.asMap(),
              fault == DetectorFault.FORGETS_ITS_SEED ? 0 : run.seed(),
              panel);
      return new ToyDetector(fault, provenance, panel.axis(), clock, panel.ids(), week, spread);
    }

    private static double[] means(Series series, WallClock clock) {
      double[] sums = new double[Scenes.WEEK];
      int[] counts = new int[Scenes.WEEK];
      for (int t = 0; t < series.length(); t++) {
        int slot = ToyDetector.slot(clock, series.axis().epochSecond(t));
        sums[slot] += series.value(t);
        counts[slot]++;
      }
      for (int k = 0; k < sums.length; k++) {
        sums[k] /= Math.max(1, counts[k]);
      }
      return sums;
    }

    private static double spread(Series series, double[] week, WallClock clock) {
      double sum = 0;
      for (int t = 0; t < series.length(); t++) {
        int slot = ToyDetector.slot(clock, series.axis().epochSecond(t));
        double error = series.value(t) - week[slot];
        sum += error * error;
      }
      return 1e-6 + StrictMath.sqrt(sum / series.length());
    }
  }
}
