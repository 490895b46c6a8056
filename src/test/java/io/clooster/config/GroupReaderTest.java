// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocol 2: groups, and pairs that ask for it. */
class GroupReaderTest {
  private static final String SERVER_2 =
      "{\"name\": \"srv2.example.com\", \"address\": \"10.0.0.2\", \"port\": 2001}";

  @TempDir Path directory;
  private Sample sample;

  @BeforeEach
  void inAnEmptyDirectory() {
    sample = new Sample(directory);
  }

  @Test
  void aGroupIsReadInItsOrderOfPreference() throws ConfigException {
    Config config = sample.read(Sample.GROUP);

    assertThat(config.protocol()).isEqualTo(2);
    assertThat(config.servers())
        .containsExactly(
            new Config.Server("srv1.example.com", "srv1.example.com", 2000, Map.of()),
            new Config.Server("srv2.example.com", "10.0.0.2", 2001, Map.of()),
            new Config.Server("srv3.example.com", "srv3.example.com", 2000, Map.of()));
    assertThat(config.self().name()).isEqualTo("srv2.example.com");
    assertThat(config.peers())
        .extracting(Config.Server::name)
        .containsExactly("srv1.example.com", "srv3.example.com");
    assertThat(config.listen()).isEqualTo(new Config.Role.Listening("0.0.0.0", 2000, 2));
    assertThat(config.role()).isEqualTo(config.listen());
    assertThat(config.record())
        .isEqualTo(
            new Config.DnsRecord("example.com", "www.example.com", "CNAME", "srv1.example.com"));
  }

  @Test
  void protocol2HasPeriodsAndDefaultsOfItsOwn() throws ConfigException {
    Config config = sample.read(Sample.GROUP.replace("\"keepalive\": \"1s\"", ""));

    assertThat(config.link().keepalive()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.link().silence()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.link().confirm()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.link().reconnect())
        .isEqualTo(new Config.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(10)));
    assertThat(config.failback()).isEqualTo(new Config.Failback(true, Duration.ofSeconds(60)));
    assertThat(config.keys())
        .containsExactly(new Config.Key("default", new Secret("0123456789abcdef")));
  }

  @ParameterizedTest
  @CsvSource({"100ms,300", "2.5s,7500", "60s,180000"})
  void silenceIsThreeKeepAlives(String keepalive, long silence) throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP.replace("\"keepalive\": \"1s\"", "\"keepalive\": \"" + keepalive + "\""));

    assertThat(config.link().silence()).isEqualTo(Duration.ofMillis(silence));
    assertThat(config.link().timeout()).isEqualTo(config.link().silence());
  }

  @Test
  void theRoutesSeeTheGroup() throws ConfigException {
    Config config =
        sample.read(Sample.GROUP.replace("\"port\": 2000", "\"port\": 2000, \"address\": \"::\""));

    assertThat(config.properties())
        .contains(
            entry("link.protocol", "2"),
            entry("link.listens", "true"),
            entry("listen.address", "[::]"),
            entry("listen.port", "2000"),
            entry("listen.backlog", "128"),
            entry("servers", "srv1.example.com,srv2.example.com,srv3.example.com"),
            entry("records", "www.example.com"),
            entry("cloudflare.record", "www.example.com"));
  }

  @Test
  void namesAreTheSameInAnyCase() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP
                .replace("\"this_server\": \"srv2", "\"this_server\": \"SRV2")
                .replace("\"srv1.example.com\"", "\"Srv1.Example.com.\""));

    assertThat(config.thisServer()).isEqualTo("srv2.example.com");
    assertThat(config.servers().get(0).name()).isEqualTo("srv1.example.com");
  }

  @Test
  void serversWithAddressesHaveThemInOneSpelling() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP
                .replace(
                    "\"srv1.example.com\",",
                    "{\"name\": \"srv1.example.com\", \"A\": \"192.0.2.1\", \"AAAA\":"
                        + " \"2001:DB8:0::1\"},")
                .replace(
                    SERVER_2,
                    "{\"name\": \"srv2.example.com\", \"A\": \"192.0.2.2\", \"AAAA\":"
                        + " \"2001:db8::2\"}")
                .replace(
                    "\"srv3.example.com\",",
                    "{\"name\": \"srv3.example.com\", \"A\": \"192.0.2.3\", \"AAAA\":"
                        + " \"2001:db8::3\"},"));

    assertThat(config.servers().get(0).addresses())
        .isEqualTo(Map.of("A", "192.0.2.1", "AAAA", "2001:db8::1"));
    assertThat(config.record().type()).isEqualTo("A");
    assertThat(config.record().preferredValue()).isEqualTo("192.0.2.1");
  }

  @Test
  void serversNamedByAddressAreWhatTheRecordHolds() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP
                .replace("\"srv1.example.com\"", "\"2001:DB8::1\"")
                .replace("\"srv2.example.com\"", "\"2001:db8::2\"")
                .replace("\"srv3.example.com\"", "\"2001:db8::3\""));

    assertThat(config.self())
        .isEqualTo(
            new Config.Server("2001:db8::2", "10.0.0.2", 2001, Map.of("AAAA", "2001:db8::2")));
    assertThat(config.record().type()).isEqualTo("AAAA");
    assertThat(config.record().preferredValue()).isEqualTo("2001:db8::1");
  }

  @Test
  void aBenchMayHaveManyServers() throws ConfigException {
    String many =
        IntStream.rangeClosed(1, 256)
            .mapToObj(i -> "\"srv" + i + ".example.com\"")
            .collect(Collectors.joining(","));

    Config config = sample.read(Sample.GROUP.replaceFirst("(?s)\\[\n.*?\n\\]", "[" + many + "]"));

    assertThat(config.servers()).hasSize(256);
    assertThat(config.peers()).hasSize(255);
  }

  @Test
  void aPairCanSpeakProtocol2() throws ConfigException {
    String listening = pair(Sample.PLAIN);
    String connecting = pair(Sample.ORIGINAL_CLIENT);

    assertThat(sample.read(listening).servers())
        .containsExactly(
            new Config.Server("srv1.example.com", "srv1.example.com", 2000, Map.of()),
            new Config.Server("srv2.example.com", null, 0, Map.of()));
    assertThat(sample.read(connecting).servers())
        .containsExactly(
            new Config.Server("srv1.example.com", "srv1.example.com", 2000, Map.of()),
            new Config.Server("srv2.example.com", null, 0, Map.of()));
    assertThat(sample.read(connecting).self().name()).isEqualTo("srv2.example.com");
    assertThat(sample.read(connecting).listen()).isNull();
    assertThat(sample.read(connecting).properties())
        .contains(entry("link.listens", "false"), entry("link.protocol", "2"))
        .doesNotContainKey("listen.port");
  }

  @Test
  void thePreferredValueIsThePairsFirstServer() throws ConfigException {
    Config config =
        sample.read(
            pair(Sample.PLAIN)
                .replace(
                    "\"preferred_value\": \"srv1.example.com\"",
                    "\"preferred_value\": \"SRV2.example.com\""));

    assertThat(config.servers())
        .extracting(Config.Server::name)
        .containsExactly("srv2.example.com", "srv1.example.com");
    assertThat(config.record().preferredValue()).isEqualTo("srv2.example.com");
    assertThat(config.otherServer()).isEqualTo("srv2.example.com");
  }

  @Test
  void aPairOfAddressesSpeaksProtocol2Too() throws ConfigException {
    Config config =
        sample.read(
            pair(Sample.PLAIN)
                .replace("\"srv1.example.com\"", "\"192.0.2.1\"")
                .replace("\"srv2.example.com\"", "\"192.0.2.2\""));

    assertThat(config.servers())
        .containsExactly(
            new Config.Server("192.0.2.1", "192.0.2.1", 2000, Map.of("A", "192.0.2.1")),
            new Config.Server("192.0.2.2", null, 0, Map.of("A", "192.0.2.2")));
  }

  @Test
  void underProtocol1ThereAreServersToo() throws ConfigException {
    Config config = sample.read(Sample.PLAIN.replace("srv2.example.com", "SRV2.example.com"));

    assertThat(config.protocol()).isEqualTo(1);
    assertThat(config.servers())
        .containsExactly(
            new Config.Server("srv1.example.com", "srv1.example.com", 2000, Map.of()),
            new Config.Server("SRV2.example.com", null, 0, Map.of()));
    assertThat(config.keys())
        .containsExactly(new Config.Key(Config.Key.DEFAULT_ID, new Secret("fancy_key")));
    assertThat(config.checks()).isEmpty();
  }

  @Test
  void aPlainKeyIsRotatedByNamingItDefault() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP.replace(
                "\"0123456789abcdef\"",
                """
                [{"id": "default", "secret": "0123456789abcdef"},
                 {"id": "2027-05.b_", "secret": "a new and long secret"}]\
                """));

    assertThat(config.keys())
        .containsExactly(
            new Config.Key("default", new Secret("0123456789abcdef")),
            new Config.Key("2027-05.b_", new Secret("a new and long secret")));
    assertThat(config.key().value()).isEqualTo("0123456789abcdef");
    assertThat(config.secrets())
        .containsExactly(
            new Secret("0123456789abcdef"),
            new Secret("a new and long secret"),
            new Secret("TOKEN"));
  }

  @Test
  void severalRecordsAreMovedTogether() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP.replace(
                "\"record\": \"www.example.com\"",
                "\"records\": [\"example.com\", \"*.example.com\"]"));

    assertThat(config.recordNames()).containsExactly("example.com", "*.example.com");
    assertThat(config.records()).extracting(Config.DnsRecord::zone).containsOnly("example.com");
    assertThat(config.properties()).containsEntry("records", "example.com,*.example.com");
  }

  @Test
  void aGroupHasAClaimUnlessItWantsNone() throws ConfigException {
    assertThat(claims("")).isEqualTo(new Config.Claims(true, false));
    assertThat(claims("\"manual_edits\": \"restore\",")).isEqualTo(new Config.Claims(true, true));
    assertThat(claims("\"claim\": false, \"manual_edits\": \"keep\","))
        .isEqualTo(new Config.Claims(false, false));
  }

  @Test
  void aNameThatLeavesNoRoomForTheClaimIsAMistakeUnlessThereIsNone() throws ConfigException {
    String label = "a".repeat(55) + ".";
    String group = Sample.GROUP.replace("www.example.com", label.repeat(4) + "example.com");

    assertThatThrownBy(() -> sample.read(group))
        .hasMessageContaining("claim: has no place: a name of more than 234 characters");
    assertThat(sample.read(group.replaceFirst("\\{", "{\"claim\": false,")).claims().on())
        .isFalse();
  }

  private Config.Claims claims(String keys) throws ConfigException {
    return sample.read(Sample.GROUP.replaceFirst("\\{", "{" + keys)).claims();
  }

  @Test
  void theZonesOwnServersAreAskedForAMinuteUnlessTheFileSaysOtherwise() throws ConfigException {
    assertThat(sample.read(Sample.GROUP).verify())
        .isEqualTo(new Config.Verify(true, List.of(), Duration.ofMinutes(1)));
    assertThat(verify("true")).isEqualTo(sample.read(Sample.GROUP).verify());
    assertThat(verify("false").on()).isFalse();
    assertThat(verify("{\"within\": 5}").within()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void serversToAskAreNamesOrAddressesWithOrWithoutAPort() throws ConfigException {
    assertThat(
            verify(
                    """
                    {"servers": ["192.0.2.53", "192.0.2.53:5353", "2001:db8::53",
                                 "[2001:db8::53]:5353", "ns1.example.net", "ns1.example.net:54"]}
                    """)
                .servers())
        .extracting(InetSocketAddress::getHostString, InetSocketAddress::getPort)
        .containsExactly(
            tuple("192.0.2.53", 53),
            tuple("192.0.2.53", 5353),
            tuple("2001:db8::53", 53),
            tuple("2001:db8::53", 5353),
            tuple("ns1.example.net", 53),
            tuple("ns1.example.net", 54));
  }

  private Config.Verify verify(String json) throws ConfigException {
    return sample.read(Sample.GROUP.replaceFirst("\\{", "{\"verify\": " + json + ",")).verify();
  }

  @Test
  void aServerCanBeToldToChangeNothing() throws ConfigException {
    assertThat(sample.read(Sample.GROUP).observing()).isFalse();
    assertThat(sample.read(Sample.GROUP.replaceFirst("\\{", "{\"mode\": \"observe\",")).observing())
        .isTrue();
  }

  @Test
  void failbackCanWaitForTheAdministrator() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP.replaceFirst("\\{", "{\"failback\": \"manual\", \"failback_delay\": 0,"));

    assertThat(config.failback()).isEqualTo(new Config.Failback(false, Duration.ZERO));
  }

  @Test
  void checksHaveAPaceAndAName() throws ConfigException {
    Config config =
        sample.read(
            Sample.GROUP.replace(
                "{\"tcp\": \"127.0.0.1:5432\"}",
                """
                {"http": "http://127.0.0.1/health?token=HUSH", "every": "10s", "fall": 1, "rise": 9},
                {"tcp": "[::1]:5432", "timeout": "5s"},
                {"tcp": "localhost:1", "every": "500ms"},
                {"command": ["/usr/local/bin/check", "--password", "HUSH"]}\
                """));

    Duration two = Duration.ofSeconds(2);
    Duration five = Duration.ofSeconds(5);
    Duration half = Duration.ofMillis(500);
    assertThat(config.checks())
        .containsExactly(
            new HealthCheck.Http(
                "http://127.0.0.1/health?token=HUSH",
                new HealthCheck.Pace(Duration.ofSeconds(10), two, 1, 9)),
            new HealthCheck.Tcp("::1", 5432, new HealthCheck.Pace(five, five, 3, 2)),
            new HealthCheck.Tcp("localhost", 1, new HealthCheck.Pace(half, half, 3, 2)),
            new HealthCheck.Command(
                List.of("/usr/local/bin/check", "--password", "HUSH"),
                new HealthCheck.Pace(five, two, 3, 2)));
    assertThat(config.checks())
        .extracting(HealthCheck::name)
        .containsExactly(
            "http://127.0.0.1/health", "[::1]:5432", "localhost:1", "/usr/local/bin/check");
    assertThat(config.toString()).contains("http://127.0.0.1/health").doesNotContain("HUSH");
  }

  @Test
  void noSecretIsPrinted() throws ConfigException {
    Config config = sample.read(Sample.GROUP);

    assertThat(config.toString()).doesNotContain("0123456789abcdef", "TOKEN");
    assertThat(config.properties()).doesNotContainValue("0123456789abcdef");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "\"2\"", "\"{{env:PROTOCOL}}\""})
  void theProtocolIsANumber(String two) throws ConfigException {
    sample = new Sample(directory, Map.of("PROTOCOL", "2"));

    assertThat(sample.read(Sample.GROUP.replaceFirst("\\{", "{\"protocol\": " + two + ",")))
        .isEqualTo(sample.read(Sample.GROUP));
  }

  /** A pair's file, for protocol 2. */
  private static String pair(String file) {
    return file.replaceFirst("\\{", "{\"protocol\": 2,")
        .replace("fancy_key", "a fancy and long key")
        .replace("\"keepalive\": \"60s\"", "\"keepalive\": \"1s\"");
  }
}
