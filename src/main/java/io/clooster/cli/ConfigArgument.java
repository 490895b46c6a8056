// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.config.LoadedConfig;
import io.clooster.daemon.RouteDirectory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The config file that a command is about. */
final class ConfigArgument {
  /** Where it is unless somebody says otherwise. */
  static final String DEFAULT = "clooster.json";

  static final String MEANING =
      "the configuration (default: ${DEFAULT-VALUE} in the working directory)";

  @Parameters(arity = "0..1", paramLabel = "CONFIG", defaultValue = DEFAULT, description = MEANING)
  private Path file = Path.of(DEFAULT);

  Path file() {
    return file;
  }

  /** The configuration; null when it can't be used, after saying why. */
  @Nullable LoadedConfig read(Path home) {
    return read(file, home);
  }

  /**
   * The configuration.
   *
   * @throws ConfigException when it can't be used
   */
  LoadedConfig load(Path home) throws ConfigException {
    return load(file, home);
  }

  private static LoadedConfig load(Path file, Path home) throws ConfigException {
    return ConfigReader.load(file, RouteDirectory.kamelets(home), System::getenv);
  }

  /** The same of any file. */
  static @Nullable LoadedConfig read(Path file, Path home) {
    try {
      return load(file, home);
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return null;
    }
  }
}
