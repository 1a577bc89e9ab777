// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.WaterManagementException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model as it stands on disk: what kind it is, which provider can restore it, where it
 * comes from, and named entries that only that provider understands.
 *
 * <p>Entry names are relative paths with {@code /} between their parts, so that a whole directory
 * fits: no empty part, no {@code .} or {@code ..}, no backslash, colon or control character, at
 * most 512 bytes of UTF-8. The same contents always give the same bytes.
 *
 * <p>The layout, all numbers big-endian: 8 bytes {@code WMMODEL\n}, envelope version (int), CRC-32C
 * of these 12 bytes; length (int), bytes and CRC-32C of the header, which holds kind, payload
 * version, provenance, and name, length and CRC-32C of each entry; the bytes of the entries;
 * CRC-32C of everything before. Nothing may follow.
 *
 * <p>Thread-safety: immutable.
 */
public final class ModelFile {
  private final ModelKind kind;
  private final int payloadVersion;
  private final Provenance provenance;
  private final Map<String, byte[]> entries;

  /** Takes over the map and its arrays. */
  ModelFile(
      ModelKind kind, int payloadVersion, Provenance provenance, Map<String, byte[]> entries) {
    this.kind = kind;
    this.payloadVersion = payloadVersion;
    this.provenance = provenance;
    this.entries = entries;
  }

  /**
   * Starts a model file.
   *
   * @param payloadVersion version of the provider's entries, at least 1; it grows whenever an older
   *     provider could not read them any more
   * @throws IllegalArgumentException if the payload version is below 1
   */
  public static Builder builder(ModelKind kind, int payloadVersion, Provenance provenance) {
    return new Builder(kind, payloadVersion, provenance);
  }

  /** Collects entries. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final ModelKind kind;
    private final int payloadVersion;
    private final Provenance provenance;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private Builder(ModelKind kind, int payloadVersion, Provenance provenance) {
      if (payloadVersion < 1) {
        throw new IllegalArgumentException(
            "payloadVersion (" + payloadVersion + ") must be at least 1");
      }
      this.kind = Objects.requireNonNull(kind, "kind");
      this.payloadVersion = payloadVersion;
      this.provenance = Objects.requireNonNull(provenance, "provenance");
    }

    /**
     * Adds an entry.
     *
     * @throws IllegalArgumentException if the name is malformed or already there
     */
    public Builder entry(String name, byte[] bytes) {
      return put(name, bytes.clone());
    }

    /**
     * Adds what was written so far as an entry.
     *
     * @throws IllegalArgumentException if the name is malformed or already there
     */
    public Builder entry(String name, EntryWriter writer) {
      return put(name, writer.toByteArray());
    }

    private Builder put(String name, byte[] bytes) {
      if (!Envelope.isEntryName(name)) {
        throw new IllegalArgumentException(
            "entry name '" + name + "' must be a relative path with '/' and without '..'");
      }
      if (entries.putIfAbsent(name, bytes) != null) {
        throw new IllegalArgumentException("entry '" + name + "' is already there");
      }
      return this;
    }

    /** Returns the model file; the builder may be used on. */
    public ModelFile build() {
      return new ModelFile(kind, payloadVersion, provenance, new LinkedHashMap<>(entries));
    }
  }

  /** Returns what this file holds. */
  public ModelKind kind() {
    return kind;
  }

  /** Returns the name of the provider that wrote this file and can restore it. */
  public String provider() {
    return provenance.provider();
  }

  /** Returns the version of the provider's entries. */
  public int payloadVersion() {
    return payloadVersion;
  }

  /** Returns where the model comes from. */
  public Provenance provenance() {
    return provenance;
  }

  /** Returns the names of the entries in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Returns whether there is an entry of this name. */
  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * Returns a copy of the bytes of an entry.
   *
   * @throws ModelCorruptException if there is no such entry, listing those that exist
   */
  public byte[] bytes(String name) {
    return entry(name).clone();
  }

  /**
   * Returns a reader over an entry, which is not copied.
   *
   * @throws ModelCorruptException if there is no such entry, listing those that exist
   */
  public EntryReader reader(String name) {
    return new EntryReader(name, entry(name));
  }

  private byte[] entry(String name) {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new ModelCorruptException(
          "entry '" + name + "', is missing. Entries here: " + entries.keySet() + ".");
    }
    return bytes;
  }

  /**
   * Refuses payload versions that the provider does not read: the first line of every {@code
   * restore}.
   *
   * @throws ModelTooOldException if the payload version is below {@code oldest}
   * @throws ModelTooNewException if the payload version is above {@code newest}
   */
  public void requirePayload(int oldest, int newest) {
    String what = "payload version of '" + provider() + "'";
    if (payloadVersion < oldest) {
      throw new ModelTooOldException(what, payloadVersion, oldest);
    }
    if (payloadVersion > newest) {
      throw new ModelTooNewException(what, payloadVersion, newest);
    }
  }

  /**
   * Writes this file to a stream, which stays open.
   *
   * @throws IOException if the stream cannot be written
   */
  public void write(OutputStream out) throws IOException {
    Envelope.write(this, entries, out);
  }

  /**
   * Writes this file to a path, whole or not at all: to a temporary file beside it, forced to disk,
   * then moved over whatever stands there.
   *
   * @throws WaterManagementException with {@link ErrorCode#OUTPUT_FILE} if it cannot be written
   */
  public void write(Path path) {
    try {
      WholeFile.write(path, this::write);
    } catch (IOException e) {
      throw new WaterManagementException(
          ErrorCode.OUTPUT_FILE,
          "model file ("
              + path
              + "), cannot be written: "
              + e
              + ". Maybe choose another directory.",
          e);
    }
  }

  /**
   * Reads a model file within the usual limits.
   *
   * @throws InputFileException if the file is missing or cannot be read
   * @throws ModelTooOldException if the envelope is no longer read
   * @throws ModelTooNewException if the envelope is not yet known
   * @throws ModelCorruptException if the file is not a whole, unaltered model file within the
   *     limits
   */
  public static ModelFile read(Path path) {
    return read(path, ModelLimits.standard());
  }

  /**
   * Reads a model file within limits.
   *
   * @throws InputFileException if the file is missing or cannot be read
   * @throws ModelTooOldException if the envelope is no longer read
   * @throws ModelTooNewException if the envelope is not yet known
   * @throws ModelCorruptException if the file is not a whole, unaltered model file within the
   *     limits
   */
  public static ModelFile read(Path path, ModelLimits limits) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return read(in, limits);
    } catch (NoSuchFileException e) {
      throw unreadable(path, "is not there. Maybe check its name.", e);
    } catch (IOException e) {
      throw unreadable(path, "cannot be read: " + e + ". Maybe check its permissions.", e);
    }
  }

  private static InputFileException unreadable(Path path, String problem, IOException cause) {
    InputFileException thrown =
        new InputFileException(path.toString(), List.of("model file (" + path + "), " + problem));
    thrown.initCause(cause);
    return thrown;
  }

  /**
   * Reads a model file from a stream to its end; the stream stays open. Memory use is bounded by
   * what the stream really delivers and by the limits, whatever lengths it claims.
   *
   * @throws IOException if the stream cannot be read
   * @throws ModelTooOldException if the envelope is no longer read
   * @throws ModelTooNewException if the envelope is not yet known
   * @throws ModelCorruptException if the bytes are not a whole, unaltered model file within the
   *     limits
   */
  public static ModelFile read(InputStream in, ModelLimits limits) throws IOException {
    return new Envelope(in, limits).read();
  }

  /** Two model files are equal if they would be written as the same bytes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelFile that
        && kind == that.kind
        && payloadVersion == that.payloadVersion
        && provenance.equals(that.provenance)
        && names().equals(that.names())
        && entries.keySet().stream()
            .allMatch(name -> Arrays.equals(entries.get(name), that.entries.get(name)));
  }

  @Override
  public int hashCode() {
    int hash = Objects.hash(kind, payloadVersion, provenance);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      hash = 31 * hash + entry.getKey().hashCode();
      hash = 31 * hash + Arrays.hashCode(entry.getValue());
    }
    return hash;
  }

  @Override
  public String toString() {
    return kind.label() + " of '" + provider() + "', payload " + payloadVersion + ", " + names();
  }
}
