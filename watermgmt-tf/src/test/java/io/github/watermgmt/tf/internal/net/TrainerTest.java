// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.Natives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final Examples NONE = new Examples(0, 3, 2, new float[0], new float[0]);
  private static final DenseArchitecture DENSE =
      new DenseArchitecture(3, List.of(4), Activation.TANH, 2);
  private static final ConvArchitecture CONV =
      new ConvArchitecture(8, 2, 3, 4, 2, List.of(1, 2, 4), List.of(5), Activation.TANH, 2);

  @BeforeAll
  static void natives() {
    Natives.assume();
  }

  /** Rows whose labels are a smooth function of their inputs; every tenth label is unknown. */
  private static Examples examples(int rows, int inputs, int labels, long seed) {
    RandomGenerator random = RunContext.standard().withSeed(seed).random("examples");
    float[] x = new float[rows * inputs];
    float[] y = new float[rows * labels];
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = 0; i < inputs; i++) {
        x[r * inputs + i] = (float) (2 * random.nextDouble() - 1);
        sum += x[r * inputs + i] * (i + 1) / inputs;
      }
      for (int j = 0; j < labels; j++) {
        boolean unknown = (r * labels + j) % 10 == 9;
        y[r * labels + j] = unknown ? Float.NaN : (float) Math.sin(sum + j);
      }
    }
    return new Examples(rows, inputs, labels, x, y);
  }

  private static Examples withoutGaps(Examples examples) {
    float[] y = examples.y().clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Float.isNaN(y[i]) ? 0.5f : y[i];
    }
    return new Examples(examples.rows(), examples.inputs(), examples.labels(), examples.x(), y);
  }

  private static TrainingSettings settings(int epochs, int batch, Loss loss) {
    return new TrainingSettings(epochs, batch, 0.01, 0, loss);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void agreesWithAdamAndBackpropagationWrittenOut(boolean gaps) {
    Examples examples = gaps ? examples(20, 3, 2, 1) : withoutGaps(examples(20, 3, 2, 1));
    Weights initial = Weights.initial(DENSE, RunContext.standard().random("initial"));
    DenseByHand byHand = new DenseByHand(DENSE, initial, 0.01);
    for (int step = 0; step < 25; step++) {
      byHand.step(examples);
    }

    // One batch holds all rows, so that their order cannot matter.
    Trained trained =
        Trainer.train(
            DENSE,
            initial,
            examples,
            NONE,
            settings(25, 20, Loss.meanSquare()),
            RunContext.standard(),
            "test");

    for (int w = 0; w < trained.weights().count(); w++) {
      float[] learnt = trained.weights().get(w);
      for (int i = 0; i < learnt.length; i++) {
        assertThat((double) learnt[i]).isCloseTo(byHand.weight(w, i), within(2e-5));
      }
    }
    assertThat(trained.weights()).isNotEqualTo(initial);
  }

  @Test
  void lossOfConvolutionFallsAsItsGradientsSay() {
    // Numerical differences of the loss in every weight, against the first step of a slow descent.
    Examples examples = examples(16, CONV.inputs(), 2, 2);
    Weights initial = Weights.initial(CONV, RunContext.standard().random("initial"));
    float change = 1e-3f;
    double rate = 1e-4;
    Trained step =
        Trainer.train(
            CONV,
            initial,
            examples,
            noRows(CONV),
            new TrainingSettings(1, 16, rate, 0, Loss.meanSquare()),
            RunContext.standard(),
            "step");
    int compared = 0;
    for (int w = 0; w < initial.count(); w++) {
      for (int i = 0; i < initial.get(w).length; i++) {
        double slope =
            (loss(CONV, moved(initial, w, i, change), examples)
                    - loss(CONV, moved(initial, w, i, -change), examples))
                / (2 * change);
        double moved = step.weights().get(w)[i] - initial.get(w)[i];
        if (Math.abs(slope) > 1e-3) {
          // The first step of Adam is the rate against the sign of the gradient.
          assertThat(moved).isCloseTo(-rate * Math.signum(slope), within(rate * 0.01));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(60);
  }

  private static Weights moved(Weights weights, int array, int at, float by) {
    float[][] values = new float[weights.count()][];
    for (int w = 0; w < values.length; w++) {
      values[w] = weights.get(w).clone();
    }
    values[array][at] += by;
    return new Weights(values);
  }

  private static double loss(Architecture architecture, Weights weights, Examples examples) {
    try (InferenceNet net = InferenceNet.open(architecture, weights)) {
      float[] outputs = net.call(examples.x(), examples.rows());
      double sum = 0;
      int n = 0;
      for (int i = 0; i < outputs.length; i++) {
        if (!Float.isNaN(examples.y()[i])) {
          sum += (examples.y()[i] - outputs[i]) * (double) (examples.y()[i] - outputs[i]);
          n++;
        }
      }
      return sum / n;
    }
  }

  private static Examples noRows(Architecture architecture) {
    return new Examples(
        0, architecture.inputs(), architecture.outputs(), new float[0], new float[0]);
  }

  @Test
  void convolutionOfOnesSumsWhatTheLastStepDependsOn() {
    ConvArchitecture sums =
        new ConvArchitecture(4, 1, 0, 1, 2, List.of(1, 2), List.of(), Activation.RELU, 1);
    List<float[]> ones = new ArrayList<>();
    sums.weights().forEach(shape -> ones.add(filled(shape)));
    try (InferenceNet net = InferenceNet.open(sums, new Weights(ones.toArray(float[][]::new)))) {
      assertThat(net.call(new float[] {1, 20, 300, 4000, 5, 0, 0, 0}, 2)).containsExactly(4321, 5);
    }
  }

  private static float[] filled(WeightShape shape) {
    float[] values = new float[shape.size()];
    if (!shape.isBias()) {
      Arrays.fill(values, 1);
    }
    return values;
  }

  @Test
  void sameSeedGivesSameBitsHoweverManyTrainAtOnce() {
    Examples examples = examples(300, CONV.inputs(), 2, 3);
    Examples validation = examples(60, CONV.inputs(), 2, 4);
    TrainingSettings settings = settings(5, 32, Loss.meanSquare());
    Trained alone =
        Trainer.train(CONV, examples, validation, settings, RunContext.standard(), "same");
    List<Trained> together = Collections.synchronizedList(new ArrayList<>());

    RunContext.standard()
        .withParallelism(4)
        .forEach(
            8,
            i ->
                together.add(
                    Trainer.train(
                        CONV, examples, validation, settings, RunContext.standard(), "same")));

    assertThat(together).hasSize(8).containsOnly(alone);
    Trained other =
        Trainer.train(
            CONV, examples, validation, settings, RunContext.standard().withSeed(2), "same");
    assertThat(other.weights()).isNotEqualTo(alone.weights());
  }

  @Test
  void quantilesOfPinballLossCoverTheirShare() {
    int rows = 4000;
    RandomGenerator random = RunContext.standard().random("noise");
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int r = 0; r < rows; r++) {
      x[r] = 1;
      y[r] = (float) random.nextDouble();
    }
    DenseArchitecture linear = new DenseArchitecture(1, List.of(), Activation.RELU, 3);
    Trained trained =
        Trainer.train(
            linear,
            new Examples(rows, 1, 1, x, y),
            new Examples(0, 1, 1, new float[0], new float[0]),
            new TrainingSettings(40, 200, 0.005, 0, Loss.pinball(List.of(0.1, 0.5, 0.9))),
            RunContext.standard(),
            "quantiles");
    try (InferenceNet net = InferenceNet.open(linear, trained.weights())) {
      float[] quantiles = net.call(new float[] {1}, 1);
      for (int q = 0; q < 3; q++) {
        int below = 0;
        for (float value : y) {
          below += value <= quantiles[q] ? 1 : 0;
        }
        assertThat((double) below / rows).isCloseTo(0.1 + 0.4 * q, within(0.02));
      }
    }
  }

  @Test
  void stopsEarlyWithTheWeightsThatWereBest() {
    Examples few = examples(12, 3, 2, 5);
    Examples others = examples(200, 3, 2, 6);
    TrainingSettings patient = new TrainingSettings(400, 4, 0.1, 5, Loss.meanSquare());
    Trained trained = Trainer.train(DENSE, few, others, patient, RunContext.standard(), "early");

    LearningCurve curve = trained.curve();
    // Five passes after the best one.
    assertThat(curve.epochs()).isEqualTo(curve.best() + 1 + 5).isLessThan(400);
    for (double loss : curve.validation()) {
      assertThat(loss).isGreaterThanOrEqualTo(curve.validation()[curve.best()]);
    }
    assertThat(loss(DENSE, trained.weights(), others))
        .isCloseTo(curve.validation()[curve.best()], within(1e-6));
  }

  @Test
  void canBeCancelledBetweenSteps() {
    Cancellation cancellation = new Cancellation();
    RunContext run =
        RunContext.standard()
            .withCancellation(cancellation)
            .withProgress(progress -> cancellation.cancel());
    assertThatThrownBy(
            () ->
                Trainer.train(
                    DENSE,
                    examples(500, 3, 2, 7),
                    NONE,
                    settings(1000, 10, Loss.meanSquare()),
                    run,
                    "cancelled"))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("cancelled");
  }

  @Test
  void weightsAndArchitecturesSurviveTheirFiles() {
    for (Architecture architecture : List.of(DENSE, CONV)) {
      Weights weights = Weights.initial(architecture, RunContext.standard().random("w"));
      EntryWriter out = new EntryWriter();
      architecture.write(out);
      weights.write(out);
      EntryReader in = new EntryReader("net", out.toByteArray());

      assertThat(Architecture.read(in)).isEqualTo(architecture);
      assertThat(Weights.read(in, architecture)).isEqualTo(weights);
      in.end();
    }
    EntryWriter unfit = new EntryWriter();
    Weights.initial(DENSE, RunContext.standard().random("w")).write(unfit);
    EntryReader in = new EntryReader("net", unfit.toByteArray());
    assertThatThrownBy(() -> Weights.read(in, CONV)).isInstanceOf(ModelCorruptException.class);
  }

  @Test
  void refusesCallsAfterClosing() {
    InferenceNet net =
        InferenceNet.open(DENSE, Weights.initial(DENSE, RunContext.standard().random("w")));
    assertThat(net.call(new float[6], 2)).hasSize(4);
    net.close();
    net.close();
    assertThatThrownBy(() -> net.call(new float[6], 2)).isInstanceOf(ModelClosedException.class);
  }
}
