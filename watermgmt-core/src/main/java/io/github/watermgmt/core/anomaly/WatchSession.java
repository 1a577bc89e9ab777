// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** A session over channels that are watched each for itself. Thread-safety: one thread. */
final class WatchSession implements Session {
  private final WatchFitted fitted;
  private final ChannelWatch[] watches;
  private long last;

  WatchSession(WatchFitted fitted, ChannelWatch[] watches, long last) {
    this.fitted = fitted;
    this.watches = watches;
    this.last = last;
  }

  @Override
  public void observe(long epochSecond, double[] frame) {
    if (frame.length != watches.length) {
      throw new IllegalArgumentException(
          Validation.message(
              "values of the frame",
              frame.length,
              "must be one for each of " + watches.length + " channels",
              ""));
    }
    long before = Math.max(last, fitted.lastTrained());
    if (epochSecond <= before) {
      throw new TimeOrderException(before, epochSecond);
    }
    last = epochSecond;
    for (int c = 0; c < watches.length; c++) {
      watches[c].observe(epochSecond, frame[c]);
    }
  }

  @Override
  public long epochSecond() {
    return last;
  }

  @Override
  public Phase phase() {
    boolean warm = false;
    Phase worst = Phase.WARMING_UP;
    for (ChannelWatch watch : watches) {
      Phase phase = watch.phase();
      warm |= phase != Phase.WARMING_UP;
      worst = phase.compareTo(worst) > 0 ? phase : worst;
    }
    return warm ? worst : Phase.WARMING_UP;
  }

  @Override
  public double score() {
    double most = 0;
    for (ChannelWatch watch : watches) {
      most = Math.max(most, watch.score());
    }
    return most;
  }

  @Override
  public double grade() {
    double most = 0;
    for (ChannelWatch watch : watches) {
      most = Math.max(most, watch.grade());
    }
    return most;
  }

  @Override
  public Optional<Detection> detection() {
    List<Integer> open = new ArrayList<>();
    double total = 0;
    for (int c = 0; c < watches.length; c++) {
      if (watches[c].phase() == Phase.ANOMALOUS) {
        open.add(c);
        total += watches[c].score();
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    open.sort(Comparator.comparingDouble((Integer c) -> -watches[c].score()).thenComparing(c -> c));
    List<Detection.Attribution> shares = new ArrayList<>();
    StringJoiner reasons = new StringJoiner("; ");
    long onset = Long.MAX_VALUE;
    double excess = 0;
    boolean known = false;
    for (int c : open) {
      ChannelWatch.Report report = watches[c].report();
      String id = fitted.channels().get(c);
      shares.add(
          new Detection.Attribution(
              id, watches[c].score() / total, report.observed(), report.expected()));
      reasons.add(id + ": " + report.reason());
      onset = Math.min(onset, report.onset());
      excess += report.excess().orElse(0);
      known |= report.excess().isPresent();
    }
    ChannelWatch.Report worst = watches[open.get(0)].report();
    AnomalyKind kind = worst.kind();
    return Optional.of(
        new Detection(
            Instant.ofEpochSecond(last),
            Instant.ofEpochSecond(Math.min(onset, last)),
            grade(),
            score(),
            kind,
            Optional.of(worst.band()),
            shares,
            List.of(),
            known ? OptionalDouble.of(excess) : OptionalDouble.empty(),
            reasons.toString()));
  }

  @Override
  public void tell(Event event) {
    fitted.channelTable().tell(event, watches);
  }

  @Override
  public byte[] snapshot() {
    return fitted.snapshot(last, watches);
  }
}
