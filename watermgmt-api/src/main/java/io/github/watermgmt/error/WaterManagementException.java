// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.error;

import java.util.List;

/**
 * The root of all domain errors: something about the data, the request or the environment is not as
 * it must be, and the caller can do something about it. Programmer errors (a null argument, an
 * index out of range) stay the JDK's own exceptions.
 *
 * <p>The message names each variable, its value, the constraint, and a remedy.
 *
 * <p>Thread-safety: immutable apart from the JDK's own stack trace and suppressed exceptions.
 */
public class WaterManagementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<String> problems;

  /** Creates an error with one problem. */
  public WaterManagementException(ErrorCode code, String message) {
    super(code.code() + ": " + message);
    this.code = code;
    this.problems = List.of(message);
  }

  /** Creates an error with one problem and its cause. */
  public WaterManagementException(ErrorCode code, String message, Throwable cause) {
    super(code.code() + ": " + message, cause);
    this.code = code;
    this.problems = List.of(message);
  }

  /**
   * Creates an error that carries several problems.
   *
   * @param what what was being validated, for the first line of the message
   * @param problems one message per problem, at least one
   */
  public WaterManagementException(ErrorCode code, String what, List<String> problems) {
    super(headline(code, what, problems));
    this.code = code;
    this.problems = List.copyOf(problems);
  }

  /** Returns the stable code. */
  public final ErrorCode code() {
    return code;
  }

  /** Returns every problem found, in the order of discovery; never empty. */
  public final List<String> problems() {
    // The list is transient: an instance that travelled through Java serialisation has only its
    // text.
    return problems == null ? List.of(String.valueOf(getMessage())) : problems;
  }

  private static String headline(ErrorCode code, String what, List<String> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems must not be empty");
    }
    if (problems.size() == 1) {
      return code.code() + ": " + what + ": " + problems.get(0);
    }
    StringBuilder text = new StringBuilder(64);
    text.append(code.code()).append(": ").append(what).append(": ");
    text.append(problems.size()).append(" problems");
    for (String problem : problems) {
      text.append("\n  - ").append(problem);
    }
    return text.toString();
  }
}
