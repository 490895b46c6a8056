// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties a directory of messages that holds far too much: the messages that stay are moved to a
 * new one that takes its place, and the old one, in {@code overflow}, is deleted little by little.
 * So the messages that matter do not wait until a hundred thousand files are gone.
 */
final class OutboxOverflow {
  /** So many things are deleted at a time. */
  private static final int AT_A_TIME = 500;

  private static final String KEEP = "keep-";
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path overflow;
  private boolean stuckSaid;

  /** That of this outbox. */
  OutboxOverflow(Path outbox) {
    this.overflow = outbox.resolve("overflow");
  }

  /** Puts a directory that holds these messages alone in the place of this one. */
  void replace(Path box, Collection<Path> messages) throws IOException {
    Files.createDirectories(overflow, closed(box));
    Path kept = overflow.resolve(KEEP + box.getFileName());
    Files.createDirectories(kept, closed(box));
    for (Path message : messages) {
      move(message, kept);
    }
    Files.move(box, overflow.resolve(box.getFileName() + "-" + System.currentTimeMillis()));
    Files.move(kept, box);
  }

  /** Brings back what {@link #replace} had moved when this server ended in the middle of it. */
  void restore(Path box) throws IOException {
    Path kept = overflow.resolve(KEEP + box.getFileName());
    if (!Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectories(box, closed(box));
    try (DirectoryStream<Path> messages = Files.newDirectoryStream(kept)) {
      for (Path message : messages) {
        move(message, box);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Files.delete(kept);
  }

  /** Deletes a part of what overflowed. A directory that holds something stays where it is. */
  synchronized void deleteSome() {
    if (!Files.isDirectory(overflow, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> olds = Files.newDirectoryStream(overflow)) {
      for (Path old : olds) {
        if (!String.valueOf(old.getFileName()).startsWith(KEEP)) {
          deleteSome(old);
          return;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      sayStuck(e.toString());
    }
  }

  private void deleteSome(Path old) throws IOException {
    int deleted = 0;
    int stuck = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(old)) {
      for (Path entry : entries) {
        if (deleted + stuck >= AT_A_TIME) {
          break;
        }
        try {
          Files.deleteIfExists(entry);
          deleted++;
        } catch (IOException e) {
          stuck++;
        }
      }
    }
    if (deleted == 0 && stuck == 0) {
      Files.deleteIfExists(old);
    } else if (deleted == 0) {
      sayStuck(old + " holds directories that hold something; delete it");
    }
  }

  private void sayStuck(String why) {
    if (!stuckSaid) {
      stuckSaid = true;
      LOG.error("state=stuck: what overflowed of the outbox can't be deleted: {}", why);
    }
  }

  private static void move(Path message, Path to) throws IOException {
    try {
      Files.move(message, to.resolve(message.getFileName()));
    } catch (NoSuchFileException e) {
      // It has just been delivered.
    }
  }

  private static FileAttribute<?>[] closed(Path box) {
    return box.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
