// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

/**
 * One hidden layer of hyperbolic tangents, its gradients by the chain rule and Adam as its paper
 * has it, in double precision: an oracle that shares nothing with TensorFlow.
 */
final class DenseByHand {
  private static final double DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;
  private static final double EPSILON = 1e-7;

  private final int inputs;
  private final int width;
  private final int outputs;
  private final double rate;
  private final double[][] weights;
  private final double[][] means;
  private final double[][] squares;
  private int steps;

  DenseByHand(DenseArchitecture architecture, Weights initial, double rate) {
    this.inputs = architecture.inputs();
    this.width = architecture.hidden().get(0);
    this.outputs = architecture.outputs();
    this.rate = rate;
    this.weights = new double[initial.count()][];
    this.means = new double[initial.count()][];
    this.squares = new double[initial.count()][];
    for (int w = 0; w < weights.length; w++) {
      float[] values = initial.get(w);
      weights[w] = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        weights[w][i] = values[i];
      }
      means[w] = new double[values.length];
      squares[w] = new double[values.length];
    }
  }

  double weight(int array, int at) {
    return weights[array][at];
  }

  /** One step down the mean squared error of all known labels. */
  void step(Examples examples) {
    double[][] gradients = new double[weights.length][];
    for (int w = 0; w < weights.length; w++) {
      gradients[w] = new double[weights[w].length];
    }
    int known = 0;
    for (float label : examples.y()) {
      known += Float.isNaN(label) ? 0 : 1;
    }
    for (int r = 0; r < examples.rows(); r++) {
      addGradients(examples, r, known, gradients);
    }
    steps++;
    double correction = Math.sqrt(1 - Math.pow(SQUARE_DECAY, steps)) / (1 - Math.pow(DECAY, steps));
    for (int w = 0; w < weights.length; w++) {
      for (int i = 0; i < weights[w].length; i++) {
        double g = gradients[w][i];
        means[w][i] = DECAY * means[w][i] + (1 - DECAY) * g;
        squares[w][i] = SQUARE_DECAY * squares[w][i] + (1 - SQUARE_DECAY) * g * g;
        weights[w][i] -= rate * correction * means[w][i] / (Math.sqrt(squares[w][i]) + EPSILON);
      }
    }
  }

  private void addGradients(Examples examples, int row, int known, double[][] gradients) {
    double[] hidden = new double[width];
    for (int h = 0; h < width; h++) {
      double sum = weights[1][h];
      for (int i = 0; i < inputs; i++) {
        sum += examples.x()[row * inputs + i] * weights[0][i * width + h];
      }
      hidden[h] = Math.tanh(sum);
    }
    for (int o = 0; o < outputs; o++) {
      float label = examples.y()[row * outputs + o];
      if (Float.isNaN(label)) {
        continue;
      }
      double output = weights[3][o];
      for (int h = 0; h < width; h++) {
        output += hidden[h] * weights[2][h * outputs + o];
      }
      double slope = 2 * (output - label) / known;
      gradients[3][o] += slope;
      for (int h = 0; h < width; h++) {
        gradients[2][h * outputs + o] += slope * hidden[h];
        double back = slope * weights[2][h * outputs + o] * (1 - hidden[h] * hidden[h]);
        gradients[1][h] += back;
        for (int i = 0; i < inputs; i++) {
          gradients[0][i * width + h] += back * examples.x()[row * inputs + i];
        }
      }
    }
  }
}
