// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory {@code refused} of the outbox, for the administrator to look at: what is no
 * message, or was refused for good. Things are moved there as they are, unread, and no link is
 * followed. The oldest of more than {@link #MOST} things, or of more than {@link #MOST_BYTES}, are
 * deleted, but for directories that hold something.
 */
public final class PutAside {
  static final int MOST = 100;
  static final long MOST_BYTES = 64L * 1024 * 1024;

  private static final int LONGEST_NAME = 200;

  /** What a shell, a terminal or this system's own encoding of names could stumble over. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path outbox;
  private final Path refused;
  private int sinceBound;
  private boolean full;

  public PutAside(String stateDirectory) {
    this.outbox = Path.of(stateDirectory, "outbox");
    this.refused = outbox.resolve("refused");
  }

  /** The directory that it stands in. */
  Path outbox() {
    return outbox;
  }

  /** Puts a message of a notifier aside that was refused, or is none; it may be gone already. */
  public synchronized void refuse(String service, String file) throws IOException {
    Path message = outbox.resolve(service).resolve(file);
    if (Files.exists(message, LinkOption.NOFOLLOW_LINKS)) {
      move(message, service);
      bound();
    }
  }

  /**
   * Moves something here, whatever it is; {@link #bound()} is to follow.
   *
   * @param from the first part of its new name
   * @throws IOException when it has to stay where it is
   */
  synchronized void move(Path thing, String from) throws IOException {
    if (sinceBound >= MOST) {
      bound();
    }
    if (full) {
      throw new IOException(refused + " is full of directories, delete them");
    }
    Files.createDirectories(refused);
    String name = from + "-" + UNPRINTABLE.matcher(thing.getFileName().toString()).replaceAll("_");
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    for (int again = 1; ; again++) {
      try {
        Files.move(thing, refused.resolve(again == 1 ? cut : cut + "-" + again));
        sinceBound++;
        return;
      } catch (FileAlreadyExistsException e) {
        if (again > 2 * MOST) {
          throw e;
        }
      }
    }
  }

  /** Deletes what is too much. */
  synchronized void bound() throws IOException {
    sinceBound = 0;
    if (Files.notExists(refused)) {
      return;
    }
    List<Thing> things = things();
    long bytes = things.stream().mapToLong(Thing::bytes).sum();
    int left = things.size();
    int deleted = 0;
    for (Thing thing : things) {
      if (left <= MOST && (bytes <= MOST_BYTES || left == 1)) {
        break;
      }
      if (thing.delete()) {
        left--;
        deleted++;
        bytes -= thing.bytes();
      }
    }
    full = left > MOST;
    if (deleted > 0) {
      LOG.warn("state=deleted: the {} oldest things in {}, which was full", deleted, refused);
    }
  }

  /** Oldest first. Between two calls few are added. */
  private List<Thing> things() throws IOException {
    List<Thing> things = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(refused)) {
      for (Path entry : entries) {
        BasicFileAttributes attributes =
            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        long bytes = attributes.isRegularFile() ? attributes.size() : 0;
        things.add(new Thing(entry, attributes.lastModifiedTime(), bytes));
        if (things.size() > 10 * MOST) {
          break; // The rest is bounded next time.
        }
      }
    }
    things.sort(Comparator.comparing(Thing::modified));
    return things;
  }

  private record Thing(Path path, FileTime modified, long bytes) {
    boolean delete() {
      try {
        return Files.deleteIfExists(path);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
