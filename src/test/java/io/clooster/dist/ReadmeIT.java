// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README tells people to do, and the page for those without apt; what it says of the
 * Debian package, DebianInstallIT does.
 */
class ReadmeIT {
  @TempDir private Path temp;

  @Test
  @Full
  void the_first_command_builds_a_fresh_clone_and_shows_the_demo() throws Exception {
    if (!Files.exists(Path.of(".git"))) {
      Tool.notRun("this is no git checkout to clone");
    }
    Path clone = temp.resolve("clone");
    var cloned =
        Command.of(Tool.find("git", "git"), "clone", "-q", Path.of("").toAbsolutePath(), clone)
            .run();
    assertThat(cloned.status()).as(cloned.err()).isZero();

    var demo = shell(Readme.blocks("sh").get(0), clone).start().outcome(20);

    assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out())
        .contains("Now srv1.example.com crashes")
        .contains("CNAME  srv2.example.com")
        .contains("is now up")
        .contains("Measured on this machine just now");
  }

  @Test
  void the_second_command_is_what_ci_runs() throws Exception {
    String command = Readme.blocks("sh").get(1).strip();

    assertThat(command).isEqualTo("./mvnw -B verify");
    assertThat(Files.readString(Path.of(".ci/run")))
        .contains("\n" + command + " ", "\nexec ./mvnw -B -Pfull verify ");
  }

  @Test
  void the_installation_by_hand_leads_to_a_server_that_checks_out() throws Exception {
    Path root = Files.createDirectories(temp.resolve("root/opt")).getParent();
    Files.createDirectories(root.resolve("etc/systemd/system"));
    String block = inOpt("mkdir -p /etc/clooster");

    // Many a root's umask; the unit's user is another one.
    var installed = shell("umask 077\n" + inRoot(block, root), Path.of("").toAbsolutePath()).run();

    assertThat(installed.status()).as(installed.err()).isZero();
    for (String each : new String[] {"", "bin", "bin/clooster", "lib", "routes/beans.yaml"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(root.resolve("opt/clooster").resolve(each))))
          .as(each)
          .endsWith(each.endsWith("yaml") ? "r--" : "r-x");
    }
    Path config = root.resolve("etc/clooster/clooster.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-------");

    try (Sandbox sandbox = Sandbox.start()) {
      edit(config, sandbox);
      var started =
          shell(inRoot(inOpt("cp /opt/clooster/systemd/clooster.service"), root), root).run();

      assertThat(started.status()).as(started.out() + started.err()).isZero();
      assertThat(started.out())
          .contains("The configuration is valid")
          .contains("The routes are valid")
          .contains("The record was read: www.example.com CNAME srv1.example.com")
          .contains("systemctl enable --now clooster");
    }
    assertThat(root.resolve("etc/systemd/system/clooster.service")).exists();
  }

  @Test
  void the_smallest_configuration_is_a_whole_one() throws Exception {
    Files.writeString(
        temp.resolve("hosts"),
        "127.0.0.1 srv1.example.com srv2.example.com api.cloudflare.com api.pushbullet.com\n");
    Path config =
        Files.writeString(
            temp.resolve("clooster.json"),
            Readme.block("json", "this_server")
                .replace("A-LONG-RANDOM-TEXT", "a-key-that-nobody-knows"));

    var checked =
        shell("target/clooster/bin/clooster check " + config, Path.of("").toAbsolutePath()).run();

    assertThat(checked.status()).as(checked.out() + checked.err()).isZero();
    assertThat(checked.out()).contains("The configuration is valid");
  }

  @Test
  void an_upgrade_keeps_what_the_user_added() throws Exception {
    Path root = Files.createDirectories(temp.resolve("root/opt")).getParent();
    Path here = Path.of("").toAbsolutePath();
    assertThat(shell(inRoot(inOpt("mkdir -p /etc/clooster"), root), here).run().status()).isZero();
    try (Sandbox sandbox = Sandbox.start()) {
      edit(root.resolve("etc/clooster/clooster.json"), sandbox);
      String own = "routes/kamelets/filelog-notify-sink.kamelet.yaml";
      Path installed = root.resolve("opt/clooster");
      Files.writeString(
          installed.resolve(own),
          Readme.block(Path.of("docs/routes.md"), "yaml", "name: filelog-notify-sink"));

      // Differences are diff's failure.
      String look = inOpt("diff -rq").replace("diff -rq", "! diff -rq");
      var looked = shell(inRoot(look, root), here).run();
      Files.copy(installed.resolve(own), root.resolve("opt/clooster.new").resolve(own));
      var upgraded = shell(inRoot(inOpt("clooster.old"), root), here).run();

      assertThat(looked.status()).as(looked.out() + looked.err()).isZero();
      assertThat(looked.out().strip())
          .isEqualTo(
              "Only in "
                  + installed.resolve("routes/kamelets")
                  + ": filelog-notify-sink.kamelet.yaml");
      assertThat(upgraded.status()).as(upgraded.out() + upgraded.err()).isZero();
      assertThat(upgraded.out()).contains("systemctl restart clooster");
      assertThat(installed.resolve(own)).exists();
      assertThat(root.resolve("opt/clooster.old/bin/clooster")).exists();

      // The second time the old one is there still.
      shell(inRoot(look, root), here).run();
      var again = shell(inRoot(inOpt("clooster.old"), root), here).run();

      assertThat(again.status()).as(again.out() + again.err()).isZero();
      assertThat(root.resolve("opt/clooster.old/clooster")).doesNotExist();
      assertThat(root.resolve("opt/clooster.old").resolve(own)).exists();
    }
  }

  @Test
  void a_changed_route_is_checked_as_shown() throws Exception {
    Path root = Files.createDirectories(temp.resolve("root/opt")).getParent();
    Files.createDirectories(root.resolve("etc/systemd/system"));
    shell(inRoot(inOpt("mkdir -p /etc/clooster"), root), Path.of("").toAbsolutePath()).run();
    try (Sandbox sandbox = Sandbox.start()) {
      edit(root.resolve("etc/clooster/clooster.json"), sandbox);
      Path route = root.resolve("opt/clooster/routes/notify.camel.yaml");
      Files.writeString(
          route, Files.readString(route).replace("    description: Puts", "    descripton: Puts"));
      String block = Readme.block(Path.of("docs/routes.md"), "sh", "clooster check");

      var checked = shell(inRoot(block, root), root).run();

      assertThat(checked.err()).contains("notify.camel.yaml").contains("descripton");
    }
  }

  /** Of the installation in {@code /opt}. */
  private static String inOpt(String text) throws IOException {
    return Readme.block(Path.of("docs/operating.md"), "sh", text);
  }

  /** What a user does in an editor: a key, names that are found, and the APIs that are here. */
  private void edit(Path config, Sandbox sandbox) throws IOException {
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("YOUR-CLOUDFLARE-TOKEN");
    sandbox.pushbullet().allowToken("YOUR-PUSHBULLET-TOKEN");
    sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.example.com");
    Files.writeString(temp.resolve("hosts"), "127.0.0.1 srv1.example.com srv2.example.com\n");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("A-LONG-RANDOM-TEXT", "a-key-that-nobody-knows")
            .replace(
                "#\"api\": \"https://api.cloudflare.com/client/v4\"",
                "\"api\": \"" + sandbox.cloudflare().uri() + "\"")
            .replace(
                "#\"api\": \"https://api.pushbullet.com/v2\"",
                "\"api\": \"" + sandbox.pushbullet().uri() + "\""));
  }

  /**
   * The same commands for a root directory of ours, with a systemd that only repeats what it was
   * told.
   */
  private static String inRoot(String block, Path root) {
    return "set -e\nsystemctl() { echo systemctl \"$@\"; }\njournalctl() { echo journalctl \"$@\"; }\n"
        + block
            .replaceAll("(?<=[ \"])/(opt|etc)", root + "/$1")
            .replaceAll("(?m)^/(opt|etc)", root + "/$1");
  }

  private Command shell(String script, Path directory) {
    Command command =
        Command.of("sh", "-c", script).in(directory).with("HOME", System.getProperty("user.home"));
    for (String variable : new String[] {"JAVA_HOME", "MAVEN_OPTS", "MVNW_REPOURL"}) {
      String value = System.getenv(variable);
      command = value == null ? command : command.with(variable, value);
    }
    return command.with("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + temp.resolve("hosts"));
  }
}
