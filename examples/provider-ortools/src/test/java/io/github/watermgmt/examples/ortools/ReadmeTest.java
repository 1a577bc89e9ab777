// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README quotes stands in the project. */
class ReadmeTest {
  private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
  private static final Path README = PROJECT.resolve("README.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(java|xml|text)\\R(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void everyBlockStandsInTheProject() throws IOException {
    List<String> sources = new ArrayList<>();
    sources.add(read(PROJECT.resolve("pom.xml")));
    try (Stream<Path> files = Files.walk(PROJECT.resolve("src"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.add(read(file));
      }
    }
    Matcher block = BLOCK.matcher(read(README));
    int blocks = 0;
    while (block.find()) {
      blocks++;
      String quoted = block.group(2);
      assertThat(sources)
          .as("a block of README that stands in no file of the project:%n%s", quoted)
          .anyMatch(source -> source.contains(quoted));
    }
    assertThat(blocks).as("blocks in README").isGreaterThanOrEqualTo(8);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Matcher links = Pattern.compile("\\]\\(([^)#:]+)[#)]").matcher(read(README));
    while (links.find()) {
      assertThat(PROJECT.resolve(links.group(1))).exists();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r\n", "\n");
  }
}
