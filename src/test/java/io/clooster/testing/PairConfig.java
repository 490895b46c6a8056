// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration for who only looks at an installation: it connects to nobody, and calls nobody.
 */
public final class PairConfig {
  private PairConfig() {}

  /** Written to {@code home}, and read with the Kamelets there. */
  public static Config in(Path home) throws IOException, ConfigException {
    Path file = home.resolve("clooster.json");
    Files.writeString(
        file,
        """
        {"this_server": "srv1.test", "other_server": "srv2.test", "key": "a-secret-key-of-the-link",
         "client": {"address": "127.0.0.1", "port": 1}, "verify": false,
         "cloudflare": {"token": "secret-token", "zone": "example.com", "record": "www.example.com",
                        "preferred_value": "srv1.test", "api": "http://127.0.0.1:1"}}
        """);
    return ConfigReader.read(file, home.resolve("routes/kamelets"), name -> null);
  }
}
