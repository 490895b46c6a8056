// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users put beside an installation: conf/, lib/ext/, routes/site/. */
class UsersOwnIT {
  @TempDir private Path temp;

  @BeforeEach
  void aPlace() throws IOException {
    temp = temp.toRealPath();
  }

  @Test
  void theirsComeBehindOursOnTheClassPath() throws Exception {
    var java = FakeJava.at(temp.resolve("jdk"), "17.0.15");
    var installation = TestInstallation.fakedAt(temp.resolve("a+b %41 c"));
    var ours = "%1$s/Zoo-1.jar:%1$s/camel-main-4.jar:%1$s/clooster-2.0.0.jar";
    var lib = installation.lib();
    var version =
        Command.of(installation.script(), "version")
            .with("JAVA_HOME", java.home())
            .with("CLOOSTER_CACHE", "none");

    assertThat(FakeJava.arguments(version.run())).containsSequence("-cp", ours.formatted(lib));

    Files.createDirectories(lib.resolve("ext/directory"));
    Files.writeString(lib.resolve("ext/notes.txt"), "mine");
    Files.writeString(lib.resolve("ext/a:b.jar"), "mine");
    assertThat(FakeJava.arguments(version.run())).containsSequence("-cp", ours.formatted(lib));

    Files.createDirectory(installation.home().resolve("conf"));
    Files.writeString(lib.resolve("ext/my jar+%41.jar"), "mine");
    Files.writeString(lib.resolve("ext/Zebra-1.jar"), "mine");
    var outcome = version.run();

    assertThat(FakeJava.arguments(outcome))
        .containsSequence(
            "-cp",
            (ours + ":%2$s/conf:%1$s/ext/Zebra-1.jar:%1$s/ext/my jar+%%41.jar")
                .formatted(lib, installation.home()));
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void theArchiveIsMadeWithoutThem() throws Exception {
    var java = FakeJava.at(temp.resolve("jdk"), "17.0.15");
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    Files.createDirectory(installation.home().resolve("conf"));
    Files.createDirectory(installation.lib().resolve("ext"));
    Files.writeString(installation.lib().resolve("ext/mine.jar"), "mine");

    Command.of(installation.script(), "cds-archive")
        .with("JAVA_HOME", java.home())
        .with("REHEARSAL", "works")
        .run();

    var calls = TestInstallation.filesIn(java.rehearsals());
    assertThat(calls).hasSize(1);
    assertThat(Files.readString(java.rehearsals().resolve(calls.get(0))))
        .contains("/clooster-2.0.0.jar\n")
        .doesNotContain("/conf", "mine.jar");
  }

  @Test
  void aRouteCallsAClassOfTheUsersJarWithTheUsersSettings() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("a+b %41 c"));
    users(installation);
    var config = TestInstallation.config(temp);
    var classes = temp.resolve("classes.log");

    var running =
        clooster(installation, "run", config)
            .with("CLOOSTER_CACHE", "none")
            .with("CLOOSTER_JAVA_OPTS", hosts() + " -Xlog:class+load:file=" + classes)
            .start();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                Files.readString(running.out()).contains("greeting")
                    || !running.process().isAlive());
    running.process().destroy();
    var outcome = running.outcome();

    assertThat(outcome.out())
        .as(outcome.err())
        .contains("greeting: hello from conf, by a class of mine")
        .contains("Apache Camel (Main)")
        .contains("jar=" + installation.lib().resolve("ext/broken.jar") + ": can't be used");
    assertThat(outcome.status()).isZero();
    assertThat(classes).content().containsPattern("com\\.example\\.Mine source: .*mine\\.jar");
  }

  @Test
  void aLogSettingsFileThatCannotBeReadIsNamed() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("clooster"));
    var file = installation.home().resolve("conf/simplelogger.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "org.slf4j.simpleLogger.logFile = C:\\users\n");

    var outcome = clooster(installation, "version").with("CLOOSTER_CACHE", "none").run();

    assertThat(outcome.err())
        .startsWith("clooster: " + file + ": can't be read: ")
        .contains("correct the file, or remove it")
        .hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
  }

  private static Command clooster(TestInstallation installation, Object... arguments) {
    var words = new ArrayList<Object>(List.of(installation.script()));
    words.addAll(List.of(arguments));
    return Command.of(words.toArray()).with("JAVA_HOME", System.getProperty("java.home"));
  }

  private static String hosts() {
    return "-Djdk.net.hosts.file=" + Path.of("src/test/hosts").toAbsolutePath();
  }

  private void users(TestInstallation installation) throws IOException {
    var ext = Files.createDirectories(installation.lib().resolve("ext"));
    Files.writeString(ext.resolve("broken.jar"), "<html>404</html>");
    var source = temp.resolve("com/example/Mine.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package com.example;
        public class Mine {
          public String greet(String text) {
            return text + ", by a class of mine";
          }
        }
        """);
    var compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", source.toString());
    assertThat(compiled).isZero();
    try (var jar = new JarOutputStream(Files.newOutputStream(ext.resolve("mine.jar")))) {
      jar.putNextEntry(new ZipEntry("com/example/Mine.class"));
      jar.write(Files.readAllBytes(source.resolveSibling("Mine.class")));
    }
    var conf = Files.createDirectory(installation.home().resolve("conf"));
    Files.writeString(conf.resolve("application.properties"), "mine.greeting = hello from conf\n");
    Files.writeString(
        conf.resolve("simplelogger.properties"),
        "org.slf4j.simpleLogger.log.org.apache.camel.main = info\n");
    var site = Files.createDirectories(installation.home().resolve("routes/site"));
    Files.writeString(
        site.resolve("mine.camel.yaml"),
        """
        - beans:
            - name: mine
              type: com.example.Mine
        - route:
            id: site-mine
            from:
              uri: timer:mine?repeatCount=1
              steps:
                - setBody:
                    constant: "{{mine.greeting}}"
                - to: bean:mine?method=greet
                - log: "greeting: ${body}"
        """);
  }
}
