// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pair's configs in the shape of the original's, for protocol 1. */
final class PairFile {
  private static final String KEY = "the training run's shared key";

  private PairFile() {}

  /**
   * Writes those of the listening, preferred server and of the connecting one.
   *
   * @param second the name of the connecting one, whose address the other one looks up
   */
  static List<Path> write(DemoEnvironment environment, String second) throws IOException {
    String at = "{\"address\": \"127.0.0.1\", \"port\": " + environment.freePort() + "}";
    return List.of(
        write(environment, "srv1", DemoEnvironment.FIRST, second, "\"server\": " + at),
        write(environment, "srv2", second, DemoEnvironment.FIRST, "\"client\": " + at));
  }

  private static Path write(
      DemoEnvironment environment, String file, String self, String other, String role)
      throws IOException {
    return Files.writeString(
        environment.directory.resolve(file + ".json"),
        """
        {
          "this_server": "%s",
          "other_server": "%s",
          "protocol": 1,
          "key": "%s",
          %s,
          "cloudflare": {
            "token": "%s",
            "zone": "%s",
            "record": "%s",
            "preferred_value": "%s",
            "api": "%s",
          },
          "pushbullet": { "key": "%s", "api": "%s" },
          "verify": false,
          "operate": false,
        }
        """
            .formatted(
                self,
                other,
                KEY,
                role,
                DemoEnvironment.TOKEN,
                DemoEnvironment.ZONE,
                DemoEnvironment.RECORD,
                DemoEnvironment.FIRST,
                environment.sandbox.cloudflare().uri(),
                DemoEnvironment.PUSH_TOKEN,
                environment.sandbox.pushbullet().uri()));
  }
}
