// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class InitJoinTest {
  private static final String TEXT =
      """
      # Ours.
      {
        "this_server": "srv1.example.com", // the one line that differs
        "servers": [
          "srv1.example.com", # Berlin
          "srv2.example.com"  # Paris, not "this_server"
        ],
        "key": "HUSH-hush-HUSH-hush-HUSH",
        "listen": { "port": 2000, },
        "cloudflare": { "token": "HUSH-TOKEN", "zone": "example.com", "record": "www.example.com" },
      }
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file = Path.of("");

  @BeforeEach
  void aServersFile() throws IOException {
    file = Files.writeString(directory.resolve("clooster.json"), TEXT);
  }

  @Test
  void theFileOfAServerInTheListDiffersInItsNameOnly() {
    assertThat(join("srv2.example.com")).isZero();

    assertThat(out)
        .hasToString(TEXT.replace(": \"srv1.example.com\", //", ": \"srv2.example.com\", //"));
    assertThat(err.toString()).contains("chmod 600").doesNotContain("HUSH", "none of the servers");
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void aServerThatIsNotInTheListIsAddedAtItsEnd() throws Exception {
    assertThat(join("srv3.example.com")).isZero();

    assertThat(out.toString())
        .contains(
            "    \"srv2.example.com\",  # Paris, not \"this_server\"\n    \"srv3.example.com\"\n  ],");
    assertThat(err.toString())
        .contains(
            "srv3.example.com was none of the servers", "version 2 of it", "one after the other")
        .doesNotContain("HUSH");
    Config config = printed();
    assertThat(config.thisServer()).isEqualTo("srv3.example.com");
    assertThat(config.servers())
        .extracting(Config.Server::name)
        .containsExactly("srv1.example.com", "srv2.example.com", "srv3.example.com");
    assertThat(config.serversVersion()).isEqualTo(2);
  }

  @Test
  void theVersionThatTheListHasIsRaised() throws Exception {
    Files.writeString(file, TEXT.replace("\"key\":", "\"servers_version\": 41, \"key\":"));
    assertThat(join("srv3.example.com")).isZero();

    assertThat(printed().serversVersion()).isEqualTo(42);
    assertThat(out.toString()).contains("\"servers_version\": 42, \"key\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"srv1.example.com\", \"srv2.example.com\"]",
        "[\"srv1.example.com\", \"srv2.example.com\",]",
        "[\n\"srv1.example.com\",\n\"srv2.example.com\", # a\n /* , */ ]",
        "[\"srv1.example.com\",\r\n\t\"srv2.example.com\" // ,\r\n  ]",
        "[\"srv1.example.com\", {\"name\": \"srv2.example.com\"}]",
        "[\n  \"srv1.example.com\",\n  {\n    \"name\": \"srv2.example.com\",\n  },\n]",
        "[\n  \"srv1.example.com\", \"srv2.example.com\" /* ] */\n]",
      })
  void theListMayBeWrittenAsItLikes(String list) throws Exception {
    String name = "\"this_server\": \"srv1.example.com\"";
    String rest = TEXT.substring(TEXT.indexOf("  \"key\""));
    for (String servers :
        new String[] {
          name + ",\"servers\": " + list, "\"servers\": " + list + ",\r\n" + name,
        }) {
      out.getBuffer().setLength(0);
      Files.writeString(file, "{" + servers + ",\n" + rest);

      assertThat(join("srv3.example.com")).as(err.toString()).isZero();

      Config config = printed();
      assertThat(config.thisServer()).isEqualTo("srv3.example.com");
      assertThat(config.servers())
          .extracting(Config.Server::name)
          .containsExactly("srv1.example.com", "srv2.example.com", "srv3.example.com");
    }
  }

  @Test
  void filesThatAreNamedInItAreNamed() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "HUSH-TOKEN\n");
    Files.writeString(
        file,
        TEXT.replace("\"HUSH-TOKEN\"", "\"{{file:token}}\"")
            .replace("\"HUSH-hush-HUSH-hush-HUSH\"", "\"{{env:CLOOSTER_KEY_OF_A_TEST}}\""));

    assertThat(join("srv2.example.com")).isZero();

    assertThat(out.toString()).contains("{{file:token}}", "{{env:CLOOSTER_KEY_OF_A_TEST}}");
    assertThat(err.toString())
        .contains("Copy this to the same place there, it is named: " + token)
        .contains("Set CLOOSTER_KEY_OF_A_TEST there")
        .doesNotContain("HUSH");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "srv1.example.com | is \"srv1.example.com\" already",
        "SRV1.example.com. | already: this is that server's own file",
        "srv 3 | this_server: \"srv 3\" is not a host name; write letters",
        "https://srv3.example.com | is not a host name",
        "www.example.com | is the same name as a record that is moved",
      })
  void whatCanNotJoinIsRefused(String server, String complaint) {
    assertThat(join(server)).isEqualTo(2);

    assertThat(err.toString()).contains(complaint).doesNotContain("HUSH");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whereAllHaveAddressesTheNewOneHasToBeWrittenByHand() throws IOException {
    Files.writeString(
        file,
        TEXT.replace(
                "\"srv1.example.com\", #", "{\"name\":\"srv1.example.com\",\"A\":\"192.0.2.1\"}, #")
            .replace(
                "\"srv2.example.com\"  ", "{\"name\":\"srv2.example.com\",\"A\":\"192.0.2.2\"}"));

    assertThat(join("srv3.example.com")).isEqualTo(2);

    assertThat(err.toString()).contains("has no \"A\"");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aPairsFileIsRefused() throws IOException {
    String servers = TEXT.substring(TEXT.indexOf("  \"servers\""), TEXT.indexOf("  \"key\""));
    Files.writeString(
        file,
        TEXT.replace(servers, "  \"other_server\": \"srv2.example.com\", \"protocol\": 2,\n")
            .replace("\"listen\"", "\"server\"")
            .replace("\"zone\"", "\"preferred_value\": \"srv1.example.com\", \"zone\""));

    assertThat(join("srv2.example.com")).isEqualTo(2);

    assertThat(err.toString()).contains("other_server: is a pair's", "write \"servers\"");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aTenthServerIsRefused() throws IOException {
    String nine =
        IntStream.rangeClosed(3, 9)
            .mapToObj(number -> ", \"srv" + number + ".example.com\"")
            .collect(Collectors.joining());
    Files.writeString(file, TEXT.replace("\"srv2.example.com\"", "\"srv2.example.com\"" + nine));

    assertThat(join("srv9.example.com")).isZero();
    out.getBuffer().setLength(0);
    assertThat(join("srv10.example.com")).isEqualTo(2);

    assertThat(err.toString()).contains("are 9 already, and 9 at most");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aBrokenFileAndOneThatIsNotThereAreTold() throws IOException {
    Files.writeString(file, TEXT.replace("\"listen\"", "\"listn\""));

    assertThat(join("srv2.example.com")).isEqualTo(2);
    assertThat(err.toString()).contains("listn: is an unknown key");

    Files.delete(file);
    assertThat(join("srv2.example.com")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no such file");
    assertThat(out.toString()).isEmpty();
  }

  private int join(String server) {
    CommandLine command =
        new CommandLine(new Init(() -> null, InstalledPlace.of(Path.of("").toAbsolutePath())));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute("--join", server, file.toString());
  }

  private Config printed() throws Exception {
    Path there = Files.writeString(directory.resolve("there.json"), out.toString());
    return ConfigReader.read(there, Path.of("routes", "kamelets"), name -> null);
  }
}
