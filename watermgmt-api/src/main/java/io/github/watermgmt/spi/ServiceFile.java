// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A file of {@code META-INF/services}, read line by line. {@link java.util.ServiceLoader} gives up
 * a whole file for one illegal line; merged jars hold the lines of many providers in one file, and
 * one of them must not hide the others.
 *
 * @param url where the file is
 * @param classNames the legal lines
 * @param illegal the illegal lines with their numbers
 */
record ServiceFile(URL url, List<String> classNames, List<String> illegal) {

  /** Reads all files for a service that a class loader sees; unreadable ones are left out. */
  static List<ServiceFile> readAll(ClassLoader loader, Class<?> service) {
    List<ServiceFile> files = new ArrayList<>();
    try {
      for (URL url :
          Collections.list(loader.getResources("META-INF/services/" + service.getName()))) {
        files.add(read(url));
      }
    } catch (IOException e) {
      // The service loader has met the same and reported it.
      return files;
    }
    return files;
  }

  private static ServiceFile read(URL url) throws IOException {
    List<String> classNames = new ArrayList<>();
    List<String> illegal = new ArrayList<>();
    URLConnection connection = url.openConnection();
    // Cached jar connections would keep the jar open and show an old version of it.
    connection.setUseCaches(false);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment)).trim();
        if (text.isEmpty()) {
          continue;
        }
        if (isClassName(text)) {
          classNames.add(text);
        } else {
          illegal.add("line " + number + " (" + text + ")");
        }
      }
    }
    return new ServiceFile(url, classNames, illegal);
  }

  private static boolean isClassName(String text) {
    return Character.isJavaIdentifierStart(text.codePointAt(0))
        && text.codePoints().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
  }
}
