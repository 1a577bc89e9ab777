// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/**
 * The options as numbers. Thread-safety: an immutable value.
 *
 * @param blockSeconds length of a mean, s
 * @param quietSeconds seconds without alarm that end an episode
 */
record RcfSettings(
    int trees,
    int sampleSize,
    int shingle,
    long blockSeconds,
    TransformMethod transform,
    boolean autoThreshold,
    double factor,
    long quietSeconds) {

  /** Returns a forest that has learnt nothing; it works on the calling thread alone. */
  ThresholdedRandomCutForest forest(int channels, long seed) {
    ThresholdedRandomCutForest forest =
        ThresholdedRandomCutForest.builder()
            .dimensions(channels * shingle)
            .shingleSize(shingle)
            .numberOfTrees(trees)
            .sampleSize(sampleSize)
            .randomSeed(seed)
            .parallelExecutionEnabled(false)
            .internalShinglingEnabled(true)
            .forestMode(ForestMode.STANDARD)
            .transformMethod(transform)
            .autoAdjust(autoThreshold)
            .outputAfter(Math.max(8, sampleSize / 4))
            .initialAcceptFraction(0.125)
            .build();
    forest.setZfactor(factor);
    return forest;
  }
}
