// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

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
import java.util.StringJoiner;

/** A session over the network of its detector. Thread-safety: confined to one thread. */
final class AutoencoderSession implements Session {
  private final AutoencoderFitted fitted;
  private final BlockStream stream;
  private final int window;
  private long last;

  AutoencoderSession(AutoencoderFitted fitted, BlockStream stream, long last) {
    this.fitted = fitted;
    this.stream = stream;
    this.window = fitted.learnt().settings().window();
    this.last = last;
  }

  @Override
  public void observe(long epochSecond, double[] frame) {
    fitted.learnt().net().requireOpen();
    if (frame.length != stream.size()) {
      throw new IllegalArgumentException(
          Validation.message(
              "values of the frame",
              frame.length,
              "must be one for each of " + stream.size() + " channels",
              ""));
    }
    long before = Math.max(last, fitted.lastTrained());
    if (epochSecond <= before) {
      throw new TimeOrderException(before, epochSecond);
    }
    last = epochSecond;
    stream.observe(epochSecond, frame, this::judge);
  }

  private void judge(long block, boolean[] ready, Channel[] channels) {
    int n = 0;
    for (boolean one : ready) {
      n += one ? 1 : 0;
    }
    float[] rows = new float[n * window];
    int row = 0;
    for (int c = 0; c < channels.length; c++) {
      if (ready[c]) {
        channels[c].row(rows, row++ * window);
      }
    }
    double[] errors = fitted.learnt().net().errors(rows);
    row = 0;
    for (int c = 0; c < channels.length; c++) {
      if (ready[c]) {
        Threshold threshold = threshold(c);
        channels[c].judge(block, threshold.calibration().pValue(errors[row++]), threshold.level());
      }
    }
  }

  private Threshold threshold(int channel) {
    return fitted.learnt().thresholds().get(channel);
  }

  @Override
  public long epochSecond() {
    return last;
  }

  @Override
  public Phase phase() {
    boolean judged = false;
    boolean suspicious = false;
    for (int c = 0; c < stream.size(); c++) {
      Channel channel = stream.channel(c);
      if (channel.isAnomalous()) {
        return Phase.ANOMALOUS;
      }
      judged |= channel.isJudged();
      suspicious |= channel.score() > threshold(c).level() / 2;
    }
    return suspicious ? Phase.SUSPICIOUS : judged ? Phase.NORMAL : Phase.WARMING_UP;
  }

  @Override
  public double score() {
    double most = 0;
    for (int c = 0; c < stream.size(); c++) {
      most = Math.max(most, stream.channel(c).score());
    }
    return most;
  }

  @Override
  public double grade() {
    double most = 0;
    for (int c = 0; c < stream.size(); c++) {
      double score = stream.channel(c).score();
      most = Math.max(most, score / (score + threshold(c).level()));
    }
    return most;
  }

  @Override
  public Optional<Detection> detection() {
    List<Integer> open = new ArrayList<>();
    double total = 0;
    for (int c = 0; c < stream.size(); c++) {
      if (stream.channel(c).isAnomalous()) {
        open.add(c);
        total += stream.channel(c).score();
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    open.sort(
        Comparator.comparingDouble((Integer c) -> -stream.channel(c).score())
            .thenComparing(c -> c));
    List<Detection.Attribution> shares = new ArrayList<>();
    StringJoiner reasons = new StringJoiner("; ");
    long onset = Long.MAX_VALUE;
    for (int c : open) {
      Channel channel = stream.channel(c);
      double share = total > 0 ? channel.score() / total : 1.0 / open.size();
      String id = fitted.table().ids().get(c);
      shares.add(new Detection.Attribution(id, share, channel.observed(), channel.expected()));
      reasons.add(id + ": " + reason(c));
      onset = Math.min(onset, channel.onset());
    }
    int most = open.get(0);
    Channel worst = stream.channel(most);
    boolean flow = fitted.table().isFlow(most);
    AnomalyKind kind = AnomalyKind.UNKNOWN;
    if (flow) {
      kind = worst.direction() > 0 ? AnomalyKind.EXCESS_USE : AnomalyKind.LOW_USE;
    }
    return Optional.of(
        new Detection(
            Instant.ofEpochSecond(last),
            Instant.ofEpochSecond(Math.min(onset, last)),
            grade(),
            score(),
            kind,
            Optional.empty(),
            shares,
            List.of(),
            flow && worst.direction() > 0
                ? OptionalDouble.of(worst.excess())
                : OptionalDouble.empty(),
            reasons.toString()));
  }

  private String reason(int c) {
    Channel channel = stream.channel(c);
    return String.format(
        Locale.ROOT,
        "unlike all that was learnt, p = %.4f of the last %d blocks; %.2f %s, %.2f expected, lately"
            + " %+.2f; evidence %.1f, alarms at %.1f",
        channel.pValue(),
        window,
        channel.observed(),
        fitted.table().quantities().get(c).canonicalSymbol(),
        channel.expected(),
        channel.excess(),
        channel.score(),
        threshold(c).level());
  }

  @Override
  public void tell(Event event) {
    fitted.table().tell(event, stream);
  }

  @Override
  public byte[] snapshot() {
    return fitted.snapshot(last, stream);
  }
}
