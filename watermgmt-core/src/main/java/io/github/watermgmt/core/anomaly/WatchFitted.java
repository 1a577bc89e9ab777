// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The states of all channels at the end of the training. Thread-safety: immutable. */
final class WatchFitted implements FittedDetector {
  private static final int PAYLOAD = 2;
  private static final String CHANNELS = "channels";
  private static final String CALENDAR = "calendar";
  private static final String STATES = "states";
  private static final int SNAPSHOT = 0x574d5332; // WMS2

  private final WatchDetector detector;
  private final Provenance provenance;
  private final Channels channels;
  private final Calendar calendar;
  private final TimeAxis trainedOn;
  private final byte[][] states;

  WatchFitted(
      WatchDetector detector,
      Provenance provenance,
      Channels channels,
      Calendar calendar,
      TimeAxis trainedOn,
      byte[][] states) {
    this.detector = detector;
    this.provenance = provenance;
    this.channels = channels;
    this.calendar = calendar;
    this.trainedOn = trainedOn;
    this.states = states;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> channels() {
    return channels.ids();
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return detector.capabilities();
  }

  private ChannelWatch blank(int channel) {
    return detector.method().blank(calendar, trainedOn.stepSeconds(), channels.quantity(channel));
  }

  private ChannelWatch[] learnt() {
    ChannelWatch[] watches = new ChannelWatch[states.length];
    for (int c = 0; c < watches.length; c++) {
      watches[c] = blank(c);
      EntryReader reader = new EntryReader(STATES, states[c]);
      watches[c].read(reader);
      reader.end();
    }
    return watches;
  }

  @Override
  public Session open() {
    return new WatchSession(this, learnt(), Long.MIN_VALUE);
  }

  long lastTrained() {
    return trainedOn.epochSecond(trainedOn.length() - 1);
  }

  Channels channelTable() {
    return channels;
  }

  /** Writes a session: what made the detector, so that no other takes it, the state, a checksum. */
  byte[] snapshot(long epochSecond, ChannelWatch[] watches) {
    EntryWriter writer = new EntryWriter();
    writer.writeInt(SNAPSHOT).writeString(identity()).writeLong(epochSecond);
    for (ChannelWatch watch : watches) {
      watch.write(writer);
    }
    writer.writeLong(checksum(writer.toByteArray(), writer.size()));
    return writer.toByteArray();
  }

  private String identity() {
    return provenance.provider()
        + ' '
        + provenance.options()
        + ' '
        + provenance.dataDigest()
        + ' '
        + channels.ids();
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  @Override
  public Session restore(byte[] snapshot) {
    try {
      EntryReader reader = new EntryReader("snapshot", snapshot);
      if (reader.readInt() != SNAPSHOT || !reader.readString().equals(identity())) {
        throw notOurs("is a snapshot of another detector or version", null);
      }
      int body = snapshot.length - Long.BYTES;
      long last = reader.readLong();
      ChannelWatch[] watches = new ChannelWatch[states.length];
      for (int c = 0; c < watches.length; c++) {
        watches[c] = blank(c);
        watches[c].read(reader);
      }
      if (reader.remaining() != Long.BYTES || reader.readLong() != checksum(snapshot, body)) {
        throw reader.corrupt("its checksum does not fit");
      }
      return new WatchSession(this, watches, last);
    } catch (ModelException e) {
      throw notOurs("is damaged: " + e.getMessage(), e);
    }
  }

  private static WaterManagementException notOurs(String constraint, @Nullable Throwable cause) {
    String message =
        Validation.message(
            "snapshot", "bytes", constraint, "open a new session; it starts where training ended");
    return cause == null
        ? new WaterManagementException(ErrorCode.INVALID_SNAPSHOT, message)
        : new WaterManagementException(ErrorCode.INVALID_SNAPSHOT, message, cause);
  }

  @Override
  public ModelFile toModelFile() {
    EntryWriter table = new EntryWriter();
    table.writeAxis(trainedOn);
    channels.write(table);
    EntryWriter all = new EntryWriter();
    for (byte[] state : states) {
      all.writeBytes(state);
    }
    return ModelFile.builder(ModelKind.DETECTOR, PAYLOAD, provenance)
        .entry(CHANNELS, table)
        .entry(CALENDAR, new EntryWriter().writeCalendar(calendar))
        .entry(STATES, all)
        .build();
  }

  static WatchFitted read(ModelFile file, WatchDetector detector) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader days = file.reader(CALENDAR);
    Calendar calendar = days.readCalendar();
    days.end();
    EntryReader table = file.reader(CHANNELS);
    EntryReader all = file.reader(STATES);
    try {
      TimeAxis axis = table.readAxis(1);
      Channels channels = Channels.read(table);
      table.end();
      byte[][] states = new byte[channels.size()][];
      for (int c = 0; c < states.length; c++) {
        states[c] = all.readBytes();
      }
      all.end();
      if (3600 % axis.stepSeconds() != 0) {
        throw table.corrupt("step (" + axis.step() + "), must divide an hour");
      }
      WatchFitted fitted =
          new WatchFitted(detector, file.provenance(), channels, calendar, axis, states);
      fitted.learnt();
      return fitted;
    } catch (ModelException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException | WaterManagementException e) {
      throw table.corrupt(String.valueOf(e.getMessage()));
    }
  }
}
