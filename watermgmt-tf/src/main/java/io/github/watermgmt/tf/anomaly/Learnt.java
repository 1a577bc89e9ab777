// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.tf.internal.net.DenseArchitecture;
import io.github.watermgmt.tf.internal.net.LearningCurve;
import io.github.watermgmt.tf.internal.net.Weights;
import java.util.List;

/**
 * The outcome of a training.
 *
 * @param architecture of the network
 * @param weights of the network
 * @param curve how its loss fell
 * @param thresholds one for each channel
 * @param stream the channels at the end of the training
 * @param net the network, open
 */
record Learnt(
    DenseArchitecture architecture,
    Weights weights,
    LearningCurve curve,
    List<Threshold> thresholds,
    BlockStream stream,
    Reconstruction net) {

  Learnt {
    thresholds = List.copyOf(thresholds);
  }
}
