// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** SavedModels of which every number is known: linear ones, with weights that a test chose. */
public final class LinearNets {
  private LinearNets() {}

  /**
   * Writes a network whose outputs are sums of its inputs.
   *
   * @param kernel by input, then by output
   * @param bias by output
   */
  public static void write(float[][] kernel, float[] bias, Path folder) {
    float[] flat = new float[kernel.length * bias.length];
    for (int i = 0; i < kernel.length; i++) {
      System.arraycopy(kernel[i], 0, flat, i * bias.length, bias.length);
    }
    NetExport.write(
        new DenseArchitecture(kernel.length, List.of(), Activation.RELU, bias.length),
        new Weights(new float[][] {flat, bias}),
        folder);
  }

  /**
   * Returns the kernel of a network that answers each row by its mean, so many times.
   *
   * @param share 1 for the mean itself
   */
  public static float[][] mean(int width, float share) {
    float[][] kernel = new float[width][width];
    for (float[] row : kernel) {
      Arrays.fill(row, share / width);
    }
    return kernel;
  }
}
