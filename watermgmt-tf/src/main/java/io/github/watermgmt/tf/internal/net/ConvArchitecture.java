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
 * Causal convolutions over a sequence, ever further apart (Bai, Kolter and Koltun, An Empirical
 * Evaluation of Generic Convolutional and Recurrent Networks, 2018), then dense layers over what
 * the last step has seen together with numbers that are no sequence.
 *
 * <p>A convolution is a matrix product over its taps laid side by side: TensorFlow's own dilated
 * one has wrong gradients from Java.
 *
 * <p>A row of inputs is the sequence, oldest step first, channel fastest, then the other numbers.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param steps length of the sequence
 * @param channels numbers of a step
 * @param statics numbers that are no sequence; may be 0
 * @param filters width of each convolution
 * @param kernel taps of each convolution, at least 2
 * @param dilations how far apart the taps of each convolution are, in steps
 * @param hidden widths of the dense layers behind
 * @param activation of all hidden layers
 * @param outputs numbers that come out
 */
public record ConvArchitecture(
    int steps,
    int channels,
    int statics,
    int filters,
    int kernel,
    List<Integer> dilations,
    List<Integer> hidden,
    Activation activation,
    int outputs)
    implements Architecture {
  static final String KIND = "conv";

  /** Checks the widths, and that the sequence is long enough. */
  public ConvArchitecture {
    Layers.requirePositive("steps", steps);
    Layers.requirePositive("channels", channels);
    Layers.requirePositive("filters", filters);
    Layers.requirePositive("outputs", outputs);
    dilations = Layers.checked("dilations", dilations);
    hidden = Layers.checked("hidden", hidden);
    if (statics < 0 || statics > Layers.WIDEST || kernel < 2 || kernel > steps) {
      throw new IllegalArgumentException(
          "statics, kernel ("
              + statics
              + ", "
              + kernel
              + "), must be at least 0, and from 2 to the "
              + steps
              + " steps");
    }
    if (dilations.isEmpty() || reach(kernel, dilations) >= steps) {
      throw new IllegalArgumentException(
          "dilations ("
              + dilations
              + "), must be some, and look back on fewer than the "
              + steps
              + " steps with a kernel of "
              + kernel);
    }
  }

  /** Returns how many steps before it the last step depends on. */
  private static long reach(int kernel, List<Integer> dilations) {
    long reach = 0;
    for (int dilation : dilations) {
      reach += (long) (kernel - 1) * dilation;
    }
    return reach;
  }

  @Override
  public int inputs() {
    return Math.addExact(Math.multiplyExact(steps, channels), statics);
  }

  @Override
  public List<WeightShape> weights() {
    List<WeightShape> weights = new ArrayList<>();
    int in = channels;
    for (int layer = 1; layer <= dilations.size(); layer++) {
      weights.add(new WeightShape("conv" + layer + "/kernel", kernel * in, filters));
      weights.add(new WeightShape("conv" + layer + "/bias", 0, filters));
      in = filters;
    }
    List<WeightShape> behind = new ArrayList<>();
    Layers.addDense(behind, filters + statics, Layers.with(hidden, outputs));
    weights.addAll(behind);
    return weights;
  }

  @Override
  public Operand<TFloat32> build(Ops tf, Operand<TFloat32> input, List<Operand<TFloat32>> weights) {
    int sequence = steps * channels;
    Operand<TFloat32> x =
        tf.reshape(columns(tf, input, 0, sequence), tf.constant(new int[] {-1, steps, channels}));
    int length = steps;
    int width = channels;
    for (int layer = 0; layer < dilations.size(); layer++) {
      int dilation = dilations.get(layer);
      int shorter = length - (kernel - 1) * dilation;
      // Taps side by side: one matrix product does them all.
      List<Operand<TFloat32>> taps = new ArrayList<>();
      for (int tap = 0; tap < kernel; tap++) {
        taps.add(
            tf.slice(
                x,
                tf.constant(new int[] {0, tap * dilation, 0}),
                tf.constant(new int[] {-1, shorter, width})));
      }
      Operand<TFloat32> flat =
          tf.reshape(tf.concat(taps, tf.constant(2)), tf.constant(new int[] {-1, kernel * width}));
      Operand<TFloat32> sums =
          tf.nn.biasAdd(tf.linalg.matMul(flat, weights.get(2 * layer)), weights.get(2 * layer + 1));
      x = tf.reshape(activation.of(tf, sums), tf.constant(new int[] {-1, shorter, filters}));
      length = shorter;
      width = filters;
    }
    Operand<TFloat32> last =
        tf.reshape(
            tf.slice(
                x,
                tf.constant(new int[] {0, length - 1, 0}),
                tf.constant(new int[] {-1, 1, filters})),
            tf.constant(new int[] {-1, filters}));
    Operand<TFloat32> all =
        statics == 0
            ? last
            : tf.concat(List.of(last, columns(tf, input, sequence, statics)), tf.constant(1));
    return DenseArchitecture.chain(
        tf, all, weights.subList(2 * dilations.size(), weights.size()), activation);
  }

  private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> input, int from, int count) {
    return tf.slice(input, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
  }

  @Override
  public void write(EntryWriter out) {
    out.writeString(KIND).writeInt(steps).writeInt(channels).writeInt(statics);
    out.writeInt(filters).writeInt(kernel).writeInts(Layers.toArray(dilations));
    out.writeInts(Layers.toArray(hidden)).writeEnum(activation).writeInt(outputs);
  }

  static ConvArchitecture readRest(EntryReader in) {
    int steps = in.readInt("steps", 1, Layers.WIDEST);
    int channels = in.readInt("channels", 1, Layers.WIDEST);
    int statics = in.readInt("statics", 0, Layers.WIDEST);
    int filters = in.readInt("filters", 1, Layers.WIDEST);
    int kernel = in.readInt("kernel", 2, Layers.WIDEST);
    List<Integer> dilations = Layers.readWidths(in);
    List<Integer> hidden = Layers.readWidths(in);
    Activation activation = in.readEnum(Activation.class);
    int outputs = in.readInt("outputs", 1, Layers.WIDEST);
    try {
      return new ConvArchitecture(
          steps, channels, statics, filters, kernel, dilations, hidden, activation, outputs);
    } catch (IllegalArgumentException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
