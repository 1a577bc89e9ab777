// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams one JSON file whose root is an object. What is not well-formed ends the reading; every
 * other fault is collected with its place, and reading goes on. Depth, numbers, texts and the file
 * itself are limited, so that no input can use up stack or heap.
 */
final class JsonInput {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_TEXT = 1000;
  private static final int MAX_NOTICES = 100;
  private static final long LARGEST_FILE = 256L << 20;

  /** Bytes of heap for each byte of file: what the smallest elements need as objects, and more. */
  private static final long HEAP_PER_BYTE = 64;

  /** Reads the value of a field; the parser stands on its first token. */
  interface Fields {
    void field(String name) throws IOException;
  }

  /** Reads an item; the parser stands on its first token. */
  interface Items {
    void item(int index) throws IOException;
  }

  /** Reads the fields of the root. */
  interface Root {
    void field(JsonInput in, String name) throws IOException;
  }

  private final FileProblems problems;
  private final JsonParser parser;
  private final List<String> notices;

  private JsonInput(FileProblems problems, JsonParser parser, List<String> notices) {
    this.problems = problems;
    this.parser = parser;
    this.notices = notices;
  }

  /**
   * Streams a file and returns what is worth knowing about it.
   *
   * @throws InputFileException WM-701 at once if the file cannot be read or is not well-formed;
   *     what else is wrong is in {@code problems}
   */
  static List<String> read(Path file, FileProblems problems, Root root) {
    List<String> notices = new ArrayList<>();
    try {
      checkSize(file, problems);
      try (Reader text = open(file, notices);
          JsonParser parser = factory().createParser(text)) {
        readAll(new JsonInput(problems, parser, notices), root);
      }
      return notices;
    } catch (StreamConstraintsException e) {
      problems.add(
          Validation.message(
              at(e), e.getOriginalMessage(), "is beyond what is read", "check how it was written"));
    } catch (JsonProcessingException e) {
      problems.add(
          Validation.message(
              at(e),
              oneLine(e.getOriginalMessage()),
              "is not well-formed JSON",
              "look just before this place, or write the file once more"));
    } catch (NoSuchFileException e) {
      problems.add(
          Validation.message(
              "file", file, "does not exist", "check the path and the current folder"));
    } catch (CharacterCodingException e) {
      problems.add(Validation.message("file", file, "is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      problems.add(
          Validation.message("file", file, "cannot be read: " + e, "check that it is a text file"));
    }
    throw problems.toException();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER)
                .maxStringLength(MAX_TEXT)
                .maxNameLength(MAX_TEXT)
                .build())
        .build();
  }

  private static void checkSize(Path file, FileProblems problems) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    long limit = Math.min(LARGEST_FILE, Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE);
    long size = Files.size(file);
    if (size > limit) {
      problems.add(
          Validation.message(
              "file",
              size + " bytes",
              "must have at most " + limit + " bytes with the heap there is",
              "check that it is the right file, or allow more memory with -Xmx"));
      throw problems.toException();
    }
  }

  private static Reader open(Path file, List<String> notices) throws IOException {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
    try {
      reader.mark(1);
      if (reader.read() == '\uFEFF') {
        notices.add("a byte-order mark at the start was skipped");
      } else {
        reader.reset();
      }
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  private static void readAll(JsonInput in, Root root) throws IOException {
    JsonToken first = in.parser.nextToken();
    if (first == null) {
      in.problem(in.place(), "file", "nothing", "is empty", "write it once more");
      throw in.problems.toException();
    }
    if (first != JsonToken.START_OBJECT) {
      in.problem(in.place(), "root", in.shown(), "must be an object", "check the file");
      throw in.problems.toException();
    }
    in.object("", name -> root.field(in, name));
    if (in.parser.nextToken() != null) {
      in.problem(
          in.place(), "file", in.shown(), "must end with its object", "remove what follows it");
    }
  }

  /** Reads the fields of the object at which the parser stands. */
  void object(String of, Fields fields) throws IOException {
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonPlace place = place();
      parser.nextToken();
      if (seen.add(name)) {
        fields.field(name);
      } else {
        problem(place, of + "field", name, "must stand once", "remove one of the two");
      }
      parser.skipChildren();
    }
  }

  /** Reads the items of an array, or notes that it is none. */
  void array(String what, Items items) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      problem(place(), what, shown(), "must be a list", "enclose it in [ ]");
      return;
    }
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      items.item(i);
      parser.skipChildren();
    }
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Returns the value at which the parser stands, with its place; arrays of numbers as a whole. */
  JsonField value(String what) throws IOException {
    JsonPlace place = place();
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new JsonField(place, shown(), parser.getDoubleValue());
      case VALUE_STRING -> new JsonField(place, shown(), parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new JsonField(place, shown(), parser.getBooleanValue());
      case START_ARRAY -> new JsonField(place, "[...]", numbers(what));
      default -> new JsonField(place, shown(), null);
    };
  }

  /** Returns a list of texts with its place; what else it is is left to be refused. */
  JsonField texts(String what) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return value(what);
    }
    JsonPlace place = place();
    List<String> texts = new ArrayList<>();
    array(
        what,
        i -> {
          if (parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank()) {
            texts.add(parser.getText());
          } else {
            problem(
                place(),
                what + "[" + i + "]",
                shown(),
                "must be a text that is not blank",
                "enclose it in quotation marks");
          }
        });
    return new JsonField(place, "[...]", texts);
  }

  private double[] numbers(String what) throws IOException {
    double[] values = new double[32];
    int n = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (n == values.length) {
        values = Arrays.copyOf(values, n * 2);
      }
      double value = 0;
      if (parser.currentToken().isNumeric()) {
        value = parser.getDoubleValue();
      }
      if (!parser.currentToken().isNumeric() || !Double.isFinite(value)) {
        value = 0;
        problem(
            place(),
            what + "[" + n + "]",
            shown(),
            "must be a finite number",
            "write it with a decimal point and without quotation marks");
      }
      values[n++] = value;
      parser.skipChildren();
    }
    return Arrays.copyOf(values, n);
  }

  JsonPlace place() {
    return JsonPlace.of(parser);
  }

  void problem(JsonPlace place, String what, Object value, String rule, String remedy) {
    problems.add(Validation.message(place + ", " + what, value, rule, remedy));
  }

  /** Notes a field that the format does not know. */
  void unknown(JsonPlace place, String what) {
    if (notices.size() < MAX_NOTICES) {
      notices.add(place + ", " + what + " is not part of the format and was not read");
    } else if (notices.size() == MAX_NOTICES) {
      notices.add("and more");
    }
  }

  /** Returns the token at which the parser stands, as a message shows it. */
  String shown() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "{...}";
      case START_ARRAY -> "[...]";
      case VALUE_STRING -> '"' + clip(parser.getText()) + '"';
      default -> clip(String.valueOf(parser.getText()));
    };
  }

  static String clip(String text) {
    String clean = oneLine(text);
    return clean.length() <= 60 ? clean : clean.substring(0, 57) + "...";
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).replaceAll("\\p{Cntrl}+", " ");
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "file" : JsonPlace.of(e.getLocation()).toString();
  }
}
