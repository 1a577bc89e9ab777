// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.ModelFile;

/**
 * A provider of anomaly detectors.
 *
 * <p>Thread-safety: implementations must allow calls from several threads at once.
 */
public interface DetectorProvider extends Provider<AnomalyDetector> {

  /**
   * Restores a fitted model that this provider wrote, with exactly the learnt state that was saved.
   * Never called for a file of another provider or kind.
   *
   * <p>Implementations start with {@link ModelFile#requirePayload} and read entries with {@link
   * ModelFile#reader}, which turns every malformed payload into the right error.
   *
   * @param file a file whose envelope has been checked
   * @throws io.github.watermgmt.model.ModelTooOldException if the payload version is no longer read
   * @throws io.github.watermgmt.model.ModelTooNewException if the payload version is not yet known
   * @throws io.github.watermgmt.model.ModelCorruptException if the payload contradicts itself
   */
  FittedDetector restore(ModelFile file);
}
