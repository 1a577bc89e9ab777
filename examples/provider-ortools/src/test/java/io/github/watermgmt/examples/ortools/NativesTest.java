// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativesTest {

  /** The class path of this test, without the jar that holds the native library. */
  private static URL[] withoutNatives() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = new File(entry).getName();
      if (!name.startsWith("ortools-") || name.startsWith("ortools-java")) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void aPlatformWithoutLibraryIsToldWithItsRemedy() throws Exception {
    try (URLClassLoader bare =
        new URLClassLoader(withoutNatives(), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = bare.loadClass(GlopProvider.class.getName());
      Object provider = type.getConstructor().newInstance();
      Object availability = type.getMethod("availability").invoke(provider);
      assertThat(availability.toString())
          .startsWith("unavailable: OR-Tools cannot run GLOP on")
          .contains("-Dortools.platform=");
      assertThat(type.getMethod("version").invoke(provider)).isNotEqualTo("unknown");
    }
  }
}
