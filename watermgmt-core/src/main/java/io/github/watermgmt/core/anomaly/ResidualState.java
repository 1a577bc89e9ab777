// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * What the residuals of one channel add up to: the level, the evidence for an episode, and the
 * episode, if one is open. Mutable and copied in place, so that what a faulty value added can be
 * taken back. Thread-safety: confined to one thread.
 */
final class ResidualState {
  private static final double CLIP = 6;

  final Cusum up;
  final Cusum down;
  double level;

  /** Stamp of the last value that was used. */
  long used;

  // The episode: 0 none, +1 too much, −1 too little.
  int direction;
  long onset;
  long alarmed;
  double excess;
  double calmHours;
  long frames;
  long framesBeyond;

  ResidualState(double drift) {
    this.up = new Cusum(drift, CLIP);
    this.down = new Cusum(drift, CLIP);
  }

  /** Ends the episode and forgets the evidence; the level stays. */
  void clear() {
    direction = 0;
    up.clear();
    down.clear();
    calmHours = 0;
    frames = 0;
    framesBeyond = 0;
  }

  void copy(ResidualState other) {
    up.copy(other.up);
    down.copy(other.down);
    level = other.level;
    used = other.used;
    direction = other.direction;
    onset = other.onset;
    alarmed = other.alarmed;
    excess = other.excess;
    calmHours = other.calmHours;
    frames = other.frames;
    framesBeyond = other.framesBeyond;
  }

  void write(EntryWriter writer) {
    up.write(writer);
    down.write(writer);
    writer.writeDouble(level).writeLong(used);
    writer.writeInt(direction).writeLong(onset).writeLong(alarmed).writeDouble(excess);
    writer.writeDouble(calmHours).writeLong(frames).writeLong(framesBeyond);
  }

  void read(EntryReader reader) {
    up.read(reader);
    down.read(reader);
    level = reader.readFinite("level");
    used = reader.readLong();
    direction = reader.readInt("direction", -1, 1);
    onset = reader.readLong();
    alarmed = reader.readLong();
    excess = reader.readFinite("excess");
    calmHours = reader.readFinite("calm hours");
    frames = reader.readLong();
    framesBeyond = reader.readLong();
  }
}
