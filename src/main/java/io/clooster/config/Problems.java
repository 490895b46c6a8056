// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
