// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The user's jars, {@code lib/ext/*.jar}. Java passes over what it can't open without a word, and
 * takes each class from the first jar that has it, which is one of {@code lib/}.
 */
public final class ExtensionJars {
  /** A name up to its version: {@code camel-jms-4.18.0.jar}. */
  private static final Pattern NAME = Pattern.compile("(.+?)(?:-(\\d[^-]*(?:-.*)?))?\\.jar");

  private ExtensionJars() {}

  private record Jar(Path file, String artifact, String version) {
    static Jar of(Path file) {
      Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
      return name.matches()
          ? new Jar(file, name.group(1), String.valueOf(name.group(2)))
          : new Jar(file, "", "");
    }

    String name() {
      return String.valueOf(file.getFileName());
    }
  }

  /** What is wrong with them. None of it keeps Clooster from starting. */
  public static List<Problem> warnings(Path home) {
    Path ext = home.resolve("lib").resolve("ext");
    List<Problem> warnings = new ArrayList<>();
    Map<String, Jar> ours = new TreeMap<>();
    jars(home.resolve("lib"), warnings).forEach(jar -> ours.put(jar.artifact(), jar));
    Map<String, Jar> seen = new TreeMap<>();
    for (Jar jar : jars(ext, warnings)) {
      unusable(jar, warnings);
      Jar same = ours.get(jar.artifact());
      Jar other = seen.putIfAbsent(jar.artifact(), jar);
      Jar sibling = sibling(jar, ours);
      if (same != null) {
        add(
            jar,
            "lib/ has this already, as " + same.name() + ", which counts",
            "delete it from lib/ext/",
            warnings);
      } else if (other != null) {
        add(
            jar,
            "lib/ext/ has this twice: " + other.name() + " comes first, and counts",
            "delete one of them",
            warnings);
      } else if (sibling != null && !jar.version().equals(sibling.version())) {
        add(
            jar,
            "is of another version than what it works with, lib/" + sibling.name(),
            "take " + jar.artifact() + "-" + sibling.version() + ".jar",
            warnings);
      }
    }
    return warnings;
  }

  /** One of ours that has to be of the same version; Netty's OpenSSL counts by itself. */
  private static @Nullable Jar sibling(Jar jar, Map<String, Jar> ours) {
    if (jar.artifact().startsWith("camel-")) {
      return ours.get("camel-api");
    }
    boolean netty =
        jar.artifact().startsWith("netty-")
            && jar.version().endsWith(".Final")
            && !jar.artifact().startsWith("netty-tcnative");
    return netty ? ours.get("netty-common") : null;
  }

  private static void unusable(Jar jar, List<Problem> warnings) {
    if (jar.name().contains(":")) {
      add(jar, "can't be used, as its name has a colon", "rename it", warnings);
      return;
    }
    if (Files.exists(jar.file()) && !Files.isRegularFile(jar.file())) {
      // To open a pipe, say, would wait for ever.
      add(jar, "is something else than a file, and is left out", "delete it", warnings);
      return;
    }
    try (ZipFile whole = new ZipFile(jar.file().toFile())) {
      if (whole.size() == 0) {
        add(jar, "is empty", "copy it again, or delete it", warnings);
      }
    } catch (IOException e) {
      String why = Files.isReadable(jar.file()) ? FailureText.of(e) : "it can't be read";
      add(
          jar,
          "can't be used: " + why,
          "copy it again, readable for the user that runs Clooster, or delete it",
          warnings);
    }
  }

  private static List<Jar> jars(Path directory, List<Problem> warnings) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).endsWith(".jar"))
          .sorted()
          .map(Jar::of)
          .toList();
    } catch (IOException e) {
      warnings.add(
          new Problem(
              directory.toString(),
              0,
              "",
              "can't be read: " + FailureText.of(e),
              "let the user that runs Clooster read it"));
      return List.of();
    }
  }

  private static void add(Jar jar, String what, String remedy, List<Problem> warnings) {
    warnings.add(new Problem(jar.file().toString(), 0, "", what, remedy));
  }
}
