// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The directory with what must outlive a restart, held by one process at a time. */
final class StateDirectory implements AutoCloseable {
  private static final Pattern NOT_IN_A_URI = Pattern.compile("[%?]");

  private final FileChannel channel;

  private StateDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Creates the directory where needed and takes it. What is in it is for its owner alone.
   *
   * @param messengers those that have messages in it
   */
  static StateDirectory lock(Path directory, List<String> messengers) throws StartFailure {
    if (NOT_IN_A_URI.matcher(directory.toString()).find()) {
      throw new StartFailure(
          "state_dir "
              + directory
              + " has a % or a ? in its path, which means something else to the routes. Set"
              + " another");
    }
    FileChannel channel;
    try {
      PrivateDirectory.state(directory);
      PrivateDirectory.notInTheWay(directory.resolve("lock"));
      channel =
          FileChannel.open(
              directory.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PrivateDirectory.ownersFile());
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    if (!held(channel)) {
      throw new StartFailure(
          "state_dir "
              + directory
              + " is in use by another Clooster. Stop that one, or give this one a state_dir of its"
              + " own");
    }
    StateDirectory state = new StateDirectory(channel);
    try {
      Path outbox = PrivateDirectory.within(directory.resolve("outbox"));
      PrivateDirectory.within(outbox.resolve("refused"));
      Path intended = PrivateDirectory.within(outbox.resolve("intended"));
      PrivateDirectory.fileWithin(directory.resolve("credentials.told"));
      for (String messenger : messengers) {
        PrivateDirectory.within(intended.resolve(messenger));
        PrivateDirectory.within(outbox.resolve(messenger));
      }
    } catch (IOException e) {
      state.close();
      throw unusable(directory, e);
    }
    return state;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The process ends, and the lock with it.
    }
  }

  private static StartFailure unusable(Path directory, IOException e) {
    return new StartFailure(
        "state_dir "
            + directory
            + " can't be used: "
            + e
            + ". Make it writable for this user, or set another");
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
