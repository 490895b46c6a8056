// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Printed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTest {
  @TempDir private Path directory;
  @RegisterExtension private final Printed printed = new Printed();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"wheel", "wheel now", "wheel --loud", "wheel --help"})
  void a_word_that_is_neither_command_nor_file_gets_the_commands(String words) {
    int status = execute(words.split(" "));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("clooster: there is no command and no file of the name \"wheel\".")
        .contains(
            "The commands are run, init, check, status, incidents, drain, resume, switch, drill, hold, release, notify-test, forget, demo, sandbox, cds-archive, version")
        .contains("clooster --help")
        .doesNotContain("clooster.json.example", "train", "Unmatched");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void help_is_help() {
    assertThat(execute("help")).isZero();

    assertThat(out.toString()).contains("Usage: clooster").contains("--help");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void what_systemd_does_is_left_to_it() {
    execute("restart");

    assertThat(err.toString()).contains("Under systemd it is: systemctl restart clooster.");
  }

  @Test
  void a_misspelt_command_is_recognised() {
    execute("chekc");

    assertThat(err.toString()).contains("Did you mean \"check\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"./status", "conf/status", "other.json", "pom.xml", "check", "--version"})
  void a_path_a_file_a_command_and_an_option_are_left_to_those_who_read_them(String word) {
    assertThat(UnknownWord.in(new String[] {word}, new CommandLine(new Cli()))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "run, ''",
    "run pair, pair",
    "./status, ./status",
    "run a.json, a.json",
    "b.json, b.json",
  })
  void what_can_only_start_a_daemon_waits_for_no_other_command(String words, String run) {
    assertThat(Cli.runArguments(words(words))).containsExactly(words(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "drain",
        "switch",
        "resume",
        "hold",
        "release",
        "run --help",
        "--help",
        "pair",
        "check a.json",
        "a.json b.json",
        "run a b"
      })
  void what_may_mean_something_else_is_read_by_all(String words) {
    assertThat(Cli.runArguments(words(words))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check --onlin a.json|clooster check: there is no option \"--onlin\", did you mean --online? (clooster",
        "check a.json b.json|clooster check: \"b.json\" is one word too many (clooster",
        "check -c a.json b.json|clooster check: two configurations are named, a.json and b.json (clooster",
        "check -c|clooster check: --config needs a value: FILE (clooster",
        "init a.json --server b c|clooster init: \"c\" is one word too many: write --server b,c,",
        "init --server b c|clooster init: write --server b,c, or the option once for each",
        "init --server|clooster init: --server needs a value: NAME (clooster",
        "sandbox --port abc|clooster sandbox: --port: \"abc\" is not a number (clooster",
        "sandbox --record www|clooster sandbox: --record: \"www\" is not NAME=VALUE (clooster",
        "-c a.json check|clooster check: the configuration stands before the command: write it behind (clooster",
      })
  void a_mistake_in_a_command_line_is_one_line(String words, String told) {
    assertThat(execute(words.split(" "))).isEqualTo(2);

    assertThat(err.toString()).startsWith(told);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "check",
        "init",
        "status",
        "drain",
        "resume",
        "switch",
        "hold",
        "release",
        "notify-test",
        "forget"
      })
  void each_command_takes_the_configuration_by_an_option(String command) throws IOException {
    Path wrong = Files.writeString(directory.resolve("wrong.json"), "{");

    execute(command, "-c", wrong.toString());

    assertThat(printed.err() + err).contains(wrong.toString());
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ");
  }

  @Test
  void the_help_says_how_many_servers_it_takes() {
    execute("--help");

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("two or more servers watch each other")
        .doesNotContain("the other one");
  }

  @Test
  void a_shell_can_complete_commands_and_options() throws Exception {
    assertThat(execute("generate-completion")).isZero();
    Path script = Files.writeString(directory.resolve("completion"), out.toString());
    String asked =
        "source %s; COMP_WORDS=(clooster status --j); COMP_CWORD=2; COMP_LINE='clooster status --j'"
            + "; _complete_clooster; echo ${COMPREPLY[*]}";

    Process bash = new ProcessBuilder("bash", "-c", asked.formatted(script)).start();

    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8).strip()).isEqualTo("--json");
  }

  @Test
  void each_command_and_each_option_is_found_in_the_page_on_operating() throws IOException {
    String page = Files.readString(Path.of("docs/operating.md"));
    List<String> missing = new ArrayList<>();
    new CommandLine(new Cli())
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getCommandSpec().usageMessage().hidden()) {
                command.getCommandSpec().options().stream()
                    .map(option -> option.longestName())
                    .filter(option -> !page.contains(option))
                    .forEach(option -> missing.add(name + " " + option));
                if (!page.contains("`clooster " + name) && !page.contains("[" + name + "]")) {
                  missing.add(name);
                }
              }
            });

    assertThat(missing).isEmpty();
  }

  private int execute(String... words) {
    CommandLine commands = new CommandLine(new Cli());
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return Cli.execute(commands, words);
  }
}
