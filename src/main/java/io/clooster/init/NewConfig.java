// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.config.Environment;
import io.clooster.config.LoadedConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A configuration that is written for the first time: whole and valid, or not at all.
 *
 * @param config as it was read back
 * @param unset environment variables that it names and that aren't set here; a service manager may
 *     set them later
 * @param files the files that it takes secrets from
 */
public record NewConfig(Config config, Set<String> unset, Set<Path> files) {
  /**
   * Writes the file, readable for its owner only.
   *
   * @param kamelets see {@link ConfigReader#read}
   * @param overwrite whether a file that is there already may be replaced
   * @throws ConfigException if the draft can't be used, with everything that is wrong. Nothing is
   *     written then
   * @throws FileAlreadyExistsException if the file is there and may not be replaced
   */
  public static NewConfig write(
      Draft draft, Path file, Path kamelets, Environment environment, boolean overwrite)
      throws IOException, ConfigException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    // Beside it, for an atomic move and for relative paths in it. Created with mode 0600.
    Path draftFile = Files.createTempFile(directory, ".clooster-init-", ".json");
    try {
      ValuesForLater values = new ValuesForLater(environment);
      save(ConfigText.of(draft, Offers.of(kamelets)), draftFile);
      LoadedConfig loaded = ConfigReader.load(draftFile, kamelets, values);
      move(draftFile, file, overwrite);
      return new NewConfig(loaded.config(), values.unset(), loaded.remarks().files());
    } finally {
      Files.deleteIfExists(draftFile);
    }
  }

  private static void save(String text, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void move(Path from, Path to, boolean overwrite) throws IOException {
    if (overwrite) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.move(from, to);
    }
  }
}
