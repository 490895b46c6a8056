// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The playbook of the examples: what ansible-lint says of it, and what it writes. */
class AnsibleExampleIT {
  private static final Path EXAMPLE = Path.of("examples/ansible").toAbsolutePath();

  @TempDir private Path temp;
  private Path playbook = EXAMPLE;

  @BeforeEach
  void copy() throws Exception {
    playbook = Files.copy(EXAMPLE.resolve("pair.yml"), temp.resolve("pair.yml"));
    Files.copy(EXAMPLE.resolve("clooster.json.j2"), temp.resolve("clooster.json.j2"));
  }

  @Test
  void ansibleLintHasNothingToSay() throws Exception {
    String lint = Tool.find("ansible-lint", "ansible-lint");

    Command.Outcome outcome =
        ansible(lint, "--offline", "--strict", "--nocolor", playbook).start().outcome(2);

    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void itsSyntaxIsRight() throws Exception {
    String play = Tool.find("ansible-playbook", "ansible-core");

    Command.Outcome outcome =
        ansible(play, "-i", "srv1.example.com,", "--syntax-check", playbook).start().outcome(2);

    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
  }

  @Test
  void whatItWritesIsAConfigurationOfEachServer() throws Exception {
    String ansible = Tool.find("ansible", "ansible-core");
    Files.writeString(temp.resolve("hosts"), "[clooster]\nsrv1.example.com\nsrv2.example.com\n");

    Command.Outcome outcome =
        ansible(
                ansible,
                "-i",
                temp.resolve("hosts"),
                "clooster",
                "-c",
                "local",
                "-m",
                "ansible.builtin.template",
                "-a",
                "src=clooster.json.j2 dest=" + temp + "/{{ inventory_hostname }}.json mode=0600",
                "-e",
                "clooster_key=fad00bd0-with-a-text-of-enough clooster_token=token clooster_port=2000"
                    + " clooster_zone=example.com clooster_record=www.example.com")
            .start()
            .outcome(2);

    assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
    Path hosts =
        Files.writeString(
            temp.resolve("names"),
            """
            127.0.0.1 srv1.example.com api.cloudflare.com
            127.0.0.2 srv2.example.com www.example.com
            """);
    for (String server : new String[] {"srv1.example.com", "srv2.example.com"}) {
      Path written = temp.resolve(server + ".json");
      assertThat(written).content().contains("\"this_server\": \"" + server + "\"");
      Command.Outcome check =
          Command.of(TestInstallation.built().script(), "check", written)
              .with("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts)
              .start()
              .outcome(1);
      assertThat(check.status()).as(check.out() + check.err()).isZero();
    }
  }

  /** With a home of its own, so that nothing of the user's says otherwise. */
  private Command ansible(Object... words) {
    return Command.of(words)
        .in(temp)
        .with("HOME", temp.toString())
        .with("LC_ALL", "C.UTF-8")
        .with("ANSIBLE_PYTHON_INTERPRETER", "/usr/bin/python3");
  }
}
