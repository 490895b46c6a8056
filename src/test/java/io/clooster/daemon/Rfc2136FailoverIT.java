// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.dns.server.Bind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers and a real BIND: the whole way, from a server that goes to what {@code dig} sees. */
@Timeout(180)
class Rfc2136FailoverIT {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private final int first = RouteSession.freePort();
  private final int second = RouteSession.freePort();

  @Test
  void aServerThatGoesIsReplacedAndReturns() throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha512");
        Daemon srv2 = start("srv2", bind)) {
      try (Daemon srv1 = start("srv1", bind)) {
        // Given
        await()
            .atMost(PATIENCE)
            .until(() -> claim(bind).stream().anyMatch(text -> text.contains("holder=srv1.")));
        assertThat(bind.dig("CNAME", "www.example.com")).containsExactly("srv1.example.com.");
        await().atMost(PATIENCE).until(() -> srv1.linked() && srv2.linked());
      }

      // Then
      await().atMost(PATIENCE).until(() -> pointsAt(bind, "srv2.example.com."));
      assertThat(claim(bind))
          .hasSize(2)
          .contains("\"of somebody else\"")
          .anyMatch(text -> text.contains("holder=srv2.example.com"));

      // When
      try (Daemon again = start("srv1", bind)) {
        // Then
        await().atMost(PATIENCE).until(() -> pointsAt(bind, "srv1.example.com."));
        assertThat(again).isNotNull();
        assertThat(srv2).isNotNull();
      }
    }
  }

  private static boolean pointsAt(Bind bind, String server) throws Exception {
    return bind.dig("CNAME", "www.example.com").equals(List.of(server));
  }

  private static List<String> claim(Bind bind) throws Exception {
    return bind.dig("TXT", "_clooster.www.example.com");
  }

  private Daemon start(String server, Bind bind) throws Exception {
    String json =
        """
        {"operate": false, "this_server": "%1$s.example.com",
         "servers": [{"name": "srv1.example.com", "address": "127.0.0.1", "port": %2$d},
                     {"name": "srv2.example.com", "address": "127.0.0.1", "port": %3$d}],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": %4$d},
         "verify": {"servers": ["127.0.0.1:%5$d"]}, "failback_delay": "1s",
         "rfc2136": {"server": "127.0.0.1:%5$d", "key_name": "%6$s", "key_secret": "%7$s",
                     "key_algorithm": "hmac-sha512", "zone": "example.com",
                     "record": "www.example.com"}}
        """
            .formatted(
                server,
                first,
                second,
                server.equals("srv1") ? first : second,
                bind.port(),
                Bind.KEY,
                Bind.SECRET);
    Path home = Files.createDirectories(directory.resolve(server));
    Path file = Files.writeString(home.resolve("clooster.json"), json);
    Config config = ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
    return Daemon.start(config, HOME, Duration.ofSeconds(10), RouteSession.QUEUE_PATIENCE);
  }
}
