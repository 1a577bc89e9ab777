// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.anomaly.TimeOrderException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.site.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A session over a forest of its own. Thread-safety: confined to one thread. */
final class RcfSession implements Session {
  private static final String FLOW = "flow";

  private final RcfFitted fitted;
  private final RcfState state;
  private long last;

  RcfSession(RcfFitted fitted, RcfState state, long last) {
    this.fitted = fitted;
    this.state = state;
    this.last = last;
  }

  @Override
  public void observe(long epochSecond, double[] frame) {
    int channels = fitted.channels().size();
    if (frame.length != channels) {
      throw new IllegalArgumentException(
          Validation.message(
              "values of the frame",
              frame.length,
              "must be one for each of " + channels + " channels",
              ""));
    }
    long before = Math.max(last, fitted.lastTrained());
    if (epochSecond <= before) {
      throw new TimeOrderException(before, epochSecond);
    }
    last = epochSecond;
    state.observe(epochSecond, frame);
  }

  @Override
  public long epochSecond() {
    return last;
  }

  @Override
  public Phase phase() {
    if (state.isAnomalous()) {
      return Phase.ANOMALOUS;
    }
    return state.isScored() ? Phase.NORMAL : Phase.WARMING_UP;
  }

  @Override
  public double score() {
    return state.score();
  }

  @Override
  public double grade() {
    return state.grade();
  }

  @Override
  public Optional<Detection> detection() {
    if (!state.isAnomalous()) {
      return Optional.empty();
    }
    List<Detection.Attribution> shares = new ArrayList<>();
    int most = 0;
    for (int c = 0; c < fitted.channels().size(); c++) {
      most = state.share(c) > state.share(most) ? c : most;
      shares.add(
          new Detection.Attribution(
              fitted.channels().get(c), state.share(c), state.observed(c), state.expected(c)));
    }
    shares.sort(Comparator.comparingDouble((Detection.Attribution one) -> one.share()).reversed());
    double excess = state.observed(most) - state.expected(most);
    boolean flow = fitted.quantity(most).equals(FLOW) && !Double.isNaN(excess);
    AnomalyKind kind = AnomalyKind.UNKNOWN;
    if (flow) {
      kind = excess < 0 ? AnomalyKind.LOW_USE : AnomalyKind.EXCESS_USE;
    }
    return Optional.of(
        new Detection(
            Instant.ofEpochSecond(last),
            Instant.ofEpochSecond(Math.min(state.onset(), last)),
            state.grade(),
            state.score(),
            kind,
            Optional.empty(),
            shares,
            List.of(),
            flow && excess > 0 ? OptionalDouble.of(excess) : OptionalDouble.empty(),
            String.format(
                Locale.ROOT,
                "%s: unlike what was there before, score %.2f",
                fitted.channels().get(most),
                state.score())));
  }

  @Override
  public void tell(Event event) {
    // The forest knows nothing of events.
  }

  @Override
  public byte[] snapshot() {
    return fitted.snapshot(last, state);
  }
}
