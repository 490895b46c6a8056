// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import java.nio.file.Path;

/**
 * The directory that Clooster was unpacked into, with {@code bin}, {@code lib} and {@code routes}.
 */
final class Installation {
  private Installation() {}

  /** As {@code bin/clooster} says it; the working directory where something else started us. */
  static Path home() {
    return Path.of(System.getProperty("clooster.home", "")).toAbsolutePath();
  }
}
