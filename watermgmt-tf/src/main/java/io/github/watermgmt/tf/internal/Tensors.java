// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import io.github.watermgmt.tf.savedmodel.FloatTensor;
import java.util.Locale;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Tensors of TensorFlow from and to ours. What comes out is copied: reading a tensor of TensorFlow
 * after it was closed returns garbage without an error. Thread-safety: stateless.
 */
public final class Tensors {
  private Tensors() {}

  /** Returns whether elements of this type can be given and taken as floats. */
  public static boolean isNumeric(DataType type) {
    return switch (type) {
      case DT_FLOAT, DT_DOUBLE, DT_INT32, DT_INT64 -> true;
      default -> false;
    };
  }

  /** Returns the name of a type as Python has it. */
  public static String name(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      case DT_INT32 -> "int32";
      case DT_INT64 -> "int64";
      case DT_STRING -> "string";
      case DT_BOOL -> "bool";
      default -> type.name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
    };
  }

  /** Returns a tensor of TensorFlow, which the caller closes. */
  public static Tensor toNative(FloatTensor tensor, DataType type) {
    int[] sizes = tensor.shape();
    long[] axes = new long[sizes.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = sizes[i];
    }
    Shape shape = Shape.of(axes);
    float[] values = tensor.toArray();
    return switch (type) {
      case DT_FLOAT -> TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
      case DT_DOUBLE -> {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = values[i];
        }
        yield TFloat64.tensorOf(shape, DataBuffers.of(wide, true, false));
      }
      case DT_INT32 -> {
        int[] whole = new int[values.length];
        for (int i = 0; i < whole.length; i++) {
          whole[i] = Math.round(values[i]);
        }
        yield TInt32.tensorOf(shape, DataBuffers.of(whole, true, false));
      }
      case DT_INT64 -> {
        long[] whole = new long[values.length];
        for (int i = 0; i < whole.length; i++) {
          whole[i] = Math.round((double) values[i]);
        }
        yield TInt64.tensorOf(shape, DataBuffers.of(whole, true, false));
      }
      default -> throw new IllegalArgumentException("type (" + type + "), must be numeric");
    };
  }

  /** Returns a copy of a tensor of TensorFlow, which stays open. */
  public static FloatTensor fromNative(Tensor tensor) {
    Shape shape = tensor.shape();
    int[] sizes = new int[shape.numDimensions()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape.get(i));
    }
    float[] values = new float[Math.toIntExact(shape.size())];
    switch (tensor.dataType()) {
      case DT_FLOAT -> tensor.asRawTensor().data().asFloats().read(values);
      case DT_DOUBLE -> {
        double[] wide = new double[values.length];
        tensor.asRawTensor().data().asDoubles().read(wide);
        for (int i = 0; i < wide.length; i++) {
          values[i] = (float) wide[i];
        }
      }
      case DT_INT32 -> {
        int[] whole = new int[values.length];
        tensor.asRawTensor().data().asInts().read(whole);
        for (int i = 0; i < whole.length; i++) {
          values[i] = whole[i];
        }
      }
      case DT_INT64 -> {
        long[] whole = new long[values.length];
        tensor.asRawTensor().data().asLongs().read(whole);
        for (int i = 0; i < whole.length; i++) {
          values[i] = whole[i];
        }
      }
      default ->
          throw new IllegalArgumentException("type (" + tensor.dataType() + "), must be numeric");
    }
    return FloatTensor.owning(values, sizes);
  }
}
