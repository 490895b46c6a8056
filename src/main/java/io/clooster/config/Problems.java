// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file, so that all of it can be told at once. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file.toString();
  }

  void add(int line, String key, String what, String remedy) {
    found.add(new Problem(file, line, key, what, remedy));
  }

  boolean none() {
    return found.isEmpty();
  }

  /** All that was found, from top to bottom. */
  ConfigException asException() {
    return new ConfigException(found.stream().sorted(Problem.IN_FILE_ORDER).toList());
  }

  /** For what makes reading on pointless. */
  ConfigException with(int line, String what, String remedy) {
    add(line, "", what, remedy);
    return asException();
  }
}
