// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects every problem before refusing, so that a caller mends all of them in one round.
 *
 * <pre>{@code
 * Validation validation = new Validation();
 * validation.check(loss >= 0 && loss < 1, "loss", loss, "must be in [0, 1)", "give it as a fraction");
 * validation.throwIfAny(ErrorCode.INVALID_PROBLEM, "link L7");
 * }</pre>
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class Validation {
  private final List<String> problems = new ArrayList<>();

  /** Creates an empty collector. */
  public Validation() {}

  /**
   * Builds a message of the house's form: variable (value), constraint. Maybe remedy.
   *
   * @param remedy what to do, without the leading "Maybe"; empty for none
   */
  public static String message(String variable, Object value, String constraint, String remedy) {
    String text = variable + " (" + value + "), " + constraint + ".";
    return remedy.isEmpty() ? text : text + " Maybe " + remedy + ".";
  }

  /** Adds a problem unless {@code ok}; returns {@code ok}. */
  public boolean check(
      boolean ok, String variable, Object value, String constraint, String remedy) {
    if (!ok) {
      problems.add(message(variable, value, constraint, remedy));
    }
    return ok;
  }

  /** Adds a problem that is already worded. */
  public void add(String problem) {
    problems.add(problem);
  }

  /** Returns whether nothing was found so far. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Returns the problems found so far. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Throws if anything was found.
   *
   * @param what what was validated, such as {@code "network Net3"}
   * @throws WaterManagementException with all problems
   */
  public void throwIfAny(ErrorCode code, String what) {
    if (!problems.isEmpty()) {
      throw code.code().startsWith("WM-1")
          ? new DataException(code, what, problems)
          : new WaterManagementException(code, what, problems);
    }
  }
}
