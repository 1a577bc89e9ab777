// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.distribution.PerStep;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one element of a list. Asking for a field checks it; a fault is noted with its
 * place, and something harmless is returned in its stead, because the file is refused anyway.
 */
final class JsonElement {
  private static final String POINT = "write it with a decimal point and without quotation marks";

  /** The one field that is a list of texts. */
  private static final String TEXTS = "links";

  private final JsonInput in;
  private final JsonPlace place;
  private final Map<String, JsonField> fields = new LinkedHashMap<>();
  private final Map<String, JsonField> unread;
  private final String name;

  /** Reads the object at which the input stands; {@code list} and {@code index} name it. */
  JsonElement(JsonInput in, String kind, String list, int index) throws IOException {
    this.in = in;
    this.place = in.place();
    String path = list + "[" + index + "]";
    in.object(
        path + ", ",
        field -> {
          String what = path + "." + field;
          fields.put(field, field.equals(TEXTS) ? in.texts(what) : in.value(what));
        });
    this.unread = new LinkedHashMap<>(fields);
    JsonField id = fields.get("id");
    this.name =
        id != null && id.value() instanceof String text
            ? kind + " '" + JsonInput.clip(text) + "'"
            : path;
  }

  JsonPlace place() {
    return place;
  }

  /** Returns how messages call the element. */
  String name() {
    return name;
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  /** Returns whether a field is a list of numbers. */
  boolean isList(String field) {
    JsonField found = fields.get(field);
    return found != null && found.value() instanceof double[];
  }

  /** Returns where a field stands, or else the element. */
  JsonPlace placeOf(String field) {
    JsonField found = fields.get(field);
    return found == null ? place : found.place();
  }

  String text(String field) {
    JsonField found = required(field, "a text");
    if (found == null) {
      return "";
    }
    if (found.value() instanceof String text && !text.isBlank()) {
      return text;
    }
    wrong(field, found, "must be a text that is not blank", "enclose it in quotation marks");
    return "";
  }

  Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  boolean flag(String field) {
    JsonField found = required(field, "true or false");
    if (found == null) {
      return false;
    }
    if (found.value() instanceof Boolean flag) {
      return flag;
    }
    wrong(field, found, "must be true or false", "write it without quotation marks");
    return false;
  }

  /** Returns a finite number. */
  double number(String field) {
    return number(field, Double.NEGATIVE_INFINITY, "must be a finite number");
  }

  /** Returns a finite number that is at least 0. */
  double atLeastZero(String field) {
    return number(field, 0, "must be a finite number and at least 0");
  }

  OptionalDouble optionalAtLeastZero(String field) {
    return has(field) ? OptionalDouble.of(atLeastZero(field)) : OptionalDouble.empty();
  }

  /** Returns a number in [0, 1], 0 if it is not there. */
  double optionalShare(String field) {
    return has(field) ? share(field) : 0;
  }

  /** Returns a number in [0, 1]. */
  double share(String field) {
    double share = number(field);
    if (share < 0 || share > 1) {
      fault(field, share, "must lie in [0, 1]", "give it as a share, not in per cent");
      return 0;
    }
    return share;
  }

  int whole(String field, int least, int greatest) {
    JsonField found = required(field, "a whole number");
    if (found == null) {
      return least;
    }
    if (found.value() instanceof Double value
        && value >= least
        && value <= greatest
        && value == Math.rint(value)) {
      return (int) (double) value;
    }
    wrong(field, found, "must be a whole number from " + least + " to " + greatest, "correct it");
    return least;
  }

  private double number(String field, double least, String rule) {
    JsonField found = required(field, "a number");
    if (found == null) {
      return 0;
    }
    if (found.value() instanceof Double value && Double.isFinite(value) && value >= least) {
      return value;
    }
    wrong(field, found, rule, found.value() instanceof Double ? "check sign and unit" : POINT);
    return 0;
  }

  /** Returns a list of finite numbers, one per step; how many they are is for the caller. */
  double[] numbers(String field) {
    JsonField found = required(field, "a list of numbers, one per step");
    if (found == null) {
      return new double[0];
    }
    if (found.value() instanceof double[] values) {
      return values;
    }
    wrong(field, found, "must be a list of numbers, one per step", "enclose them in [ ]");
    return new double[0];
  }

  /** Returns a list of so many steps; 0 in the place of what is not one. */
  int[] steps(String field, int count) {
    double[] values = numbers(field);
    if (values.length != count && isList(field)) {
      fault(field, values.length + " values", "must be as many as volumes, " + count, "add them");
    }
    int[] steps = new int[count];
    for (int k = 0; k < Math.min(count, values.length); k++) {
      if (values[k] == Math.rint(values[k]) && values[k] >= 0 && values[k] <= Integer.MAX_VALUE) {
        steps[k] = (int) values[k];
      } else {
        fault(field, values[k], "must be a step, a whole number from 0", "correct it");
      }
    }
    return steps;
  }

  /** Returns a list of numbers that need not be there. */
  Optional<PerStep> optionalPerStep(String field) {
    return has(field) ? Optional.of(PerStep.of(numbers(field))) : Optional.empty();
  }

  /** Returns the ids of links, none of them twice. */
  Set<String> links() {
    JsonField found = required(TEXTS, "a list of ids");
    if (found == null) {
      return Set.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    if (found.value() instanceof List<?> texts) {
      texts.forEach(text -> ids.add(String.valueOf(text)));
    } else {
      wrong(TEXTS, found, "must be a list of ids of links", "enclose them in [ ]");
    }
    return ids;
  }

  /** Notes a fault of a field. */
  void fault(String field, Object value, String rule, String remedy) {
    in.problem(placeOf(field), name + ", field '" + field + "'", value, rule, remedy);
  }

  /** Reports the fields that nobody asked for. */
  void reportUnread() {
    unread.forEach(
        (field, value) ->
            in.unknown(value.place(), name + ", field '" + JsonInput.clip(field) + "'"));
  }

  private void wrong(String field, JsonField found, String rule, String remedy) {
    fault(field, found.shown(), rule, remedy);
  }

  private @Nullable JsonField required(String field, String what) {
    unread.remove(field);
    JsonField found = fields.get(field);
    if (found == null) {
      fault(field, "nothing", "must be there", "add " + what);
    }
    return found;
  }
}
