// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How a network is built. Recurrences, where there are any, are unrolled: TensorFlow for Java has
 * no gradients of loops, nor right ones of dilated convolutions.
 *
 * <p>Thread-safety: implementations are immutable values.
 */
public sealed interface Architecture permits DenseArchitecture, ConvArchitecture {

  /** Returns how many numbers a row of inputs has. */
  int inputs();

  /** Returns how many numbers come out for a row. */
  int outputs();

  /** Returns what is learnt, in the order in which {@link #build} takes it. */
  List<WeightShape> weights();

  /**
   * Adds the network to a graph.
   *
   * @param input rows × {@link #inputs()}
   * @param weights one operand for each of {@link #weights()}
   * @return rows × {@link #outputs()}
   */
  Operand<TFloat32> build(Ops tf, Operand<TFloat32> input, List<Operand<TFloat32>> weights);

  /** Writes how this is built, as part of a model. */
  void write(EntryWriter out);

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is none
   */
  static Architecture read(EntryReader in) {
    String kind = in.readString();
    return switch (kind) {
      case DenseArchitecture.KIND -> DenseArchitecture.readRest(in);
      case ConvArchitecture.KIND -> ConvArchitecture.readRest(in);
      default -> throw in.corrupt("network (" + kind + "), is unknown");
    };
  }
}
