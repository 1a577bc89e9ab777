// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.forecast.QuantileLevel;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How a network is asked: see the page on mappings.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param signature key of the signature; empty for the default one
 * @param stepSeconds step of the series it was trained for, s; 0 for any
 * @param leads steps that one call forecasts; 0 if each step is forecast alone
 * @param scaling how demand is scaled
 * @param fixed the scaling itself where it is fixed
 * @param inputs what the inputs take
 * @param outputs which output is what
 */
record Mapping(
    String signature,
    long stepSeconds,
    int leads,
    ScalingKind scaling,
    Optional<Scaling> fixed,
    List<InputMapping> inputs,
    List<OutputMapping> outputs) {

  /** How the scaling of demand comes about. */
  enum ScalingKind {
    NONE,
    MEAN_DEVIATION,
    ROBUST,
    FIXED
  }

  /**
   * An output: for each lead, so many numbers.
   *
   * @param name of the output
   * @param points what its numbers are; empty for the mean
   */
  record OutputMapping(String name, List<Optional<QuantileLevel>> points) {
    OutputMapping {
      points = List.copyOf(points);
    }
  }

  Mapping {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  boolean isEachStepAlone() {
    return leads == 0;
  }

  /** Returns leads of one call, at least 1. */
  int leadsPerCall() {
    return Math.max(1, leads);
  }

  /** Returns what all outputs together give, in their order. */
  List<Optional<QuantileLevel>> points() {
    return outputs.stream().flatMap(output -> output.points().stream()).toList();
  }

  /** Returns the ids of the covariates that inputs take, sorted. */
  List<String> covariates() {
    return covariates(true);
  }

  /** Returns the ids of the covariates that a history must have, sorted. */
  List<String> requiredCovariates() {
    return covariates(false);
  }

  private List<String> covariates(boolean optionalToo) {
    TreeSet<String> ids = new TreeSet<>();
    for (InputMapping input : inputs) {
      for (Column column : input.columns()) {
        if (column.kind() == Column.Kind.COVARIATE && (optionalToo || !column.optional())) {
          ids.add(column.id());
        }
      }
    }
    return List.copyOf(ids);
  }

  /** Returns how many steps before an origin any input looks back on. */
  int lookBack(long step) {
    long most = 1;
    for (InputMapping input : inputs) {
      long first = input.span() == InputMapping.Span.PAST ? input.steps() : 0;
      for (Column column : input.columns()) {
        long lag =
            switch (column.kind()) {
              case LAG -> column.number();
              case LAG_DAYS -> (column.number() + 1) * 86_400L / step;
              default -> 0;
            };
        most = Math.max(most, column.isPast() ? first + lag : 0);
      }
    }
    return Math.toIntExact(most);
  }

  /** Returns after how many steps a step that is forecast alone needs what was forecast before. */
  int leastLag(long step) {
    long least = Integer.MAX_VALUE;
    for (InputMapping input : inputs) {
      for (Column column : input.columns()) {
        long lag =
            switch (column.kind()) {
              case LAG -> column.number();
              // A day may have 23 hours.
              case LAG_DAYS -> Math.max(1, (column.number() * 86_400L - 3600) / step);
              default -> Integer.MAX_VALUE;
            };
        least = Math.min(least, lag);
      }
    }
    return (int) least;
  }
}
