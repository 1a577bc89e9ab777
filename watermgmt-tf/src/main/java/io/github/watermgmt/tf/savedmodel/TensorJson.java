// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.watermgmt.error.InputFileException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named tensors as JSON: {@code {"window": [[0.1, 0.2], [0.3, null]]}}, nested lists of numbers,
 * outermost axis first, a plain number for a tensor without axes. NaN is {@code null} or {@code
 * "NaN"}; the infinities are {@code "Infinity"} and {@code "-Infinity"}.
 *
 * <p>An example is a network's inputs with the outputs expected of them: {@code {"inputs":
 * {"window": …}, "outputs": …}}, the outputs by name or as a list in the order of their names;
 * other fields are not read.
 *
 * <p>A file may hold up to 1,000 tensors of up to 8 axes, and 16,777,216 numbers in all.
 *
 * <p>Thread-safety: stateless.
 */
public final class TensorJson {
  /** Numbers are the shortest that read back the same; the JDK's own are that only from 19 on. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private TensorJson() {}

  /**
   * Inputs of a network, and what it is to return.
   *
   * @param inputs by name, in the order of the file
   * @param outputs in the order of their names; empty if none are given
   */
  public record Example(Map<String, FloatTensor> inputs, List<FloatTensor> outputs) {

    /** Copies the list; the map is one that nobody can change. */
    public Example {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
      outputs = List.copyOf(outputs);
    }

    /**
     * Returns the inputs by the names of a signature: a sole tensor goes to the sole input,
     * whatever the two are called; several keep their names.
     */
    public Map<String, FloatTensor> inputsOf(Signature signature) {
      return inputs.size() == 1 && signature.inputs().size() == 1
          ? Map.of(signature.inputs().get(0).name(), inputs.values().iterator().next())
          : inputs;
    }
  }

  /**
   * Reads named tensors, or the inputs of an example.
   *
   * @return tensors by name, in the order of the file
   * @throws InputFileException WM-701 naming everything that is wrong, with line and column: what
   *     is no number, rows of unequal length, names that stand twice, too many axes or numbers
   */
  public static Map<String, FloatTensor> read(Path file) {
    TensorJsonReader reader = new TensorJsonReader(file);
    return reader.isExample() ? reader.example().inputs() : reader.tensors();
  }

  /**
   * Returns whether a file holds an example rather than named tensors: whether its {@code inputs}
   * are an object.
   *
   * @throws InputFileException WM-701 if it cannot be read
   */
  public static boolean isExample(Path file) {
    return new TensorJsonReader(file).isExample();
  }

  /**
   * Reads an example.
   *
   * @throws InputFileException WM-701 as {@link #read}, and if there are no inputs
   */
  public static Example readExample(Path file) {
    return new TensorJsonReader(file).example();
  }

  /** Returns named tensors as JSON that {@link #read} reads back to the same bits. */
  public static String write(Map<String, FloatTensor> tensors) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      for (Map.Entry<String, FloatTensor> tensor : tensors.entrySet()) {
        json.writeFieldName(tensor.getKey());
        write(json, tensor.getValue(), 0, 0);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  /** Writes what lies at an axis from a position on, and returns the position after it. */
  private static int write(JsonGenerator json, FloatTensor tensor, int axis, int position)
      throws IOException {
    if (axis == tensor.rank()) {
      write(json, tensor.get(position));
      return position + 1;
    }
    int next = position;
    json.writeStartArray();
    for (int i = 0; i < tensor.size(axis); i++) {
      next = write(json, tensor, axis + 1, next);
    }
    json.writeEndArray();
    return next;
  }

  private static void write(JsonGenerator json, float value) throws IOException {
    if (Float.isNaN(value)) {
      json.writeNull();
    } else if (Float.isInfinite(value)) {
      json.writeString(Float.toString(value));
    } else {
      json.writeNumber(value);
    }
  }
}
