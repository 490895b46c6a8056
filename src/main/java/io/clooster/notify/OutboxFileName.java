// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a message's file says: when it was written, what it is about and what it is
 * worth can be told unread.
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

  private static final Pattern SUBJECT =
      Pattern.compile("^[12]-[^-]+-\\d+-(.+)-(?:info|warning|critical)\\.json$");

  /** What may stand in a name as it is; of anything else its hash does. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@-]{1,100}");

  private OutboxFileName() {}

  /**
   * A new name.
   *
   * @param run when this run of the server began, so that later ones come later
   * @param number counts its messages
   * @param subject what it is about: see {@link OutboxSubject}; empty for nothing else
   */
  static String name(String run, long number, String subject, Severity severity) {
    int turn = severity == Severity.CRITICAL ? 1 : 2;
    String plain =
        PLAIN.matcher(subject).matches() ? subject : Integer.toHexString(subject.hashCode());
    String about = subject.isEmpty() ? "" : plain + "-";
    String name = String.format(Locale.ROOT, "%d-%s-%06d-", turn, run, number);
    return name + about + severity.word() + ".json";
  }

  /** True when a message may be called so; older versions gave other names. */
  static boolean isMessageFile(String name) {
    return MESSAGE_FILE.matcher(name).matches();
  }

  /** As {@link #name} was given it, or its hash; empty where the name says none. */
  static String subject(String name) {
    Matcher parts = SUBJECT.matcher(name);
    return parts.matches() ? parts.group(1) : "";
  }

  /** Of two that one run wrote the later one is more, and all of a later run are. */
  static String age(String name) {
    return TURN.matcher(name).replaceFirst("");
  }

  static boolean isCritical(String name) {
    return severity(name) == Severity.CRITICAL;
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
    return new Worth(severity(name), age(name));
  }

  record Worth(Severity severity, String age) implements Comparable<Worth> {
    @Override
    public int compareTo(Worth other) {
      int bySeverity = severity.compareTo(other.severity);
      return bySeverity == 0 ? age.compareTo(other.age) : bySeverity;
    }
  }
}
