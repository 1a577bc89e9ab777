// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.watermgmt.distribution.PerStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes JSON. Numbers are the shortest that read back the same; the JDK's own are that only from
 * 19 on.
 */
final class JsonOutput {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private JsonOutput() {}

  static void write(Path file, Content content) {
    AtomicFile.write(
        file,
        out -> {
          try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            content.writeTo(json);
            json.writeRaw('\n');
          }
        });
  }

  /** Writes a list if there is one. */
  static void row(JsonGenerator json, String name, Optional<PerStep> values) throws IOException {
    if (values.isPresent()) {
      row(json, name, values.get().values());
    }
  }

  static void row(JsonGenerator json, String name, IntStream values) throws IOException {
    int[] whole = values.toArray();
    json.writeFieldName(name);
    json.writeArray(whole, 0, whole.length);
  }

  static void row(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeFieldName(name);
    json.writeArray(values, 0, values.length);
  }
}
