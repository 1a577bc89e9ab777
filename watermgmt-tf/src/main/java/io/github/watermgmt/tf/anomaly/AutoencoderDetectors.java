// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.InvalidOptionException;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.internal.net.Activation;
import io.github.watermgmt.tf.internal.net.DenseArchitecture;
import io.github.watermgmt.tf.internal.net.Loss;
import io.github.watermgmt.tf.internal.net.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The door of this package for a network that is trained here: options, and what is made of them.
 * Can be loaded without TensorFlow.
 *
 * <p>Thread-safety: stateless.
 */
public final class AutoencoderDetectors {
  private static final Option<Integer> WINDOW =
      Option.integer(
          "window",
          10,
          RowOptions.NARROWEST,
          RowOptions.WIDEST,
          "blocks in a row that are reconstructed together");
  private static final Option<String> LAYERS =
      Option.text("layers", "7,5,2,5,7", "widths of the hidden layers");
  private static final Option<String> ACTIVATION =
      Option.choice(
          "activation",
          "tanh",
          List.of("tanh", "relu", "elu"),
          "what hidden layers do to their sums");
  private static final Option<Integer> EPOCHS =
      Option.integer("epochs", 40, 1, 10_000, "most passes over the rows");
  private static final Option<Integer> BATCH =
      Option.integer("batch", 32, 1, 100_000, "rows of one step of training");
  private static final Option<Double> RATE =
      Option.decimal("learning-rate", 0.003, 1e-6, 1, "learning rate of Adam");
  private static final Option<Integer> PATIENCE =
      Option.integer(
          "patience", 5, 0, 10_000, "passes without improvement until it stops; 0 for never");
  private static final int MOST_LAYERS = 20;
  private static final int WIDEST = 1000;

  private AutoencoderDetectors() {}

  /** Returns the options. */
  public static List<Option<?>> options() {
    return List.of(
        WINDOW,
        LAYERS,
        ACTIVATION,
        RowOptions.STEP,
        EPOCHS,
        BATCH,
        RATE,
        PATIENCE,
        RowOptions.FOLLOW,
        RowOptions.FALSE_ALARMS,
        RowOptions.QUIET,
        RowOptions.ABSORB);
  }

  /**
   * Returns a detector.
   *
   * @throws InvalidOptionException if layers are no widths, or blocks do not divide a day
   */
  public static AnomalyDetector create(String name, Set<Capability> capabilities, Options options) {
    return detector(name, capabilities, options);
  }

  /** Restores what a detector of these options wrote. */
  public static FittedDetector restore(String name, Set<Capability> capabilities, ModelFile file) {
    Options options = Options.from(options(), file.provenance().options());
    return AutoencoderFitted.read(file, detector(name, capabilities, options));
  }

  private static AutoencoderDetector detector(
      String name, Set<Capability> capabilities, Options options) {
    List<String> problems = new ArrayList<>();
    List<Integer> layers = layers(options.get(LAYERS), problems);
    RowOptions.check(options, problems);
    if (!problems.isEmpty()) {
      throw new InvalidOptionException(problems);
    }
    int window = options.get(WINDOW);
    Activation activation = Activation.valueOf(options.get(ACTIVATION).toUpperCase(Locale.ROOT));
    TrainingSettings training =
        new TrainingSettings(
            options.get(EPOCHS),
            options.get(BATCH),
            options.get(RATE),
            options.get(PATIENCE),
            Loss.meanSquare());
    DenseArchitecture architecture = new DenseArchitecture(window, layers, activation, window);
    return new AutoencoderDetector(
        name, options, capabilities, new TrainedSource(name, architecture, training));
  }

  private static List<Integer> layers(String text, List<String> problems) {
    List<Integer> widths = new ArrayList<>();
    boolean valid = true;
    for (String part : text.split(",", -1)) {
      String digits = part.strip();
      boolean number = digits.matches("[0-9]{1,4}");
      int width = number ? Integer.parseInt(digits) : 0;
      valid &= width >= 1 && width <= WIDEST;
      widths.add(width);
    }
    if (!valid || widths.size() > MOST_LAYERS) {
      problems.add(
          "option 'layers' ("
              + text
              + "), must be at most "
              + MOST_LAYERS
              + " widths from 1 to "
              + WIDEST
              + " with commas between. Maybe 7,5,2,5,7.");
    }
    return widths;
  }
}
