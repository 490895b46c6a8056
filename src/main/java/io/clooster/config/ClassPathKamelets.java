// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The names of the Kamelets on the class path, where Camel looks for them: {@code kamelets/} of the
 * user's jars and of {@code conf/}. A jar has to have an entry for that directory, as what tools
 * build has.
 */
final class ClassPathKamelets {
  private static final String DIRECTORY = "kamelets/";

  private ClassPathKamelets() {}

  /** All of them; what can't be read is left out, as Java leaves it out. */
  static Set<String> names(ClassLoader loader) {
    Set<String> names = new TreeSet<>();
    try {
      for (URL place : Collections.list(loader.getResources(DIRECTORY))) {
        for (String file : files(place)) {
          if (file.endsWith(KameletCatalog.FILE)) {
            names.add(file.substring(0, file.length() - KameletCatalog.FILE.length()));
          }
        }
      }
    } catch (IOException e) {
      // Whoever needs one of them says that it is not there.
    }
    return names;
  }

  private static List<String> files(URL place) {
    try {
      if (place.openConnection() instanceof JarURLConnection connection) {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
          return jar.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.startsWith(DIRECTORY))
              .map(name -> name.substring(DIRECTORY.length()))
              .toList();
        }
      }
      try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
        return files.map(file -> String.valueOf(file.getFileName())).toList();
      }
    } catch (IOException | URISyntaxException e) {
      return List.of();
    }
  }
}
