// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads nested lists of numbers as one tensor; used once. Confined to one thread. */
final class NestedNumbers {
  private static final int MOST_AXES = 8;
  private static final int MOST_NUMBERS = 1 << 24;
  private static final int UNKNOWN = -1;

  private final JsonParser json;
  private final String name;
  private final TensorJsonReader reader;
  private final int[] sizes = new int[MOST_AXES];
  private final int[] path = new int[MOST_AXES];

  /** The number of axes, known with the first number. */
  private int rank = UNKNOWN;

  /** The number of lists around the innermost one so far. */
  private int deepest;

  private float[] values = new float[16];
  private int size;
  private boolean sound = true;
  private int numbers;

  /**
   * @param numbers how many the file had so far
   */
  NestedNumbers(JsonParser json, String name, TensorJsonReader reader, int numbers) {
    this.json = json;
    this.name = name;
    this.reader = reader;
    this.numbers = numbers;
    Arrays.fill(sizes, UNKNOWN);
  }

  /** Returns how many numbers the file had so far, these included. */
  int numbers() {
    return numbers;
  }

  /** Reads the value at which the parser stands; empty if something was wrong with it. */
  Optional<FloatTensor> read() throws IOException {
    element(0);
    return sound
        ? Optional.of(
            FloatTensor.owning(Arrays.copyOf(values, size), Arrays.copyOf(sizes, deepest)))
        : Optional.empty();
  }

  private void element(int depth) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      if (rank != UNKNOWN && depth >= rank) {
        refuse(depth, "must be a number, as those before it", "");
        json.skipChildren();
      } else if (depth == MOST_AXES) {
        refuse(depth, "must not be nested in more than " + MOST_AXES + " lists", "");
        json.skipChildren();
      } else {
        list(depth);
      }
    } else {
      number(depth);
    }
  }

  private void list(int depth) throws IOException {
    deepest = Math.max(deepest, depth + 1);
    int length = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      path[depth] = length++;
      element(depth + 1);
    }
    if (sizes[depth] == UNKNOWN) {
      sizes[depth] = length;
    } else if (sizes[depth] != length) {
      refuse(
          depth,
          length + " items",
          "must have " + sizes[depth] + ", as the lists before it",
          "fill the shorter ones, with null where nothing is known");
    }
  }

  private void number(int depth) throws IOException {
    if (rank == UNKNOWN) {
      rank = depth;
    }
    if (depth != rank || depth < deepest) {
      refuse(depth, "must be a list, as those before it", "");
      json.skipChildren();
      return;
    }
    float value = value(depth);
    if (numbers == MOST_NUMBERS) {
      // Once is enough to say so.
      numbers++;
      refuse(depth, "is one too many: a file has at most " + MOST_NUMBERS, "split the file");
    } else if (numbers < MOST_NUMBERS) {
      numbers++;
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    } else {
      sound = false;
    }
  }

  private float value(int depth) throws IOException {
    switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        // Through a double it would be rounded twice.
        float value = Float.parseFloat(json.getText());
        if (Float.isInfinite(value)) {
          refuse(depth, "is beyond a 32-bit float, which ends at 3.4e38", "");
        }
        return value;
      }
      case VALUE_NULL -> {
        return Float.NaN;
      }
      case VALUE_STRING -> {
        switch (json.getText()) {
          case "NaN" -> {
            return Float.NaN;
          }
          case "Infinity" -> {
            return Float.POSITIVE_INFINITY;
          }
          case "-Infinity" -> {
            return Float.NEGATIVE_INFINITY;
          }
          default -> {
            // no number
          }
        }
      }
      default -> {
        // no number
      }
    }
    refuse(
        depth,
        "must be a number, or null where it is missing",
        "write it with a decimal point and without quotation marks");
    json.skipChildren();
    return Float.NaN;
  }

  private void refuse(int depth, String rule, String remedy) throws IOException {
    refuse(depth, TensorJsonReader.shown(json), rule, remedy);
  }

  private void refuse(int depth, String shown, String rule, String remedy) {
    sound = false;
    StringBuilder place = new StringBuilder(name);
    for (int axis = 0; axis < depth; axis++) {
      place.append('[').append(path[axis]).append(']');
    }
    reader.problem(json, place.toString(), shown, rule, remedy);
  }
}
