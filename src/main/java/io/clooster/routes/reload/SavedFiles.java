// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files were saved. It looks, and is not told by the operating system: a directory that is
 * made later, a file system of another machine, a link that is turned to another directory are all
 * the same to it. A file that changes from one look to the next is still being written.
 */
final class SavedFiles {
  /** The words of messages, which are no routes. */
  static final String WORDS = "messages.properties";

  private final List<Path> directories;

  /** As they were when they were last given back. */
  private final Map<Path, Stamp> known;

  /** As they were at the last look. */
  private Map<Path, Stamp> seen;

  /** What is there now is known. */
  SavedFiles(List<Path> directories) {
    this.directories = List.copyOf(directories);
    seen = stamps();
    known = new HashMap<>(seen);
  }

  /** By which one can tell that a file was written, or that another has its name now. */
  private record Stamp(
      long size, FileTime modified, @Nullable Object key, boolean plain, boolean readable) {}

  /** Those that were written, made or deleted, each once, and that have been left alone since. */
  Set<Path> saved() {
    Map<Path, Stamp> now = stamps();
    Set<Path> all = new TreeSet<>(now.keySet());
    all.addAll(known.keySet());
    Set<Path> saved = new TreeSet<>();
    for (Path file : all) {
      Stamp stamp = now.get(file);
      if (!same(stamp, known.get(file)) && same(stamp, seen.get(file))) {
        saved.add(file);
        if (stamp == null) {
          known.remove(file);
        } else {
          known.put(file, stamp);
        }
      }
    }
    seen = now;
    return saved;
  }

  private static boolean same(@Nullable Stamp one, @Nullable Stamp other) {
    return one == null ? other == null : one.equals(other);
  }

  private Map<Path, Stamp> stamps() {
    Map<Path, Stamp> stamps = new HashMap<>();
    for (Path directory : directories) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(SavedFiles::mayHoldRoutes).toList()) {
          stamp(file, stamps);
        }
      } catch (IOException e) {
        // It need not be there.
      }
    }
    return stamps;
  }

  private static void stamp(Path file, Map<Path, Stamp> stamps) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      stamps.put(
          file,
          new Stamp(
              found.size(),
              found.lastModifiedTime(),
              found.fileKey(),
              found.isRegularFile(),
              Files.isReadable(file)));
    } catch (IOException e) {
      if (Files.isSymbolicLink(file)) {
        stamps.put(file, new Stamp(0, FileTime.fromMillis(0), "a link to nothing", false, false));
      } // Else it is gone by now.
    }
  }

  private static boolean mayHoldRoutes(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".yaml") || name.equals(WORDS);
  }
}
