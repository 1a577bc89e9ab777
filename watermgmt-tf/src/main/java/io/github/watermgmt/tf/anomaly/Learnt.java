// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import java.util.List;

/**
 * The outcome of a fit.
 *
 * @param settings how rows are made
 * @param thresholds one for each channel
 * @param stream the channels at the end of the training
 * @param net the network, open
 */
record Learnt(
    RowSettings settings, List<Threshold> thresholds, BlockStream stream, Reconstruction net) {

  Learnt {
    thresholds = List.copyOf(thresholds);
  }
}
