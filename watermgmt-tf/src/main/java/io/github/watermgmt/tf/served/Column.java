// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import java.util.Locale;
import java.util.Optional;

/**
 * One number of an input: what it is of a step, as the mapping has it.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind what it is
 * @param number steps or days of a lag, day of the week, waves; else 0
 * @param id of a covariate; else empty
 * @param scaling how it is scaled; of demand, the model's scaling comes first
 * @param optional of a covariate, whether a history may lack it; its centre stands for it then
 */
record Column(Kind kind, int number, String id, Scaling scaling, boolean optional) {
  static final Scaling AS_IT_IS = new Scaling(0, 1);

  /** What a column is. */
  enum Kind {
    DEMAND("demand"),
    LAG("lag:<steps>"),
    LAG_DAYS("lag:<days>d"),
    KNOWN("known"),
    LEAD("lead"),
    HOUR("hour"),
    DAY_OF_WEEK("day-of-week"),
    IS_DAY_OF_WEEK("day-of-week:<1 to 7>"),
    HOLIDAY("holiday"),
    SIN_DAY("sin-day:<waves>"),
    COS_DAY("cos-day:<waves>"),
    SIN_YEAR("sin-year:<waves>"),
    COS_YEAR("cos-year:<waves>"),
    COVARIATE("covariate:<id>");

    final String form;

    Kind(String form) {
      this.form = form;
    }
  }

  /** Reads a column without scaling; empty if the text is none. */
  static Optional<Column> parse(String text) {
    int colon = text.indexOf(':');
    String word = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    if (colon < 0) {
      return switch (word) {
        case "demand" -> plain(Kind.DEMAND);
        case "known" -> plain(Kind.KNOWN);
        case "lead" -> plain(Kind.LEAD);
        case "hour" -> plain(Kind.HOUR);
        case "day-of-week" -> plain(Kind.DAY_OF_WEEK);
        case "holiday" -> plain(Kind.HOLIDAY);
        default -> Optional.empty();
      };
    }
    return switch (word) {
      case "lag" ->
          rest.endsWith("d")
              ? numbered(Kind.LAG_DAYS, rest.substring(0, rest.length() - 1), 1, 10_000)
              : numbered(Kind.LAG, rest, 1, 1_000_000);
      case "day-of-week" -> numbered(Kind.IS_DAY_OF_WEEK, rest, 1, 7);
      case "sin-day" -> numbered(Kind.SIN_DAY, rest, 1, 1000);
      case "cos-day" -> numbered(Kind.COS_DAY, rest, 1, 1000);
      case "sin-year" -> numbered(Kind.SIN_YEAR, rest, 1, 1000);
      case "cos-year" -> numbered(Kind.COS_YEAR, rest, 1, 1000);
      case "covariate" ->
          rest.isEmpty()
              ? Optional.empty()
              : Optional.of(new Column(Kind.COVARIATE, 0, rest, AS_IT_IS, false));
      default -> Optional.empty();
    };
  }

  private static Optional<Column> plain(Kind kind) {
    return Optional.of(new Column(kind, 0, "", AS_IT_IS, false));
  }

  private static Optional<Column> numbered(Kind kind, String text, int min, int max) {
    if (!text.matches("[0-9]{1,7}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(text);
    return number < min || number > max
        ? Optional.empty()
        : Optional.of(new Column(kind, number, "", AS_IT_IS, false));
  }

  Column with(Scaling other, boolean mayLack) {
    return new Column(kind, number, id, other, mayLack);
  }

  /** Returns whether it reads the series that is forecast. */
  boolean isPast() {
    return switch (kind) {
      case DEMAND, LAG, LAG_DAYS, KNOWN -> true;
      default -> false;
    };
  }

  /** Returns how this column is written, for messages. */
  String text() {
    String form = kind.form;
    int open = form.indexOf('<');
    if (open < 0) {
      return form;
    }
    String end = kind == Kind.LAG_DAYS ? "d" : "";
    String value = kind == Kind.COVARIATE ? id : String.format(Locale.ROOT, "%d", number);
    return form.substring(0, open) + value + end;
  }
}
