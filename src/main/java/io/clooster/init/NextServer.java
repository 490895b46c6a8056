// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.config.Environment;
import io.clooster.config.JoiningServer;
import java.nio.file.Path;
import java.util.Set;

/**
 * The configuration of the next server.
 *
 * @param made of this server's
 * @param unset environment variables that it names and that aren't set here
 */
public record NextServer(JoiningServer made, Set<String> unset) {
  /**
   * Makes it.
   *
   * @param kamelets see {@link ConfigReader#read}
   * @throws ConfigException see {@link JoiningServer#of}
   */
  public static NextServer of(Path file, String server, Path kamelets, Environment environment)
      throws ConfigException {
    ValuesForLater values = new ValuesForLater(environment);
    return new NextServer(JoiningServer.of(file, server, kamelets, values), values.unset());
  }
}
