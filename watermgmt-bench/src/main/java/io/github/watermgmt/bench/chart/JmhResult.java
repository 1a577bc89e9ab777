// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.chart;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One row of JMH's results: a benchmark with its parameters.
 *
 * @param benchmark full name: package, class, method
 * @param mode JMH's short name of what was measured, such as {@code avgt}
 * @param params parameters by name, in JMH's order
 * @param score the mean over all iterations; NaN if JMH has none
 * @param least the least of the iterations; NaN if unknown
 * @param greatest the greatest of the iterations; NaN if unknown
 * @param unit unit of the score, such as {@code ms/op}
 * @param bytesPerOp what one operation allocates, if the profiler {@code gc} ran
 */
record JmhResult(
    String benchmark,
    String mode,
    Map<String, String> params,
    double score,
    double least,
    double greatest,
    String unit,
    OptionalDouble bytesPerOp) {

  /** Keeps the order of the parameters. */
  JmhResult {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** Returns the name of the method. */
  String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** Returns the full name of the class. */
  String type() {
    int end = benchmark.lastIndexOf('.');
    return end < 0 ? "" : benchmark.substring(0, end);
  }
}
