// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;

/**
 * Where the state of a configuration is, for who needs to know no more of it: no secret has to be
 * readable for that, and nothing else in the file right.
 */
public final class StatePlace {
  private StatePlace() {}

  /**
   * The directory that the file's {@code state_dir} names, or its default.
   *
   * @throws ConfigException when the file can't be read, is no JSON, or names no path
   */
  public static Path of(Path file, Environment environment) throws ConfigException {
    return ConfigReader.stateDirectory(file, environment);
  }
}
