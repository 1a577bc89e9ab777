// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.TensorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets a script call models; each answer starts it once.
 *
 * <p>The request: {@code {"folder": F, "example": F, "signature": KEY, "rows": [1, 1024],
 * "warm_calls": N, "warm_seconds": S, "calls": N, "seconds": S, "outputs": F, "results": F}}. The
 * outputs go to {@code outputs} as {@code {"inputs": {}, "outputs": {name: tensor}}}, the rest to
 * {@code results}: {@code {"status": "called | refused | failed", "reason": …, "load_ms": …,
 * "one_us": …, "many_us": …}}; what does not apply is left out.
 *
 * @param peer the script
 * @param signature key of the signature; empty for the default
 */
record PeerCaller(Peer peer, String signature, Cancellation cancellation) implements Caller {

  @Override
  public String label() {
    return peer.name();
  }

  @Override
  public Answer call(ModelCase one) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("compare-savedmodel");
      Path request = folder.resolve("request.json");
      Path outputs = folder.resolve("outputs.json");
      Path results = folder.resolve("results.json");
      write(request, one, outputs, results);
      peer.run(request, line -> {}, cancellation);
      return answer(results, outputs);
    } catch (IOException | UncheckedIOException | WaterManagementException e) {
      return Answer.without(Answer.Status.FAILED, String.valueOf(e.getMessage()));
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private void write(Path request, ModelCase one, Path outputs, Path results) {
    AtomicFile.write(
        request,
        out -> {
          try (JsonGenerator json =
              new JsonFactory()
                  .createGenerator(out, JsonEncoding.UTF8)
                  .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("folder", one.folder().toAbsolutePath().toString());
            json.writeStringField("example", one.file().toString());
            json.writeStringField("signature", signature);
            json.writeFieldName("rows");
            json.writeArray(new int[] {1, Timing.MANY}, 0, 2);
            json.writeNumberField("warm_calls", Timing.WARM_CALLS);
            json.writeNumberField("warm_seconds", Timing.WARM_SECONDS);
            json.writeNumberField("calls", Timing.CALLS);
            json.writeNumberField("seconds", Timing.SECONDS);
            json.writeStringField("outputs", outputs.toString());
            json.writeStringField("results", results.toString());
            json.writeEndObject();
          }
        });
  }

  private static Answer answer(Path results, Path outputs) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(results.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("results of the peer, must be an object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          throw new IOException("results of the peer, '" + name + "' must be a number or text");
        }
        fields.put(name, json.getText());
      }
    }
    try {
      Answer.Status status =
          Answer.Status.valueOf(fields.getOrDefault("status", "").toUpperCase(Locale.ROOT));
      if (status != Answer.Status.CALLED) {
        return Answer.without(status, fields.getOrDefault("reason", ""));
      }
      List<FloatTensor> given = TensorJson.readExample(outputs).outputs();
      return new Answer(
          status,
          fields.getOrDefault("reason", ""),
          given,
          number(fields, "load_ms"),
          number(fields, "one_us"),
          number(fields, "many_us"));
    } catch (IllegalArgumentException e) {
      throw new IOException("results of the peer (" + fields + "), cannot be read: " + e, e);
    }
  }

  private static double number(Map<String, String> fields, String name) {
    String text = fields.get(name);
    return text == null ? Double.NaN : Double.parseDouble(text);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It lies in the folder of temporary files, whose owner clears it.
    }
  }
}
