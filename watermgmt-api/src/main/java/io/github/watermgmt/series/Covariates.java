// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The covariates of a history or a request, by id. Each has its own axis.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param list covariates with distinct ids, in order
 */
public record Covariates(List<Covariate> list) {
  private static final Covariates NONE = new Covariates(List.of());

  /** Refuses two covariates of one id. */
  public Covariates {
    list = List.copyOf(list);
    Map<String, Covariate> seen = new LinkedHashMap<>();
    for (Covariate covariate : list) {
      if (seen.put(covariate.id(), covariate) != null) {
        throw new DataException(
            ErrorCode.DUPLICATE,
            Validation.message("covariate", covariate.id(), "must be unique", "rename one"));
      }
    }
  }

  /** Returns no covariates. */
  public static Covariates none() {
    return NONE;
  }

  /** Returns these covariates. */
  public static Covariates of(Covariate... covariates) {
    return new Covariates(List.of(covariates));
  }

  /** Returns every series of a panel as a covariate known in advance. */
  public static Covariates known(Panel panel) {
    return new Covariates(panel.series().stream().map(Covariate::known).toList());
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** Returns the ids in order. */
  public List<String> ids() {
    return list.stream().map(Covariate::id).toList();
  }

  /** Returns a covariate by id. */
  public Optional<Covariate> get(String id) {
    return list.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  /** Returns what was known at a cutoff; see {@link Covariate#asOf}. */
  public Covariates asOf(Instant cutoff) {
    return new Covariates(list.stream().map(c -> c.asOf(cutoff)).toList());
  }
}
