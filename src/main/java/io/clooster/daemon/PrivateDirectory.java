// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes directories that their owner alone may enter, and closes those that others may. */
final class PrivateDirectory {
  private static final Set<PosixFilePermission> CLOSED =
      PosixFilePermissions.fromString("rwx------");

  /** What a state directory holds; one with other things in it is not ours to close. */
  private static final Pattern OURS =
      Pattern.compile(
          "(lock|operate|outbox|identity|drain|hold|hooks|crash|token|credentials|incidents|cache|cds|zone)([-.].*)?");

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private PrivateDirectory() {}

  /**
   * The state directory, whoever made it. It may be a link to one. Where it is another user's, or
   * serves other purposes, too, it stays open, and a warning says so.
   */
  static void state(Path directory) throws IOException {
    Files.createDirectories(directory, attributes("rwx------"));
    if (!POSIX) {
      return;
    }
    PosixFileAttributes found = Files.readAttributes(directory, PosixFileAttributes.class);
    if (CLOSED.containsAll(found.permissions())) {
      return;
    }
    String mode = PosixFilePermissions.toString(found.permissions());
    String foreign = foreign(directory, found);
    if (foreign == null) {
      Files.setPosixFilePermissions(directory, CLOSED);
      LOG.info("state_dir={} state=closed: others could enter it (mode {})", directory, mode);
    } else {
      LOG.warn(
          "state_dir={} state=open: others can enter it (mode {}), and {}. It holds a private key"
              + " and messages: give Clooster a directory of its own, or chmod 700 it",
          directory,
          mode,
          foreign);
    }
  }

  /**
   * A directory within it, made if there is none. What stands in its place, a link too, is put
   * aside.
   */
  static Path within(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      LOG.warn(
          "directory={} state=put aside: something else than a directory was there; see {}",
          directory,
          aside(directory));
    }
    Files.createDirectories(directory, attributes("rwx------"));
    try {
      close(directory, CLOSED);
    } catch (IOException e) {
      LOG.warn(
          "directory={} state=open: it can't be closed to others: {}", directory, e.toString());
    }
    return directory;
  }

  /**
   * A file within it that only its owner may read, made if there is none. What stands in its place,
   * a link too, is put aside. Who needs it says so where that fails.
   */
  static void fileWithin(Path file) {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        LOG.warn(
            "file={} state=put aside: something else than a file was there; see {}",
            file,
            aside(file));
      }
      if (Files.notExists(file)) {
        Files.createFile(file, ownersFile());
      }
      close(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      if (Files.exists(file)) {
        LOG.warn("file={} state=open: it can't be closed to others: {}", file, e.toString());
      }
    }
  }

  /**
   * Puts aside what stands in the place of a file within it and is none: to open a pipe, say, would
   * wait for ever. A link to a file is as good as one.
   */
  static void notInTheWay(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      LOG.warn(
          "file={} state=put aside: something else than a file was there; see {}",
          file,
          aside(file));
    }
  }

  private static Path aside(Path thing) throws IOException {
    Path aside =
        thing.resolveSibling(thing.getFileName() + ".put-aside-" + System.currentTimeMillis());
    return Files.move(thing, aside);
  }

  /** Where more may be done with it, by others say, than that. */
  private static void close(Path thing, Set<PosixFilePermission> most) throws IOException {
    if (POSIX && !most.containsAll(Files.getPosixFilePermissions(thing))) {
      Files.setPosixFilePermissions(thing, most);
    }
  }

  /** A file that only its owner may read. */
  static FileAttribute<?>[] ownersFile() {
    return attributes("rw-------");
  }

  /** Why it is not for us to close it; null where it is ours. */
  private static @Nullable String foreign(Path directory, PosixFileAttributes found)
      throws IOException {
    if (!found.owner().equals(user(directory))) {
      return "it belongs to " + found.owner().getName();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (!OURS.matcher(name).matches()) {
          return "it holds other things, too (" + name + ")";
        }
      }
    }
    return null;
  }

  /** Whom the files that we make belong to, which need not have a name. */
  private static UserPrincipal user(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, "lock-", ".probe");
    try {
      return Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
  }

  private static FileAttribute<?>[] attributes(String mode) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
