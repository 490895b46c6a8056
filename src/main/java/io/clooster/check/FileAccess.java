// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.ConfigRemarks;
import io.clooster.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who else can read the secrets, or write others in their place. A group that may read is left
 * alone: it is how a file of root is lent to a service.
 */
public final class FileAccess {
  private static final String ROOT = "root";

  private FileAccess() {}

  /**
   * What is wrong with the file of the configuration, where it holds a secret, and with the files
   * that it takes values from.
   *
   * @param remarks of the configuration, as far as it could be read
   */
  public static List<Problem> of(Path file, ConfigRemarks remarks) {
    List<Problem> problems = new ArrayList<>();
    if (remarks.holdsSecrets()) {
      look(file, problems);
    }
    remarks.files().stream().sorted().forEach(secret -> look(secret, problems));
    return problems;
  }

  private static void look(Path file, List<Problem> problems) {
    PosixFileAttributes attributes = attributes(file);
    if (attributes == null) {
      return;
    }
    Set<PosixFilePermission> mode = attributes.permissions();
    String shown = " (mode " + PosixFilePermissions.toString(mode) + ")";
    if (mode.contains(PosixFilePermission.OTHERS_WRITE)
        || mode.contains(PosixFilePermission.GROUP_WRITE)) {
      add(file, "holds secrets, and others can change it" + shown, "chmod 600 " + file, problems);
    } else if (mode.contains(PosixFilePermission.OTHERS_READ)) {
      add(
          file,
          "holds secrets, and every user of this machine can read it" + shown,
          "chmod 600 " + file,
          problems);
    }
    String owner = attributes.owner().getName();
    if (!owner.equals(ROOT) && !owner.equals(System.getProperty("user.name"))) {
      add(
          file,
          "holds secrets, and belongs to " + owner + ", who can read and change it",
          "chown it to root or to the user that Clooster runs as",
          problems);
    }
  }

  private static void add(Path file, String what, String remedy, List<Problem> problems) {
    problems.add(new Problem(file.toString(), 0, "", what, remedy));
  }

  /** Null where files have no such attributes, or are gone. */
  private static @Nullable PosixFileAttributes attributes(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      return view == null ? null : view.readAttributes();
    } catch (IOException e) {
      return null;
    }
  }
}
