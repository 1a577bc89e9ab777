// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import com.amazon.randomcutforest.config.TransformMethod;
import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code rcf}: AWS's Random Cut Forest (Guha, Mishra, Roy, Schrijvers: Robust Random
 * Cut Forest Based Anomaly Detection on Streams, ICML 2016) with its own thresholds.
 *
 * <p>Frames are averaged over {@code step-minutes}; each mean, together with those before it (the
 * shingle), is scored by the forest and then learnt. A grade above 0 begins an episode, which ends
 * when for {@code quiet-hours} there was none. The forest does not say what an anomaly is: where it
 * expected more flow it is reported as low use, where it expected less as excess use, otherwise as
 * unknown.
 *
 * <p>A missing mean is replaced by that of the same time of the day before; such means raise no
 * alarm. Two weeks of history are needed.
 *
 * <p>The defaults were chosen on the inflow of one simulated network, by leaks found in time
 * against false alarms. The library allocates with every mean, so that {@code observe} does too:
 * the one promise of a session that this provider does not keep.
 *
 * <p>Thread-safety: stateless.
 */
public final class RcfProvider implements DetectorProvider {
  static final String VERSION = "4.3.0";

  private static final Option<Integer> TREES =
      Option.integer("trees", 50, 10, 500, "trees of the forest");
  private static final Option<Integer> SAMPLE =
      Option.integer("sample-size", 256, 32, 4096, "means that a tree holds");
  private static final Option<Integer> SHINGLE =
      Option.integer("shingle", 4, 1, 168, "means in a row that are scored together");
  private static final Option<Integer> STEP =
      Option.integer("step-minutes", 60, 1, 1440, "minutes over which frames are averaged");
  private static final Option<TransformMethod> TRANSFORM =
      Option.choice(
          "transform", TransformMethod.SUBTRACT_MA, "what is done to means before the forest");
  private static final Option<Boolean> AUTO =
      Option.flag("auto-threshold", false, "let the library adjust what it takes for noise");
  private static final Option<Double> FACTOR =
      Option.decimal("z-factor", 3.5, 1, 20, "deviations of the score at which it alarms");
  private static final Option<Integer> QUIET =
      Option.integer("quiet-hours", 24, 1, 336, "hours without alarm that end an episode");

  /** Creates the provider. */
  public RcfProvider() {}

  @Override
  public String name() {
    return "rcf";
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public String description() {
    return "AWS Random Cut Forest: whatever is unlike the last weeks; knows nothing of water";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.SNAPSHOT,
        Capability.PERSISTENCE,
        Capability.ATTRIBUTION,
        Capability.MISSING_VALUES,
        Capability.MULTI_SERIES);
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TREES, SAMPLE, SHINGLE, STEP, TRANSFORM, AUTO, FACTOR, QUIET);
  }

  @Override
  public AnomalyDetector create(Options options) {
    return detector(options);
  }

  @Override
  public FittedDetector restore(ModelFile file) {
    return RcfFitted.read(file, detector(Options.from(options(), file.provenance().options())));
  }

  private RcfDetector detector(Options options) {
    return new RcfDetector(
        name(),
        options,
        capabilities(),
        new RcfSettings(
            options.get(TREES),
            options.get(SAMPLE),
            options.get(SHINGLE),
            options.get(STEP) * 60L,
            options.get(TRANSFORM),
            options.get(AUTO),
            options.get(FACTOR),
            options.get(QUIET) * 3600L));
  }
}
