// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import java.util.List;
import java.util.Set;

/**
 * A detector that has learnt what is normal.
 *
 * <p>Thread-safety: immutable; any number of sessions may be open at once.
 */
public interface FittedDetector extends AutoCloseable {

  /** Returns which provider, options, seed and data made this. */
  Provenance provenance();

  /** Returns the channels of a frame, in order. */
  List<String> channels();

  /** Returns the axis of the training; frames are expected at its step. */
  TimeAxis trainedOn();

  /** Returns what this detector can do. */
  Set<Capability> capabilities();

  /** Opens a session that continues where the training ended. */
  Session open();

  /**
   * Opens a session where another was when it was snapshotted.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-302 if the bytes are not a
   *     snapshot of this detector
   */
  Session restore(byte[] snapshot);

  /**
   * Returns the detector as a file.
   *
   * @throws io.github.watermgmt.error.UnsupportedRequestException without {@link
   *     Capability#PERSISTENCE}
   */
  ModelFile toModelFile();

  /** Frees what the detector holds outside the heap; may be called again. */
  @Override
  default void close() {}
}
