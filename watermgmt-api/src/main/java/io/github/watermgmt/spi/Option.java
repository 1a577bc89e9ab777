// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a provider: a name, a type, a default, a rule and a line of documentation. Values
 * are typed in Java and can be read from text, so that programs, configuration files and command
 * lines set the same thing.
 *
 * <pre>{@code
 * static final Option<Integer> WEEKS =
 *     Option.integer("weeks", 4, 1, 52, "weeks of history the profile is made of");
 * }</pre>
 *
 * <p>Text is read the same in every locale: digits are ASCII, the decimal separator is a point, and
 * {@code 1,5} is refused. Every value is written as text that reads back as the same value.
 *
 * <p>Thread-safety: immutable.
 *
 * @param <T> the type of the value
 */
public final class Option<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final String name;
  private final Class<T> type;
  private final T defaultValue;
  private final String rule;
  private final String doc;
  private final Reader<T> reader;
  private final Function<T, String> writer;
  private final Predicate<T> valid;

  /** Reads a value; null if the text is none. */
  @FunctionalInterface
  private interface Reader<T> {
    @Nullable T read(String text);
  }

  private Option(
      String name,
      Class<T> type,
      T defaultValue,
      String rule,
      String doc,
      Reader<T> reader,
      Function<T, String> writer,
      Predicate<T> valid) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("option name '" + name + "' must match " + NAME.pattern());
    }
    this.name = name;
    this.type = type;
    this.defaultValue = Objects.requireNonNull(defaultValue, "defaultValue");
    this.rule = rule;
    this.doc = Objects.requireNonNull(doc, "doc");
    this.reader = reader;
    this.writer = writer;
    this.valid = valid;
    if (!valid.test(defaultValue)) {
      throw new IllegalArgumentException(
          "default " + defaultValue + " of option '" + name + "' must be " + rule);
    }
  }

  /**
   * Creates an option for a whole number in {@code [min, max]}.
   *
   * @throws IllegalArgumentException if the name is malformed or the default breaks the rule
   */
  public static Option<Integer> integer(
      String name, int defaultValue, int min, int max, String doc) {
    return new Option<>(
        name,
        Integer.class,
        defaultValue,
        range("a whole number", min == Integer.MIN_VALUE, min, max == Integer.MAX_VALUE, max),
        doc,
        OptionText::readInteger,
        value -> Integer.toString(value),
        value -> value >= min && value <= max);
  }

  /**
   * Creates an option for a finite number in {@code [min, max]}; infinite bounds mean none.
   *
   * @throws IllegalArgumentException if the name is malformed or the default breaks the rule
   */
  public static Option<Double> decimal(
      String name, double defaultValue, double min, double max, String doc) {
    return new Option<>(
        name,
        Double.class,
        defaultValue,
        range(
            "a finite number",
            min == Double.NEGATIVE_INFINITY,
            OptionText.write(min),
            max == Double.POSITIVE_INFINITY,
            OptionText.write(max)),
        doc,
        OptionText::readDecimal,
        OptionText::write,
        value -> Double.isFinite(value) && value >= min && value <= max);
  }

  /**
   * Creates an option that is on or off.
   *
   * @throws IllegalArgumentException if the name is malformed
   */
  public static Option<Boolean> flag(String name, boolean defaultValue, String doc) {
    return new Option<>(
        name,
        Boolean.class,
        defaultValue,
        "true or false",
        doc,
        OptionText::readFlag,
        value -> Boolean.toString(value),
        value -> true);
  }

  /**
   * Creates an option for any text, the empty one included.
   *
   * @throws IllegalArgumentException if the name is malformed
   */
  public static Option<String> text(String name, String defaultValue, String doc) {
    return new Option<>(
        name,
        String.class,
        defaultValue,
        "any text",
        doc,
        text -> text,
        Function.identity(),
        value -> true);
  }

  /**
   * Creates an option for one constant of an enum; its text is the constant in lower case with
   * hyphens, and is read in any case with hyphens or underscores.
   *
   * @throws IllegalArgumentException if the name is malformed
   */
  public static <E extends Enum<E>> Option<E> choice(String name, E defaultValue, String doc) {
    Class<E> type = defaultValue.getDeclaringClass();
    List<E> constants = List.of(type.getEnumConstants());
    String rule = "one of " + String.join(", ", constants.stream().map(OptionText::label).toList());
    return new Option<>(
        name,
        type,
        defaultValue,
        rule,
        doc,
        text -> OptionText.readConstant(text, constants),
        OptionText::label,
        value -> true);
  }

  /**
   * Creates an option for one of several words.
   *
   * @param allowed the words, read exactly as they stand
   * @throws IllegalArgumentException if the name is malformed or the default is not allowed
   */
  public static Option<String> choice(
      String name, String defaultValue, List<String> allowed, String doc) {
    List<String> words = List.copyOf(allowed);
    return new Option<>(
        name,
        String.class,
        defaultValue,
        "one of " + String.join(", ", words),
        doc,
        text -> text,
        Function.identity(),
        words::contains);
  }

  /**
   * Creates an option for a duration in {@code [min, max]}; its text is ISO 8601 such as {@code
   * PT1H30M}, or a whole number with one of the units ms, s, min, h, d.
   *
   * @throws IllegalArgumentException if the name is malformed or the default breaks the rule
   */
  public static Option<Duration> duration(
      String name, Duration defaultValue, Duration min, Duration max, String doc) {
    return new Option<>(
        name,
        Duration.class,
        defaultValue,
        "a duration from " + min + " to " + max + ", such as PT1H30M or 15min",
        doc,
        OptionText::readDuration,
        Duration::toString,
        value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
  }

  /** Returns the name, {@code [a-z][a-z0-9-]*}. */
  public String name() {
    return name;
  }

  /** Returns the type of the value. */
  public Class<T> type() {
    return type;
  }

  /** Returns the value that holds when nothing is set. */
  public T defaultValue() {
    return defaultValue;
  }

  /** Returns the rule that values obey, such as {@code "a whole number from 1 to 52"}. */
  public String rule() {
    return rule;
  }

  /** Returns the line of documentation. */
  public String doc() {
    return doc;
  }

  /** Returns whether a value obeys the rule. */
  public boolean accepts(T value) {
    return valid.test(value);
  }

  /**
   * Reads a value from text.
   *
   * @throws InvalidOptionException if the text is not a value that obeys the rule
   */
  public T parse(String text) {
    T value = tryParse(text);
    if (value == null) {
      throw new InvalidOptionException(List.of(problem(text)));
    }
    return value;
  }

  /** Writes a value as text that {@link #parse} reads back as an equal value. */
  public String format(T value) {
    return writer.apply(value);
  }

  /** Returns the value, or null if the text is not one that obeys the rule. */
  @Nullable T tryParse(String text) {
    T value = reader.read(text);
    return value != null && valid.test(value) ? value : null;
  }

  /** Words the refusal of a value. */
  String problem(Object value) {
    String hint =
        String.valueOf(value).indexOf(',') >= 0 && type == Double.class
            ? "write a point as the decimal separator"
            : "leave it out for the default, " + format(defaultValue);
    return "option '" + name + "' (" + value + "), must be " + rule + ". Maybe " + hint + ".";
  }

  private static String range(String what, boolean noMin, Object min, boolean noMax, Object max) {
    if (noMin && noMax) {
      return what;
    }
    if (noMax) {
      return what + " of at least " + min;
    }
    return noMin ? what + " of at most " + max : what + " from " + min + " to " + max;
  }

  /** Two options are equal if they have the same name, type, default, rule and documentation. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Option<?> that
        && name.equals(that.name)
        && type.equals(that.type)
        && defaultValue.equals(that.defaultValue)
        && rule.equals(that.rule)
        && doc.equals(that.doc);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, type, defaultValue, rule, doc);
  }

  /** Returns name, default, rule and documentation on one line. */
  @Override
  public String toString() {
    return name + "=" + format(defaultValue) + " (" + rule + "): " + doc;
  }
}
