// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.chart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads the file that JMH writes with {@code -rf json}. Fields that are not needed are passed over,
 * so that files of later versions stay readable.
 */
final class JmhJson {
  private static final String REMEDY = "run benchmarks.jar with -rf json -rff FILE";
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private final JsonParser in;
  private final List<String> problems = new ArrayList<>();

  private JmhJson(JsonParser in) {
    this.in = in;
  }

  /**
   * Reads the results in the order of the file.
   *
   * @throws InputFileException WM-701 if the file is missing, is not JSON or not JMH's, holds no
   *     result or one of them twice
   */
  static List<JmhResult> read(Path file) {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (InputStream bytes = Files.newInputStream(file);
        JsonParser in = factory.createParser(bytes)) {
      JmhJson json = new JmhJson(in);
      List<JmhResult> results = json.results();
      if (!json.problems.isEmpty()) {
        throw new InputFileException(file.toString(), json.problems);
      }
      return results;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? "content"
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw refused(file, Validation.message(where, e.getOriginalMessage(), "is not JSON", REMEDY));
    } catch (NoSuchFileException e) {
      throw refused(file, Validation.message("file", file, "is not there", REMEDY));
    } catch (IOException e) {
      throw refused(file, Validation.message("file", file, "cannot be read: " + e, ""));
    }
  }

  private static InputFileException refused(Path file, String problem) {
    return new InputFileException(file.toString(), List.of(problem));
  }

  private List<JmhResult> results() throws IOException {
    List<JmhResult> results = new ArrayList<>();
    if (in.nextToken() != JsonToken.START_ARRAY) {
      problem("root", "must be JMH's list of results", REMEDY);
      return results;
    }
    Set<List<Object>> once = new LinkedHashSet<>();
    int index = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String what = "result " + index++;
      if (in.currentToken() != JsonToken.START_OBJECT) {
        problem(what, "must be an object", REMEDY);
        in.skipChildren();
        continue;
      }
      Row row = new Row();
      fields(name -> row.field(name));
      JmhResult result = row.result();
      if (result.benchmark().isEmpty() || result.unit().isEmpty()) {
        problem(what, "must name 'benchmark' and have a 'primaryMetric' with its unit", REMEDY);
      } else if (!once.add(List.of(result.benchmark(), result.mode(), result.params()))) {
        problem(
            what,
            "must be the only one of " + result.benchmark() + result.params(),
            "draw each run apart: only rows of one run can be compared");
      }
      results.add(result);
    }
    if (results.isEmpty() && problems.isEmpty()) {
      problem("root", "holds no result", "look into JMH's output: every benchmark failed");
    }
    return results;
  }

  private void problem(String what, String rule, String remedy) {
    String place = "line " + in.currentTokenLocation().getLineNr();
    problems.add(Validation.message(what, place, rule, remedy));
  }

  /** Takes a field; the parser stands on its value, and afterwards on that value's last token. */
  private interface Field {
    void take(String name) throws IOException;
  }

  private void fields(Field field) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      field.take(name);
    }
  }

  /** JMH writes NaN as text; what is beyond all doubles is as unknown. */
  private double number() throws IOException {
    if (in.currentToken().isNumeric()) {
      double value = in.getDoubleValue();
      return Double.isInfinite(value) ? Double.NaN : value;
    }
    in.skipChildren();
    return Double.NaN;
  }

  private String text() throws IOException {
    if (in.currentToken().isScalarValue()) {
      return in.getText();
    }
    in.skipChildren();
    return "";
  }

  /** What is read of one result. */
  private final class Row {
    private String benchmark = "";
    private String mode = "";
    private final Map<String, String> params = new LinkedHashMap<>();
    private double score = Double.NaN;
    private double least = Double.NaN;
    private double greatest = Double.NaN;
    private String unit = "";
    private OptionalDouble bytesPerOp = OptionalDouble.empty();

    void field(String name) throws IOException {
      switch (name) {
        case "benchmark" -> benchmark = text();
        case "mode" -> mode = text();
        case "params" -> fields(param -> params.put(param, text()));
        case "primaryMetric" -> fields(this::primary);
        case "secondaryMetrics" -> fields(this::secondary);
        default -> in.skipChildren();
      }
    }

    private void primary(String name) throws IOException {
      switch (name) {
        case "score" -> score = number();
        case "scoreUnit" -> unit = text();
        case "rawData" -> raw();
        default -> in.skipChildren();
      }
    }

    /** One list for each fork, of one number for each iteration. */
    private void raw() throws IOException {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        in.skipChildren();
        return;
      }
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (in.currentToken() == JsonToken.START_ARRAY) {
          raw();
        } else {
          double value = number();
          least = value >= least ? least : value;
          greatest = value <= greatest ? greatest : value;
        }
      }
    }

    private void secondary(String name) throws IOException {
      // Older versions put a dot before the names of profilers' results.
      if (name.endsWith(ALLOCATION)) {
        fields(
            metric -> {
              if (metric.equals("score")) {
                bytesPerOp = OptionalDouble.of(number());
              } else {
                in.skipChildren();
              }
            });
      } else {
        in.skipChildren();
      }
    }

    JmhResult result() {
      return new JmhResult(benchmark, mode, params, score, least, greatest, unit, bytesPerOp);
    }
  }
}
