// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

/** Takes frames, one after another. */
@FunctionalInterface
public interface FrameConsumer {

  /**
   * Takes one frame. If it throws, the same frame comes again with the next call.
   *
   * @param epochSecond its stamp, later than the one before
   * @param frame one value per channel, NaN where missing; reused for the next frame, so copy what
   *     is to be kept
   */
  void frame(long epochSecond, double[] frame);
}
