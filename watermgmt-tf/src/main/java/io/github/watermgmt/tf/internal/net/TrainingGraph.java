// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.tf.internal.Sessions;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * A network in training: weights as variables, the loss, its gradients, and one step of Adam
 * (Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015).
 *
 * <p>The step is in order: no weight changes before all gradients are there, and the powers of the
 * decay rates change last. TensorFlow's own optimizers for Java leave that order to chance.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class TrainingGraph implements AutoCloseable {
  private static final float DECAY = 0.9f;
  private static final float SQUARE_DECAY = 0.999f;
  private static final float EPSILON = 1e-7f;

  private final Graph graph = new Graph();
  private final Session session;
  private final List<WeightShape> shapes;
  private final Output<?> x;
  private final Output<?> y;
  private final Op step;
  private final Output<?> total;
  private final Output<?> count;
  private final Output<?> seenTotal;
  private final Output<?> seenCount;
  private final Op forget;
  private final List<Output<?>> variables = new ArrayList<>();
  private final List<Placeholder<TFloat32>> newValues = new ArrayList<>();
  private final List<Op> assigns = new ArrayList<>();
  private final int inputs;
  private final int labels;

  /**
   * Builds a network for training.
   *
   * @param gaps whether labels may be unknown
   */
  TrainingGraph(
      Architecture architecture, TrainingSettings settings, boolean gaps, Weights initial) {
    this.shapes = architecture.weights();
    this.inputs = architecture.inputs();
    this.labels = architecture.outputs() / settings.loss().outputsPerLabel();
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> rows = placeholder(tf, Shape.of(-1, inputs));
    Placeholder<TFloat32> truth = placeholder(tf, Shape.of(-1, labels));
    List<Variable<TFloat32>> weights = new ArrayList<>();
    List<Op> start = new ArrayList<>();
    for (WeightShape shape : shapes) {
      Variable<TFloat32> weight = tf.variable(TensorShapes.of(shape), TFloat32.class);
      Placeholder<TFloat32> value = placeholder(tf, TensorShapes.of(shape));
      weights.add(weight);
      variables.add(weight.asOutput());
      newValues.add(value);
      assigns.add(tf.assign(weight, value));
    }
    Operand<TFloat32> outputs = architecture.build(tf, rows, List.copyOf(weights));
    List<Operand<TFloat32>> loss = settings.loss().build(tf, outputs, truth, labels, gaps);
    Operand<TFloat32> atLeastOne = tf.math.maximum(loss.get(1), tf.constant(1f));
    Operand<TFloat32> mean = tf.math.div(loss.get(0), atLeastOne);
    Output<?>[] gradients =
        graph.addGradients(mean.asOutput(), variables.toArray(new Output<?>[0]));
    Variable<TFloat32> lossSum = scalar(tf, 0, start);
    Variable<TFloat32> lossCount = scalar(tf, 0, start);
    this.step = step(tf, settings, weights, gradients, loss, lossSum, lossCount, start);
    this.forget = tf.withControlDependencies(forgetting(tf, lossSum, lossCount)).noOp();
    this.x = rows.asOutput();
    this.y = truth.asOutput();
    this.total = loss.get(0).asOutput();
    this.count = loss.get(1).asOutput();
    this.seenTotal = lossSum.asOutput();
    this.seenCount = lossCount.asOutput();
    this.session = Sessions.open(graph);
    try {
      for (Op op : start) {
        run(op);
      }
      set(initial);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private static List<Op> forgetting(
      Ops tf, Variable<TFloat32> lossSum, Variable<TFloat32> lossCount) {
    return List.of(tf.assign(lossSum, tf.constant(0f)), tf.assign(lossCount, tf.constant(0f)));
  }

  private static Variable<TFloat32> scalar(Ops tf, float value, List<Op> start) {
    Variable<TFloat32> variable = tf.variable(Shape.scalar(), TFloat32.class);
    start.add(tf.assign(variable, tf.constant(value)));
    return variable;
  }

  /** One step: gradients, then the sums of losses and all weights, then the powers. */
  @SuppressWarnings("unchecked") // a gradient has the type of its variable
  private static Op step(
      Ops tf,
      TrainingSettings settings,
      List<Variable<TFloat32>> weights,
      Output<?>[] gradients,
      List<Operand<TFloat32>> loss,
      Variable<TFloat32> lossSum,
      Variable<TFloat32> lossCount,
      List<Op> start) {
    Variable<TFloat32> power = scalar(tf, DECAY, start);
    Variable<TFloat32> squarePower = scalar(tf, SQUARE_DECAY, start);
    List<Op> known = new ArrayList<>();
    for (Output<?> gradient : gradients) {
      known.add(gradient);
    }
    List<Op> moved = new ArrayList<>();
    Ops after = tf.withControlDependencies(known);
    Operand<TFloat32> rate = tf.constant((float) settings.rate());
    Operand<TFloat32> decay = tf.constant(DECAY);
    Operand<TFloat32> squareDecay = tf.constant(SQUARE_DECAY);
    Operand<TFloat32> epsilon = tf.constant(EPSILON);
    for (int w = 0; w < weights.size(); w++) {
      Variable<TFloat32> weight = weights.get(w);
      Shape shape = weight.asOutput().shape();
      Variable<TFloat32> mean = zeros(tf, shape, start);
      Variable<TFloat32> square = zeros(tf, shape, start);
      moved.add(
          after.train.applyAdam(
              weight,
              mean,
              square,
              power,
              squarePower,
              rate,
              decay,
              squareDecay,
              epsilon,
              (Operand<TFloat32>) (Operand<?>) gradients[w]));
    }
    moved.add(after.assignAdd(lossSum, loss.get(0)));
    moved.add(after.assignAdd(lossCount, loss.get(1)));
    Ops last = tf.withControlDependencies(moved);
    List<Op> done =
        List.of(
            last.assign(power, last.math.mul(power, decay)),
            last.assign(squarePower, last.math.mul(squarePower, squareDecay)));
    return tf.withControlDependencies(done).noOp();
  }

  private static Variable<TFloat32> zeros(Ops tf, Shape shape, List<Op> start) {
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    start.add(tf.assign(variable, tf.zeros(tf.constant(shape.asArray()), TFloat32.class)));
    return variable;
  }

  private void run(Op op) {
    Sessions.runner(session).addTarget(op).run().close();
  }

  /** Sets all weights. */
  void set(Weights weights) {
    for (int w = 0; w < shapes.size(); w++) {
      try (TFloat32 value =
          TFloat32.tensorOf(TensorShapes.of(shapes.get(w)), DataBuffers.of(weights.get(w)))) {
        Sessions.runner(session)
            .feed(newValues.get(w), value)
            .addTarget(assigns.get(w))
            .run()
            .close();
      }
    }
  }

  /** Returns a copy of all weights as they are. */
  Weights get() {
    Session.Runner runner = Sessions.runner(session);
    variables.forEach(runner::fetch);
    try (Result result = runner.run()) {
      float[][] values = new float[shapes.size()][];
      for (int w = 0; w < values.length; w++) {
        values[w] = new float[shapes.get(w).size()];
        result.get(w).asRawTensor().data().asFloats().read(values[w]);
      }
      return new Weights(values);
    }
  }

  /** Room for so many rows, to be filled again and again; the caller closes it. */
  Batch batch(int rows) {
    return new Batch(rows, inputs, labels);
  }

  /** Makes one step with a batch, whose losses are added up. */
  void learn(Batch batch) {
    batch.write();
    Sessions.runner(session).feed(x, batch.x).feed(y, batch.y).addTarget(step).run().close();
  }

  /** Returns the mean loss of the steps since this was asked for last, 0 if no label was known. */
  double takeLoss() {
    double mean;
    try (Result result = Sessions.runner(session).fetch(seenTotal).fetch(seenCount).run()) {
      mean = mean(result);
    }
    run(forget);
    return mean;
  }

  /**
   * Measures the loss of a batch; weights stay.
   *
   * @param sums adds its total loss at 0, and the number of labels at 1
   */
  void measure(Batch batch, double[] sums) {
    batch.write();
    try (Result result =
        Sessions.runner(session)
            .feed(x, batch.x)
            .feed(y, batch.y)
            .fetch(total)
            .fetch(count)
            .run()) {
      sums[0] += number(result, 0);
      sums[1] += number(result, 1);
    }
  }

  private static double mean(Result result) {
    return number(result, 0) / Math.max(1, number(result, 1));
  }

  private static float number(Result result, int index) {
    float[] value = new float[1];
    result.get(index).asRawTensor().data().asFloats().read(value);
    return value[0];
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** Rows on the way to TensorFlow: filled in Java, then written into tensors that are kept. */
  static final class Batch implements AutoCloseable {
    final int rows;
    final float[] inputValues;
    final float[] labelValues;
    private final TFloat32 x;
    private final TFloat32 y;

    private Batch(int rows, int inputs, int labels) {
      this.rows = rows;
      this.inputValues = new float[rows * inputs];
      this.labelValues = new float[rows * labels];
      this.x = TFloat32.tensorOf(Shape.of(rows, inputs));
      this.y = TFloat32.tensorOf(Shape.of(rows, labels));
    }

    /** Copies row {@code from} of the examples to row {@code to} of this. */
    void copy(Examples examples, int from, int to) {
      int n = examples.inputs();
      System.arraycopy(examples.x(), from * n, inputValues, to * n, n);
      int m = examples.labels();
      System.arraycopy(examples.y(), from * m, labelValues, to * m, m);
    }

    private void write() {
      x.asRawTensor().data().asFloats().write(inputValues);
      y.asRawTensor().data().asFloats().write(labelValues);
    }

    @Override
    public void close() {
      x.close();
      y.close();
    }
  }
}
