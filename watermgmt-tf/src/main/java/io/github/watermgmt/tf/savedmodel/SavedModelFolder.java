// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a SavedModel. Thread-safety: stateless. */
final class SavedModelFolder {
  private static final String GRAPH = "saved_model.pb";
  private static final int BUFFER = 1 << 16;

  private SavedModelFolder() {}

  /**
   * Returns the file of the graph.
   *
   * @throws InputFileException WM-701 if this is no SavedModel
   */
  static Path graph(Path folder) {
    Path file = folder.resolve(GRAPH);
    if (!Files.isRegularFile(file)) {
      throw refused(
          folder,
          "holds no " + GRAPH,
          "name the folder that Keras' model.export wrote, not a .keras or .h5 file");
    }
    return file;
  }

  /**
   * Returns the files by relative name with {@code /}, sorted.
   *
   * @throws InputFileException WM-701 if this is no SavedModel
   */
  static Map<String, Path> files(Path folder) {
    graph(folder);
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(folder.relativize(file).toString().replace('\\', '/'), file);
        } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          throw refused(
              folder, "holds '" + file.getFileName() + "', which is no plain file", "copy it");
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(folder, e);
    }
    return files;
  }

  static String digest(Path folder) {
    MessageDigest sha = sha256();
    byte[] buffer = new byte[BUFFER];
    files(folder)
        .forEach(
            (name, file) -> {
              byte[] text = name.getBytes(StandardCharsets.UTF_8);
              try (InputStream in = Files.newInputStream(file)) {
                // Lengths first: no two sets of files may read alike.
                update(sha, text.length);
                sha.update(text);
                update(sha, Files.size(file));
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                  sha.update(buffer, 0, n);
                }
              } catch (IOException e) {
                throw unreadable(folder, e);
              }
            });
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void update(MessageDigest sha, long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      sha.update((byte) (number >>> shift));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * Refuses a model whose digest is not allowed: not by the caller, where that names any, or not by
   * the system property, where that is set.
   */
  static void requireAllowed(Path folder, Set<String> allowed) {
    String everywhere = System.getProperty(SavedModel.ALLOWED_PROPERTY);
    if (allowed.isEmpty() && everywhere == null) {
      files(folder);
      return;
    }
    String digest = digest(folder);
    boolean here = allowed.isEmpty() || allowed.contains(digest);
    if (!here || (everywhere != null && !LoadSettings.digests(everywhere).contains(digest))) {
      throw refused(
          folder,
          "has the SHA-256 digest "
              + digest
              + ", which is not among the allowed ones"
              + (here ? " of the system property " + SavedModel.ALLOWED_PROPERTY : ""),
          "allow it, if you know whom it is from");
    }
  }

  static InputFileException refused(Path folder, String problem, String remedy) {
    return new InputFileException(
        folder.toString(), List.of(Validation.message("SavedModel", folder, problem, remedy)));
  }

  private static InputFileException unreadable(Path folder, Exception cause) {
    InputFileException thrown =
        refused(folder, "cannot be read: " + cause.getMessage(), "check its permissions");
    thrown.initCause(cause);
    return thrown;
  }
}
