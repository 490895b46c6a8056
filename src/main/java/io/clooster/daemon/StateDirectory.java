// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directory with what must outlive a restart, held by one process at a time. */
final class StateDirectory implements AutoCloseable {
  private static final Pattern NOT_IN_A_URI = Pattern.compile("[%?]");

  private final FileChannel channel;

  private StateDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /** Creates the directory where needed and takes it. */
  static StateDirectory lock(Path directory) throws StartFailure {
    if (NOT_IN_A_URI.matcher(directory.toString()).find()) {
      throw new StartFailure(
          "state_dir "
              + directory
              + " has a % or a ? in its path, which means something else to the routes. Set another");
    }
    FileChannel channel;
    try {
      Files.createDirectories(directory.resolve("outbox"));
      channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StartFailure(
          "state_dir "
              + directory
              + " can't be used: "
              + e
              + ". Make it writable for this user, or set another");
    }
    if (!held(channel)) {
      throw new StartFailure(
          "state_dir "
              + directory
              + " is in use by another Clooster. Stop that one, or give this one a state_dir of its own");
    }
    return new StateDirectory(channel);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The process ends, and the lock with it.
    }
  }

  private static boolean held(FileChannel channel) throws StartFailure {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new StartFailure("state_dir can't be locked: " + e);
    }
  }
}
