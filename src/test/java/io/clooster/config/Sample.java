// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

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

  /** A group's file in which each key stands that it may have. */
  static final String WHOLE_GROUP =
      """
      {
        "$schema": "clooster.schema.json",
        "dns": "cloudflare",
        "exec": {
          "command": ["/usr/local/bin/dns", "example.com"], "conditional": true,
          "zone": "example.com", "records": ["www.example.com"],
        },
        "hetzner": {
          "token": "TOKEN", "api": "https://api.hetzner.cloud/v1",
          "zone": "example.com", "records": ["www.example.com"],
        },
        "digitalocean": {
          "token": "TOKEN", "api": "https://api.digitalocean.com/v2",
          "zone": "example.com", "records": ["www.example.com"],
        },
        "gandi": {
          "token": "TOKEN", "api": "https://api.gandi.net/v5/livedns",
          "zone": "example.com", "records": ["www.example.com"],
        },
        "desec": {
          "token": "TOKEN", "api": "https://desec.io/api/v1",
          "zone": "example.com", "records": ["www.example.com"],
        },
        "route53": {
          "access_key": "AKIDEXAMPLE", "secret_key": "SECRET", "session_token": "SESSION",
          "zone_id": "Z0123456789ABC", "api": "https://route53.amazonaws.com",
          "zone": "example.com", "records": ["www.example.com"],
        },
        "powerdns": {
          "api": "http://192.0.2.53:8081", "key": "secret-key", "server": "localhost",
          "zone": "example.com", "records": ["www.example.com"],
        },
        "rfc2136": {
          "server": "ns1.example.com:5353", "key_name": "clooster", "key_secret": "c2VjcmV0",
          "key_algorithm": "hmac-sha512", "zone": "example.com", "records": ["www.example.com"],
        },
        "this_server": "srv2.example.com",
        "servers": [
          { "name": "srv1.example.com", "A": "192.0.2.1", "AAAA": "2001:db8::1" },
          {
            "name": "srv2.example.com", "address": "10.0.0.2", "port": 2001,
            "A": "192.0.2.2", "AAAA": "2001:db8::2",
          },
        ],
        "key": [
          { "id": "default", "secret": "the old text of one's own" },
          { "id": "2", "secret": "the new text of one's own" },
        ],
        "protocol": 2,
        "listen": { "port": 2000, "address": "0.0.0.0", "backlog": 2 },
        "cloudflare": {
          "token": "TOKEN",
          "zone": "example.com",
          "records": ["www.example.com", "example.com"],
          "api": "https://api.cloudflare.com/client/v4",
        },
        "pushbullet": {
          "severity": "info",
          "key": "o.PUSH",
          "target": { "device_iden": "ujpah72o0sjAoRtnM0jc" },
          "api": "https://api.pushbullet.com/v2",
        },
        "ntfy": { "topic": "alerts", "token": "tk_x", "api": "https://ntfy.example.com", "severity": "warning" },
        "slack": { "url": "https://hooks.slack.com/services/T0/B0/X", "severity": "critical" },
        "discord": { "url": "https://discord.com/api/webhooks/1/X", "severity": "info" },
        "telegram": { "token": "1:A", "chat": "@clooster", "api": "https://telegram.example.com", "severity": "info" },
        "teams": { "url": "https://prod.example.com/workflows/X", "severity": "info" },
        "pagerduty": { "routing_key": "K", "api": "https://events.example.com/v2", "severity": "info" },
        "apprise": { "api": "http://127.0.0.1:8000", "key": "ops", "tag": "ops", "severity": "info" },
        "email": {
          "server": "mail.example.com:587", "tls": "starttls", "username": "U", "password": "P",
          "from": "clooster@example.com", "to": "ops@example.com, b@example.com", "severity": "info",
        },
        "camel": { "uri": "file:alerts?charset=utf-8", "body": "event", "severity": "info" },
        "webhook": {
          "url": "https://alerts.example.com/in",
          "body": { "text": "{title}" },
          "headers": { "Authorization": "Bearer T" },
          "secret": "S",
          "severity": "info",
        },
        "http": { "proxy": "http://user:password@proxy.example.com:3128" },
        "claim": true,
        "manual_edits": "restore",
        "failback": "manual",
        "failback_delay": "60s",
        "mode": "act",
        "servers_version": 1,
        "checks": [
          { "http": "http://127.0.0.1/health", "every": "5s", "timeout": "2s", "fall": 3, "rise": 2 },
          { "tcp": "127.0.0.1:5432" },
          { "command": ["/usr/local/bin/check", "-q"] },
        ],
        "hooks": {
          "before_active": { "command": ["/usr/local/bin/may-be-promoted"], "timeout": "1s" },
          "on_active": { "command": ["/usr/local/bin/promote", "-v"], "timeout": "60s" },
          "on_standby": { "command": ["/usr/local/bin/demote"], "timeout": "30s" },
          "on_unhealthy": { "command": ["/usr/local/bin/restart"], "timeout": "10ms" },
        },
        "verify": { "servers": ["192.0.2.53", "[2001:db8::53]:5353"], "within": "60s" },
        "link": {
          "keepalive": "1s", "confirm": "2s", "reconnect": { "min": "1s", "max": "10s" },
        },
        "operate": { "port": 4280, "address": "127.0.0.1", "token": "a-token-of-the-operator" },
        "dead_mans_switch": { "url": "https://hc-ping.com/X", "every": "1m" },
        "reload": true,
        "state_dir": "clooster.state",
      }
      """;

  /** A pair's, on the side that listens. */
  static final String WHOLE_SERVER =
      """
      {
        "this_server": "srv1.example.com",
        "other_server": "srv2.example.com",
        "key": "fancy_key",
        "dns": "cloudflare",
        "exec": {
          "command": ["/usr/local/bin/dns", "example.com"], "conditional": true,
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "hetzner": {
          "token": "TOKEN",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "digitalocean": {
          "token": "TOKEN",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "gandi": {
          "token": "TOKEN",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "desec": {
          "token": "TOKEN",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "route53": {
          "access_key": "AKIDEXAMPLE", "secret_key": "SECRET",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "powerdns": {
          "api": "http://192.0.2.53:8081", "key": "secret-key",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "rfc2136": {
          "server": "192.0.2.53", "key_name": "clooster", "key_secret": "c2VjcmV0",
          "zone": "example.com", "record": "www.example.com", "preferred_value": "srv1.example.com",
        },
        "server": { "port": 2000, "address": "0.0.0.0", "backlog": 2 },
        "cloudflare": {
          "key": "GLOBAL-KEY", "mail": "admin@example.com",
          "zone": "example.com", "record": "www.example.com",
          "preferred_value": "srv1.example.com",
        },
        "link": {
          "keepalive": "60s", "watchdog": "120s", "timeout": "120s", "confirm": "2s",
          "reconnect": { "min": "1s", "max": "30s" },
        },
      }
      """;

  /** And the same on the side that connects. */
  static final String WHOLE_CLIENT =
      WHOLE_SERVER.replaceFirst(
          "\"server\": \\{.*},",
          "\"client\": { \"address\": \"srv1.example.com\", \"port\": 2000 },");

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
    return load(json).config();
  }

  /** What is read is good in the schema's eyes, too: nobody's editor may complain of it. */
  LoadedConfig load(String json) throws ConfigException {
    installKamelets();
    LoadedConfig loaded =
        ConfigReader.load(
            write("clooster.json", json), directory.resolve("kamelets"), environment::get);
    assertThat(ConfigSchema.complaintsAbout(json)).as(json).isEmpty();
    return loaded;
  }

  /** Those that are shipped, beside any that the test has written. */
  private void installKamelets() {
    try (Stream<Path> shipped = Files.list(Path.of("routes", "kamelets"))) {
      for (Path file : shipped.toList()) {
        Path installed = directory.resolve("kamelets").resolve(file.getFileName());
        if (!Files.exists(installed)) {
          write("kamelets/" + file.getFileName(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** A Kamelet of a notifier that appends to a file. */
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
