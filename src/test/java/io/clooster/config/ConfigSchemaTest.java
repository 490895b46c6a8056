// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema for editors says what the reader does: neither more nor less. */
class ConfigSchemaTest {
  /** A key that nobody knows, at which the reader lists those that it does. */
  private static final String UNHEARD_OF = "zzzzzzzz";

  private static final Pattern KNOWN =
      Pattern.compile("^(?:(.*)\\.)?" + UNHEARD_OF + ": is an unknown key; .*known here: (.*)$");

  /** Whole files and parts of them, as pages show them. */
  private static final Pattern FENCED = Pattern.compile("(?ms)^```json\n(.*?)^```$");

  @TempDir private Path directory;
  private Sample sample = new Sample(Path.of(""));

  @BeforeEach
  void inADirectory() {
    sample = new Sample(directory);
  }

  @Test
  void it_has_the_keys_that_the_reader_knows_and_no_others() {
    Set<String> known = new TreeSet<>();
    for (String whole : wholeFiles()) {
      known.addAll(keysThatTheReaderKnowsIn(whole));
    }

    assertThat(ConfigSchema.keys()).isEqualTo(known);
  }

  @Test
  void each_of_its_keys_can_be_used() throws ConfigException {
    Set<String> used = new TreeSet<>();
    for (String whole : wholeFiles()) {
      sample.read(whole);
      collect(ConfigSchema.parsed(whole), "", used);
    }
    // What stands in these is the user's own.
    used.removeIf(key -> key.startsWith("webhook.body.") || key.startsWith("webhook.headers."));
    // One target at a time, and certificates that have to be there.
    used.addAll(
        List.of(
            "pushbullet.target.email",
            "pushbullet.target.channel_tag",
            "pushbullet.target.client_iden",
            "http.ca"));

    assertThat(used).isEqualTo(ConfigSchema.keys());
  }

  @Test
  void each_key_is_found_in_the_pages_on_the_configuration() throws IOException {
    String pages =
        Files.readString(Path.of("docs/configuration.md"))
            + Files.readString(Path.of("docs/notifiers.md"))
            + Files.readString(Path.of("docs/providers.md"))
            + Files.readString(Path.of("docs/clooster-1.md"));

    assertThat(ConfigSchema.keys()).allMatch(key -> pages.contains("`" + key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"this_server\": | \"this_servr\":",
        "\"port\": 2000, | ",
        "\"port\": 2000, | \"port\": 70000,",
        "\"keepalive\": \"1s\" | \"keepalive\": \"1 sec\"",
        "\"keepalive\": \"1s\" | \"keep_alive\": \"1s\"",
        "\"manual_edits\": \"restore\" | \"manual_edits\": \"yes\"",
        "\"claim\": true | \"claim\": 1",
        "\"protocol\": 2 | \"protocol\": 3",
        "\"zone\": \"example.com\", | ",
        "\"token\": \"TOKEN\" | \"key\": \"KEY\"",
        "\"listen\": { | \"server\": {",
        "\"tcp\": | \"tcp\": \"127.0.0.1:80\", \"http\":",
        "\"records\": | \"record\": \"www.example.com\", \"records\":",
        "\"device_iden\": | \"email\": \"a@example.com\", \"device_iden\":",
        "\"state_dir\": | \"state_dri\":",
        "ns1.example.com:5353 | ns1.example.com:65536",
      })
  void a_mistake_that_can_be_seen_without_knowing_names_is_seen_by_both(String from, String to) {
    String written = to == null ? "" : to;
    assertThat(Sample.WHOLE_GROUP).contains(from);
    String wrong = Sample.WHOLE_GROUP.replace(from, written);

    assertThat(ConfigSchema.complaintsAbout(wrong)).isNotEmpty();
    assertThat(catchThrowableOfType(ConfigException.class, () -> sample.read(wrong))).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_valid(Path page, String example) {
    List<String> complaints =
        example.stripLeading().startsWith("{") || example.stripLeading().startsWith("#")
            ? ConfigSchema.complaintsAbout(example)
            : ConfigSchema.complaintsAboutPart(example);

    assertThat(complaints).as("%s: %s", page, example).isEmpty();
  }

  @Test
  void the_example_is_yaml_too_so_that_an_editor_can_be_told_of_its_comments() throws IOException {
    String example = Files.readString(Path.of("clooster.json.example"));

    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(example);

    assertThat(yaml).isEqualTo(plain(ConfigSchema.parsed(example)));
  }

  static List<Arguments> examples() throws IOException {
    List<Arguments> found = new ArrayList<>();
    Path example = Path.of("clooster.json.example");
    found.add(Arguments.of(example, Files.readString(example)));
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    for (Path page : pages) {
      FENCED
          .matcher(Files.readString(page))
          .results()
          .forEach(block -> found.add(Arguments.of(page, block.group(1))));
    }
    return found;
  }

  private static List<String> wholeFiles() {
    return List.of(Sample.WHOLE_GROUP, Sample.WHOLE_SERVER, Sample.WHOLE_CLIENT);
  }

  /** By its own words: each block is given a key that it doesn't know. */
  private Set<String> keysThatTheReaderKnowsIn(String whole) {
    JsonNode tree = ConfigSchema.parsed(whole);
    spoil(tree);
    Set<String> keys = new TreeSet<>();
    for (Problem problem :
        catchThrowableOfType(ConfigException.class, () -> sample.read(tree.toString()))
            .problems()) {
      Matcher known =
          KNOWN.matcher(problem.key() + ": " + problem.what() + "; " + problem.remedy());
      if (known.matches()) {
        String path = known.group(1) == null ? "" : known.group(1) + ".";
        Stream.of(known.group(2).split(", "))
            .map(key -> (path + key).replaceAll(" #\\d+", "[]"))
            .forEach(keys::add);
      }
    }
    assertThat(keys).isNotEmpty();
    return keys;
  }

  private static void spoil(JsonNode node) {
    node.forEach(ConfigSchemaTest::spoil);
    if (node instanceof ObjectNode block) {
      block.put(UNHEARD_OF, 1);
    }
  }

  private static void collect(JsonNode node, String path, Set<String> keys) {
    node.properties()
        .forEach(
            entry -> {
              String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              keys.add(name);
              collect(entry.getValue(), name, keys);
            });
    if (node.isArray()) {
      node.forEach(element -> collect(element, path + "[]", keys));
    }
  }

  private static Object plain(JsonNode node) {
    return new ObjectMapper().convertValue(node, Object.class);
  }
}
