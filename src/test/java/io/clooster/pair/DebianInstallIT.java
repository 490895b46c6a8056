// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.dist.DebianPackage;
import io.clooster.dist.DebianRoot;
import io.clooster.dist.ReadmeHost;
import io.clooster.dist.TestInstallation;
import io.clooster.process.Namespaces;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package's whole life: installed as the README says, upgraded while it runs, removed,
 * purged.
 */
@Full
@ProcessTest
class DebianInstallIT {
  private static final String TRY_RESTART = "try-restart clooster.service clooster@*.service";
  private static final String STOP = "stop clooster.service clooster@*.service";
  private static final String OWN_ROUTE = "/etc/clooster/routes/site/mine.camel.yaml";
  private static final String WANTED =
      "/etc/systemd/system/multi-user.target.wants/clooster@web.service";

  @TempDir private static Path temp;
  private static DebianRoot fresh;
  private static Path first;

  @RegisterExtension private final Pair pair = new Pair();

  @BeforeAll
  static void aFreshDebianAndThePackage() throws Exception {
    try (var making = DebianRoot.begin(temp.resolve("fresh"))) {
      first = DebianPackage.quickly(temp.resolve("first"));
      fresh = making.done();
    }
  }

  /** By a program of its own: JUnit would tell of each link in them. */
  @AfterAll
  static void delete() throws Exception {
    for (String root : List.of("fresh", "root", "host1", "host2")) {
      DebianRoot.delete(temp.resolve(root));
    }
  }

  @Test
  void theReadmeLeadsFromNothingToALinkedPair() throws Exception {
    var both = List.of(SRV1, SRV2);
    var debian = fresh.copiedTo(temp.resolve("host1"), pair.directory());
    var api = pair.cloudflare().uri();
    try (var network = Namespaces.make(2)) {
      network.reach(pair.directory(), api);
      try (var one = new ReadmeHost(debian, network.on(1), temp.resolve("outside1"))) {
        one.finds(hosts());
        one.has(first);
        one.gives("apt install");
        // The other one is of the same image, as many servers are.
        var image = debian.copiedTo(temp.resolve("host2"), pair.directory());
        try (var two = new ReadmeHost(image, network.on(2), temp.resolve("outside2"))) {
          one.reaches(two);
          image.told();

          String said = one.gives("clooster init", typed(both));
          assertThat(said)
              .contains("Name of this server: ", "Written: /etc/clooster/clooster.json");
          // The only thing that is not as in life: the API is a stand-in's.
          String config = Files.readString(one.config());
          Files.writeString(
              one.config(),
              config.replace(
                  "\"cloudflare\": {",
                  "\"cloudflare\": {\n    \"api\": \"" + Namespaces.seen(api) + "\","));
          one.gives("clooster init --join");
          assertThat(two.config())
              .content()
              .isEqualTo(
                  Files.readString(one.config())
                      .replace("\"this_server\": \"" + SRV1, "\"this_server\": \"" + SRV2));
          assertThat(Files.getPosixFilePermissions(two.config()))
              .containsExactlyInAnyOrder(
                  PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

          for (var host : List.of(one, two)) {
            assertThat(host.gives("clooster check"))
                .contains("The record was read: www.example.com CNAME srv1.example.com");
            host.gives("systemctl enable --now clooster");
            host.startsWhatSystemdWasTold();
          }
          for (var host : List.of(one, two)) {
            assertThat(host.givesUntilWell("clooster status")).contains(SRV1);
          }
          one.areDone(two);
          assertThat(pair.history()).containsExactly(SRV1);

          // It is one that works.
          one.stops();
          await().atMost(Duration.ofSeconds(30)).until(() -> pair.history().contains(SRV2));
          two.stops();
        }
      }
    }
  }

  /** What init asks, in its order; an empty line takes what it proposes. */
  private static String[] typed(List<String> servers) {
    return new String[] {
      servers.get(0), String.join(" ", servers), "", "", "example.com", Pair.WWW, Pair.TOKEN, ""
    };
  }

  private static String hosts() {
    return "127.0.0.1 localhost\n%s %s\n%s %s\n"
        .formatted(Namespaces.address(1), SRV1, Namespaces.address(2), SRV2);
  }

  @Test
  void itIsInstalledUpgradedWhileItRunsRemovedAndPurged() throws Exception {
    var debian = fresh.copiedTo(temp.resolve("root"), pair.directory());
    Path next = DebianPackage.next(first, temp);
    // systemd's own, which stay.
    Files.createDirectories(debian.path("/var/lib/private"));
    Files.createDirectories(debian.path("/var/cache/private"));
    Files.createDirectories(debian.path(WANTED).getParent());
    Set<String> before = debian.files();

    // Installed: nothing is started or enabled, and it says what to do.
    String said = debian.install(first);
    assertThat(said).contains("not started", "  clooster init\n");
    assertThat(debian.told()).noneMatch(line -> line.contains("start") || line.contains("enable "));
    assertThat(archives(debian)).hasSize(1);
    assertThat(debian.path(WANTED).getParent()).isEmptyDirectory();

    // fail2ban's files, which are the administrator's to change.
    Path jail = debian.path("/etc/fail2ban/jail.d/clooster.conf");
    assertThat(jail).content().contains("enabled = false");
    String ownJail = Files.readString(jail).replace("maxretry = 40", "maxretry = 50");
    Files.writeString(jail, ownJail);

    // Configured: the administrator's places are the ones that count.
    Path config = debian.path("/etc/clooster/clooster.json");
    Files.copy(TestInstallation.config(debian.path("/etc/clooster/conf")), config);
    Files.delete(debian.path("/etc/clooster/conf/clooster.json"));
    Files.writeString(debian.path(OWN_ROUTE), "- route: {id: mine, from: {uri: 'nosuch:x'}}\n");
    assertThat(debian.run(2, "clooster", "check", "/etc/clooster/clooster.json"))
        .contains("site/mine.camel.yaml");
    String own = "- route: {id: mine, from: {uri: 'timer:mine?delay=1h', steps: [{log: mine}]}}\n";
    Files.writeString(debian.path(OWN_ROUTE), own);
    String names = "CLOOSTER_JAVA_OPTS=-Djdk.net.hosts.file=" + pair.directory().resolve("hosts");
    debian.run(0, "env", names, "clooster", "check", "/etc/clooster/clooster.json");
    Files.copy(config, debian.path("/etc/clooster/web.json"));
    Files.createDirectories(debian.path("/var/lib/private/clooster-web"));
    Files.createDirectories(debian.path("/var/cache/private/clooster"));

    // Run: the packaged one holds the record.
    for (Server server : List.of(pair.srv1(), pair.srv2())) {
      server.remove("link").set("/link/keepalive", "1s").set("/link/confirm", "1s");
      server.set("/protocol", 2).set("/key", "secret-link-key-of-enough-messages");
    }
    Server srv1 = pair.srv1().by(debian.entry()).from(new TestInstallation(Path.of("/usr")));
    srv1.start();
    pair.srv2().start();
    pair.srv2().awaitLine("state=up");
    srv1.awaitLine("state=settled");
    debian.told();

    // Upgraded while it runs, and restarted as systemd would by that word.
    debian.install(next);
    assertThat(debian.told()).containsOnlyOnce(TRY_RESTART).doesNotContain(STOP);
    assertThat(version(debian)).isEqualTo(DebianPackage.nextVersion());
    srv1.stop("HUP");
    srv1.start();
    srv1.awaitLine("state=up");
    pair.srv2().awaitLine("state=restarting");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(debian.path("/usr/share/clooster/lib/clooster-2.0.0.jar")).doesNotExist();
    assertThat(archives(debian)).hasSize(1);
    assertThat(debian.path(OWN_ROUTE)).hasContent(own);
    assertThat(jail).hasContent(ownJail);

    // Back again.
    debian.install(first);
    assertThat(debian.told()).containsOnlyOnce(TRY_RESTART).doesNotContain(STOP);
    srv1.stop("HUP");
    srv1.start();
    srv1.awaitLine("state=up");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(version(debian)).isEqualTo("2.0.0");
    srv1.stop();

    // Removed: what the administrator wrote stays, what was made of the program does not.
    Files.createSymbolicLink(debian.path(WANTED), Path.of("/lib/systemd/system/clooster@.service"));
    debian.run(0, "apt-get", "-q", "remove", "--yes", "clooster");
    assertThat(debian.told()).containsOnlyOnce(STOP).doesNotContain(TRY_RESTART);
    assertThat(config).exists();
    assertThat(debian.path(OWN_ROUTE)).hasContent(own);
    assertThat(debian.path("/usr/share/clooster")).doesNotExist();
    assertThat(debian.path("/var/cache/clooster.cds")).doesNotExist();

    // Purged: nothing is left.
    debian.run(0, "apt-get", "-q", "purge", "--yes", "clooster");
    Set<String> left = new TreeSet<>(debian.files());
    left.removeAll(before);
    assertThat(left).isEmpty();
  }

  private static String version(DebianRoot debian) throws Exception {
    return debian.run(0, "dpkg-query", "-W", "-f", "${Version}", "clooster");
  }

  private static List<Path> archives(DebianRoot debian) throws IOException {
    try (Stream<Path> files = Files.list(debian.path("/var/cache/clooster.cds"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
