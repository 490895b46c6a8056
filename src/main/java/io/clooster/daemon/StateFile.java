// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A small file of the state directory, for its owner alone and whole at any moment: who kills this
 * process, or the machine, leaves what was there or what is to be there.
 */
final class StateFile {
  /** None of ours is near that. */
  private static final int MOST_BYTES = 4096;

  private StateFile() {}

  /**
   * What it holds. A pipe, which never ends, or a huge file is refused, whoever put it there.
   *
   * @throws NoSuchFileException where there is none
   * @throws java.nio.file.AccessDeniedException where this user may not read it
   */
  static byte[] read(Path file) throws IOException {
    return read(file, MOST_BYTES);
  }

  /** The same of one that may be longer. */
  static byte[] read(Path file, int most) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "is something else than a file");
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] content = bytes.readNBytes(most + 1);
      if (content.length > most) {
        throw new FileSystemException(file.toString(), null, "is too long to be one of ours");
      }
      return content;
    }
  }

  /** Puts this there; where that fails, what was there is there still. */
  static void replace(Path file, byte[] content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    PrivateDirectory.fileWithin(beside);
    PrivateDirectory.notInTheWay(file);
    Files.write(
        beside,
        content,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        StandardOpenOption.SYNC);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    sync(file);
  }

  /** Takes it away; there may be none. */
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    sync(file);
  }

  /** That its name is on the disk, too. What was done is done, whatever becomes of that. */
  private static void sync(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not every system can do that for a directory.
    }
  }
}
