// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layers in which everything is connected to everything; the last one is linear.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param inputs numbers of a row
 * @param hidden widths of the hidden layers; empty for a linear network
 * @param activation of the hidden layers
 * @param outputs numbers that come out
 */
public record DenseArchitecture(
    int inputs, List<Integer> hidden, Activation activation, int outputs) implements Architecture {
  static final String KIND = "dense";

  /** Checks the widths. */
  public DenseArchitecture {
    Layers.requirePositive("inputs", inputs);
    Layers.requirePositive("outputs", outputs);
    hidden = Layers.checked("hidden", hidden);
  }

  @Override
  public List<WeightShape> weights() {
    List<WeightShape> weights = new ArrayList<>();
    Layers.addDense(weights, inputs, Layers.with(hidden, outputs));
    return weights;
  }

  @Override
  public Operand<TFloat32> build(Ops tf, Operand<TFloat32> input, List<Operand<TFloat32>> weights) {
    return chain(tf, input, weights, activation);
  }

  /** Builds dense layers of pairs of matrix and bias, the last one linear. */
  static Operand<TFloat32> chain(
      Ops tf, Operand<TFloat32> input, List<Operand<TFloat32>> weights, Activation activation) {
    Operand<TFloat32> x = input;
    for (int i = 0; i < weights.size(); i += 2) {
      x = tf.nn.biasAdd(tf.linalg.matMul(x, weights.get(i)), weights.get(i + 1));
      if (i + 2 < weights.size()) {
        x = activation.of(tf, x);
      }
    }
    return x;
  }

  @Override
  public void write(EntryWriter out) {
    out.writeString(KIND).writeInt(inputs).writeInts(Layers.toArray(hidden));
    out.writeEnum(activation).writeInt(outputs);
  }

  static DenseArchitecture readRest(EntryReader in) {
    int inputs = in.readInt("inputs", 1, Layers.WIDEST);
    List<Integer> hidden = Layers.readWidths(in);
    Activation activation = in.readEnum(Activation.class);
    int outputs = in.readInt("outputs", 1, Layers.WIDEST);
    try {
      return new DenseArchitecture(inputs, hidden, activation, outputs);
    } catch (IllegalArgumentException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
