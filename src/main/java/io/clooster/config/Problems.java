// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one file, so that all of it can be told at once. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<Problem> advice = new ArrayList<>();

  Problems(Path file) {
    this.file = file.toString();
  }

  void add(int line, String key, String what, String remedy) {
    found.add(new Problem(file, line, key, what, remedy));
  }

  /** Something that can be lived with. */
  void warn(int line, String key, String what, String remedy) {
    warnings.add(new Problem(file, line, key, what, remedy));
  }

  /** All that can be lived with, from top to bottom. */
  List<Problem> warnings() {
    return warnings.stream().sorted(Problem.IN_FILE_ORDER).toList();
  }

  /** Something that is valid, and hardly meant so. */
  void advise(int line, String key, String what, String remedy) {
    advice.add(new Problem(file, line, key, what, remedy));
  }

  /** All that is valid, and hardly meant so, from top to bottom. */
  List<Problem> advice() {
    return advice.stream().sorted(Problem.IN_FILE_ORDER).toList();
  }

  boolean none() {
    return found.isEmpty();
  }

  /** Whether the value of this key itself is wrong. */
  boolean isAbout(String key) {
    return found.stream().anyMatch(each -> each.key().equals(key));
  }

  /**
   * Whether a value of this key, or of a block's keys, is wrong: what follows from it is unknown.
   */
  boolean areAbout(String key) {
    return found.stream()
        .anyMatch(each -> each.key().equals(key) || each.key().startsWith(key + "."));
  }

  /** All that was found, from top to bottom; {@code remarks} is what can be lived with. */
  ConfigException asException(ConfigRemarks remarks) {
    return new ConfigException(found.stream().sorted(Problem.IN_FILE_ORDER).toList(), remarks);
  }

  /** For what makes reading on pointless. */
  ConfigException with(int line, String what, String remedy) {
    add(line, "", what, remedy);
    return asException(new ConfigRemarks(warnings(), advice(), false, Set.of()));
  }
}
