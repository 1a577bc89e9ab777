// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

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
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/** A forest at the end of its training; every session grows one of its own. Immutable. */
final class RcfFitted implements FittedDetector {
  private static final int PAYLOAD = 1;
  private static final String TABLE = "table";
  private static final String STATE = "state";
  private static final int SNAPSHOT = 0x52434631; // RCF1

  private final RcfDetector detector;
  private final Provenance provenance;
  private final List<String> channels;
  private final List<String> quantities;
  private final TimeAxis trainedOn;
  private final byte[] state;

  RcfFitted(
      RcfDetector detector,
      Provenance provenance,
      List<String> channels,
      List<String> quantities,
      TimeAxis trainedOn,
      byte[] state) {
    this.detector = detector;
    this.provenance = provenance;
    this.channels = List.copyOf(channels);
    this.quantities = List.copyOf(quantities);
    this.trainedOn = trainedOn;
    this.state = state;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> channels() {
    return channels;
  }

  String quantity(int channel) {
    return quantities.get(channel);
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return detector.capabilities();
  }

  @Override
  public Session open() {
    return new RcfSession(this, RcfState.of(detector.settings(), state), Long.MIN_VALUE);
  }

  private String identity() {
    return provenance.options() + " " + provenance.dataDigest() + " " + channels;
  }

  byte[] snapshot(long last, RcfState now) {
    EntryWriter writer = new EntryWriter();
    writer.writeInt(SNAPSHOT).writeString(identity()).writeLong(last).writeBytes(now.toBytes());
    writer.writeLong(checksum(writer.toByteArray(), writer.size()));
    return writer.toByteArray();
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
      int magic = reader.readInt();
      String identity = reader.readString();
      long last = reader.readLong();
      byte[] own = reader.readBytes();
      boolean whole =
          reader.remaining() == Long.BYTES
              && reader.readLong() == checksum(snapshot, snapshot.length - Long.BYTES);
      if (magic == SNAPSHOT && whole && identity.equals(identity())) {
        return new RcfSession(this, RcfState.of(detector.settings(), own), last);
      }
    } catch (ModelException e) {
      throw new WaterManagementException(ErrorCode.INVALID_SNAPSHOT, refusal(e.getMessage()), e);
    }
    throw new WaterManagementException(
        ErrorCode.INVALID_SNAPSHOT, refusal("it is not whole, or of another detector"));
  }

  private static String refusal(String why) {
    return Validation.message(
        "snapshot", "bytes", "cannot be restored: " + why, "open a new session");
  }

  @Override
  public ModelFile toModelFile() {
    EntryWriter table = new EntryWriter();
    table.writeLong(trainedOn.epochSecond(0)).writeLong(trainedOn.stepSeconds());
    table.writeInt(trainedOn.length()).writeStrings(channels).writeStrings(quantities);
    EntryWriter forest = new EntryWriter();
    forest.writeBytes(state).writeLong(checksum(state, state.length));
    return ModelFile.builder(ModelKind.DETECTOR, PAYLOAD, provenance)
        .entry(TABLE, table)
        .entry(STATE, forest)
        .build();
  }

  static RcfFitted read(ModelFile file, RcfDetector detector) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader table = file.reader(TABLE);
    EntryReader forest = file.reader(STATE);
    try {
      TimeAxis axis =
          TimeAxis.of(
              table.readLong(), table.readLong(), table.readInt("steps", 1, Integer.MAX_VALUE));
      List<String> channels = table.readStrings();
      List<String> quantities = table.readStrings();
      table.end();
      byte[] state = forest.readBytes();
      if (forest.readLong() != checksum(state, state.length)) {
        throw forest.corrupt("its checksum does not fit");
      }
      forest.end();
      if (channels.isEmpty() || channels.size() != quantities.size()) {
        throw table.corrupt("channels (" + channels + "), must each have a quantity");
      }
      RcfFitted fitted =
          new RcfFitted(detector, file.provenance(), channels, quantities, axis, state);
      if (RcfState.of(detector.settings(), state).channels() != channels.size()) {
        throw table.corrupt("channels (" + channels + "), must be those of the forest");
      }
      return fitted;
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw table.corrupt(String.valueOf(e.getMessage()));
    }
  }

  long lastTrained() {
    return trainedOn.epochSecond(trainedOn.length() - 1);
  }
}
