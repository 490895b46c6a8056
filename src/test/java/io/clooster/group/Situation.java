// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dist.Readme;
import io.clooster.process.AdminCommand;
import io.clooster.process.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A situation of the README: what it says, and its commands, given on servers of a group. */
final class Situation {
  /** In the text, or in a block of its own. */
  private static final Pattern COMMAND =
      Pattern.compile("`((?:clooster|systemctl) [^`]+)`|```sh ([^`]+?) ```");

  private final String text;
  private final Set<String> given = new HashSet<>();

  Situation(String title) throws IOException {
    this.text = Readme.section(title);
  }

  /** The README says so. */
  Situation says(String words) {
    assertThat(text).contains(words);
    return this;
  }

  /** It names this command, which is given on that server; what a command of ours says. */
  String gives(String command, Server server) throws Exception {
    assertThat(commands()).contains(command);
    given.add(command);
    switch (command) {
      case "systemctl stop clooster", "systemctl disable --now clooster" -> server.stop();
      case "systemctl start clooster" -> server.start();
      case "systemctl restart clooster" -> {
        server.stop("HUP"); // RestartKillSignal of the shipped unit.
        server.start();
      }
      default -> {
        return givesOurs(command, server);
      }
    }
    return "";
  }

  private static String givesOurs(String command, Server server) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.remove(0);
    if (List.of("switch", "drill").contains(words.get(0))) {
      words.add("--yes"); // There is no terminal here.
    }
    words.addAll(List.of("-c", "clooster.json"));
    var done = AdminCommand.on(server, words.toArray(String[]::new));
    assertThat(done.status()).as(command + "\n" + done.out() + done.err()).isZero();
    return done.out();
  }

  /** All commands of the section were given. */
  void wasDone() {
    assertThat(given).isEqualTo(commands());
  }

  private Set<String> commands() {
    return COMMAND
        .matcher(text)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .collect(Collectors.toSet());
  }
}
