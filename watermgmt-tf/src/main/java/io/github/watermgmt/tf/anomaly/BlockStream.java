// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * All channels on their way through time: frames become blocks, and blocks are handed on.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class BlockStream {
  private static final long NONE = Long.MIN_VALUE;

  private final Channel[] channels;
  private final int window;
  private final long stepSeconds;
  private final long blockSeconds;
  private final boolean[] ready;
  private long block = NONE;
  private long closed = NONE;

  /** Hears of a block of which at least one channel has a row. */
  interface Judge {
    void judge(long block, boolean[] ready, Channel[] channels);
  }

  BlockStream(Channel[] channels, RowSettings settings, long stepSeconds) {
    this.channels = channels.clone();
    this.window = settings.window();
    this.stepSeconds = stepSeconds;
    this.blockSeconds = settings.blockSeconds(stepSeconds);
    this.ready = new boolean[channels.length];
  }

  Channel channel(int index) {
    return channels[index];
  }

  int size() {
    return channels.length;
  }

  void observe(long epochSecond, double[] frame, Judge judge) {
    long now = Math.floorDiv(epochSecond, blockSeconds);
    if (block != now) {
      if (block != NONE) {
        close(judge);
        // After a whole row of missing blocks nothing changes any more.
        for (long at = Math.max(block + 1, now - window); at < now; at++) {
          block = at;
          close(judge);
        }
      }
      block = now;
    }
    for (int c = 0; c < channels.length; c++) {
      channels[c].add(frame[c]);
    }
    if (epochSecond + stepSeconds >= (now + 1) * blockSeconds) {
      close(judge);
    }
  }

  /** Ends a block, once: what comes for it later is not of the step of the training. */
  private void close(Judge judge) {
    if (closed == block) {
      for (Channel channel : channels) {
        channel.drop();
      }
      return;
    }
    closed = block;
    boolean any = false;
    for (int c = 0; c < channels.length; c++) {
      ready[c] = channels[c].close(block);
      any |= ready[c];
    }
    if (any) {
      judge.judge(block, ready, channels);
    }
  }

  void write(EntryWriter out) {
    out.writeLong(block).writeLong(closed);
    for (Channel channel : channels) {
      channel.write(out);
    }
  }

  void read(EntryReader in) {
    block = in.readLong();
    closed = in.readLong();
    for (Channel channel : channels) {
      channel.read(in);
    }
  }
}
