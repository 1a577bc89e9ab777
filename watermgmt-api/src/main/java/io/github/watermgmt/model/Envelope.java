// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The bytes around the entries of a {@link ModelFile}; the layout is described there.
 *
 * <p>The first 16 bytes never change their layout: they tell too old, too new and corrupt apart.
 */
final class Envelope {
  static final int OLDEST = 1;
  static final int NEWEST = 1;

  private static final byte[] MAGIC = "WMMODEL\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_HEADER = 1 << 24;
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_ENTRY = Integer.MAX_VALUE - 16;

  private final CheckedInputStream in;
  private final ModelLimits limits;
  private long position;

  Envelope(InputStream in, ModelLimits limits) {
    this.in = new CheckedInputStream(in, new CRC32C());
    this.limits = limits;
  }

  /** What the header says of an entry. */
  private record Listed(String name, int length, int crc) {}

  static boolean isEntryName(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
        || !name.codePoints().allMatch(Envelope::isEntryCharacter)) {
      return false;
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEntryCharacter(int c) {
    // A surrogate here is half a pair, which UTF-8 cannot hold.
    boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c != '\\' && c != ':' && !Character.isISOControl(c) && !halfPair;
  }

  static void write(ModelFile file, Map<String, byte[]> entries, OutputStream out)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
    byte[] preamble = ByteBuffer.allocate(12).put(MAGIC).putInt(NEWEST).array();
    checked.write(preamble);
    writeInt(checked, crc(preamble));
    byte[] header = header(file, entries);
    writeInt(checked, header.length);
    checked.write(header);
    writeInt(checked, crc(header));
    for (byte[] entry : entries.values()) {
      checked.write(entry);
    }
    writeInt(checked, (int) checked.getChecksum().getValue());
    checked.flush();
  }

  private static byte[] header(ModelFile file, Map<String, byte[]> entries) {
    EntryWriter header = new EntryWriter();
    header.writeEnum(file.kind()).writeInt(file.payloadVersion());
    Provenance provenance = file.provenance();
    header
        .writeString(provenance.provider())
        .writeString(provenance.providerVersion())
        .writeString(provenance.libraryVersion())
        .writeMap(provenance.options())
        .writeLong(provenance.seed())
        .writeString(provenance.dataDigest())
        .writeInstant(provenance.trainedFrom())
        .writeInstant(provenance.trainedUntil())
        .writeInt(provenance.series());
    header.writeInt(entries.size());
    entries.forEach(
        (name, bytes) -> header.writeString(name).writeInt(bytes.length).writeInt(crc(bytes)));
    if (header.size() > LONGEST_HEADER) {
      throw new IllegalStateException(
          "names and options take " + header.size() + " bytes, the limit is " + LONGEST_HEADER);
    }
    return header.toByteArray();
  }

  private static void writeInt(OutputStream out, int value) throws IOException {
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }

  ModelFile read() throws IOException {
    readPreamble();
    byte[] headerBytes = readBytes("header", readLength());
    requireCrc("header", headerBytes, readInt("header"));
    EntryReader header = new EntryReader("header", headerBytes);
    ModelKind kind = header.readEnum(ModelKind.class);
    int payloadVersion = header.readInt("payload version", 1, Integer.MAX_VALUE);
    Provenance provenance = readProvenance(header);
    List<Listed> listed = readTable(header);
    header.end();

    long total = position + Integer.BYTES;
    for (Listed entry : listed) {
      total += entry.length();
    }
    requireLength(total);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (Listed entry : listed) {
      String what = "entry '" + entry.name() + "'";
      byte[] bytes = readBytes(what, entry.length());
      requireCrc(what, bytes, entry.crc());
      entries.put(entry.name(), bytes);
    }
    readEnd();
    return new ModelFile(kind, payloadVersion, provenance, entries);
  }

  private void readPreamble() throws IOException {
    byte[] preamble = in.readNBytes(MAGIC.length + Integer.BYTES);
    position = preamble.length;
    ByteBuffer buffer = ByteBuffer.wrap(preamble);
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= preamble.length || buffer.get() != MAGIC[i]) {
        throw new ModelCorruptException(
            "model file, does not begin with WMMODEL. Maybe it is another kind of file.");
      }
    }
    if (buffer.remaining() < Integer.BYTES) {
      throw truncated("preamble");
    }
    int version = buffer.getInt();
    requireCrc("preamble", preamble, readInt("preamble"));
    if (version < OLDEST) {
      throw new ModelTooOldException("envelope version", version, OLDEST);
    }
    if (version > NEWEST) {
      throw new ModelTooNewException("envelope version", version, NEWEST);
    }
  }

  private int readLength() throws IOException {
    int length = readInt("header");
    if (length < 0 || length > LONGEST_HEADER) {
      throw new ModelCorruptException(
          "model file: header length (" + length + "), must be from 0 to " + LONGEST_HEADER + ".");
    }
    return length;
  }

  private static Provenance readProvenance(EntryReader header) {
    String provider = header.readString();
    String providerVersion = header.readString();
    String libraryVersion = header.readString();
    Map<String, String> options = header.readMap();
    long seed = header.readLong();
    String dataDigest = header.readString();
    Instant trainedFrom = header.readInstant();
    Instant trainedUntil = header.readInstant();
    int series = header.readInt();
    try {
      return new Provenance(
          provider,
          providerVersion,
          libraryVersion,
          options,
          seed,
          dataDigest,
          trainedFrom,
          trainedUntil,
          series);
    } catch (IllegalArgumentException e) {
      throw new ModelCorruptException("model file: provenance: " + e.getMessage() + ".", e);
    }
  }

  private List<Listed> readTable(EntryReader header) {
    int count = header.readInt("number of entries", 0, limits.maxEntries());
    List<Listed> listed = new ArrayList<>(Math.min(count, 1024));
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = header.readString();
      if (!isEntryName(name)) {
        throw header.corrupt("entry name (" + name + "), is not a relative path");
      }
      if (seen.put(name, i) != null) {
        throw header.corrupt("entry name (" + name + "), stands twice");
      }
      int length = header.readInt("length of entry '" + name + "'", 0, LONGEST_ENTRY);
      listed.add(new Listed(name, length, header.readInt()));
    }
    return listed;
  }

  private void readEnd() throws IOException {
    int expected = (int) in.getChecksum().getValue();
    if (readInt("end") != expected) {
      throw new ModelCorruptException("model file: the checksum at its end does not fit.");
    }
    if (in.read() >= 0) {
      throw new ModelCorruptException("model file: something follows its end.");
    }
  }

  private int readInt(String what) throws IOException {
    return ByteBuffer.wrap(readBytes(what, Integer.BYTES)).getInt();
  }

  /** Reads bytes; the JDK allocates for what arrives, not for what was announced. */
  private byte[] readBytes(String what, int length) throws IOException {
    requireLength(position + length);
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw truncated(what);
    }
    return bytes;
  }

  private void requireLength(long length) {
    if (length > limits.maxBytes()) {
      throw new ModelCorruptException(
          "model file: length ("
              + length
              + " bytes), must be at most "
              + limits.maxBytes()
              + ". Maybe raise the limit if you trust the file.");
    }
  }

  private ModelCorruptException truncated(String what) {
    return new ModelCorruptException(
        "model file: it ends at byte "
            + position
            + " within the "
            + what
            + ". Maybe copy it again.");
  }

  private static void requireCrc(String what, byte[] bytes, int expected) {
    if (crc(bytes) != expected) {
      throw new ModelCorruptException(
          "model file: " + what + ": the checksum does not fit. Maybe copy it again.");
    }
  }
}
