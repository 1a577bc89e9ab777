// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensors from one JSON file. What is not well-formed ends the reading; every other fault is
 * collected with its place, and reading goes on. Confined to one thread.
 */
final class TensorJsonReader {
  private static final String INPUTS = "inputs";
  private static final String OUTPUTS = "outputs";
  private static final int MOST_TENSORS = 1000;
  private static final int MOST_PROBLEMS = 100;
  private static final int CLIP = 60;
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_TEXT = 1000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(LONGEST_TEXT)
                  .build())
          .build();

  /** Takes the fields of an object; the parser stands on the first token of the value. */
  private interface Fields {
    void field(JsonParser json, String name) throws IOException;
  }

  /** Reads the whole file. */
  private interface Body<T> {
    T read(JsonParser json) throws IOException;
  }

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private long count;
  private int numbers;
  private int tensors;

  TensorJsonReader(Path file) {
    this.file = file;
  }

  /** Returns whether the file has a field {@code inputs} that is an object. */
  boolean isExample() {
    return read(
        json -> {
          boolean found = false;
          expectObject(json);
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean inputs = json.currentName().equals(INPUTS);
            found |= json.nextToken() == JsonToken.START_OBJECT && inputs;
            json.skipChildren();
          }
          return found;
        });
  }

  Map<String, FloatTensor> tensors() {
    return read(
        json -> {
          expectObject(json);
          Map<String, FloatTensor> read = named(json, "");
          expectEnd(json);
          return read;
        });
  }

  TensorJson.Example example() {
    return read(
        json -> {
          Map<String, FloatTensor> inputs = new LinkedHashMap<>();
          List<FloatTensor> outputs = new ArrayList<>();
          expectObject(json);
          boolean[] seen = new boolean[1];
          fields(
              json,
              "",
              (at, name) -> {
                if (name.equals(INPUTS)) {
                  seen[0] = true;
                  inputs.putAll(namedIn(at, INPUTS));
                } else if (name.equals(OUTPUTS)) {
                  outputs.addAll(outputs(at));
                } else {
                  at.skipChildren();
                }
              });
          expectEnd(json);
          if (!seen[0]) {
            problem("file", file, "has no '" + INPUTS + "'", "give them as {\"inputs\": {...}}");
          }
          return new TensorJson.Example(inputs, outputs);
        });
  }

  private List<FloatTensor> outputs(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return new ArrayList<>(new TreeMap<>(named(json, OUTPUTS)).values());
    }
    List<FloatTensor> list = new ArrayList<>();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      problem(json, OUTPUTS, shown(json), "must be a list or an object of tensors", "");
      return list;
    }
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      tensor(json, OUTPUTS + "[" + i + "]").ifPresent(list::add);
    }
    return list;
  }

  private Map<String, FloatTensor> namedIn(JsonParser json, String what) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      return named(json, what);
    }
    problem(json, what, shown(json), "must be an object of tensors by name", "name each");
    json.skipChildren();
    return Map.of();
  }

  private Map<String, FloatTensor> named(JsonParser json, String in) throws IOException {
    Map<String, FloatTensor> read = new LinkedHashMap<>();
    fields(
        json,
        in,
        (at, name) ->
            tensor(at, in.isEmpty() ? name : in + "." + name)
                .ifPresent(tensor -> read.put(name, tensor)));
    return read;
  }

  private void fields(JsonParser json, String in, Fields fields) throws IOException {
    Set<String> seen = new HashSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!seen.add(name)) {
        problem(json, in + " field", "'" + clip(name) + "'", "must stand once", "drop one");
        json.nextToken();
        json.skipChildren();
      } else {
        json.nextToken();
        fields.field(json, name);
      }
    }
  }

  private Optional<FloatTensor> tensor(JsonParser json, String name) throws IOException {
    if (++tensors > MOST_TENSORS) {
      if (tensors == MOST_TENSORS + 1) {
        problem(json, "tensors", "more", "must be at most " + MOST_TENSORS, "split the file");
      }
      json.skipChildren();
      return Optional.empty();
    }
    NestedNumbers nested = new NestedNumbers(json, clip(name), this, numbers);
    Optional<FloatTensor> tensor = nested.read();
    numbers = nested.numbers();
    return tensor;
  }

  private void expectObject(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      problem(
          json,
          "file",
          shown(json),
          "must be an object",
          "write {\"name\": [numbers], ...} into it");
      throw refused();
    }
  }

  private void expectEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      problem(json, "file", shown(json), "must end with its object", "remove what follows it");
    }
  }

  private <T> T read(Body<T> body) {
    problems.clear();
    count = 0;
    try (JsonParser json = FACTORY.createParser(Files.newInputStream(file))) {
      T read = body.read(json);
      if (count > 0) {
        throw refused();
      }
      return read;
    } catch (StreamConstraintsException e) {
      problem(at(e.getLocation()), clip(e.getOriginalMessage()), "is beyond what is read", "");
    } catch (JsonProcessingException e) {
      problem(
          at(e.getLocation()),
          clip(e.getOriginalMessage()),
          "is not well-formed JSON",
          "look just before this place");
    } catch (NoSuchFileException e) {
      problem("file", file, "does not exist", "check the path and the current folder");
    } catch (IOException e) {
      problem("file", file, "cannot be read: " + e, "check that it is a text file");
    }
    throw refused();
  }

  private InputFileException refused() {
    List<String> all = new ArrayList<>(problems);
    if (count > all.size()) {
      all.add("and " + (count - all.size()) + " more problems");
    }
    return new InputFileException(file.toString(), all);
  }

  /** Notes a problem at the place where the parser stands. */
  void problem(JsonParser json, String what, Object value, String rule, String remedy) {
    problem(at(json.currentTokenLocation()) + ", " + what, value, rule, remedy);
  }

  private void problem(String what, Object value, String rule, String remedy) {
    count++;
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(Validation.message(what, value, rule, remedy));
    }
  }

  private static String at(@Nullable JsonLocation place) {
    return place == null ? "file" : "line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  /** Returns the token at which the parser stands, as a message shows it. */
  static String shown(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "{...}";
      case START_ARRAY -> "[...]";
      case VALUE_STRING -> '"' + clip(json.getText()) + '"';
      default -> clip(json.getText());
    };
  }

  private static String clip(String text) {
    String clean = text.replaceAll("\\p{Cntrl}+", " ");
    return clean.length() <= CLIP ? clean : clean.substring(0, CLIP - 3) + "...";
  }
}
