// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A detector that does what the first channel says: 0 is normal; n from 1 on is an anomaly of kind
 * n − 1 that began at the first value of its run; −1 throws; −2 cancels the run.
 */
public final class ScriptedProvider implements DetectorProvider {
  static final double NORMAL = 0;
  static final double LEAK = 1;
  static final double BURST = 2;
  static final double LOW_USE = 4;
  static final double FAULT = 5;
  static final double THROW = -1;
  static final double CANCEL = -2;
  private static final List<AnomalyKind> KINDS =
      List.of(
          AnomalyKind.LEAK,
          AnomalyKind.BURST,
          AnomalyKind.EXCESS_USE,
          AnomalyKind.LOW_USE,
          AnomalyKind.SENSOR_FAULT);

  /** What sessions heard, and after which frame. */
  static final List<String> HEARD = Collections.synchronizedList(new ArrayList<>());

  private static final Option<Boolean> OBEY =
      Option.flag("obey", true, "whether to throw and cancel when told to");

  /** Creates the provider. */
  public ScriptedProvider() {}

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String description() {
    return "does what the readings say";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.EVENTS, Capability.MULTI_SERIES);
  }

  @Override
  public List<Option<?>> options() {
    return List.of(OBEY);
  }

  @Override
  public AnomalyDetector create(Options options) {
    return new Detector(options, capabilities());
  }

  @Override
  public FittedDetector restore(ModelFile file) {
    throw new UnsupportedOperationException("nothing is saved");
  }

  private record Detector(Options options, Set<Capability> capabilities)
      implements AnomalyDetector {
    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public FittedDetector fit(DetectorTraining training, RunContext run) {
      training.events().forEach(event -> HEARD.add("fit " + event.knownFrom()));
      return new Fitted(this, training.panel(), run);
    }
  }

  private record Fitted(Detector detector, Panel panel, RunContext run) implements FittedDetector {
    @Override
    public Provenance provenance() {
      TimeAxis axis = panel.axis();
      return new Provenance(
          "scripted",
          "1",
          "1",
          detector.options().asMap(),
          run.seed(),
          DataDigest.of(panel),
          axis.start(),
          axis.end(),
          panel.size());
    }

    @Override
    public List<String> channels() {
      return panel.ids();
    }

    @Override
    public TimeAxis trainedOn() {
      return panel.axis();
    }

    @Override
    public Set<Capability> capabilities() {
      return detector.capabilities();
    }

    @Override
    public Session open() {
      return new Scripted(this);
    }

    @Override
    public Session restore(byte[] snapshot) {
      throw new UnsupportedOperationException("nothing is saved");
    }

    @Override
    public ModelFile toModelFile() {
      throw new UnsupportedRequestException("nothing is saved");
    }
  }

  private static final class Scripted implements Session {
    private final Fitted fitted;
    private long last = Long.MIN_VALUE;
    private double value;
    private long since;

    Scripted(Fitted fitted) {
      this.fitted = fitted;
    }

    @Override
    public void observe(long epochSecond, double[] frame) {
      if (fitted.detector().options().get(OBEY)) {
        if (frame[0] == THROW) {
          throw new IllegalStateException("told to throw\nat " + epochSecond);
        }
        if (frame[0] == CANCEL) {
          fitted.run().cancellation().orElseThrow().cancel();
          fitted.run().checkpoint("scripted");
        }
      }
      boolean wasAnomalous = value >= 1;
      value = frame[0];
      since = wasAnomalous ? since : epochSecond;
      last = epochSecond;
    }

    @Override
    public long epochSecond() {
      return last;
    }

    @Override
    public Phase phase() {
      return value >= 1 ? Phase.ANOMALOUS : Phase.NORMAL;
    }

    @Override
    public double score() {
      return value;
    }

    @Override
    public double grade() {
      return value >= 1 ? 0.5 : 0;
    }

    @Override
    public Optional<Detection> detection() {
      if (value < 1) {
        return Optional.empty();
      }
      return Optional.of(
          new Detection(
              Instant.ofEpochSecond(last),
              Instant.ofEpochSecond(since),
              grade(),
              score(),
              KINDS.get((int) value - 1),
              Optional.empty(),
              List.of(),
              List.of(),
              OptionalDouble.of(value),
              "told so"));
    }

    @Override
    public void tell(Event event) {
      HEARD.add("after " + Instant.ofEpochSecond(last) + " " + event.knownFrom());
    }

    @Override
    public byte[] snapshot() {
      throw new UnsupportedRequestException("nothing is saved");
    }
  }
}
