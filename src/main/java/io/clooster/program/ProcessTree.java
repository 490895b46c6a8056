// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process and all that came of it. Children whose parent has ended are nobody's descendants any
 * more; they are found by a variable in the environment, which they inherit (where there is {@code
 * /proc}, that is on Linux).
 */
final class ProcessTree {
  /** One pass would do, but for a process that forks meanwhile. */
  private static final int PASSES = 10;

  private static final Path PROC = Path.of("/proc");

  private final @Nullable Process root;
  private final String mark;

  /**
   * The tree below {@code root}.
   *
   * @param root null where it was not started by this process
   * @param mark {@code NAME=value} as in the root's environment, unique to this tree
   */
  ProcessTree(@Nullable Process root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** Kills all of it, without asking; takes some ten milliseconds. */
  void kill() {
    try {
      for (int pass = 0; pass < PASSES; pass++) {
        List<ProcessHandle> alive = alive();
        if (alive.isEmpty()) {
          return;
        }
        alive.forEach(ProcessHandle::destroyForcibly);
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> alive() {
    Stream<ProcessHandle> below =
        root == null ? Stream.of() : Stream.concat(Stream.of(root.toHandle()), root.descendants());
    return Stream.concat(below, marked().stream())
        .distinct()
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private List<ProcessHandle> marked() {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        // The handle first: a number that is given to another process meanwhile is no longer it.
        Optional<ProcessHandle> handle =
            ProcessHandle.of(Long.parseLong(String.valueOf(process.getFileName())));
        if (handle.isPresent() && hasMark(process)) {
          found.add(handle.get());
        }
      }
    } catch (IOException e) {
      // No /proc here: the descendants must do.
    }
    return found;
  }

  private boolean hasMark(Path process) {
    try {
      String environment = Files.readString(process.resolve("environ"), ISO_8859_1);
      return Stream.of(environment.split("\0", -1)).anyMatch(mark::equals);
    } catch (IOException e) {
      // Another user's process, or one that has just ended.
      return false;
    }
  }
}
