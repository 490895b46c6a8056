// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that two servers need besides themselves: the APIs, a record, a config for each, a directory.
 */
final class Stage implements AutoCloseable {
  static final String RECORD = "www.example.com";
  static final String FIRST = "srv1.example.com";
  static final String SECOND = "srv2.example.com";

  private static final String ZONE = "example.com";
  private static final String TOKEN = "sandbox-token";
  private static final String PUSH_TOKEN = "sandbox-push-token";

  final Sandbox sandbox;
  final Path directory;
  final int port;
  private final int protocol;

  private Stage(Sandbox sandbox, Path directory, int port, int protocol) {
    this.protocol = protocol;
    this.sandbox = sandbox;
    this.directory = directory;
    this.port = port;
  }

  /** Sets up on free ports and in a temporary directory, for a pair that speaks this protocol. */
  static Stage set(int protocol) throws IOException {
    Sandbox sandbox = Sandbox.start();
    sandbox.cloudflare().addZone(ZONE);
    sandbox.cloudflare().allowToken(TOKEN);
    sandbox.cloudflare().addRecord(RECORD, "CNAME", FIRST);
    sandbox.pushbullet().allowToken(PUSH_TOKEN);
    return new Stage(sandbox, Files.createTempDirectory("clooster-demo-"), freePort(), protocol);
  }

  /** The config of the listening, preferred server, whose peer is called {@code peer}. */
  Path firstConfig(String peer) throws IOException {
    return config(
        "srv1", FIRST, peer, "\"server\": {\"address\": \"127.0.0.1\", \"port\": " + port + "}");
  }

  /** The config of the connecting server, under the name {@code self}. */
  Path secondConfig(String self) throws IOException {
    return config(
        "srv2", self, FIRST, "\"client\": {\"address\": \"127.0.0.1\", \"port\": " + port + "}");
  }

  /** What the record holds now. */
  String value() {
    return sandbox.cloudflare().content(RECORD, "CNAME");
  }

  /** True when there is a claim beside the record. */
  boolean claimed() {
    return !sandbox.cloudflare().claimsNow(RECORD).isEmpty();
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path config(String file, String self, String other, String role) throws IOException {
    return Files.writeString(
        directory.resolve(file + ".json"),
        """
        {
          "this_server": "%s",
          "other_server": "%s",
          "protocol": %d,
          "key": "the demo's shared key",
          %s,
          "cloudflare": {
            "token": "%s",
            "zone": "%s",
            "record": "%s",
            "preferred_value": "%s",
            "api": "%s",  # the sandbox; leave it out for the real one
          },
          "pushbullet": {
            "key": "%s",
            "api": "%s",  # the sandbox; leave it out for the real one
          },
          "verify": false,  # the sandbox has no name servers; leave it out for the real one
        }
        """
            .formatted(
                self,
                other,
                protocol,
                role,
                TOKEN,
                ZONE,
                RECORD,
                FIRST,
                sandbox.cloudflare().uri(),
                PUSH_TOKEN,
                sandbox.pushbullet().uri()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
