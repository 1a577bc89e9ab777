// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.tf.internal.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network with its weights as constants, ready to be called.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
public final class InferenceNet implements AutoCloseable {
  private final Architecture architecture;
  private final Graph graph;
  private final Session session;
  private final Output<?> input;
  private final Output<?> output;
  private final AtomicBoolean closed = new AtomicBoolean();

  private InferenceNet(
      Architecture architecture, Graph graph, Session session, Output<?> input, Output<?> output) {
    this.architecture = architecture;
    this.graph = graph;
    this.session = session;
    this.input = input;
    this.output = output;
  }

  /** Builds a network; the caller closes it. */
  public static InferenceNet open(Architecture architecture, Weights weights) {
    Graph graph = new Graph();
    try {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input = input(tf, architecture);
      List<Operand<TFloat32>> constants = constants(tf, architecture, weights);
      Operand<TFloat32> output = architecture.build(tf, input, constants);
      Session session = Sessions.open(graph);
      return new InferenceNet(architecture, graph, session, input.output(), output.asOutput());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  static Placeholder<TFloat32> input(Ops tf, Architecture architecture) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, architecture.inputs())));
  }

  static List<Operand<TFloat32>> constants(Ops tf, Architecture architecture, Weights weights) {
    List<Operand<TFloat32>> constants = new ArrayList<>();
    List<WeightShape> shapes = architecture.weights();
    for (int w = 0; w < shapes.size(); w++) {
      constants.add(tf.constant(TensorShapes.of(shapes.get(w)), DataBuffers.of(weights.get(w))));
    }
    return constants;
  }

  /** Returns how it is built. */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Runs the network.
   *
   * @param x rows of {@link Architecture#inputs()} numbers
   * @param rows number of rows, at least 1
   * @return rows of {@link Architecture#outputs()} numbers
   * @throws IllegalArgumentException if the length is another
   * @throws ModelClosedException after {@link #close()}
   */
  public float[] call(float[] x, int rows) {
    if (rows < 1 || x.length != Math.multiplyExact(rows, architecture.inputs())) {
      throw new IllegalArgumentException(
          "inputs ("
              + x.length
              + "), must be "
              + rows
              + " rows of "
              + architecture.inputs()
              + ", at least one");
    }
    if (closed.get()) {
      throw new ModelClosedException("tensorflow");
    }
    Shape shape = Shape.of(rows, architecture.inputs());
    try (TFloat32 given = TFloat32.tensorOf(shape, DataBuffers.of(x, true, false));
        Result result = Sessions.runner(session).feed(input, given).fetch(output).run()) {
      float[] y = new float[rows * architecture.outputs()];
      result.get(0).asRawTensor().data().asFloats().read(y);
      return y;
    } catch (IllegalStateException e) {
      // The session says so of itself where another thread closed it.
      ModelClosedException thrown = new ModelClosedException("tensorflow");
      thrown.initCause(e);
      throw thrown;
    }
  }

  /** Frees graph and session; calls under way end first. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.close();
      graph.close();
    }
  }
}
