// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a newer history adds to what a model has seen, for providers that implement {@link
 * FittedForecaster#update}:
 *
 * <pre>{@code
 * NewSteps steps = NewSteps.of(newer.targets().select(seriesIds()), trainedOn());
 * Panel joined = steps.after(kept);
 * }</pre>
 *
 * <p>Steps that the model has seen already are passed over, whatever they say now. So a history may
 * overlap, and one that ends before the cutoff adds nothing; it must not leave a gap.
 *
 * <p>Thread-safety: immutable.
 */
public final class NewSteps {
  private static final String VARIABLE = "newer history";
  private static final String REMEDY = "give the steps in between as well, NaN where missing";

  private final TimeAxis seen;
  private final @Nullable Panel fresh;

  private NewSteps(TimeAxis seen, @Nullable Panel fresh) {
    this.seen = seen;
    this.fresh = fresh;
  }

  /**
   * Returns what a panel adds.
   *
   * @param newer the series of the model, in its order
   * @param trainedOn all that the model has seen so far, see {@link FittedForecaster#trainedOn}
   * @throws DataException WM-105 if the panel is on another grid, or starts after the end of what
   *     the model has seen; see {@link #check}
   */
  public static NewSteps of(Panel newer, TimeAxis trainedOn) {
    TimeAxis axis = newer.axis();
    if (!follows(axis, trainedOn)) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(VARIABLE, axis, constraint(trainedOn), REMEDY));
    }
    int from = axis.ceilingIndex(trainedOn.end());
    int added = axis.length() - from;
    TimeAxis seen = TimeAxis.of(trainedOn.start(), trainedOn.step(), trainedOn.length() + added);
    return new NewSteps(seen, added == 0 ? null : newer.slice(from, axis.length()));
  }

  private static boolean follows(TimeAxis newer, TimeAxis trainedOn) {
    return newer.sameGrid(trainedOn) && !newer.start().isAfter(trainedOn.end());
  }

  private static String constraint(TimeAxis trainedOn) {
    return "must be on the grid of " + trainedOn + " and start at or before its end";
  }

  /**
   * Adds a problem unless {@link #of} would accept a panel on this axis, for callers that have more
   * to check of a newer history; returns whether it would.
   *
   * @param newer the axis of the newer history
   * @param trainedOn all that the model has seen so far
   */
  public static boolean check(Validation problems, TimeAxis newer, TimeAxis trainedOn) {
    return problems.check(
        follows(newer, trainedOn), VARIABLE, newer, constraint(trainedOn), REMEDY);
  }

  /** Returns all that the model has then seen: from where it began to the end of what is new. */
  public TimeAxis seen() {
    return seen;
  }

  /** Returns the steps that the model had not seen, empty if there is none. */
  public Optional<Panel> fresh() {
    return Optional.ofNullable(fresh);
  }

  /**
   * Returns a panel that a model has kept, followed by what is new.
   *
   * @param kept the latest steps that the model has seen, up to their end
   * @throws DataException WM-105 or WM-106 if its end or its series do not fit
   */
  public Panel after(Panel kept) {
    return fresh == null ? kept : kept.concat(fresh);
  }

  @Override
  public String toString() {
    int added = fresh == null ? 0 : fresh.axis().length();
    return added + " new steps, " + seen + " seen";
  }
}
