// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class ConfigFuzzTest {
  private static Path directory;

  @BeforeContainer
  static void inADirectory() throws IOException {
    directory = Files.createTempDirectory("clooster-config");
  }

  @AfterContainer
  static void removeIt() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** The parts that a valid configuration is made of. */
  record Parts(
      String self, String other, String key, int port, String record, Link link, boolean listens) {}

  record Link(long keepalive, long watchdog, long longer, long confirm, long min, long max) {}

  @Property(tries = 300)
  void whatIsMadeOfValidPartsIsReadAsItWasMeant(@ForAll("parts") Parts parts)
      throws ConfigException {
    Config config = new Sample(directory).read(json(parts));

    assertThat(config.thisServer()).isEqualTo(parts.self);
    assertThat(config.otherServer()).isEqualTo(parts.other);
    assertThat(config.key().value()).isEqualTo(parts.key);
    assertThat(config.role())
        .isEqualTo(
            parts.listens
                ? new Config.Role.Listening("0.0.0.0", parts.port, 2)
                : new Config.Role.Connecting(parts.other, parts.port));
    assertThat(config.record().name()).isEqualTo(parts.record + ".zone.test");
    assertThat(config.link())
        .isEqualTo(
            new Config.Link(
                Duration.ofMillis(parts.link.keepalive),
                Duration.ofMillis(parts.link.watchdog),
                Duration.ofMillis(parts.link.keepalive + parts.link.longer),
                Duration.ofMillis(parts.link.confirm),
                new Config.Reconnect(
                    Duration.ofMillis(Math.min(parts.link.min, parts.link.max)),
                    Duration.ofMillis(Math.max(parts.link.min, parts.link.max)))));
    assertThat(config.properties())
        .doesNotContainKey("key")
        .containsEntry("link.role", parts.listens ? "server" : "client");
    assertThat(config.toString()).doesNotContain("SECRET-TOKEN");
  }

  /** The parts that a group is made of: for each server its address's last number and its port. */
  record Group(List<Integer> servers, int self, int common, int keepalive, List<Integer> keys) {}

  @Property(tries = 300)
  void aGroupThatIsMadeOfValidPartsIsReadAsItWasMeant(
      @ForAll("groups") Group group, @ForAll boolean addresses) throws ConfigException {
    Config config = new Sample(directory).read(json(group, addresses));

    assertThat(config.servers())
        .containsExactlyElementsOf(
            group.servers.stream().map(n -> server(n, group.common, addresses)).toList());
    assertThat(config.self().name()).isEqualTo(name(group.servers.get(group.self)));
    assertThat(config.peers()).hasSize(group.servers.size() - 1).doesNotContain(config.self());
    assertThat(config.record().type()).isEqualTo(addresses ? "A" : "CNAME");
    assertThat(config.link().silence()).isEqualTo(Duration.ofMillis(3L * group.keepalive));
    assertThat(config.keys())
        .extracting(Config.Key::id)
        .containsExactlyElementsOf(group.keys.stream().map(n -> "k" + n).toList());
    assertThat(config.toString()).doesNotContain("SECRET");
    assertThat(config.properties().values()).noneMatch(value -> value.contains("SECRET-KEY"));
  }

  @Property(tries = 500)
  void noTextDoesAnythingButBeReadOrRefused(@ForAll String text) {
    assertReadOrRefused(text);
  }

  @Property(tries = 1000)
  void aSpoiltFileIsReadOrRefusedAndItsSecretsStaySecret(
      @ForAll("files") String file,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 10_000) Integer> places,
      @ForAll("spoilers") String spoiler) {
    String spoilt = file;
    for (int place : places) {
      int at = Math.min(place % (spoilt.length() + 1), spoilt.length());
      int to = Math.min(spoilt.length(), at + place % 3);
      spoilt = spoilt.substring(0, at) + spoiler + spoilt.substring(to);
    }

    assertReadOrRefused(spoilt);
  }

  @Property
  void bytesThatAreNoTextAreReadOrRefused(@ForAll byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("clooster.json"), bytes);
    assertReadOrRefused(file);
  }

  @Property
  void aDurationIsReadInAnyUnit(@ForAll @LongRange(min = 1, max = 86_400_000) long milliseconds)
      throws InvalidValue {
    Duration expected = Duration.ofMillis(milliseconds);
    Duration shortest = Duration.ofMillis(1);
    String seconds = BigDecimal.valueOf(milliseconds, 3).toPlainString();

    assertThat(DurationText.parse(milliseconds + "ms", shortest, DurationText.LONGEST))
        .isEqualTo(expected);
    assertThat(DurationText.parse(seconds + " s", shortest, DurationText.LONGEST))
        .isEqualTo(expected);
    assertThat(DurationText.ofSeconds(seconds, shortest, DurationText.LONGEST)).isEqualTo(expected);
  }

  @Property
  void noAddressIsSpeltInTwoWays(@ForAll @Size(16) byte[] bytes) throws Exception {
    String spelt = InetAddress.getByAddress(bytes).getHostAddress();

    ServerAddress once = ServerAddress.parse(spelt);
    ServerAddress twice = ServerAddress.parse(once.canonical());

    assertThat(twice.canonical()).isEqualTo(once.canonical());
    assertThat(InetAddress.getByName(once.canonical()).getAddress())
        .isEqualTo(InetAddress.getByName(spelt).getAddress());
  }

  @Property
  void aWordWithOneSlipIsRecognised(
      @ForAll("keys") String key, @ForAll @IntRange(min = 0, max = 20) int place) {
    int at = place % key.length();
    String misspelt = key.substring(0, at) + key.substring(at + 1);

    assertThat(DidYouMean.closest(misspelt, List.of(key))).contains(key);
    assertThat(DidYouMean.closest("xyzzyxyzzyx", List.of(key))).isEmpty();
  }

  @Provide
  Arbitrary<Parts> parts() {
    Arbitrary<String> label =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(12);
    Arbitrary<String> host = label.map(l -> l + ".host.test");
    Arbitrary<String> key =
        Arbitraries.strings()
            .filter(k -> !k.isBlank())
            .filter(k -> k.chars().noneMatch(Character::isISOControl))
            .filter(k -> StandardCharsets.UTF_8.newEncoder().canEncode(k))
            .filter(k -> !k.contains("{{") && !k.contains("}}") && !k.contains("${"));
    Arbitrary<Long> time = Arbitraries.longs().between(1, 40_000_000);
    Arbitrary<Link> link = Combinators.combine(time, time, time, time, time, time).as(Link::new);
    return Combinators.combine(
            host,
            host,
            key,
            Arbitraries.integers().between(1, 65_535),
            label,
            link,
            Arbitraries.of(true, false))
        .as(Parts::new)
        .filter(p -> !p.self.equals(p.other));
  }

  @Provide
  Arbitrary<Group> groups() {
    Arbitrary<Integer> number = Arbitraries.integers().between(1, 250);
    return Combinators.combine(
            number.list().uniqueElements().ofMinSize(2).ofMaxSize(20),
            Arbitraries.integers().between(0, 19),
            Arbitraries.integers().between(1, 65_535),
            Arbitraries.integers().between(100, 60_000),
            number.list().uniqueElements().ofMinSize(1).ofMaxSize(16))
        .as(
            (servers, self, common, keepalive, keys) ->
                new Group(servers, self % servers.size(), common, keepalive, keys));
  }

  @Provide
  Arbitrary<String> files() {
    return Arbitraries.of(
        Sample.ORIGINAL_SERVER, Sample.ORIGINAL_CLIENT, Sample.PLAIN, Sample.GROUP);
  }

  @Provide
  Arbitrary<String> spoilers() {
    return Arbitraries.of(
        "",
        "{",
        "}",
        "[",
        "]",
        "\"",
        ",",
        ":",
        "#",
        "/*",
        "//",
        "null",
        "{{",
        "}}",
        "{{env:",
        "{{file:/",
        "\\",
        "\n",
        "\t",
        "0",
        "-",
        "1e999999999",
        "'",
        "é",
        "\u0000",
        "\ud83d",
        "true ");
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of("this_server", "preferred_value", "watchdog", "zone", "token", "mail");
  }

  private static void assertReadOrRefused(String text) {
    assertReadOrRefused(new Sample(directory).write("clooster.json", wellFormed(text)));
  }

  private static void assertReadOrRefused(Path file) {
    try {
      ConfigReader.read(file, directory, name -> null);
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      for (Problem problem : e.problems()) {
        assertThat(problem.what()).isNotBlank();
        assertThat(problem.remedy()).isNotBlank();
        assertThat(problem.toString())
            .doesNotContain("fancy_key", "0123456789", "GLOBAL-KEY", "o.PUSH", "\n");
      }
    }
  }

  /** Half a character can't be written to a file. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String json(Parts parts) {
    String role =
        parts.listens
            ? "\"server\": {\"port\": %d}".formatted(parts.port)
            : "\"client\": {\"address\": \"%s\", \"port\": \"%d\"}"
                .formatted(parts.other, parts.port);
    return """
        { # generated
          "this_server": "%s", "other_server": "%s", "key": "%s", %s,
          "cloudflare": {
            "token": "SECRET-TOKEN", "zone": "zone.test", "record": "%s.zone.test",
            "preferred_value": "%s",
          },
          "link": {
            "keepalive": "%dms", "watchdog": "%dms", "timeout": "%dms", "confirm": "%dms",
            "reconnect": {"min": "%dms", "max": "%dms"},
          },
        }
        """
        .formatted(
            parts.self,
            parts.other,
            parts.key.replace("\\", "\\\\").replace("\"", "\\\""),
            role,
            parts.record,
            parts.other,
            parts.link.keepalive,
            parts.link.watchdog,
            parts.link.keepalive + parts.link.longer,
            parts.link.confirm,
            Math.min(parts.link.min, parts.link.max),
            Math.max(parts.link.min, parts.link.max));
  }

  private static String name(int number) {
    return "srv" + number + ".host.test";
  }

  /** Every third one is a mere name where it can be, every second one has a port of its own. */
  private static Config.Server server(int number, int common, boolean addresses) {
    boolean plain = number % 3 == 0 && !addresses;
    return new Config.Server(
        name(number),
        plain ? name(number) : "10.0.0." + number,
        number % 2 == 0 && !plain ? number : common,
        addresses ? Map.of("A", "192.0.2." + number) : Map.of());
  }

  private static String json(Group group, boolean addresses) {
    String servers =
        group.servers.stream()
            .map(
                n ->
                    n % 3 == 0 && !addresses
                        ? "\"SRV" + n + ".host.test\","
                        : "{\"name\": \"%s\", \"address\": \"10.0.0.%d\"%s%s},\n"
                            .formatted(
                                name(n),
                                n,
                                n % 2 == 0 ? ", \"port\": " + n : "",
                                addresses ? ", \"A\": \"192.0.2." + n + "\"" : ""))
            .collect(Collectors.joining());
    String keys =
        group.keys.stream()
            .map(n -> "{\"id\": \"k%d\", \"secret\": \"SECRET-KEY-number-%d\"},".formatted(n, n))
            .collect(Collectors.joining());
    return """
        { # generated
          "this_server": "%s", "servers": [%s], "key": [%s], "listen": {"port": %d},
          "cloudflare": {"token": "SECRET-TOKEN", "zone": "zone.test", "record": "zone.test"},
          "link": {"keepalive": "%dms"},
        }
        """
        .formatted(
            name(group.servers.get(group.self)), servers, keys, group.common, group.keepalive);
  }
}
