// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with the input of a whole command, over all its files and options, so that
 * it can be mended in one round.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Problems {
  private final List<String> problems = new ArrayList<>();
  private @Nullable WaterManagementException first;
  private int thrown;

  /** Adds a problem. */
  void add(String problem) {
    problems.add(problem);
  }

  /** Returns whether nothing was found so far. */
  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Returns what was made, or nothing and notes why. */
  <T> Optional<T> attempt(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (WaterManagementException e) {
      problems.addAll(e.problems());
      thrown++;
      if (first == null) {
        first = e;
      }
      return Optional.empty();
    }
  }

  /** Throws if anything was found: a lone error as it came, several as one. */
  void throwIfAny() {
    if (problems.isEmpty()) {
      return;
    }
    if (first != null && thrown == 1 && first.problems().size() == problems.size()) {
      throw first;
    }
    ErrorCode code = first == null ? ErrorCode.INVALID_OPTION : first.code();
    throw new WaterManagementException(code, "compare forecast", problems);
  }
}
