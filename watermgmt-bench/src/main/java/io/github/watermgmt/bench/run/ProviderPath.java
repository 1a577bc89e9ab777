// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The option {@code --provider-path}: where third-party providers lie besides the class path.
 *
 * <p>Thread-safety: confined to one thread; what {@link #discover()} returns may be shared.
 */
public final class ProviderPath {
  @Option(
      names = "--provider-path",
      paramLabel = "DIR|JAR",
      arity = "1..*",
      description = "jars of further providers, or folders of such jars with what they need")
  private List<Path> places = new ArrayList<>();

  /** Creates an empty path. */
  public ProviderPath() {}

  /**
   * Discovers the providers of the class path and of the places named.
   *
   * @throws DataException WM-106 with every place that holds no jar
   */
  public Providers discover() {
    if (places.isEmpty()) {
      return Providers.discover();
    }
    Validation problems = new Validation();
    List<URL> jars = new ArrayList<>();
    for (Path place : places) {
      List<URL> found = jars(place);
      problems.check(
          !found.isEmpty(),
          "--provider-path",
          place,
          "must be a jar or a folder that holds jars",
          "build the provider first");
      jars.addAll(found);
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "provider path");
    // Stays open as long as the program runs: providers load classes when they are first used.
    return Providers.discover(
        new URLClassLoader(
            "provider-path", jars.toArray(URL[]::new), ProviderPath.class.getClassLoader()));
  }

  private static List<URL> jars(Path place) {
    if (Files.isRegularFile(place)) {
      return isJar(place) ? List.of(url(place)) : List.of();
    }
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(ProviderPath::isJar).sorted().map(ProviderPath::url).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJar(Path file) {
    String name = file.toString();
    return name.endsWith(".jar")
        && !name.endsWith("-sources.jar")
        && !name.endsWith("-javadoc.jar");
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }
}
