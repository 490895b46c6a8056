// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.LoadedConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The config file that a command is about, where its arguments are something else. */
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = ConfigArgument.DEFAULT,
      description = ConfigArgument.MEANING)
  private Path file = Path.of(ConfigArgument.DEFAULT);

  Path file() {
    return file;
  }

  /** The configuration; null when it can't be used, after saying why. */
  @Nullable LoadedConfig read(Path home) {
    return ConfigArgument.read(file, home);
  }
}
