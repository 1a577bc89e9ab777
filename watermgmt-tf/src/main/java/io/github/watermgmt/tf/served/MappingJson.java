// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.tf.served.InputMapping.Span;
import io.github.watermgmt.tf.served.Mapping.OutputMapping;
import io.github.watermgmt.tf.served.Mapping.ScalingKind;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads mappings, and names every problem at once. Thread-safety: confined to one thread. */
final class MappingJson {
  private static final int MOST_STEPS = 100_000;

  /** The longest mapping that is read; each input of a network takes some tens of bytes. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_NUMBERS = 1 << 24;
  private static final int MOST_PROBLEMS = 100;
  private static final int CLIP = 200;
  private static final Set<String> KEYS =
      Set.of("signature", "step", "leads", "scaling", "inputs", "outputs");

  private final Validation problems = new Validation();

  private MappingJson() {}

  /**
   * Reads a mapping.
   *
   * @param source where it is from, for messages
   * @throws InputFileException WM-701 with all problems
   */
  static Mapping read(byte[] bytes, String source) {
    if (bytes.length > MOST_BYTES) {
      throw new InputFileException(
          source,
          List.of(
              Validation.message(
                  "mapping", source, "must have at most " + MOST_BYTES + " bytes", "")));
    }
    MappingJson reader = new MappingJson();
    Mapping mapping = null;
    try {
      mapping = reader.mapping(JsonTree.read(bytes));
    } catch (IOException e) {
      reader.problems.add("mapping (" + source + "), is not JSON: " + e.getMessage());
    }
    if (mapping == null || !reader.problems.isEmpty()) {
      throw new InputFileException(source, first(reader.problems.problems()));
    }
    return mapping;
  }

  private static List<String> first(List<String> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<String> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
    first.add("and " + (problems.size() - MOST_PROBLEMS) + " more problems");
    return first;
  }

  private @Nullable Mapping mapping(Object root) {
    Map<?, ?> object = object(root, "mapping");
    if (object == null) {
      return null;
    }
    for (Object key : object.keySet()) {
      problems.check(
          key instanceof String name && KEYS.contains(name),
          "field",
          shown(key),
          "is unknown",
          "one of " + KEYS.stream().sorted().toList());
    }
    String signature = text(object.get("signature"), "signature", "");
    long step = step(object.get("step"));
    int leads = leads(object.get("leads"));
    Optional<Scaling> fixed = fixed(object.get("scaling"));
    ScalingKind kind = fixed.isPresent() ? ScalingKind.FIXED : scalingKind(object.get("scaling"));
    List<InputMapping> inputs = inputs(object.get("inputs"), leads);
    List<OutputMapping> outputs = outputs(object.get("outputs"));
    return new Mapping(signature, step, leads, kind, fixed, inputs, outputs);
  }

  private @Nullable Map<?, ?> object(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    problems.add(Validation.message(what, shown(value), "must be an object, { … }", ""));
    return null;
  }

  /** Returns a value as messages show it: what is foreign may be long. */
  private static String shown(@Nullable Object value) {
    String text = value == null ? "missing" : value.toString();
    return text.length() <= CLIP ? text : text.substring(0, CLIP - 3) + "...";
  }

  private String text(@Nullable Object value, String what, String otherwise) {
    if (value == null) {
      return otherwise;
    }
    if (value instanceof String text) {
      return text;
    }
    problems.add(Validation.message(what, shown(value), "must be a text", ""));
    return otherwise;
  }

  private int whole(@Nullable Object value, String what, int min, int max, String remedy) {
    if (value instanceof Double number
        && number == Math.rint(number)
        && number >= min
        && number <= max) {
      return number.intValue();
    }
    problems.add(
        Validation.message(
            what, shown(value), "must be a whole number from " + min + " to " + max, remedy));
    return min;
  }

  private long step(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    try {
      Duration step = Duration.parse(text(value, "step", ""));
      if (step.toSeconds() > 0 && step.equals(Duration.ofSeconds(step.toSeconds()))) {
        return step.toSeconds();
      }
    } catch (DateTimeParseException e) {
      // Refused below, with what is expected.
    }
    problems.add(
        Validation.message(
            "step", shown(value), "must be a positive duration", "write PT1H for an hour"));
    return 0;
  }

  private int leads(@Nullable Object value) {
    return "each-step".equals(value)
        ? 0
        : whole(
            value,
            "leads",
            1,
            MOST_STEPS,
            "\"each-step\", where the network forecasts one step at a time");
  }

  private ScalingKind scalingKind(@Nullable Object value) {
    if (value == null || value instanceof Map<?, ?>) {
      return ScalingKind.NONE;
    }
    for (ScalingKind kind : ScalingKind.values()) {
      String label = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (kind != ScalingKind.FIXED && label.equals(value)) {
        return kind;
      }
    }
    problems.add(
        Validation.message(
            "scaling",
            shown(value),
            "must be none, mean-deviation, robust, or {\"centre\": …, \"spread\": …}",
            ""));
    return ScalingKind.NONE;
  }

  private Optional<Scaling> fixed(@Nullable Object value) {
    return value instanceof Map<?, ?> object
        ? scaling(object, "scaling", Set.of("centre", "spread"))
        : Optional.empty();
  }

  private Optional<Scaling> scaling(Map<?, ?> object, String what, Set<String> known) {
    for (Object key : object.keySet()) {
      problems.check(known.contains(key), "field of " + what, shown(key), "is unknown", "" + known);
    }
    Object centre = object.containsKey("centre") ? object.get("centre") : (Object) 0.0;
    Object spread = object.containsKey("spread") ? object.get("spread") : (Object) 1.0;
    if (centre instanceof Double c
        && spread instanceof Double s
        && Double.isFinite(c)
        && Double.isFinite(s)
        && s > 0) {
      return Optional.of(new Scaling(c, s));
    }
    problems.add(
        Validation.message(
            "centre, spread of " + what,
            shown(centre) + ", " + shown(spread),
            "must be finite numbers, the spread positive",
            ""));
    return Optional.empty();
  }

  private List<InputMapping> inputs(@Nullable Object value, int leads) {
    Map<?, ?> object = object(value, "inputs");
    List<InputMapping> inputs = new ArrayList<>();
    if (object != null) {
      object.forEach((name, input) -> inputs.add(input(String.valueOf(name), input, leads)));
      problems.check(!inputs.isEmpty(), "inputs", "none", "must be at least one", "");
    }
    return inputs;
  }

  private InputMapping input(String name, @Nullable Object value, int leads) {
    String what = "input '" + shown(name) + "'";
    Map<?, ?> object = object(value, what);
    if (object == null) {
      return new InputMapping(name, Span.ONE, 1, List.of());
    }
    Span span = Span.ONE;
    int steps = 1;
    for (Object key : object.keySet()) {
      boolean past = "past".equals(key);
      if (past || "ahead".equals(key)) {
        problems.check(
            span == Span.ONE,
            what,
            shown(object.keySet()),
            "must have past or ahead, not both",
            "");
        span = past ? Span.PAST : Span.AHEAD;
        steps = whole(object.get(key), key + " of " + what, 1, MOST_STEPS, "");
      } else {
        problems.check(
            "columns".equals(key),
            "field of " + what,
            shown(key),
            "is unknown",
            "columns, past (steps) or ahead (steps)");
      }
    }
    List<Column> columns = columns(object.get("columns"), what);
    problems.check(
        (long) steps * columns.size() <= MOST_NUMBERS,
        what,
        steps + " steps of " + columns.size() + " columns",
        "must be at most " + MOST_NUMBERS + " numbers",
        "");
    for (Column column : columns) {
      boolean ofLater = span == Span.AHEAD && column.isPast();
      boolean ofItself = span == Span.ONE && column.kind() == Column.Kind.DEMAND;
      problems.check(
          !ofLater && !ofItself,
          "column of " + what,
          shown(column.text()),
          "would be the demand that is to be forecast",
          "past (steps) or a lag");
      problems.check(
          column.kind() != Column.Kind.LEAD || leads == 0 || span == Span.AHEAD,
          "column of " + what,
          shown(column.text()),
          "is the same in every call",
          "leads: \"each-step\"");
    }
    return new InputMapping(name, span, steps, columns);
  }

  private List<Column> columns(@Nullable Object value, String what) {
    List<Column> columns = new ArrayList<>();
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      problems.add(
          Validation.message("columns of " + what, shown(value), "must be a list, [ … ]", ""));
      return columns;
    }
    for (Object item : list) {
      Object text = item instanceof Map<?, ?> object ? shown(object.get("column")) : item;
      Optional<Column> column = Column.parse(String.valueOf(text));
      if (column.isEmpty()) {
        problems.add(
            Validation.message(
                "column of " + what,
                shown(text),
                "is none of " + Arrays.stream(Column.Kind.values()).map(kind -> kind.form).toList(),
                ""));
      } else if (item instanceof Map<?, ?> object) {
        String which = "column '" + shown(text) + "'";
        Object optional = object.containsKey("optional") ? object.get("optional") : (Object) false;
        problems.check(
            optional instanceof Boolean
                && (optional.equals(false) || column.get().kind() == Column.Kind.COVARIATE),
            "optional of " + which,
            shown(optional),
            "must be true or false, and of a covariate",
            "");
        scaling(object, which, Set.of("column", "centre", "spread", "optional"))
            .ifPresent(scaling -> columns.add(column.get().with(scaling, optional.equals(true))));
      } else {
        columns.add(column.get());
      }
    }
    return columns;
  }

  private List<OutputMapping> outputs(@Nullable Object value) {
    Map<?, ?> object = object(value, "outputs");
    List<OutputMapping> outputs = new ArrayList<>();
    if (object == null) {
      return outputs;
    }
    List<Optional<QuantileLevel>> all = new ArrayList<>();
    object.forEach(
        (name, points) -> {
          List<Optional<QuantileLevel>> own = points(points, "output '" + shown(name) + "'");
          all.addAll(own);
          outputs.add(new OutputMapping(String.valueOf(name), own));
        });
    problems.check(!all.isEmpty(), "outputs", "none", "must be at least one", "");
    problems.check(
        all.stream().distinct().count() == all.size(),
        "outputs",
        shown(object),
        "must not name a level twice",
        "");
    return outputs;
  }

  private List<Optional<QuantileLevel>> points(@Nullable Object value, String what) {
    List<Optional<QuantileLevel>> points = new ArrayList<>();
    List<?> list =
        value instanceof List<?> given ? given : value == null ? List.of() : List.of(value);
    problems.check(
        !list.isEmpty(), what, shown(value), "must be \"mean\", a level, or a list of them", "");
    for (Object item : list) {
      Optional<QuantileLevel> level = level(item);
      if (level.isPresent() || "mean".equals(item)) {
        points.add(level);
      } else {
        problems.add(
            Validation.message(
                "level of " + what,
                shown(item),
                "must be \"mean\" or a number between 0 and 1, a multiple of 0.0001",
                ""));
      }
    }
    return points;
  }

  private static Optional<QuantileLevel> level(@Nullable Object item) {
    try {
      return item instanceof Double level ? Optional.of(QuantileLevel.of(level)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
