// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.watermgmt.core.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is written for a peer that solves, and what it writes.
 *
 * <p>The request: {@code {"time_limit_seconds": S, "instances": [{"file": F, "plan": P, "changed":
 * {"file": F, "plan": P}}, …], "results": R}}. Each instance is to be solved from nothing; with
 * {@code changed}, that file's problem is then solved from the solution at hand. A plan goes to
 * {@code plan} if there is one. The results, in the order of the solves, go to {@code results}:
 * {@code [{"status": "solved | stopped | infeasible | unsupported", "reason": …, "engine": …,
 * "objective": …, "bound": …, "build_seconds": …, "solve_seconds": …, "wall_seconds": …,
 * "cpu_seconds": …}, …]}; what does not apply is left out.
 *
 * <p>Thread-safety: stateless.
 */
final class PeerFiles {
  private PeerFiles() {}

  /**
   * Something to solve.
   *
   * @param file the instance
   * @param plan where its plan goes
   * @param changed what is solved next, from the solution at hand
   */
  record Task(Path file, Path plan, Optional<Task> changed) {}

  /**
   * What a peer says of a solve.
   *
   * @param status what came of it
   * @param reason why
   * @param objective cost of its plan; NaN if untold
   * @param bound what every plan costs at least; NaN if untold
   * @param engine what solved it, with its version; empty if untold
   * @param time what it took, by the peer's own clocks
   */
  record Result(
      Status status,
      String reason,
      double objective,
      double bound,
      String engine,
      SolveTime time) {}

  static void writeRequest(Path file, List<Task> tasks, Duration limit, Path results) {
    AtomicFile.write(
        file,
        out -> {
          try (JsonGenerator json =
              new JsonFactory()
                  .createGenerator(out, JsonEncoding.UTF8)
                  .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeNumberField("time_limit_seconds", limit.toMillis() / 1e3);
            json.writeArrayFieldStart("instances");
            for (Task task : tasks) {
              write(json, task);
            }
            json.writeEndArray();
            json.writeStringField("results", results.toString());
            json.writeEndObject();
          }
        });
  }

  private static void write(JsonGenerator json, Task task) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", task.file().toString());
    json.writeStringField("plan", task.plan().toString());
    if (task.changed().isPresent()) {
      json.writeFieldName("changed");
      write(json, task.changed().get());
    }
    json.writeEndObject();
  }

  /**
   * Reads the results.
   *
   * @throws IOException if they are not what they should be
   */
  static List<Result> readResults(Path file) throws IOException {
    List<Result> results = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("results of the peer, must be a list of objects");
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          if (!json.nextToken().isScalarValue()) {
            throw new IOException("results of the peer, '" + name + "' must be a number or text");
          }
          fields.put(name, json.getText());
        }
        results.add(result(fields));
      }
    }
    return results;
  }

  private static Result result(Map<String, String> fields) throws IOException {
    String word = fields.getOrDefault("status", "");
    try {
      return new Result(
          Status.valueOf(word.toUpperCase(Locale.ROOT)),
          fields.getOrDefault("reason", ""),
          number(fields, "objective"),
          number(fields, "bound"),
          fields.getOrDefault("engine", ""),
          new SolveTime(
              number(fields, "build_seconds"),
              number(fields, "solve_seconds"),
              number(fields, "wall_seconds"),
              number(fields, "cpu_seconds"),
              Double.NaN));
    } catch (IllegalArgumentException e) {
      throw new IOException("results of the peer (" + fields + "), cannot be read: " + e, e);
    }
  }

  private static double number(Map<String, String> fields, String name) {
    String text = fields.get(name);
    return text == null ? Double.NaN : Double.parseDouble(text);
  }
}
