// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration has the state kept, for who needs to know no more of it: no secret has to
 * be readable for that, and nothing else in the file right.
 *
 * @param directory need not exist
 * @param origin why it is that one
 * @param operatePort where the daemon tells of its state; null where that is not to be read
 */
public record StatePlace(Path directory, Origin origin, @Nullable Integer operatePort) {
  /** What says where the state is kept. */
  public enum Origin {
    /** {@code state_dir}. */
    WRITTEN,
    /** {@code STATE_DIRECTORY}, which systemd sets for the service alone. */
    SYSTEMD,
    /** Nothing: it is beside the file. */
    BESIDE
  }

  /** Where systemd says that state belongs ({@code StateDirectory=}). */
  private static final String STATE_DIRECTORY = "STATE_DIRECTORY";

  /**
   * As the file says it.
   *
   * @throws ConfigException when the file can't be read, is no JSON, or names no path
   */
  public static StatePlace of(Path file, Environment environment) throws ConfigException {
    Problems problems = new Problems(file);
    Node.Block block = RelaxedJson.parse(ConfigFile.load(file, problems), problems);
    Placeholders placeholders = new Placeholders(directoryOf(file), environment);
    BlockReader root = new BlockReader(block, "", placeholders, problems);
    StatePlace place = read(root, file, environment);
    if (!problems.none()) {
      throw problems.asException(
          new ConfigRemarks(problems.warnings(), problems.advice(), false, placeholders.files()));
    }
    // What is wrong with that is for others to say.
    BlockReader aside = new BlockReader(block, "", placeholders, new Problems(file));
    return new StatePlace(place.directory(), place.origin(), OperateBlock.port(aside));
  }

  /** The same, what is wrong being told where the rest of the file is read. */
  static StatePlace read(BlockReader root, Path file, Environment environment) {
    Path written = root.optional("state_dir", ValueType.PATH);
    StatePlace place =
        written == null
            ? byDefault(file, environment)
            : new StatePlace(directoryOf(file).resolve(written), Origin.WRITTEN, null);
    Path directory = place.directory();
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      root.problem("state_dir", "is a file, not a directory", "write the path of a directory");
    }
    if (written != null
        && (directory.toString().contains("%") || directory.toString().contains("?"))) {
      root.problem(
          "state_dir",
          "has a % or a ? in its path, which mean something else to the routes",
          "write another one");
    }
    return place;
  }

  private static StatePlace byDefault(Path file, Environment environment) {
    String bySystemd = environment.get(STATE_DIRECTORY);
    if (bySystemd != null && !bySystemd.isBlank()) {
      // Several are separated by colons; the first is the service's own.
      Path own = directoryOf(file).resolve(bySystemd.split(":", 2)[0]);
      return new StatePlace(own, Origin.SYSTEMD, null);
    }
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return new StatePlace(directoryOf(file).resolve(stem + ".state"), Origin.BESIDE, null);
  }

  /** The directory of a configuration. */
  static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
