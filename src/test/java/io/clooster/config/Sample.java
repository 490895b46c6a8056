// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations for tests, and a directory to read them from. */
final class Sample {
  /** As the original documents its server's file. */
  static final String ORIGINAL_SERVER =
      """
      # Clooster, server side
      {
          "this_server": "srv1.example.com", # this machine
          "other_server": "srv2.example.com",
          "key": "fancy_key",

          "server": {
              "address": "0.0.0.0",
              "port": 2000,
              "backlog": 2,
          },

          "cloudflare": {
              "key": "GLOBAL-KEY",
              "mail": "admin@example.com",
              "zone": "example.com",
              "record": "www.example.com",
              "preferred_value": "srv1.example.com",
          },

          "pushbullet": {
              "key": "o.PUSH",
              "target": {
                  "device_iden": "ujpah72o0sjAoRtnM0jc",
              },
          },
      }
      """;

  /** And its client's. */
  static final String ORIGINAL_CLIENT =
      """
      {
          "this_server": "srv2.example.com",
          "other_server": "srv1.example.com",
          "key": "fancy_key",
          "client": {
              "address": "srv1.example.com",
              "port": "2000"
          },
          "cloudflare": {
              "key": "GLOBAL-KEY",
              "mail": "admin@example.com",
              "zone": "example.com",
              "record": "www.example.com",
              "preferred_value": "srv1.example.com"
          }
      }
      """;

  /** One key on each line, for tests that change a line. */
  static final String PLAIN =
      """
      {
      "this_server": "srv1.example.com",
      "other_server": "srv2.example.com",
      "key": "fancy_key",
      "server": {"port": 2000},
      "cloudflare": {
      "token": "TOKEN",
      "zone": "example.com",
      "record": "www.example.com",
      "preferred_value": "srv1.example.com"
      },
      "pushbullet": {"key": "o.PUSH"},
      "link": {"keepalive": "60s"}
      }
      """;

  /** A group of three, one key on each line. */
  static final String GROUP =
      """
      {
      "this_server": "srv2.example.com",
      "servers": [
      "srv1.example.com",
      {"name": "srv2.example.com", "address": "10.0.0.2", "port": 2001},
      "srv3.example.com",
      ],
      "key": "0123456789abcdef",
      "listen": {"port": 2000},
      "cloudflare": {
      "token": "TOKEN",
      "zone": "example.com",
      "record": "www.example.com"
      },
      "link": {"keepalive": "1s"},
      "checks": [{"tcp": "127.0.0.1:5432"}]
      }
      """;

  private final Path directory;
  private final Map<String, String> environment;

  Sample(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  Sample(Path directory) {
    this(directory, Map.of());
  }

  Config read(String json) throws ConfigException {
    return ConfigReader.read(
        write("clooster.json", json), directory.resolve("kamelets"), environment::get);
  }

  Path write(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Kamelet of a messenger that appends to a file. */
  void writeFileLogKamelet() {
    write(
        "kamelets/filelog-notify-sink.kamelet.yaml",
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: filelog-notify-sink
        spec:
          definition:
            title: File log
            required: [path]
            properties:
              path:
                title: Path
                description: File that notifications are appended to
                type: string
              lines:
                type: integer
                default: 100
              loud:
                type: boolean
              colour:
                type: string
                enum: [red, green]
              password:
                type: string
                format: password
          template:
            from:
              uri: kamelet:source
              steps:
                - to:
                    uri: log:filelog
        """);
  }
}
