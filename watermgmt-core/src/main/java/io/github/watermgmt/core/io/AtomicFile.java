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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes files that are whole or absent: the content goes to a temporary file in the same folder,
 * is forced to the disk, and takes the target's name in one move. A process that is killed in
 * between leaves the old file, or none, and at most a file whose name ends in {@code .tmp}.
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
    Path temporary = null;
    try {
      Files.createDirectories(folder);
      temporary = Files.createTempFile(folder, "." + name, ".tmp");
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
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
