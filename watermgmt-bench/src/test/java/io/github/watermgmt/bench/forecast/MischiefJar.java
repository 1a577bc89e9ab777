// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar that declares {@link MischiefProvider}, whose class comes from the tests' class path. */
final class MischiefJar {
  private MischiefJar() {}

  static Path in(Path folder) {
    MischiefProvider.onFit = () -> {};
    MischiefProvider.onHistory = history -> {};
    MischiefProvider.FITS.set(0);
    Path jar = folder.resolve("mischief.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(
          new JarEntry("META-INF/services/io.github.watermgmt.spi.ForecasterProvider"));
      out.write(MischiefProvider.class.getName().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }
}
