// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  @TempDir Path directory;
  private Sample sample;

  @BeforeEach
  void inAnEmptyDirectory() {
    sample = new Sample(directory);
  }

  @Test
  void theOriginalsServerFileIsReadUnchanged() throws ConfigException {
    Config config = sample.read(Sample.ORIGINAL_SERVER);

    assertThat(config.thisServer()).isEqualTo("srv1.example.com");
    assertThat(config.otherServer()).isEqualTo("srv2.example.com");
    assertThat(config.key()).isEqualTo(new Secret("fancy_key"));
    assertThat(config.role()).isEqualTo(new Config.Role.Listening("0.0.0.0", 2000, 2));
    assertThat(config.record())
        .isEqualTo(
            new Config.DnsRecord("example.com", "www.example.com", "CNAME", "srv1.example.com"));
    assertThat(config.services())
        .containsExactly(
            entry(
                "cloudflare",
                Map.of(
                    "key", "GLOBAL-KEY",
                    "mail", "admin@example.com",
                    "zone", "example.com",
                    "record", "www.example.com",
                    "type", "CNAME",
                    "preferred_value", "srv1.example.com",
                    "api", "https://api.cloudflare.com/client/v4")),
            entry(
                "pushbullet",
                Map.of(
                    "key", "o.PUSH",
                    "device_iden", "ujpah72o0sjAoRtnM0jc",
                    "api", "https://api.pushbullet.com/v2")));
  }

  @Test
  void theOriginalsClientFileIsReadUnchanged() throws ConfigException {
    Config config = sample.read(Sample.ORIGINAL_CLIENT);

    assertThat(config.role()).isEqualTo(new Config.Role.Connecting("srv1.example.com", 2000));
    assertThat(config.services()).containsOnlyKeys("cloudflare");
  }

  @Test
  void protocol1HasNoClaim() throws ConfigException {
    Config byDefault = sample.read(Sample.PLAIN);
    Config said = sample.read(Sample.PLAIN.replaceFirst("\\{", "{\"claim\": false,"));

    assertThat(byDefault.claims()).isEqualTo(new Config.Claims(false, false));
    assertThat(said.claims()).isEqualTo(byDefault.claims());
  }

  @Test
  void whatTheOriginalDoesNotKnowHasTheOriginalsPeriods() throws ConfigException {
    Config config = sample.read(Sample.ORIGINAL_CLIENT);

    assertThat(config.link())
        .isEqualTo(
            new Config.Link(
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofSeconds(120),
                Duration.ofSeconds(2),
                new Config.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(30))));
    assertThat(config.stateDir()).isEqualTo(directory.resolve("clooster.state"));
  }

  @Test
  void theExampleIsValidWithAKeyOfOnesOwn() throws Exception {
    Config config = sample.read(example());

    assertThat(config.services()).containsOnlyKeys("cloudflare", "pushbullet");
  }

  @Test
  void theExampleShowsEachDefaultAsItIs() throws Exception {
    String example = example();
    String target = "#\"target\": { \"device_iden\": \"DEVICE\" },";
    assertThat(example).contains(target);

    Config asItIs = sample.read(example);
    Config uncommented = sample.read(example.replace(target, "").replace("#\"", "\""));

    assertThat(uncommented).isEqualTo(asItIs);
  }

  @Test
  void theExampleNamesEveryKey() throws Exception {
    String example = example();

    for (String key :
        new String[] {
          "protocol",
          "this_server",
          "servers",
          "name",
          "A",
          "AAAA",
          "listen",
          "id",
          "secret",
          "records",
          "claim",
          "manual_edits",
          "failback",
          "failback_delay",
          "mode",
          "checks",
          "http",
          "tcp",
          "command",
          "every",
          "fall",
          "rise",
          "hooks",
          "before_active",
          "on_active",
          "on_standby",
          "on_unhealthy",
          "verify",
          "within",
          "other_server",
          "key",
          "server",
          "client",
          "port",
          "address",
          "backlog",
          "cloudflare",
          "token",
          "mail",
          "zone",
          "record",
          "preferred_value",
          "api",
          "pushbullet",
          "target",
          "device_iden",
          "email",
          "channel_tag",
          "client_iden",
          "link",
          "keepalive",
          "watchdog",
          "timeout",
          "confirm",
          "reconnect",
          "min",
          "max",
          "reload",
          "state_dir"
        }) {
      assertThat(example).contains("\"" + key + "\"");
    }
  }

  @Test
  void theExampleIsAGroupThatSpeaksProtocol2() throws Exception {
    Config config = sample.read(example());

    assertThat(config.protocol()).isEqualTo(2);
    assertThat(config.servers()).hasSize(2);
    assertThat(config.checks()).isEmpty();
  }

  @Test
  void whatTheExampleOnlySpeaksOfWorksWhereItSpeaksOfIt() throws Exception {
    String example = example();

    Config config =
        sample.read(
            example
                .replace("  \"servers\": [", "  \"servers\": [ " + spokenOf(example, "{ \"name\""))
                .replace("    \"srv2.example.com\",\n", "")
                .replace(
                    "    \"srv1.example.com\",\n",
                    "{\"name\": \"srv1.example.com\", \"A\": \"192.0.2.1\", \"AAAA\":"
                        + " \"2001:db8::1\"}")
                .replace(
                    "  \"key\": \"a long text of one's own\",\n\n  # How",
                    spokenOf(example, "\"key\": [") + "\n  # How")
                .replace(
                    "    \"record\": \"www.example.com\",\n    # Where",
                    "    \"records\": [ \"example.com\", \"www.example.com\" ],\n    # Where")
                .replace(
                    "  #\"state_dir\"",
                    spokenOf(example, "\"checks\": [")
                        + spokenOf(example, "\"hooks\": {")
                        + "  #\"state_dir\""));

    assertThat(config.servers())
        .contains(
            new Config.Server(
                "srv2.example.com",
                "10.0.0.2",
                2001,
                Map.of("A", "192.0.2.2", "AAAA", "2001:db8::2")));
    assertThat(config.keys()).extracting(Config.Key::id).containsExactly("default", "2");
    assertThat(config.recordNames()).containsExactly("example.com", "www.example.com");
    assertThat(config.checks())
        .extracting(HealthCheck::pace)
        .containsOnly(new HealthCheck.Pace(Duration.ofSeconds(5), Duration.ofSeconds(2), 3, 2));
    assertThat(config.hooks())
        .containsEntry(
            "before_active",
            new HookProgram(List.of("/usr/local/bin/may-be-promoted"), Duration.ofSeconds(2)))
        .containsEntry(
            "on_standby", new HookProgram(List.of("/usr/local/bin/demote"), Duration.ofSeconds(30)))
        .hasSize(4);
  }

  @Test
  void theExamplesPairFileIsProtocol1WithItsDefaults() throws Exception {
    String pair = pairFile();

    Config config = sample.read(pair);

    assertThat(config.protocol()).isEqualTo(1);
    assertThat(config)
        .isEqualTo(sample.read(pair.replaceFirst("(?s)\"link\": \\{.*},\n", "")))
        .isEqualTo(sample.read(pair.replace(", \"address\": \"0.0.0.0\", \"backlog\": 2", "")));
  }

  @Test
  void theExamplesClientBlockWorksInPlaceOfItsServerBlock() throws Exception {
    String client = spokenOf(example(), "\"client\": {");

    Config config = sample.read(pairFile().replaceFirst("\"server\": \\{.*},", client));

    assertThat(config.role()).isEqualTo(new Config.Role.Connecting("srv1.example.com", 2000));
  }

  @Test
  void theExamplesPairFileCanSpeakProtocol2AsItSays() throws Exception {
    String pair =
        pairFile()
            .replaceFirst("\\{", "{\"protocol\": 2,")
            .replaceFirst("(?s)\"link\": \\{.*},\n", "");

    assertThat(sample.read(pair).servers()).hasSize(2);
  }

  /** The keys are the only texts that have to be replaced, all others would be valid. */
  private static String example() throws IOException {
    return Files.readString(Path.of("clooster.json.example"))
        .replace("A-LONG-RANDOM-TEXT", "a long text of one's own")
        .replace("THE-OLD-RANDOM-TEXT", "the old text of one's own")
        .replace("THE-NEW-RANDOM-TEXT", "the new text of one's own");
  }

  private static String pairFile() throws IOException {
    return spokenOf(example(), "{\n");
  }

  /** The commented lines from the one that begins so to the next empty comment. */
  private static String spokenOf(String example, String beginning) {
    return (example + "\n")
        .lines()
        .map(line -> line.strip() + "\n")
        .dropWhile(
            line -> !line.replaceFirst("^# +", "").startsWith(beginning) || !line.startsWith("# "))
        .takeWhile(line -> line.startsWith("# "))
        .map(line -> line.substring(1))
        .collect(Collectors.joining());
  }

  @Test
  void allPeriodsCanBeSet() throws ConfigException {
    Config config =
        sample.read(
            Sample.PLAIN.replace(
                "{\"keepalive\": \"60s\"}",
                """
                {"keepalive": "500ms", "watchdog": 0.25, "timeout": "2m", "confirm": 0,
                 "reconnect": {"min": "1.5s", "max": "1h"}}\
                """));

    assertThat(config.link())
        .isEqualTo(
            new Config.Link(
                Duration.ofMillis(500),
                Duration.ofMillis(250),
                Duration.ofMinutes(2),
                Duration.ZERO,
                new Config.Reconnect(Duration.ofMillis(1500), Duration.ofHours(1))));
  }

  @ParameterizedTest
  @CsvSource({"min,45s,45000,45000", "max,500ms,500,500", "min,5s,5000,30000"})
  void oneBoundOfTheBackOffGivenAloneNeverContradictsTheOthersDefault(
      String bound, String value, long min, long max) throws ConfigException {
    Config config =
        sample.read(
            Sample.PLAIN.replace(
                "\"keepalive\": \"60s\"",
                "\"reconnect\": {\"%s\": \"%s\"}".formatted(bound, value)));

    assertThat(config.link().reconnect())
        .isEqualTo(new Config.Reconnect(Duration.ofMillis(min), Duration.ofMillis(max)));
  }

  @ParameterizedTest
  @CsvSource({
    "srv1.example.com, srv9.example.net, CNAME, srv9.example.net",
    "srv1.example.com, SRV1.Example.com., CNAME, srv1.example.com",
    "srv1.example.com, my_host.example.com, CNAME, my_host.example.com",
    "192.0.2.1, 192.0.2.2, A, 192.0.2.2",
    "2001:db8::1, 2001:DB8:0:0:0:0:0:2, AAAA, 2001:db8::2",
  })
  void theValuesSayOfWhichTypeTheRecordIs(
      String self, String preferred, String type, String canonical) throws ConfigException {
    Config config =
        sample.read(
            Sample.PLAIN
                .replace(
                    "\"this_server\": \"srv1.example.com\"",
                    "\"this_server\": \"%s\"".formatted(self))
                .replace(
                    "\"preferred_value\": \"srv1.example.com\"",
                    "\"preferred_value\": \"%s\"".formatted(preferred)));

    assertThat(config.record().type()).isEqualTo(type);
    assertThat(config.record().preferredValue()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "www.example.com.",
        "_x.Example.com",
        "*.example.com",
        "a.b.example.com"
      })
  void theRecordIsTheZoneOrBelowIt(String record) throws ConfigException {
    Config config = sample.read(Sample.PLAIN.replace("www.example.com", record));

    assertThat(config.record().name()).isEqualToIgnoringCase(record.replaceAll("\\.$", ""));
  }

  @Test
  void namesOnTheWireKeepTheirCase() throws ConfigException {
    Config config = sample.read(Sample.PLAIN.replace("srv2.example.com", "SRV2.example.com"));

    assertThat(config.otherServer()).isEqualTo("SRV2.example.com");
  }

  @Test
  void valuesComeFromTheEnvironmentAndFromFiles() throws ConfigException {
    sample = new Sample(directory, Map.of("PORT", "2001", "DOMAIN", "example.com"));
    sample.write("secrets/token", "FROM-FILE\n");

    Config config =
        sample.read(
            Sample.PLAIN
                .replace("2000", "\"{{env:PORT}}\"")
                .replace("\"www.example.com\"", "\"www.{{ env:DOMAIN }}\"")
                .replace("\"TOKEN\"", "\"{{file:secrets/token}}\"")
                .replace("o.PUSH", "{{file:" + directory.resolve("secrets/token") + "}}"));

    assertThat(config.role()).isEqualTo(new Config.Role.Listening("0.0.0.0", 2001, 2));
    assertThat(config.record().name()).isEqualTo("www.example.com");
    assertThat(config.services().get("cloudflare")).containsEntry("token", "FROM-FILE");
    assertThat(config.services().get("pushbullet")).containsEntry("key", "FROM-FILE");
  }

  @Test
  void systemdSaysWhereStateIsKept() throws ConfigException {
    sample = new Sample(directory, Map.of("STATE_DIRECTORY", "/var/lib/clooster:/var/lib/more"));

    assertThat(sample.read(Sample.PLAIN).stateDir()).isEqualTo(Path.of("/var/lib/clooster"));
  }

  @Test
  void theFileSaysItLouder() throws ConfigException {
    sample = new Sample(directory, Map.of("STATE_DIRECTORY", "/var/lib/clooster"));

    Config config = sample.read(Sample.PLAIN.replaceFirst("\\{", "{\"state_dir\": \"st/ate\","));

    assertThat(config.stateDir()).isEqualTo(directory.resolve("st/ate"));
  }

  @Test
  void stateIsKeptBesideAFileOfAnyName() throws Exception {
    Path file = sample.write("pair.conf", Sample.PLAIN);

    Config config = ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);

    assertThat(config.stateDir()).isEqualTo(directory.resolve("pair.conf.state"));
  }

  @Test
  void aMessengerOfTheUsersOwnIsConfiguredByItsKamelet() throws ConfigException {
    sample.writeFileLogKamelet();

    Config config =
        sample.read(
            Sample.PLAIN.replaceFirst(
                "\\{",
                """
                {"filelog": {"path": "/tmp/x", "loud": true, "colour": "red", "password": "PSST"},\
                """));

    assertThat(config.services().get("filelog"))
        .containsExactly(
            entry("path", "/tmp/x"),
            entry("lines", "100"),
            entry("loud", "true"),
            entry("colour", "red"),
            entry("password", "PSST"));
    assertThat(config.secrets()).contains(new Secret("PSST"));
    assertThat(config.properties()).containsEntry("filelog.path", "/tmp/x");
  }

  @Test
  void ofSeveralNotifiersOfAKindEachHasItsOwnValues() throws ConfigException {
    sample.writeFileLogKamelet();

    Config config =
        sample.read(
            Sample.PLAIN.replaceFirst(
                "\\{",
                """
                {"filelog@all": {"path": "/a"},
                 "filelog@worst": {"path": "/b", "severity": "critical"},\
                """));

    assertThat(config.notifiers())
        .containsExactly(
            new Config.Notifier("filelog@all", "filelog-notify-sink", "info"),
            new Config.Notifier("filelog@worst", "filelog-notify-sink", "critical"),
            new Config.Notifier("pushbullet", "pushbullet-notify-sink", "info"));
    assertThat(config.services().get("filelog@all")).containsEntry("path", "/a");
    assertThat(config.services().get("filelog@worst"))
        .containsEntry("path", "/b")
        .doesNotContainKey("severity");
  }

  @Test
  void anyKameletIsANotifierWhereTheBlockNamesIt() throws ConfigException {
    sample.write(
        "kamelets/queue-sink.kamelet.yaml",
        "spec: {definition: {properties: {queue: {type: string}}}}");

    Config config =
        sample.read(
            Sample.PLAIN.replaceFirst(
                "\\{", "{\"ops\": {\"kamelet\": \"queue-sink\", \"queue\": \"q\"},"));

    assertThat(config.notifiers()).contains(new Config.Notifier("ops", "queue-sink", "info"));
    assertThat(config.services().get("ops")).isEqualTo(Map.of("queue", "q"));
  }

  @Test
  void aBrokenKameletIsTheRouteChecksBusiness() throws ConfigException {
    sample.write("kamelets/filelog-notify-sink.kamelet.yaml", "spec: [");

    Config config =
        sample.read(Sample.PLAIN.replaceFirst("\\{", "{\"filelog\": {\"path\": \"P\", \"n\": 5},"));

    assertThat(config.services().get("filelog")).isEqualTo(Map.of("path", "P", "n", "5"));
    assertThat(config.secrets()).contains(new Secret("P"), new Secret("5"));
  }

  @Test
  void theRoutesSeeEveryKeyByItsDottedName() throws ConfigException {
    assertThat(sample.read(Sample.PLAIN).properties())
        .containsExactly(
            entry("this_server", "srv1.example.com"),
            entry("other_server", "srv2.example.com"),
            entry("servers", "srv1.example.com,srv2.example.com"),
            entry("records", "www.example.com"),
            entry("link.protocol", "1"),
            entry("link.listens", "true"),
            entry("link.role", "server"),
            entry("server.address", "0.0.0.0"),
            entry("server.port", "2000"),
            entry("server.backlog", "128"),
            entry("listen.address", "0.0.0.0"),
            entry("listen.port", "2000"),
            entry("listen.backlog", "128"),
            entry("link.keepalive", "60000"),
            entry("link.watchdog", "120000"),
            entry("link.timeout", "120000"),
            entry("link.confirm", "2000"),
            entry("link.reconnect.min", "1000"),
            entry("link.reconnect.max", "30000"),
            entry("operate.address", "127.0.0.1"),
            entry("operate.port", "4280"),
            entry("hooks", "false"),
            entry("reload", "false"),
            entry("state_dir", directory.resolve("clooster.state").toString()),
            entry("cloudflare.token", "TOKEN"),
            entry("cloudflare.api", "https://api.cloudflare.com/client/v4"),
            entry("cloudflare.zone", "example.com"),
            entry("cloudflare.record", "www.example.com"),
            entry("cloudflare.type", "CNAME"),
            entry("cloudflare.preferred_value", "srv1.example.com"),
            entry("pushbullet.key", "o.PUSH"),
            entry("pushbullet.api", "https://api.pushbullet.com/v2"));
  }

  @Test
  void theConnectingSideSeesWhereToConnectTo() throws ConfigException {
    Config config =
        sample.read(
            Sample.ORIGINAL_CLIENT.replace(
                "\"address\": \"srv1.example.com\"", "\"address\": \"2001:db8::7\""));

    assertThat(config.properties())
        .contains(
            entry("link.role", "client"),
            entry("client.address", "[2001:db8::7]"),
            entry("client.port", "2000"))
        .doesNotContainKey("server.port");
  }

  @Test
  void everySecretIsListedAndNoneIsPrinted() throws ConfigException {
    Config config = sample.read(Sample.ORIGINAL_SERVER);

    assertThat(config.secrets())
        .containsExactly(new Secret("fancy_key"), new Secret("GLOBAL-KEY"), new Secret("o.PUSH"));
    assertThat(config.toString() + config.secrets())
        .doesNotContain("fancy_key", "GLOBAL-KEY", "o.PUSH");
    assertThat(config.properties()).doesNotContainValue("fancy_key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "https://[::1]:1/a/b", "http://127.0.0.1:8080/"})
  void theApisCanBeElsewhere(String url) throws ConfigException {
    Config config =
        sample.read(
            Sample.PLAIN.replace("\"token\":", "\"api\": \"%s\", \"token\":".formatted(url)));

    assertThat(config.services().get("cloudflare")).containsEntry("api", url.replaceAll("/$", ""));
  }

  @Test
  void commentsOfAllKindsAndAByteOrderMarkAreFine() throws ConfigException {
    Config config = sample.read("\ufeff/* a */ # b\n// c\n" + Sample.PLAIN + "# d");

    assertThat(config.thisServer()).isEqualTo("srv1.example.com");
  }
}
