// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.anomaly.AutoencoderDetectors;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code tf-autoencoder}: rows that a small network, trained on fault-free history,
 * cannot reconstruct.
 *
 * <p>Frames are averaged over {@code step-minutes}. Each block is set against what is usual at this
 * wall-clock time: a profile of the week from the training (holidays as Sundays) and a level and
 * spread for each time of day that follow within {@code follow-days}. The last {@code window}
 * deviations of a channel are a row, which the network squeezes through {@code layers} and
 * reconstructs; one network serves all channels. The mean square error of that becomes a conformal
 * p-value: its rank among the errors of the last 30 % of the training, which the network has not
 * learnt. P-values of rows that lie above what is usual add up to evidence of too much, those below
 * to evidence of too little, as a power martingale that starts anew at 0 (Volkhonskiy et al.,
 * Inductive Conformal Martingales for Change-Point Detection, COPA 2017). A single odd block, which
 * shows in as many rows as there are blocks in one, is not enough for an alarm.
 *
 * <p>The score is that sum, in natural logarithms; the grade is score / (score + level), 0.5 at an
 * alarm. The level follows from {@code false-alarms-per-year}: a bound if rows that share no block
 * were exchangeable. Those of neighbouring days are not quite, and seasons move them, so take it
 * for a scale. An episode ends after {@code quiet-hours} in which no row had a p-value of 0.1 or
 * less, after a row without any value, or after a repair; after {@code absorb-days} days it is the
 * new normal. Nothing is learnt within an episode.
 *
 * <p>Training: rows that end up to a week before a repair that is known, or hold blocks of that
 * week, are left out. So are the 2 % of each channel's rows that deviate most, and deviations of
 * more than two spreads are learnt as two: what is to be found must not be learnt. Of the part held
 * out only those rows are left out that would have raised an alarm themselves: to trim more would
 * make p-values too small. After a repair the level is learnt anew within a day, live as in
 * training. How the loss fell is logged, and kept in the model file. Four weeks of history are
 * needed.
 *
 * <p>The network does not say what an anomaly is: flows above what is usual are reported as excess
 * use, below as low use, other quantities as unknown. A leak that grows slower than {@code
 * follow-days} becomes usual before it is seen. Where the last third of the history is full of
 * faults, their errors make later ones look ordinary: little is found then, rather than much that
 * is false.
 *
 * <p>The defaults were chosen on a simulated network: ten months with leaks, a quarter with two,
 * and two tests without any, by the leaks found in time against false alarms.
 *
 * <p>At the end of a block TensorFlow is called and allocates, so that {@code observe} does too:
 * the one promise of a session that this provider does not keep. {@code close()} frees the network;
 * sessions that are still open then end in a ModelClosedException.
 *
 * <p>Thread-safety: stateless.
 */
public final class AutoencoderProvider implements DetectorProvider {

  /** Creates the provider; touches nothing native. */
  public AutoencoderProvider() {}

  @Override
  public String name() {
    return "tf-autoencoder";
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "an autoencoder on TensorFlow: whatever it cannot reconstruct, by conformal p-values";
  }

  @Override
  public Availability availability() {
    return TensorFlowRuntime.availability();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.SNAPSHOT,
        Capability.PERSISTENCE,
        Capability.ATTRIBUTION,
        Capability.EVENTS,
        Capability.HOLIDAYS,
        Capability.MISSING_VALUES,
        Capability.MULTI_SERIES);
  }

  @Override
  public List<Option<?>> options() {
    return AutoencoderDetectors.options();
  }

  @Override
  public AnomalyDetector create(Options options) {
    TensorFlowRuntime.require(name());
    return AutoencoderDetectors.create(name(), capabilities(), options);
  }

  @Override
  public FittedDetector restore(ModelFile file) {
    TensorFlowRuntime.require(name());
    return AutoencoderDetectors.restore(name(), capabilities(), file);
  }
}
