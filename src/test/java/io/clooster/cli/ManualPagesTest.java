// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The manual pages of the Debian package. */
class ManualPagesTest {
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\.TP\\n\\.B (\\S+)\\n([^.].*)");

  @Test
  void each_command_and_no_other_has_an_entry() throws IOException {
    List<String> commands =
        new CommandLine(new Cli())
            .getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .map(CommandLine::getCommandName)
                .toList();
    String page = page("clooster.8");
    int start = page.indexOf(".SH COMMANDS");

    String section = page.substring(start, page.indexOf("\n.SH ", start));

    assertThat(entries(section)).containsOnlyKeys(commands);
  }

  @Test
  void each_key_and_no_other_has_the_schemas_words() throws IOException {
    JsonNode keys =
        new ObjectMapper().readTree(Path.of("clooster.schema.json").toFile()).get("properties");
    Map<String, String> expected = new TreeMap<>();
    keys.properties()
        .forEach(key -> expected.put(key.getKey(), key.getValue().get("description").textValue()));
    expected.remove("$schema");

    assertThat(entries(page("clooster.json.5"))).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static Map<String, String> entries(String text) {
    Map<String, String> entries = new TreeMap<>();
    ENTRY
        .matcher(text)
        .results()
        .forEach(entry -> entries.put(entry.group(1).replace("\\-", "-"), entry.group(2)));
    return entries;
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("src/main/deb", name));
  }
}
