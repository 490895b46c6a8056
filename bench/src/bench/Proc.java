// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process. */
final class Proc {
  private static final double TICKS_PER_SECOND = 100;

  private Proc() {}

  /** Resident memory in MB. */
  static double rss(Process process) throws IOException {
    return status(process, "VmRSS:") / 1024.0;
  }

  /** Memory that is its own and no file's, in MB. */
  static double anonymous(Process process) throws IOException {
    return field(process, "smaps_rollup", "Anonymous:") / 1024.0;
  }

  static int threads(Process process) throws IOException {
    return status(process, "Threads:");
  }

  /** Seconds of CPU time so far. */
  static double cpu(Process process) throws IOException {
    String stat = Files.readString(file(process, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
  }

  private static int status(Process process, String field) throws IOException {
    return field(process, "status", field);
  }

  private static int field(Process process, String file, String field) throws IOException {
    for (String line : Files.readAllLines(file(process, file))) {
      if (line.startsWith(field)) {
        return Integer.parseInt(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IllegalStateException("no " + field);
  }

  private static Path file(Process process, String name) {
    return Path.of("/proc/" + process.pid() + "/" + name);
  }
}
