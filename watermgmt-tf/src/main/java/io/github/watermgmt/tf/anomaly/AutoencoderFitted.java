// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

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
import io.github.watermgmt.tf.internal.Exportable;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A fitted autoencoder, and its channels at the end of the training.
 *
 * <p>Thread-safety: immutable, but for being closed; sessions share the network.
 */
class AutoencoderFitted implements FittedDetector {
  private static final int PAYLOAD = 1;
  private static final String TABLE = "channels";
  private static final String CALENDAR = "calendar";
  private static final String THRESHOLDS = "thresholds";
  private static final String STATE = "state";
  private static final int SNAPSHOT = 0x54464131; // TFA1

  private final AutoencoderDetector detector;
  private final Provenance provenance;
  private final ChannelTable table;
  private final Calendar calendar;
  private final TimeAxis trainedOn;
  private final Learnt learnt;
  private final byte[] state;

  private AutoencoderFitted(
      AutoencoderDetector detector,
      Provenance provenance,
      ChannelTable table,
      Calendar calendar,
      TimeAxis trainedOn,
      Learnt learnt,
      byte[] state) {
    this.detector = detector;
    this.provenance = provenance;
    this.table = table;
    this.calendar = calendar;
    this.trainedOn = trainedOn;
    this.learnt = learnt;
    this.state = state;
  }

  /** Takes the network of the outcome over: closing the model closes it. */
  static AutoencoderFitted of(
      AutoencoderDetector detector,
      Provenance provenance,
      ChannelTable table,
      Calendar calendar,
      TimeAxis trainedOn,
      Learnt learnt,
      byte[] state) {
    return learnt.net().network() instanceof TrainedNetwork trained
        ? new Trained(detector, provenance, table, calendar, trainedOn, learnt, state, trained)
        : new AutoencoderFitted(detector, provenance, table, calendar, trainedOn, learnt, state);
  }

  /** One whose network was trained here. */
  private static final class Trained extends AutoencoderFitted implements Exportable {
    private final TrainedNetwork network;

    Trained(
        AutoencoderDetector detector,
        Provenance provenance,
        ChannelTable table,
        Calendar calendar,
        TimeAxis trainedOn,
        Learnt learnt,
        byte[] state,
        TrainedNetwork network) {
      super(detector, provenance, table, calendar, trainedOn, learnt, state);
      this.network = network;
    }

    @Override
    public void exportNetwork(Path folder) {
      network.export(folder);
    }
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> channels() {
    return table.ids();
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return detector.capabilities();
  }

  ChannelTable table() {
    return table;
  }

  Learnt learnt() {
    return learnt;
  }

  long lastTrained() {
    return trainedOn.epochSecond(trainedOn.length() - 1);
  }

  @Override
  public Session open() {
    learnt.net().requireOpen();
    EntryReader in = new EntryReader(STATE, state);
    BlockStream stream = stream(in, table, calendar, learnt.settings(), trainedOn);
    return new AutoencoderSession(this, stream, Long.MIN_VALUE);
  }

  private static BlockStream stream(
      EntryReader in, ChannelTable table, Calendar calendar, RowSettings settings, TimeAxis axis) {
    long step = axis.stepSeconds();
    // Before anything of that size is made: a channel takes less in the table than in the state.
    long least = (long) table.size() * Usual.bytes(settings.blockSeconds(step));
    if (in.remaining() < least) {
      throw in.corrupt(
          "state of "
              + table.size()
              + " channels ("
              + in.remaining()
              + " bytes), must have at least "
              + least);
    }
    Channel[] channels = new Channel[table.size()];
    for (int c = 0; c < channels.length; c++) {
      Usual usual = new Usual(calendar, settings.blockSeconds(step), settings.followDays());
      channels[c] = new Channel(settings, usual, step);
    }
    BlockStream stream = new BlockStream(channels, settings, step);
    stream.read(in);
    return stream;
  }

  private String identity() {
    return provenance.provider()
        + ' '
        + provenance.options()
        + ' '
        + provenance.seed()
        + ' '
        + provenance.dataDigest()
        + ' '
        + table.ids()
        + learnt.net().network().fingerprint();
  }

  byte[] snapshot(long last, BlockStream stream) {
    EntryWriter out = new EntryWriter();
    out.writeInt(SNAPSHOT).writeString(identity()).writeLong(last);
    stream.write(out);
    out.writeLong(checksum(out.toByteArray(), out.size()));
    return out.toByteArray();
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  @Override
  public Session restore(byte[] snapshot) {
    learnt.net().requireOpen();
    try {
      EntryReader in = new EntryReader("snapshot", snapshot);
      if (in.readInt() != SNAPSHOT || !in.readString().equals(identity())) {
        throw notOurs("is a snapshot of another detector or version", null);
      }
      long last = in.readLong();
      BlockStream stream = stream(in, table, calendar, learnt.settings(), trainedOn);
      int body = snapshot.length - Long.BYTES;
      if (in.remaining() != Long.BYTES || in.readLong() != checksum(snapshot, body)) {
        throw in.corrupt("its checksum does not fit");
      }
      return new AutoencoderSession(this, stream, last);
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
    EntryWriter channels = new EntryWriter();
    channels.writeAxis(trainedOn);
    table.write(channels);
    EntryWriter thresholds = new EntryWriter();
    learnt.thresholds().forEach(one -> one.write(thresholds));
    ModelFile.Builder builder =
        ModelFile.builder(ModelKind.DETECTOR, PAYLOAD, provenance)
            .entry(TABLE, channels)
            .entry(CALENDAR, new EntryWriter().writeCalendar(calendar));
    learnt.net().network().addTo(builder);
    return builder.entry(THRESHOLDS, thresholds).entry(STATE, state).build();
  }

  static AutoencoderFitted read(ModelFile file, AutoencoderDetector detector) {
    file.requirePayload(PAYLOAD, PAYLOAD);
    EntryReader days = file.reader(CALENDAR);
    Calendar calendar = days.readCalendar();
    days.end();
    EntryReader in = file.reader(TABLE);
    EntryReader state = file.reader(STATE);
    try {
      TimeAxis axis = in.readAxis(1);
      Provenance provenance = file.provenance();
      if (!axis.start().equals(provenance.trainedFrom())
          || !axis.end().equals(provenance.trainedUntil())) {
        throw in.corrupt("axis (" + axis + "), must be that of the provenance");
      }
      ChannelTable table = ChannelTable.read(in);
      in.end();
      List<Threshold> thresholds = readThresholds(file.reader(THRESHOLDS), table.size());
      Reconstruction net = new Reconstruction(detector.name(), detector.source().read(file));
      try {
        RowSettings settings = RowOptions.settings(detector.options(), net.window());
        BlockStream stream = stream(state, table, calendar, settings, axis);
        state.end();
        Learnt learnt = new Learnt(settings, thresholds, stream, net);
        return of(detector, provenance, table, calendar, axis, learnt, file.bytes(STATE));
      } catch (RuntimeException e) {
        net.close();
        throw e;
      }
    } catch (ModelException e) {
      throw e;
    } catch (IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | WaterManagementException e) {
      throw in.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static List<Threshold> readThresholds(EntryReader in, int count) {
    List<Threshold> thresholds = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      thresholds.add(Threshold.read(in));
    }
    in.end();
    return thresholds;
  }

  @Override
  public void close() {
    learnt.net().close();
  }
}
