// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a network has learnt: one array for each of its {@link Architecture#weights()}.
 *
 * <p>Thread-safety: immutable; arrays are handed out within this package alone, to be read.
 */
public final class Weights {
  private final float[][] values;

  /** Takes over the arrays. */
  Weights(float[][] values) {
    this.values = values;
  }

  /**
   * Draws initial weights: uniform within √(6 / (in + out)) about 0 (Glorot and Bengio,
   * Understanding the Difficulty of Training Deep Feedforward Neural Networks, AISTATS 2010);
   * biases are 0.
   */
  static Weights initial(Architecture architecture, RandomGenerator random) {
    List<WeightShape> shapes = architecture.weights();
    float[][] values = new float[shapes.size()][];
    for (int w = 0; w < values.length; w++) {
      WeightShape shape = shapes.get(w);
      values[w] = new float[shape.size()];
      if (!shape.isBias()) {
        double limit = Math.sqrt(6.0 / ((double) shape.rows() + shape.columns()));
        for (int i = 0; i < values[w].length; i++) {
          values[w][i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
      }
    }
    return new Weights(values);
  }

  /** Returns the number of arrays. */
  int count() {
    return values.length;
  }

  /** Returns an array, to be read only. */
  float[] get(int weight) {
    return values[weight];
  }

  /** Returns the number of weights in all. */
  public int size() {
    return Arrays.stream(values).mapToInt(array -> array.length).sum();
  }

  /** Writes the bits of the weights. */
  public void write(EntryWriter out) {
    for (float[] array : values) {
      int[] bits = new int[array.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Float.floatToRawIntBits(array[i]);
      }
      out.writeInts(bits);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it does not fit the architecture, or
   *     a weight is not finite
   */
  public static Weights read(EntryReader in, Architecture architecture) {
    List<WeightShape> shapes = architecture.weights();
    float[][] values = new float[shapes.size()][];
    for (int w = 0; w < values.length; w++) {
      WeightShape shape = shapes.get(w);
      int[] bits = in.readInts();
      if (bits.length != shape.size()) {
        throw in.corrupt(
            "weights of " + shape.name() + " (" + bits.length + "), must be " + shape.size());
      }
      values[w] = new float[bits.length];
      for (int i = 0; i < bits.length; i++) {
        values[w][i] = Float.intBitsToFloat(bits[i]);
        if (!Float.isFinite(values[w][i])) {
          throw in.corrupt("a weight of " + shape.name() + " (" + values[w][i] + ")");
        }
      }
    }
    return new Weights(values);
  }

  /** Two sets of weights are equal if they are so bit by bit. */
  @Override
  public boolean equals(Object o) {
    return o instanceof Weights that && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return size() + " weights";
  }
}
