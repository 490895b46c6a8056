// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is valid, and told all the same. */
class ConfigAdviceTest {
  private static final String KEY = "9f86d081884c7d659a2feaa0c55ad015";
  private static final String SOUND =
      """
      {
      "this_server": "srv1.flowershop.org",
      "servers": ["srv1.flowershop.org", "srv2.flowershop.org"],
      "key": "%s",
      "listen": {"port": 2000},
      "cloudflare": {
      "token": "K3y-of-the-provider",
      "zone": "flowershop.org",
      "record": "www.flowershop.org"
      },
      "link": {}
      }
      """
          .formatted(KEY);

  @TempDir private Path directory;
  private Sample sample;

  @BeforeEach
  void create() {
    sample = new Sample(directory, Map.of("PADDED", " " + KEY + "\n", "CLEAN", KEY));
  }

  @Test
  void aSoundConfigurationNeedsNone() throws Exception {
    assertThat(warnings(SOUND)).isEmpty();
    assertThat(advice(SOUND)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeff%s", "\ufeff%s\n", "\ufeff\ufeff%s"})
  void aByteOrderMarkOfASecretsFileIsNoPartOfTheKey(String text) throws Exception {
    sample.write("secret", text.formatted(KEY));

    assertThat(key("{{file:secret}}")).isEqualTo(KEY);
    assertThat(warnings(SOUND.replace(KEY, "{{file:secret}}")))
        .containsExactly(
            "4: key: the file \"secret\" begins with a byte order mark, which is left out;"
                + " save it without");
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s", "%s ", "%s\t\r\n", "\n%s", "%s\n\n", "\u00a0%s\u200b", "%s \n"})
  void blanksAroundTheTextOfASecretsFileAreNoPartOfTheKey(String text) throws Exception {
    sample.write("secret", text.formatted(KEY));

    assertThat(key("{{file:secret}}")).isEqualTo(KEY);
    assertThat(warnings(SOUND.replace(KEY, "{{file:secret}}")))
        .containsExactly(
            "4: key: the file \"secret\" has blanks or line ends around its text, which are left"
                + " out; save it without");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s\n", "%s\r\n"})
  void oneLineEndIsNotWorthAWord(String text) throws Exception {
    sample.write("secret", text.formatted(KEY));

    assertThat(key("{{file:secret}}")).isEqualTo(KEY);
    assertThat(warnings(SOUND.replace(KEY, "{{file:secret}}"))).isEmpty();
  }

  @Test
  void blanksAroundAVariableAreNoPartOfTheKey() throws Exception {
    assertThat(key("{{env:PADDED}}")).isEqualTo(KEY);
    assertThat(warnings(SOUND.replace(KEY, "{{env:PADDED}}")))
        .singleElement()
        .asString()
        .contains("the environment variable \"PADDED\" has blanks")
        .doesNotContain(KEY);
    assertThat(warnings(SOUND.replace(KEY, "{{env:CLEAN}}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeff", "\ufeff\ufeff", "\ufeff\ufeff\ufeff"})
  void aByteOrderMarkOfTheConfigurationIsTold(String marks) throws Exception {
    assertThat(warnings(marks + SOUND))
        .containsExactly(
            "1: begins with a byte order mark, which was left out; save it without one");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16, is UTF-16 text", "UTF-16LE, holds a NUL byte", "UTF-32BE, holds a NUL byte"})
  void anotherEncodingIsAClearError(String charset, String what) throws Exception {
    Files.write(directory.resolve("secret"), KEY.getBytes(charset));
    Files.write(directory.resolve("other.json"), SOUND.getBytes(charset));

    assertThat(failure(SOUND.replace(KEY, "{{file:secret}}")).getMessage())
        .contains("key: needs the file \"secret\", which " + what)
        .contains("save it as UTF-8 text")
        .doesNotContain(KEY);
    assertThat(failureOf(directory.resolve("other.json")).getMessage())
        .contains("other.json:1: the file " + what)
        .contains("save it as UTF-8 text");
  }

  @Test
  void aKeyThatIsEasyToGuessIsTold() throws Exception {
    assertThat(advice(SOUND.replace(KEY, "aaaaaaaaaaaaaaaa")))
        .containsExactly(
            "4: key: is easy to guess; make one with \"openssl rand -hex 32\" and write it on all"
                + " servers");
    assertThat(
            advice(
                SOUND.replace(
                    '"' + KEY + '"',
                    "[{\"id\": \"old\", \"secret\": \"www.flowershop.org\"},"
                        + " {\"id\": \"new\", \"secret\": \""
                        + KEY
                        + "\"}]")))
        .singleElement()
        .asString()
        .startsWith("4: key: the one with the id old is easy to guess");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://api.flowershop.org/v4", "HTTP://10.0.0.7", "http://[2001:db8::1]:80"})
  void credentialsThatTravelInTheClearAreTold(String api) throws Exception {
    assertThat(advice(SOUND.replace("\"zone\"", "\"api\": \"" + api + "\", \"zone\"")))
        .singleElement()
        .asString()
        .contains("cloudflare.api: is not encrypted")
        .endsWith("write https:// there");
  }

  @ParameterizedTest
  @CsvSource({
    "mail.flowershop.org, none, 1",
    "mail.flowershop.org:25, none, 1",
    "[2001:db8::1]:25, none, 1",
    "2001:db8::1, none, 1",
    "mail.flowershop.org, starttls, 0",
    "localhost:25, none, 0",
    "127.0.0.1, none, 0",
    "[::1]:25, none, 0",
    "::1, none, 0",
  })
  void aMailAccountsPasswordThatTravelsInTheClearIsTold(String server, String tls, int times)
      throws Exception {
    String email =
        """
        {"email": {"server": "%s", "tls": "%s", "username": "me", "password": "PASS-word",
                   "from": "a@flowershop.org", "to": "b@flowershop.org"},
        """
            .formatted(server, tls);

    assertThat(advice(SOUND.replaceFirst("\\{", email)))
        .hasSize(times)
        .allMatch(each -> each.contains("email.tls: is none: whoever is on the way to " + server));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8080/v4", "http://localhost:1", "http://[::1]/a", "https://h"})
  void onThisMachineNobodyIsOnTheWay(String api) throws Exception {
    assertThat(advice(SOUND.replace("\"zone\"", "\"api\": \"" + api + "\", \"zone\""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"confirm\": 0' | confirm",
        "'\"confirm\": \"1900ms\"' | confirm",
        "'\"keepalive\": \"5s\"' | keepalive",
        "'\"keepalive\": \"5s\", \"confirm\": \"5s\"' | confirm"
      })
  void aWindowThatIsTooShortForTheClaimIsTold(String link, String key) throws Exception {
    assertThat(advice(SOUND.replace("\"link\": {}", "\"link\": {" + link + "}")))
        .singleElement()
        .asString()
        .startsWith("11: link." + key + ": confirm is shorter than keepalive and a second");
    assertThat(advice(SOUND.replace("\"link\": {}", "\"claim\": false, \"link\": {" + link + "}")))
        .noneMatch(advice -> advice.contains("confirm"));
  }

  @Test
  void whatIsGivenUpWithoutTheClaimIsTold() throws Exception {
    assertThat(advice(SOUND.replace("\"link\": {}", "\"claim\": false, \"link\": {}")))
        .singleElement()
        .asString()
        .startsWith("11: claim: is false: as long as anything answers on a dead server's port");
    assertThat(advice(SOUND.replace("\"link\": {}", "\"claim\": true, \"link\": {}"))).isEmpty();
  }

  @Test
  void theExamplesTextsAreTold() throws Exception {
    String copied =
        SOUND
            .replace("K3y-of-the-provider", "YOUR-CLOUDFLARE-TOKEN")
            .replace("flowershop.org", "example.com");
    assertThat(advice(copied))
        .containsExactly(
            "3: servers: srv1.example.com is a name of the example; write your servers' own names",
            "7: cloudflare.token: is the text of the example; write your own",
            "8: cloudflare.zone: example.com is a name of the example; write your own domain");
  }

  @Test
  void thatProtocol1IsNotPrivateIsSaidOnce() throws Exception {
    String pair =
        SOUND
            .replace(
                "\"servers\": [\"srv1.flowershop.org\", \"srv2.flowershop.org\"]",
                "\"other_server\": \"srv2.flowershop.org\"")
            .replace("\"listen\"", "\"server\"")
            .replace("\"record\"", "\"preferred_value\": \"srv1.flowershop.org\", \"record\"");

    assertThat(advice(pair))
        .singleElement()
        .asString()
        .startsWith("3: other_server: the link speaks protocol 1, which is neither encrypted nor");
    assertThat(advice(pair.replace("\"link\": {}", "\"protocol\": 2"))).isEmpty();
  }

  @Test
  void noTextOfTheExampleIsForgotten() throws Exception {
    // Given
    Set<String> capitals = new TreeSet<>();
    Matcher quoted =
        Pattern.compile("\"([A-Z][A-Z@.-]{4,})\"")
            .matcher(Files.readString(Path.of("clooster.json.example")));
    while (quoted.find()) {
      capitals.add(quoted.group(1));
    }

    // Then
    assertThat(capitals).hasSizeGreaterThan(6);
    capitals.removeAll(ConfigAdvice.EXAMPLES);
    // Those are errors.
    assertThat(capitals)
        .containsExactlyInAnyOrder(
            "A-LONG-RANDOM-TEXT", "THE-NEW-RANDOM-TEXT", "THE-OLD-RANDOM-TEXT");
  }

  @Test
  void errorsHideNoAdviceAndNoWarning() {
    sample.write("secret", "aaaaaaaaaaaaaaaaaaaa \n");
    String wrong =
        SOUND
            .replace(KEY, "{{file:secret}}")
            .replace("K3y-of-the-provider", "YOUR-CLOUDFLARE-TOKEN")
            .replace("\"port\": 2000", "\"port\": 70000")
            .replace("\"link\": {}", "\"link\": {\"confirm\": \"1\", \"keepalive\": \"5s\"}");

    ConfigException failure = failure(wrong);

    assertThat(failure.problems())
        .extracting(Problem::key)
        .containsExactly("listen.port", "link.confirm");
    assertThat(failure.remarks().warnings()).extracting(Problem::key).containsExactly("key");
    assertThat(failure.remarks().advice())
        .as("of the confirm that nobody knows nothing is said")
        .extracting(Problem::key)
        .containsExactly("key", "cloudflare.token");
    assertThat(failure.remarks().holdsSecrets()).isTrue();
    assertThat(failure.remarks().files()).containsExactly(directory.resolve("secret"));
  }

  @Test
  void whereTheSecretsStandIsKnown() throws Exception {
    sample.write("a", KEY);
    sample.write("b", "K3y-of-the-provider");
    String outside = SOUND.replace(KEY, "{{file:a}}").replace("K3y-of-the-provider", "{{file:b}}");

    assertThat(load(SOUND).remarks().holdsSecrets()).isTrue();
    assertThat(load(SOUND.replace(KEY, "{{file:a}}")).remarks().holdsSecrets()).isTrue();
    assertThat(load(outside).remarks().holdsSecrets()).isFalse();
    assertThat(load(outside).remarks().files())
        .containsExactlyInAnyOrder(directory.resolve("a"), directory.resolve("b"));
  }

  private String key(String placeholder) throws Exception {
    return load(SOUND.replace(KEY, placeholder)).config().key().value();
  }

  private List<String> warnings(String json) throws Exception {
    return shown(load(json).remarks().warnings());
  }

  private List<String> advice(String json) throws Exception {
    return shown(load(json).remarks().advice());
  }

  private List<String> shown(List<Problem> problems) {
    int prefix = directory.resolve("clooster.json").toString().length() + 1;
    return problems.stream().map(problem -> problem.toString().substring(prefix)).toList();
  }

  private LoadedConfig load(String json) throws ConfigException {
    return sample.load(json);
  }

  private ConfigException failure(String json) {
    return failureOf(sample.write("clooster.json", json));
  }

  private static ConfigException failureOf(Path file) {
    try {
      ConfigReader.load(file, Path.of("routes", "kamelets"), name -> null);
    } catch (ConfigException e) {
      return e;
    }
    throw new AssertionError("it was read");
  }
}
