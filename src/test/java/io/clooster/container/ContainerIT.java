// SPDX-License-Identifier: Apache-2.0
package io.clooster.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.dist.ContainerImage;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Places;
import io.clooster.process.ProcessTest;
import io.clooster.sandbox.RecordWrite;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image, and a pair that runs from it by the Compose file of the examples. */
@Full
@ProcessTest
@Order(1)
class ContainerIT {
  private static final String WWW = "www.example.com";
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";
  private static final String TOKEN = "secret-cloudflare-token";
  private static final String KEY = "secret-link-key-of-the-pair";
  private static final Pattern SLEEP =
      Pattern.compile("(?m)^ *(?<pid>\\d+) +(?<parent>\\d+) S +sleep 4$");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path temp;
  private static ContainerImage image;
  private static Path archive;
  private static Podman podman;

  @BeforeAll
  static void load() throws Exception {
    podman = Podman.start();
    image = new ContainerImage(temp.resolve("image"));
    archive = image.built();
    System.out.printf("%s: %d bytes%n", archive.getFileName(), Files.size(archive));
    podman.run("load", "--quiet", "--input=" + archive);
  }

  @AfterAll
  static void close() throws Exception {
    if (podman != null) {
      podman.close();
    }
  }

  @Test
  void anotherBuildIsTheSame() throws Exception {
    assertThat(Files.mismatch(archive, image.builtAgain())).isEqualTo(-1);
  }

  @Test
  void itHasItsLicencesItsBillAndWhatMakesAStartQuick() throws Exception {
    String home = "/opt/clooster/";
    assertThat(inside("cat " + home + "LICENSE /usr/share/doc/busybox-static/copyright"))
        .contains("Apache License", "GNU General Public License");
    assertThat(
            inside("cat " + home + "THIRD-PARTY.txt " + home + "runtime/legal/java.base/LICENSE"))
        .contains("Camel", "Classpath");
    assertThat(names("sbom.json")).contains("camel-main");
    assertThat(names("runtime/sbom.json")).contains("OpenJDK");
    assertThat(names("sbom-system.json"))
        .containsExactlyInAnyOrder("busybox-static", "coreutils", "dumb-init", "libc6");
    assertThat(inside("cat /etc/os-release /var/lib/dpkg/status.d/libc6"))
        .contains("ID=debian", "Package: libc6", "Version: ");

    String classes = inside("clooster version && cat /tmp/classes");
    assertThat(classes).contains("java 17", "io.clooster.Clooster source: shared objects file");
  }

  @Test
  void aPairLivesInTwoContainers() throws Exception {
    Places.take(2);
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.cloudflare().addZone("example.com");
      sandbox.cloudflare().allowToken(TOKEN);
      sandbox.cloudflare().addRecord(WWW, "CNAME", SRV1);
      List<Integer> ports = List.of(LoopbackPorts.freePort(), LoopbackPorts.freePort());
      pair(sandbox, server(sandbox, SRV1, ports, "one"), server(sandbox, SRV2, ports, "two"));
    } finally {
      Places.giveBack(2);
    }
  }

  @Test
  void theCommandOfThePageRunsAServer() throws Exception {
    Matcher page =
        Pattern.compile("(?s)## Without Compose\n+```sh\npodman (?<words>.*?)\n```")
            .matcher(Files.readString(Path.of("docs/containers.md")));
    assertThat(page.find()).isTrue();
    Path etc = Files.createDirectories(temp.resolve("alone/etc"));
    String words = page.group("words").replace("\\\n", "").replace("/etc/clooster:/", etc + ":/");
    secret("clooster-key", KEY);
    secret("cloudflare-token", TOKEN);
    Places.take(1);
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.cloudflare().addZone("example.com");
      sandbox.cloudflare().allowToken(TOKEN);
      sandbox.cloudflare().addRecord(WWW, "CNAME", SRV1);
      List<Integer> ports = List.of(LoopbackPorts.freePort(), LoopbackPorts.freePort());
      ComposedServer.give(
          etc.resolve("clooster.json"),
          config(sandbox, SRV1, ports, "/run/clooster").toPrettyString());

      podman.run(split(words));
      await("a daemon that answers")
          .atMost(PATIENCE)
          .until(() -> alone("clooster", "status", "--live").status() == 0);
      assertThat(alone("clooster", "check", "--online").output()).contains(WWW);
      assertThat(alone("touch", "/opt/x").status()).isNotZero();
      podman.run("stop", "clooster");
      assertThat(podman.run("logs", "clooster"))
          .contains("state=restarting")
          .doesNotContain(TOKEN, KEY);
      podman.run("rm", "clooster");
    } finally {
      Places.giveBack(1);
    }
  }

  /** As a shell does it, as far as it is needed here. */
  private static String[] split(String words) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(words)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }

  private static Podman.Outcome alone(String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("exec", "clooster"));
    words.addAll(List.of(command));
    return podman.outcome(words.toArray(String[]::new));
  }

  private static void secret(String name, String value) throws Exception {
    Path file = Files.writeString(temp.resolve(name), value);
    podman.run("secret", "create", name, file.toString());
  }

  private static void pair(Sandbox sandbox, ComposedServer srv1, ComposedServer srv2)
      throws Exception {
    srv1.up();
    srv1.awaitLine("state=settled");
    srv2.up();
    srv1.awaitLine("peer=" + SRV2 + " state=up");
    srv2.awaitLine("peer=" + SRV1 + " state=up");

    // Without rights: a user of its own, a root that nobody can write to, no capability.
    assertThat(srv1.script("id -u; touch /opt/x /etc/clooster/x 2>&1 || true"))
        .startsWith("65532\n")
        .contains("/opt/x: Read-only file system", "/etc/clooster/x: Read-only file system");
    assertThat(srv1.script("grep -h '^Cap\\|^NoNewPrivs' /proc/1/status"))
        .containsPattern("CapEff:\\s0+\n")
        .containsPattern("CapBnd:\\s0+\n")
        .containsPattern("NoNewPrivs:\\s1\n");
    assertThat(srv1.script("ls -ld /var/lib/clooster/state")).startsWith("drwx------");

    leavesNoZombie(srv1);
    assertThat(srv1.health()).isZero();

    // An update: the old container is stopped, and one of another image takes its place.
    podman.run("tag", "clooster:2.0.0", "clooster:2.0.1");
    String old = srv1.inspect("{{.Id}}");
    srv1.updateTo("clooster:2.0.1");
    assertThat(srv1.inspect("{{.Id}}")).isNotEqualTo(old);
    assertThat(srv1.inspect("{{.ImageName}}")).endsWith("clooster:2.0.1");
    srv1.awaitLine("peer=" + SRV2 + " state=up");
    assertThat(srv2.log()).anyMatch(line -> line.contains("peer=" + SRV1 + " state=restarting"));
    assertThat(srv2.log()).noneMatch(line -> line.contains("state=down"));
    assertThat(history(sandbox)).containsExactly(SRV1);

    // A crash: the other one takes over, and is well without it.
    ProcessHandle.of(srv1.pid()).orElseThrow().destroyForcibly();
    await("the takeover").atMost(PATIENCE).until(() -> history(sandbox).size() > 1);
    assertThat(history(sandbox)).containsExactly(SRV1, SRV2);
    assertThat(srv2.health()).isZero();

    // One that does not answer is not.
    ProcessHandle java = ProcessHandle.of(srv2.pid()).orElseThrow().children().findFirst().get();
    kill("STOP", java);
    assertThat(srv2.health()).isNotZero();
    kill("CONT", java);

    for (ComposedServer server : List.of(srv1, srv2)) {
      assertThat(String.join("\n", server.log())).doesNotContain(TOKEN, KEY);
    }
  }

  /** The check's shell is killed, and what it had started ends as a child of process 1. */
  private static void leavesNoZombie(ComposedServer server) throws Exception {
    await("a look").atMost(PATIENCE).until(() -> SLEEP.matcher(running(server)).find());
    Matcher sleep = SLEEP.matcher(running(server));
    assertThat(sleep.find()).isTrue();
    server.script("kill -9 " + sleep.group("parent"));
    assertThat(running(server)).containsPattern("(?m)^ *" + sleep.group("pid") + " +1 S +sleep");
    await("its end").atMost(PATIENCE).until(() -> !SLEEP.matcher(running(server)).find());
    assertThat(running(server)).doesNotContainPattern("(?m)^ *\\d+ +\\d+ Z").contains("dumb-init");
  }

  private static String running(ComposedServer server) throws Exception {
    return server.script("ps -o pid,ppid,stat,args");
  }

  private static ComposedServer server(
      Sandbox sandbox, String name, List<Integer> ports, String project) throws IOException {
    var config = config(sandbox, name, ports, "/run/secrets");
    var server =
        new ComposedServer(podman, temp.resolve(project), config.toPrettyString(), KEY, TOKEN);
    if (name.equals(SRV1)) {
      // Else it is there again before anybody takes over.
      server.overrides("services: {clooster: {restart: 'no'}}\n");
    }
    return server;
  }

  private static ObjectNode config(
      Sandbox sandbox, String name, List<Integer> ports, String secrets) {
    var config = new ObjectMapper().createObjectNode();
    boolean first = name.equals(SRV1);
    config.put("this_server", name).put("key", "{{file:" + secrets + "/clooster-key}}");
    config
        .putArray("servers")
        .addPOJO(Map.of("name", SRV1, "address", "127.0.0.1", "port", ports.get(0)))
        .addPOJO(Map.of("name", SRV2, "address", "127.0.0.1", "port", ports.get(1)));
    config.putObject("listen").put("port", ports.get(first ? 0 : 1)).put("address", "127.0.0.1");
    config.putObject("operate").put("port", LoopbackPorts.freePort());
    config.putObject("link").put("confirm", "2s");
    config.put("verify", false);
    config
        .putObject("cloudflare")
        .put("token", "{{file:" + secrets + "/cloudflare-token}}")
        .put("zone", "example.com")
        .put("record", WWW)
        .put("api", sandbox.cloudflare().uri().toString());
    config
        .putArray("checks")
        .addObject()
        .put("every", "30s")
        .put("timeout", "20s")
        .put("fall", 100)
        .putArray("command")
        .add("/bin/sh")
        .add("-c")
        .add("sleep 4 & wait");
    return config;
  }

  private static List<String> history(Sandbox sandbox) {
    return sandbox.cloudflare().writes(WWW).stream()
        .map(RecordWrite::content)
        .map(content -> content.orElse("(deleted)"))
        .toList();
  }

  private static void kill(String signal, ProcessHandle process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).as(new String(kill.getErrorStream().readAllBytes(), UTF_8)).isZero();
  }

  private static List<String> names(String bill) throws Exception {
    String json = inside("cat /opt/clooster/" + bill);
    return new ObjectMapper().readTree(json).path("components").findValuesAsText("name");
  }

  /** What a script writes in a container without a network, with a root that is read only. */
  private static String inside(String script) throws Exception {
    return podman.run(
        "run",
        "--rm",
        "--read-only",
        "--network=none",
        "--env=CLOOSTER_JAVA_OPTS=-Xlog:class+load:file=/tmp/classes",
        "--entrypoint=/bin/sh",
        "clooster:2.0.0",
        "-c",
        script);
  }
}
