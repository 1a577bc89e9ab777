// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Trains networks: Adam in batches of shuffled rows, and early stopping with the best weights.
 *
 * <p>The same architecture, examples, settings and seed give the same bits, however many trainings
 * run at once.
 *
 * <p>Thread-safety: stateless.
 */
public final class Trainer {
  private static final int MEASURED_AT_ONCE = 1024;

  private Trainer() {}

  /**
   * Trains a network from weights that the seed draws.
   *
   * @param training rows to learn from, at least one
   * @param validation rows whose loss decides which pass was best; none to keep the last one
   * @param run its seed decides weights and order; told of each pass, asked in each step whether to
   *     stop
   * @param purpose what is trained, for progress and for the seed
   * @throws IllegalArgumentException if the examples do not fit the architecture
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline has passed
   */
  public static Trained train(
      Architecture architecture,
      Examples training,
      Examples validation,
      TrainingSettings settings,
      RunContext run,
      String purpose) {
    Weights initial = Weights.initial(architecture, run.random("initial weights of " + purpose));
    return train(architecture, initial, training, validation, settings, run, purpose);
  }

  /** Trains a network on from weights; see {@link #train}. */
  public static Trained train(
      Architecture architecture,
      Weights initial,
      Examples training,
      Examples validation,
      TrainingSettings settings,
      RunContext run,
      String purpose) {
    requireFit(architecture, training, settings.loss());
    requireFit(architecture, validation, settings.loss());
    if (training.rows() == 0) {
      throw new IllegalArgumentException("training rows (0), must be at least one");
    }
    run.checkpoint(purpose);
    double[] losses = new double[settings.epochs()];
    double[] validated = new double[validation.rows() == 0 ? 0 : losses.length];
    int done = 0;
    int best = 0;
    Weights bestWeights = initial;
    int[] order = new int[training.rows()];
    Arrays.setAll(order, i -> i);
    boolean gaps = training.hasUnknownLabels() || validation.hasUnknownLabels();
    try (TrainingGraph graph = new TrainingGraph(architecture, settings, gaps, initial);
        Batches batches = new Batches(graph, training, settings.batch())) {
      while (done < losses.length) {
        shuffle(order, run.random("order of rows of " + purpose, done));
        batches.learn(order, run, purpose);
        losses[done] = graph.takeLoss();
        if (validated.length > 0) {
          validated[done] = measure(graph, validation, run, purpose);
          if (done == 0 || validated[done] < validated[best]) {
            best = done;
            bestWeights = graph.get();
          }
        }
        done++;
        run.progress(purpose, done, losses.length);
        if (validated.length > 0 && settings.patience() > 0 && done - best > settings.patience()) {
          break;
        }
      }
      if (validated.length == 0 || settings.patience() == 0) {
        best = done - 1;
        bestWeights = graph.get();
      }
    }
    return new Trained(
        bestWeights,
        new LearningCurve(
            Arrays.copyOf(losses, done),
            Arrays.copyOf(validated, Math.min(done, validated.length)),
            best));
  }

  private static void requireFit(Architecture architecture, Examples examples, Loss loss) {
    int outputs = Math.multiplyExact(examples.labels(), loss.outputsPerLabel());
    if (examples.inputs() != architecture.inputs() || outputs != architecture.outputs()) {
      throw new IllegalArgumentException(
          "examples ("
              + examples
              + "), must have the "
              + architecture.inputs()
              + " inputs of the network, and labels for its "
              + architecture.outputs()
              + " outputs, "
              + loss.outputsPerLabel()
              + " each");
    }
  }

  private static void shuffle(int[] order, RandomGenerator random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  private static double measure(
      TrainingGraph graph, Examples examples, RunContext run, String purpose) {
    double[] sums = new double[2];
    int from = 0;
    while (from < examples.rows()) {
      run.checkpoint(purpose);
      int n = Math.min(MEASURED_AT_ONCE, examples.rows() - from);
      try (TrainingGraph.Batch batch = graph.batch(n)) {
        for (int i = 0; i < n; i++) {
          batch.copy(examples, from + i, i);
        }
        graph.measure(batch, sums);
      }
      from += n;
    }
    return sums[0] / Math.max(1, sums[1]);
  }

  /** The batches of a pass: whole ones, and the rest. */
  private static final class Batches implements AutoCloseable {
    private final TrainingGraph graph;
    private final Examples examples;
    private final int size;
    private final TrainingGraph.Batch whole;
    private final TrainingGraph.Batch rest;

    Batches(TrainingGraph graph, Examples examples, int batch) {
      this.graph = graph;
      this.examples = examples;
      this.size = Math.min(batch, examples.rows());
      this.whole = graph.batch(size);
      int left = examples.rows() % size;
      this.rest = left == 0 ? whole : graph.batch(left);
    }

    void learn(int[] order, RunContext run, String purpose) {
      for (int from = 0; from < order.length; from += size) {
        run.checkpoint(purpose);
        TrainingGraph.Batch batch = order.length - from < size ? rest : whole;
        for (int i = 0; i < batch.rows; i++) {
          batch.copy(examples, order[from + i], i);
        }
        graph.learn(batch);
      }
    }

    @Override
    public void close() {
      whole.close();
      if (rest != whole) {
        rest.close();
      }
    }
  }
}
