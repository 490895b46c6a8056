// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.config.LoadedConfig;
import io.clooster.daemon.RouteDirectory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The config file that a command is about, as all commands take it. */
class ConfigOption {
  /** Where it is unless somebody says otherwise. */
  static final String DEFAULT = "clooster.json";

  static final String MEANING =
      "the configuration (default: "
          + DEFAULT
          + " in the working directory, else the installed one, /etc/clooster/"
          + DEFAULT
          + ")";

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = MEANING)
  private @Nullable Path named;

  /** Where it is if nobody says so. */
  private Path otherwise = Path.of(DEFAULT);

  Path file() {
    return named == null ? unnamed() : named;
  }

  private Path unnamed() {
    if (Files.exists(otherwise, LinkOption.NOFOLLOW_LINKS)) {
      return otherwise;
    }
    InstalledPlace place = InstalledPlace.of(Installation.home());
    return place.isInstalled() ? place.config() : otherwise;
  }

  /** From now on it is there if nobody says otherwise. */
  final void otherwise(Path file) {
    otherwise = file;
  }

  /** As the option says; null without it. */
  final @Nullable Path named() {
    return named;
  }

  /** Whether somebody has named one. */
  boolean isGiven() {
    return named != null;
  }

  /** The configuration; null when it can't be used, after saying why. */
  final @Nullable LoadedConfig read(Path home) {
    try {
      return load(home);
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return null;
    }
  }

  /**
   * The configuration.
   *
   * @throws ConfigException when it can't be used
   */
  final LoadedConfig load(Path home) throws ConfigException {
    return ConfigReader.load(file(), RouteDirectory.kamelets(home), System::getenv);
  }
}
