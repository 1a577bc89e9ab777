// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reports whatever the frame says: a positive value is an anomaly of that grade in its channel. The
 * onset is one step back.
 */
final class ScriptedDetector implements AnomalyDetector {
  final List<List<Event>> trainedWith = Collections.synchronizedList(new ArrayList<>());
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final boolean attributes;

  ScriptedDetector(boolean attributes) {
    this.attributes = attributes;
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public Options options() {
    return Options.defaults(List.of());
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public FittedDetector fit(DetectorTraining training, RunContext run) {
    run.progress("a fit of its own", 0, 0);
    trainedWith.add(training.events());
    TimeAxis axis = training.panel().axis();
    Provenance provenance =
        new Provenance(
            "scripted",
            "1",
            "1",
            Map.of(),
            run.seed(),
            DataDigest.of(training.panel()),
            axis.start(),
            axis.end(),
            training.panel().size());
    return new Fitted(provenance, training.panel().ids(), axis);
  }

  private final class Fitted implements FittedDetector {
    private final Provenance provenance;
    private final List<String> channels;
    private final TimeAxis axis;

    Fitted(Provenance provenance, List<String> channels, TimeAxis axis) {
      this.provenance = provenance;
      this.channels = channels;
      this.axis = axis;
    }

    @Override
    public Provenance provenance() {
      return provenance;
    }

    @Override
    public List<String> channels() {
      return channels;
    }

    @Override
    public TimeAxis trainedOn() {
      return axis;
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Session open() {
      return new Script(channels, axis.stepSeconds());
    }

    @Override
    public Session restore(byte[] snapshot) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelFile toModelFile() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      log.add("closed " + channels);
    }
  }

  private final class Script implements Session {
    private final List<String> channels;
    private final long step;
    private double[] last;
    private long now = Long.MIN_VALUE;

    Script(List<String> channels, long step) {
      this.channels = channels;
      this.step = step;
      this.last = new double[channels.size()];
    }

    @Override
    public void observe(long epochSecond, double[] frame) {
      now = epochSecond;
      last = frame.clone();
      log.add("frame " + Instant.ofEpochSecond(epochSecond));
    }

    @Override
    public long epochSecond() {
      return now;
    }

    @Override
    public Phase phase() {
      return grade() > 0 ? Phase.ANOMALOUS : Phase.NORMAL;
    }

    @Override
    public double score() {
      return 10 * grade();
    }

    @Override
    public double grade() {
      return Arrays.stream(last).max().orElseThrow();
    }

    @Override
    public Optional<Detection> detection() {
      if (phase() != Phase.ANOMALOUS) {
        return Optional.empty();
      }
      double sum = Arrays.stream(last).filter(value -> value > 0).sum();
      List<Detection.Attribution> shares =
          IntStream.range(0, last.length)
              .filter(i -> last[i] > 0)
              .mapToObj(i -> new Detection.Attribution(channels.get(i), last[i] / sum, last[i], 0))
              .sorted(Comparator.comparingDouble(Detection.Attribution::share).reversed())
              .toList();
      return Optional.of(
          new Detection(
              Instant.ofEpochSecond(now),
              Instant.ofEpochSecond(now - step),
              grade(),
              score(),
              AnomalyKind.LEAK,
              Optional.empty(),
              attributes ? shares : List.of(),
              List.of(),
              OptionalDouble.of(7 * grade()),
              "grade " + grade()));
    }

    @Override
    public void tell(Event event) {
      log.add("told " + event.occurred());
      if (event instanceof Repair) {
        last = new double[channels.size()];
      }
    }

    @Override
    public byte[] snapshot() {
      throw new UnsupportedOperationException();
    }
  }
}
