// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The provider of a third party in {@code src/it/toy-provider}, and the chapter that quotes it. */
class ToyProviderTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
  private static final Path PROJECT = MODULE.resolve("src/it/toy-provider");
  private static final Path CHAPTER = MODULE.resolve("docs/write-a-provider.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(java|xml|text)\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void everyBlockOfTheChapterStandsInTheProject() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path file : files("")) {
      sources.add(read(file));
    }
    Matcher block = BLOCK.matcher(read(CHAPTER));
    int blocks = 0;
    while (block.find()) {
      blocks++;
      String quoted = block.group(2);
      assertThat(sources)
          .as("a block of the chapter that stands in no file of the project:%n%s", quoted)
          .anyMatch(source -> source.contains(quoted));
    }
    assertThat(blocks).as("blocks in the chapter").isGreaterThanOrEqualTo(6);
  }

  @Test
  void theProjectCompilesByItselfAndKeepsTheContract(@TempDir Path classes) throws Exception {
    List<Path> sources =
        files("src").stream().filter(file -> file.toString().endsWith(".java")).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-Xlint:all",
              "-Werror",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as("compilation of the project: %s", messages).isTrue();
    }
    Path services = PROJECT.resolve("src/main/resources/META-INF/services");
    Path target = Files.createDirectories(classes.resolve("META-INF/services"));
    for (Path file : files(services)) {
      Files.copy(file, target.resolve(file.getFileName()));
    }
    Events events = run(classes);
    assertThat(events.failed().stream().map(Event::toString)).as("tests that fail").isEmpty();
    assertThat(events.succeeded().count()).as("tests that pass").isGreaterThan(25);
    assertThat(Toys.skipped(events))
        .as("what is skipped, because the provider does not claim it")
        .contains("quantilesNeverCross", "refusesAFileThatIsNotWhole", "updateUsesOnlyWhatIsNew")
        .doesNotContain("isShippedInAServiceFile", "forecastsSeriesOfAPanelAsIfAlone");
  }

  private static Events run(Path classes) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ToyProviderTest.class.getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(loader.loadClass("com.example.hours.HourlyMeanContractTest")))
          .execute()
          .testEvents();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static List<Path> files(String under) throws IOException {
    return files(PROJECT.resolve(under));
  }

  private static List<Path> files(Path under) throws IOException {
    try (Stream<Path> walk = Files.walk(under)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(PROJECT.resolve("target")))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }
}
