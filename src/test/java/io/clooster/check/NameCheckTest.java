// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NameCheckTest {
  private static final String CLOUDFLARE =
      """
      "key": "0123456789abcdef",
      "cloudflare": {"token": "T", "zone": "example.com", "record": "www.example.com"%s},
      """;

  @TempDir private Path directory;

  @Test
  void aPairNeedsBothNamesAndTheAddressOfTheListeningSide() throws Exception {
    Config config =
        read(
            """
            "this_server": "srv1.example.com", "other_server": "srv2.example.com",
            "client": {"address": "link.example.com", "port": 2000},
            """
                + CLOUDFLARE.formatted(", \"preferred_value\": \"srv1.example.com\""));

    assertThat(NameCheck.names(config))
        .containsExactly(
            "srv1.example.com", "srv2.example.com", "link.example.com", "api.cloudflare.com");
  }

  @Test
  void aGroupNeedsTheNamesWhereNoAddressStandsForThem() throws Exception {
    Config config =
        read(
            """
            "this_server": "srv1.example.com",
            "servers": ["srv1.example.com", {"name": "srv2.example.com", "address": "10.0.0.2"}],
            "listen": {"port": 2000},
            """
                + CLOUDFLARE.formatted(""));

    assertThat(NameCheck.names(config))
        .containsExactly("srv1.example.com", "10.0.0.2", "api.cloudflare.com");
  }

  @Test
  void aNameThatOnlyTheRecordPointsAtIsAWarningWhereItIsNotThere() throws Exception {
    Config config =
        read(
            """
            "this_server": "srv1.example.com",
            "servers": [{"name": "srv1.example.com", "address": "10.0.0.1"},
                        {"name": "srv2.example.com", "address": "10.0.0.2"}],
            "listen": {"port": 2000},
            """
                + CLOUDFLARE.formatted(", \"api\": \"http://127.0.0.1:1\""));

    NameCheck.Found found =
        NameCheck.of(
            config,
            name -> {
              if (name.startsWith("srv")) {
                throw new UnknownHostException(name);
              }
              return InetAddress.getAllByName(name);
            },
            Duration.ofSeconds(10));

    assertThat(found.problems()).isEmpty();
    assertThat(found.warnings())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("srv1.example.com: this name is not found, and the record sends there ");
    assertThat(found.names()).containsExactly("10.0.0.2", "127.0.0.1");
  }

  @Test
  void serversWithAddressesOfTheirOwnAreOnlyNeededWhereTheyListen() throws Exception {
    Config config =
        read(
            """
            "this_server": "srv1",
            "servers": [{"name": "srv1", "A": "192.0.2.1"}, {"name": "srv2", "A": "192.0.2.2"}],
            "listen": {"port": 2000},
            """
                + CLOUDFLARE.formatted(""));

    assertThat(NameCheck.names(config)).containsExactly("srv2", "api.cloudflare.com");
  }

  @Test
  void theHostsOfHealthChecksAreLookedUpToo() throws Exception {
    Config config =
        read(
            """
            "this_server": "srv1.example.com",
            "servers": ["srv1.example.com", "srv2.example.com"],
            "listen": {"port": 2000},
            "checks": [{"http": "https://shop.example.com:8443/health"}, {"tcp": "db.example.com:5432"},
                       {"command": ["/bin/true"]}],
            """
                + CLOUDFLARE.formatted(""));

    assertThat(NameCheck.names(config))
        .containsExactly(
            "srv1.example.com",
            "srv2.example.com",
            "api.cloudflare.com",
            "shop.example.com",
            "db.example.com");
  }

  @Test
  @Timeout(20)
  void manyNamesAreLookedUpSideBySide() throws Exception {
    CountDownLatch asked = new CountDownLatch(32);

    List<String> problems =
        NameCheck.of(
                IntStream.range(0, 256).mapToObj(i -> "srv" + i).toList(),
                name -> {
                  asked.countDown();
                  awaitAll(asked);
                  if (name.endsWith("7")) {
                    throw new UnknownHostException(name);
                  }
                  return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                Duration.ofSeconds(15))
            .problems();

    assertThat(problems)
        .hasSize(25)
        .first()
        .isEqualTo("srv7: this name is not found; correct it, or mend the name server");
  }

  @Test
  @Timeout(20)
  void aNameServerThatIsSilentHoldsTheCheckUpForSoLongOnly() {
    CountDownLatch never = new CountDownLatch(1);

    List<String> problems =
        NameCheck.of(
                List.of("srv1", "srv2"),
                name -> {
                  if (name.equals("srv2")) {
                    awaitAll(never);
                  }
                  return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                Duration.ofMillis(300))
            .problems();

    assertThat(problems)
        .containsExactly(
            "srv2: nobody has told in time whether this name is there; mend the name server");
  }

  private static void awaitAll(CountDownLatch asked) throws UnknownHostException {
    try {
      asked.await();
    } catch (InterruptedException e) {
      throw new UnknownHostException("interrupted");
    }
  }

  private Config read(String keys) throws IOException, ConfigException {
    Path file = Files.writeString(directory.resolve("clooster.json"), "{" + keys + "}");
    return ConfigReader.read(file, Path.of("routes/kamelets"), name -> null);
  }
}
