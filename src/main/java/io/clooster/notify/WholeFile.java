// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a message's file whole or not at all; what was begun is never left. */
final class WholeFile {
  private static final Set<OpenOption> OVERWRITE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);

  /** Begins the name of what is not whole yet. */
  static final String UNFINISHED = ".unfinished-";

  private WholeFile() {}

  /**
   * Writes it under another name first; a file that is there is good until the new one is. Only its
   * owner may read it.
   *
   * @throws IOException when the disk does not take it, or its directory is not there
   */
  static void write(OutboxMessage message, Path file) throws IOException {
    Path unfinished = unfinished(file);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Outbox.json(message).getBytes(UTF_8));
      FileAttribute<?>[] owners = owners(file, "rw-------");
      try (FileChannel channel = FileChannel.open(unfinished, OVERWRITE, owners)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(unfinished, e);
      throw e;
    }
  }

  /** Under which name it is written first, by the route that writes most of them, too. */
  static Path unfinished(Path file) {
    return file.resolveSibling(UNFINISHED + file.getFileName());
  }

  /** Makes sure that the directory is there; a new one is its owner's alone. */
  static void directory(Path directory) throws IOException {
    Files.createDirectories(directory, owners(directory, "rwx------"));
  }

  private static FileAttribute<?>[] owners(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /** What was written in part takes the place that others need. */
  private static void discard(Path unfinished, IOException because) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
