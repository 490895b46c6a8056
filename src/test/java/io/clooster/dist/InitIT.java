// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first configuration, and the next server's out of it, as a shell makes them. */
class InitIT {
  private static final Path KAMELETS = Path.of("routes", "kamelets");

  @TempDir private Path temp;

  @Test
  void whatJoinPrintsIsTheNextServersFileAndNothingElse() throws Exception {
    Command.Outcome done =
        Command.of(
                "sh",
                "-ec",
                """
                "$0" init --this-server srv1.example.com --server srv1.example.com,srv2.example.com \
                  --zone example.com --record www.example.com --token t one.json
                "$0" init --join srv2.example.com one.json | (umask 077; cat >two.json)
                exec "$0" check two.json
                """,
                TestInstallation.built().script())
            .in(temp)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("CLOOSTER_CACHE", "none")
            .with(
                "CLOOSTER_JAVA_OPTS",
                "-Djdk.net.hosts.file="
                    + Files.writeString(
                        temp.resolve("hosts"),
                        "127.0.0.1 srv1.example.com srv2.example.com api.cloudflare.com\n"))
            .run();

    assertThat(done.status()).as(done.out() + done.err()).isZero();
    assertThat(done.out()).contains("The configuration is valid");
    Config one = ConfigReader.read(temp.resolve("one.json"), KAMELETS, name -> null);
    Config two = ConfigReader.read(temp.resolve("two.json"), KAMELETS, name -> null);
    assertThat(two.thisServer()).isEqualTo("srv2.example.com");
    assertThat(two.keys()).isEqualTo(one.keys());
    assertThat(two.servers()).isEqualTo(one.servers());
    assertThat(Files.readString(temp.resolve("two.json")))
        .isEqualTo(
            Files.readString(temp.resolve("one.json"))
                .replace(
                    "\"this_server\": \"srv1.example.com\"",
                    "\"this_server\": \"srv2.example.com\""));
  }
}
