// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A complete set of values for the {@linkplain Option options} of one provider: what is not set has
 * its default.
 *
 * <p>As text, options read {@code name=value;name=value}. Space around names and values does not
 * count; a backslash takes the next character as it is, so that a text value may hold {@code ;},
 * {@code \} or space at its ends. {@code parse(schema, options.toText())} equals {@code options}.
 *
 * <p>Unknown names and values that break a rule are all reported at once, with what exists.
 *
 * <p>Thread-safety: immutable.
 */
public final class Options {
  private final Map<String, Option<?>> schema;
  private final Map<String, Object> values;

  private Options(Map<String, Option<?>> schema, Map<String, Object> values) {
    this.schema = schema;
    this.values = values;
  }

  /**
   * Returns the defaults of a schema.
   *
   * @throws IllegalArgumentException if two options have one name
   */
  public static Options defaults(List<Option<?>> schema) {
    Map<String, Option<?>> byName = byName(schema);
    return new Options(byName, defaultValues(byName));
  }

  /**
   * Reads options from text such as {@code "weeks=4;decay=0.9"}; blank text gives the defaults.
   *
   * @throws InvalidOptionException with every unknown or repeated name, every value that breaks its
   *     rule and every malformed part
   * @throws IllegalArgumentException if two options of the schema have one name
   */
  public static Options parse(List<Option<?>> schema, String text) {
    List<String> problems = new ArrayList<>();
    Map<String, String> texts = OptionsSyntax.parse(text, problems);
    return read(schema, texts, problems);
  }

  /**
   * Reads options from texts by name, such as a section of a configuration file.
   *
   * @throws InvalidOptionException with every unknown name and every value that breaks its rule
   * @throws IllegalArgumentException if two options of the schema have one name
   */
  public static Options from(List<Option<?>> schema, Map<String, String> texts) {
    return read(schema, texts, new ArrayList<>());
  }

  private static Options read(
      List<Option<?>> schema, Map<String, String> texts, List<String> problems) {
    Map<String, Option<?>> byName = byName(schema);
    Map<String, Object> values = defaultValues(byName);
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      Option<?> option = byName.get(entry.getKey());
      if (option == null) {
        problems.add(unknown(entry.getKey(), byName.keySet()));
        continue;
      }
      Object value = option.tryParse(entry.getValue());
      if (value == null) {
        problems.add(option.problem(entry.getValue()));
      } else {
        values.put(option.name(), value);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionException(problems);
    }
    return new Options(byName, values);
  }

  private static String unknown(String name, Set<String> known) {
    if (known.isEmpty()) {
      return "option '" + name + "', is unknown: there are no options here. Maybe leave it out.";
    }
    return "option '"
        + name
        + "', is unknown. Maybe one of "
        + String.join(", ", Names.nearestFirst(name, known))
        + ".";
  }

  private static Map<String, Option<?>> byName(List<Option<?>> schema) {
    Map<String, Option<?>> byName = new LinkedHashMap<>();
    for (Option<?> option : schema) {
      if (byName.put(option.name(), option) != null) {
        throw new IllegalArgumentException("option '" + option.name() + "' is declared twice");
      }
    }
    return byName;
  }

  private static Map<String, Object> defaultValues(Map<String, Option<?>> schema) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option<?> option : schema.values()) {
      values.put(option.name(), option.defaultValue());
    }
    return values;
  }

  /**
   * Returns the value of an option.
   *
   * @throws IllegalArgumentException if the option is not of this schema
   */
  public <T> T get(Option<T> option) {
    return option.type().cast(Objects.requireNonNull(values.get(own(option))));
  }

  /**
   * Returns these options with one value replaced.
   *
   * @throws InvalidOptionException if the value breaks the rule
   * @throws IllegalArgumentException if the option is not of this schema
   */
  public <T> Options with(Option<T> option, T value) {
    String name = own(option);
    if (!option.accepts(value)) {
      throw new InvalidOptionException(List.of(option.problem(value)));
    }
    Map<String, Object> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new Options(schema, changed);
  }

  private String own(Option<?> option) {
    Option<?> declared = schema.get(option.name());
    if (!option.equals(declared)) {
      throw new IllegalArgumentException(
          "option '" + option.name() + "' is not one of " + schema.keySet());
    }
    return option.name();
  }

  /** Returns the options that these values are for, in the order of documentation. */
  public List<Option<?>> schema() {
    return List.copyOf(schema.values());
  }

  /** Returns all values, defaults included, as text by name, in the order of documentation. */
  public Map<String, String> asMap() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Option<?> option : schema.values()) {
      texts.put(option.name(), format(option));
    }
    return Collections.unmodifiableMap(texts);
  }

  private <T> String format(Option<T> option) {
    return option.format(get(option));
  }

  /** Returns all values, defaults included, as text that {@link #parse} reads back. */
  public String toText() {
    return OptionsSyntax.format(asMap());
  }

  /** Two sets of options are equal if they have equal options with equal values. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Options that
        && schema.equals(that.schema)
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return toText();
  }
}
