// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.RunContext;

/** Where a detector has its network from. Thread-safety: implementations are immutable. */
interface NetworkSource {

  /** A network to be, at the begin of a fit. Thread-safety: confined to one thread. */
  interface Prospect extends AutoCloseable {

    /** Returns how many blocks a row has. */
    int window();

    /**
     * Returns the network, which is the caller's to close.
     *
     * @param history rows of which it may learn those that are not held out
     */
    RowNetwork learn(RowHistory history, RunContext run);

    /** Gives up what {@link #learn} did not return. */
    @Override
    void close();
  }

  /** Begins a fit: whatever can be refused without the history is refused here. */
  Prospect begin();

  /**
   * Opens the network in a model file, which is the caller's to close.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if there is none that fits the options
   */
  RowNetwork read(ModelFile file);
}
