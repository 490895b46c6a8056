// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import java.util.Locale;

/** Why the disk did not take a message, and what the administrator can do about it. */
enum DiskTrouble {
  FULL("make room there"),
  LIMITED("lift the limit on the size of files that Clooster runs under (LimitFSIZE, ulimit -f)"),
  READ_ONLY("the file system is mounted read-only, after an error of the disk perhaps: see dmesg"),
  HANGING(
      "the disk, or the network that it is reached by, does not answer, or its file system is"
          + " frozen: see dmesg"),
  FORBIDDEN("let Clooster's user write there"),
  OTHER("look at the disk there");

  private final String remedy;

  DiskTrouble(String remedy) {
    this.remedy = remedy;
  }

  /** By the system's own words, which the JDK passes on as they are. */
  static DiskTrouble of(Throwable failure) {
    String words = FailureText.of(failure).toLowerCase(Locale.ROOT);
    if (words.contains("no space left") || words.contains("quota exceeded")) {
      return FULL;
    } else if (words.contains("file too large")) {
      return LIMITED;
    } else if (words.contains("read-only file system")) {
      return READ_ONLY;
    } else if (words.contains("permission denied") || words.contains("operation not permitted")) {
      return FORBIDDEN;
    }
    return OTHER;
  }

  /** What to do, the beginning of a sentence or its end. */
  String remedy() {
    return remedy;
  }
}
