// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are whole or absent: the content goes to a temporary file in the same folder,
 * is forced to the disk, and takes the target's name in one move. A process that is killed in
 * between leaves the old file, or none, and perhaps a temporary file beside it, named {@code
 * .NAME.ID.tmp}. Nobody but {@link #deleteStale} ever deletes these, because a young one may belong
 * to another writer that is alive.
 *
 * <p>Thread-safety: stateless. Two writers of one target are safe; the last one wins.
 */
public final class AtomicFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; must not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final String TEMPORARY_SUFFIX = ".tmp";

  private AtomicFile() {}

  /**
   * Writes {@code content} to {@code target}, creating folders where they are missing.
   *
   * @throws WaterManagementException WM-702 if that is not possible; the target is then as it was
   */
  public static void write(Path target, Content content) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null) {
      throw failure(target, "is not a file that can be written", null);
    }
    // Not a JDK temporary file: those are for their owner's eyes only, and results are to be read.
    Path unused = folder.resolve(temporaryPrefix(name) + UUID.randomUUID() + TEMPORARY_SUFFIX);
    Path temporary = null;
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(unused, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        temporary = unused;
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(temporary, absolute);
      temporary = null;
    } catch (IOException e) {
      throw failure(target, "cannot be written: " + e, e);
    } finally {
      if (temporary != null) {
        deleteQuietly(temporary);
      }
    }
  }

  /** Writes a text in UTF-8; see {@link #write}. */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Deletes what killed writers of a target left behind; for a program's start.
   *
   * @param olderThan only temporary files unchanged for longer than this are deleted; a day is safe
   *     where another process may be writing
   * @return the deleted files, sorted; empty if the folder does not exist
   * @throws WaterManagementException WM-702 if a file cannot be deleted
   */
  public static List<Path> deleteStale(Path target, Duration olderThan) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    Instant latest = Instant.now().minus(olderThan);
    List<Path> deleted = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (isTemporaryOf(name, file)
            && isUnchangedSince(latest, file)
            && Files.deleteIfExists(file)) {
          deleted.add(file);
        }
      }
    } catch (IOException e) {
      throw failure(target, "has temporary files that cannot be deleted: " + e, e);
    }
    return List.copyOf(deleted);
  }

  private static String temporaryPrefix(Path name) {
    return "." + name + ".";
  }

  /** Between prefix and suffix there is no point: {@code .a.b.1.tmp} belongs to a.b, not to a. */
  private static boolean isTemporaryOf(Path name, Path file) {
    String other = String.valueOf(file.getFileName());
    String prefix = temporaryPrefix(name);
    return other.startsWith(prefix)
        && other.endsWith(TEMPORARY_SUFFIX)
        && other.indexOf('.', prefix.length()) == other.length() - TEMPORARY_SUFFIX.length();
  }

  private static boolean isUnchangedSince(Instant latest, Path file) throws IOException {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isAfter(latest);
    } catch (NoSuchFileException e) {
      return false; // its writer is alive and has just finished
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // A file system without atomic moves: replacing is the nearest thing there is.
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(AtomicFile.class.getName())
          .log(System.Logger.Level.WARNING, "temporary file {0} could not be deleted", file);
    }
  }

  private static WaterManagementException failure(
      Path target, String constraint, @Nullable IOException cause) {
    String message =
        Validation.message(
            "output", target, constraint, "check that the folder exists and may be written to");
    return cause == null
        ? new WaterManagementException(ErrorCode.OUTPUT_FILE, message)
        : new WaterManagementException(ErrorCode.OUTPUT_FILE, message, cause);
  }
}
