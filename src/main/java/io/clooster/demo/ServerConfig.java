// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.config.ConfigException;
import io.clooster.daemon.RouteDirectory;
import io.clooster.init.Draft;
import io.clooster.init.NewConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The config of one server of the demo: what {@code clooster init} writes, and what two servers on
 * one machine and stand-ins for the services need besides, each with a remark.
 */
final class ServerConfig {
  private static final String KEY = Draft.newKey();

  private final DemoEnvironment environment;
  private final String name;

  ServerConfig(DemoEnvironment environment, String name) {
    this.environment = environment;
    this.name = name;
  }

  /**
   * Writes it.
   *
   * @param first the port at which this server reaches the first one, or listens when it is that
   * @param second the same for the second one
   */
  Path write(int first, int second) throws IOException, ConfigException {
    int own = name.equals(DemoEnvironment.FIRST) ? first : second;
    Draft draft =
        new Draft(
            name,
            List.of(DemoEnvironment.FIRST, DemoEnvironment.SECOND),
            String.valueOf(own),
            Draft.PROVIDER,
            DemoEnvironment.ZONE,
            List.of(DemoEnvironment.RECORD),
            List.of("pushbullet"),
            Map.of(
                Draft.PROVIDER,
                Map.of("token", DemoEnvironment.TOKEN),
                "pushbullet",
                Map.of("key", DemoEnvironment.PUSH_TOKEN)),
            KEY);
    Path directory =
        Files.createDirectories(environment.directory.resolve(name.replaceFirst("\\..*", "")));
    Path file = directory.resolve("clooster.json");
    NewConfig.write(
        draft, file, RouteDirectory.kamelets(environment.directory), variable -> null, true);
    Files.writeString(file, adapted(Files.readString(file), own, first, second));
    return file;
  }

  private String adapted(String text, int own, int first, int second) throws IOException {
    int operate = environment.freePort();
    String here = "\"address\": \"127.0.0.1\", \"port\": ";
    String services = "  # the sandbox; without this, the real one";
    String adapted = entry(text, DemoEnvironment.FIRST, here + first);
    adapted = entry(adapted, DemoEnvironment.SECOND, here + second);
    adapted = replace(adapted, "\"listen\": { \"port\": " + own, "\"listen\": { " + here + own);
    adapted =
        replace(
            adapted,
            "    \"zone\":",
            "    \"api\": \"" + environment.sandbox.cloudflare().uri() + "\"," + services + "\n",
            "    \"zone\":");
    adapted =
        replace(
            adapted,
            "\"" + DemoEnvironment.PUSH_TOKEN + "\" },",
            "\"" + DemoEnvironment.PUSH_TOKEN + "\",\n",
            "    \"api\": \"" + environment.sandbox.pushbullet().uri() + "\" }," + services);
    int end = adapted.lastIndexOf('}');
    return adapted.substring(0, end)
        + """

          # For the demo: no name server knows its record, and nobody shall wait a minute.
          "verify": false,
          "failback_delay": "2s",

          # A port for each of two servers on one machine.
          "operate": { "port": %d },
        }
        """
            .formatted(operate)
            .indent(0)
            .replaceFirst("(?s)\n$", "\n");
  }

  /** A server is its name alone where all listen at one port and are found by their names. */
  private static String entry(String text, String server, String place) {
    return replace(
        text,
        "\n    \"" + server + "\",",
        "\n    { \"name\": \"" + server + "\", " + place + " },");
  }

  private static String replace(String text, String old, String... by) {
    if (!text.contains(old)) {
      throw new IllegalStateException("what init writes has no " + old.strip() + ":\n" + text);
    }
    return text.replace(old, String.join("", by));
  }
}
