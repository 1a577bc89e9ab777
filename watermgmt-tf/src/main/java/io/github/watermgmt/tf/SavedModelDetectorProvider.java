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
import io.github.watermgmt.tf.anomaly.SavedModelDetectors;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code tf-savedmodel} of detectors: a network that others trained, such as one that
 * Keras exports, in place of the one that {@code tf-autoencoder} trains. What it cannot reconstruct
 * is unlike what it has learnt.
 *
 * <p>The signature must have one input of float32 or float64, {@code [any, W]} or {@code [any, W,
 * 1]}, whose W is the window, 2 to 200 blocks; and one output that holds as many numbers for each
 * row: the row as it is reconstructed. Another one is refused when fitting (WM-701), and so is one
 * whose digest is not among those of the option {@code sha256}.
 *
 * <p>Rows are those of {@link AutoencoderProvider tf-autoencoder}: frames are averaged over {@code
 * step-minutes}; each block is set against what is usual at this wall-clock time, a profile of the
 * week from the training (holidays as Sundays) and a level and spread for each time of day that
 * follow within {@code follow-days}; and the last W deviations of a channel, each (mean − usual) /
 * spread, dimensionless and within ±20, are a row, oldest block first. A row may lack one in five
 * blocks; those have the mean of the others. {@link DeviationRows} writes such rows as CSV, to
 * train on. All channels ask one network, which does not know which channel a row is of.
 *
 * <p>Fitting trains nothing: it learns what is usual from the whole history, and from the rows of
 * its last 30 % the errors that later ones are held against. The network must not have learnt these
 * rows, or its errors on them are too small and later ones look odd: {@link
 * DeviationRows#learnable()} leaves them out. The mean square error of a row becomes evidence,
 * score, grade and episodes as for {@code tf-autoencoder}; a row that the network answers with NaN
 * counts as reconstructed worst of all.
 *
 * <p>The model file takes the SavedModel along; it is restored without the folder. The network is
 * no work of this library: {@link SavedModelExport} does not write it.
 *
 * <p>A SavedModel is a program that can read and write files with the rights of this process: name
 * the digest of what others made. As in {@code tf-autoencoder}, {@code observe} allocates at the
 * end of a block, and {@code close()} ends open sessions in a ModelClosedException.
 *
 * <p>Thread-safety: stateless.
 */
public final class SavedModelDetectorProvider implements DetectorProvider {
  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.SNAPSHOT,
          Capability.PERSISTENCE,
          Capability.ATTRIBUTION,
          Capability.EVENTS,
          Capability.HOLIDAYS,
          Capability.MISSING_VALUES,
          Capability.MULTI_SERIES);

  /** Creates the provider; touches nothing native. */
  public SavedModelDetectorProvider() {}

  @Override
  public String name() {
    return "tf-savedmodel";
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "a SavedModel that others trained: whatever it cannot reconstruct, by conformal p-values";
  }

  @Override
  public Availability availability() {
    return TensorFlowRuntime.availability();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return SavedModelDetectors.options();
  }

  @Override
  public AnomalyDetector create(Options options) {
    TensorFlowRuntime.require(name());
    return SavedModelDetectors.create(name(), CAPABILITIES, options);
  }

  @Override
  public FittedDetector restore(ModelFile file) {
    TensorFlowRuntime.require(name());
    return SavedModelDetectors.restore(name(), CAPABILITIES, file);
  }
}
