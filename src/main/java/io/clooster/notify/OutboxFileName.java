// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a message's file says: by name the files lie in the order of delivery, critical
 * ones first and else as they were written, and what a message is worth can be told unread.
 */
final class OutboxFileName {
  /** A message is some hundred bytes; what a provider says in it is cut at a few thousand. */
  static final int LARGEST = 64 * 1024;

  /** The one message about those that had to be dropped; delivered after all others. */
  static final String DROPPED = "9-dropped-warning.json";

  /** What {@link #isMessageFile} refuses. */
  static final String UNLIKE_A_NAME = "not called *.json in ASCII";

  /** ASCII alone: a name that is not UTF-8 could be listed, and not opened by what is listed. */
  private static final Pattern MESSAGE_FILE = Pattern.compile("[!-~&&[^.]][ -~]*\\.json");

  private static final Pattern TURN = Pattern.compile("^[12]-");

  private OutboxFileName() {}

  /**
   * A new name.
   *
   * @param run when this run of the server began, so that later ones come later
   * @param number counts its messages
   */
  static String name(String run, long number, Severity severity) {
    int turn = severity == Severity.CRITICAL ? 1 : 2;
    return String.format(Locale.ROOT, "%d-%s-%06d-%s.json", turn, run, number, severity.word());
  }

  /** True when a message may be called so; older versions gave other names. */
  static boolean isMessageFile(String name) {
    return MESSAGE_FILE.matcher(name).matches();
  }

  /** A warning where the name does not say it. */
  static Severity severity(String name) {
    for (Severity severity : Severity.values()) {
      if (name.endsWith("-" + severity.word() + ".json")) {
        return severity;
      }
    }
    return Severity.WARNING;
  }

  /** What this is instead of a small file that we can read; null when it is one. */
  static @Nullable String unlikeAMessage(Path file, BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      return "a symbolic link";
    } else if (found.isDirectory()) {
      return "a directory";
    } else if (!found.isRegularFile()) {
      return "no regular file";
    } else if (found.size() > LARGEST) {
      return "larger than " + LARGEST / 1024 + " KiB";
    }
    return Files.isReadable(file) ? null : "not readable";
  }

  /** What is to be dropped first is less: of the least severe the oldest. */
  static Worth worth(String name) {
    return new Worth(severity(name), TURN.matcher(name).replaceFirst(""));
  }

  record Worth(Severity severity, String age) implements Comparable<Worth> {
    @Override
    public int compareTo(Worth other) {
      int bySeverity = severity.compareTo(other.severity);
      return bySeverity == 0 ? age.compareTo(other.age) : bySeverity;
    }
  }
}
