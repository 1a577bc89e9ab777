// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.spi.InvalidOptionException;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.ArrayList;
import java.util.List;

/** The options of networks as forecasters. Thread-safety: stateless. */
final class NetworkOptions {
  static final Option<String> LAYERS =
      Option.text("layers", "10", "widths of the hidden layers, such as '32 16'; empty for none");
  static final Option<Integer> FILTERS =
      Option.integer("filters", 16, 1, 1024, "width of each convolution");
  static final Option<Integer> KERNEL =
      Option.integer("kernel", 2, 2, 4, "days that each convolution joins");
  static final Option<String> ACTIVATION =
      Option.choice(
          "activation", "relu", List.of("relu", "tanh", "elu"), "what hidden layers do to sums");
  static final Option<String> LOSS =
      Option.choice(
          "loss",
          "pinball",
          List.of("pinball", "mse"),
          "what training makes small: the loss of several quantiles, or the squared error");
  static final Option<Integer> EPOCHS =
      Option.integer("epochs", 40, 1, 10_000, "most passes over the rows");
  static final Option<Integer> BATCH =
      Option.integer("batch", 64, 1, 65_536, "rows of one step of the training");
  static final Option<Double> RATE =
      Option.decimal("learning-rate", 0.002, 1e-6, 1, "step width of Adam");
  static final Option<Integer> PATIENCE =
      Option.integer("patience", 5, 1, 1000, "passes without improvement that end the training");
  static final Option<Integer> HISTORY_DAYS =
      Option.integer("history-days", 800, 63, 10_000, "latest days that are learnt from");
  static final Option<Integer> CALIBRATION_DAYS =
      Option.integer(
          "calibration-days", 56, 7, 1000, "latest days whose errors correct the quantiles");

  private static final int WIDEST = 4096;
  private static final int MOST_LAYERS = 16;

  private NetworkOptions() {}

  static List<Option<?>> of(NetworkKind kind) {
    List<Option<?>> options = new ArrayList<>();
    options.add(LAYERS);
    if (kind == NetworkKind.CONV) {
      options.add(FILTERS);
      options.add(KERNEL);
    }
    options.addAll(
        List.of(ACTIVATION, LOSS, EPOCHS, BATCH, RATE, PATIENCE, HISTORY_DAYS, CALIBRATION_DAYS));
    return List.copyOf(options);
  }

  /**
   * Returns the widths of the hidden layers.
   *
   * @throws InvalidOptionException if the text has none
   */
  static List<Integer> layers(Options options) {
    String text = options.get(LAYERS).strip();
    List<Integer> widths = new ArrayList<>();
    if (text.isEmpty()) {
      return widths;
    }
    for (String word : text.split("[ ,]+", -1)) {
      if (!word.matches("[0-9]{1,4}") || Integer.parseInt(word) < 1) {
        throw badLayers(text);
      }
      widths.add(Integer.parseInt(word));
    }
    if (widths.size() > MOST_LAYERS || widths.stream().anyMatch(width -> width > WIDEST)) {
      throw badLayers(text);
    }
    return widths;
  }

  private static InvalidOptionException badLayers(String text) {
    return new InvalidOptionException(
        List.of(
            "option 'layers' ("
                + text
                + "), must be at most "
                + MOST_LAYERS
                + " whole numbers from 1 to "
                + WIDEST
                + ". Maybe '32 16' for two layers."));
  }
}
