// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Problem;
import io.clooster.testing.NamedPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the user's own jars. */
class ExtensionJarsTest {
  @TempDir Path home;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(home.resolve("lib/ext"));
    jar("lib/camel-api-4.18.0.jar");
    jar("lib/netty-common-4.1.130.Final.jar");
  }

  @Test
  void thoseOfItsOwnKindAreAllRight() throws IOException {
    jar("lib/ext/mine.jar");
    jar("lib/ext/camel-jms-4.18.0.jar");
    jar("lib/ext/netty-common-extra-1.jar");
    Files.writeString(home.resolve("lib/ext/readme.txt"), "mine");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void aPipeIsToldOfAndNotWaitedFor() throws Exception {
    Path pipe = home.resolve("lib/ext/pipe.jar");
    NamedPipe.at(pipe);

    assertThat(warnings())
        .containsExactly(pipe + ": is something else than a file, and is left out; delete it");
  }

  @Test
  void aSecondOneOfOursIsToldOf() throws IOException {
    Path jar = jar("lib/ext/netty-common-4.2.1.Final.jar");

    assertThat(warnings())
        .containsExactly(
            jar
                + ": lib/ has this already, as netty-common-4.1.130.Final.jar, which counts; delete"
                + " it from lib/ext/");
  }

  @Test
  void twoVersionsAreToldOf() throws IOException {
    jar("lib/ext/mine-1.0.jar");
    Path jar = jar("lib/ext/mine-1.1.jar");

    assertThat(warnings())
        .containsExactly(
            jar
                + ": lib/ext/ has this twice: mine-1.0.jar comes first, and counts; delete one of"
                + " them");
  }

  @Test
  void aComponentOfAnotherCamelIsToldOf() throws IOException {
    Path jar = jar("lib/ext/camel-jms-4.10.0.jar");

    assertThat(warnings())
        .containsExactly(
            jar
                + ": is of another version than what it works with, lib/camel-api-4.18.0.jar; take"
                + " camel-jms-4.18.0.jar");
  }

  @Test
  void aPartOfAnotherNettyIsToldOfAndItsOpenSslIsNot() throws IOException {
    Path jar = jar("lib/ext/netty-codec-http-4.1.140.Final.jar");
    jar("lib/ext/netty-codec-dns-4.1.130.Final.jar");
    jar("lib/ext/netty-tcnative-classes-2.0.74.Final.jar");

    assertThat(warnings())
        .containsExactly(
            jar
                + ": is of another version than what it works with,"
                + " lib/netty-common-4.1.130.Final.jar; take netty-codec-http-4.1.130.Final.jar");
  }

  @Test
  void whatIsNoJarIsToldOf() throws IOException {
    Path jar = home.resolve("lib/ext/broken.jar");
    Files.writeString(jar, "<html>404</html>");
    Path dangling = home.resolve("lib/ext/dangling.jar");
    Files.createSymbolicLink(dangling, home.resolve("nowhere"));
    Path colon = jar("lib/ext/a:b.jar");

    assertThat(warnings())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).startsWith(jar + ": can't be used: "))
        .anySatisfy(line -> assertThat(line).startsWith(dangling + ": can't be used: "))
        .anySatisfy(
            line ->
                assertThat(line).startsWith(colon + ": can't be used, as its name has a colon"));
  }

  @Test
  void noneAreNeeded() throws IOException {
    Files.delete(home.resolve("lib/ext"));

    assertThat(warnings()).isEmpty();
  }

  private Path jar(String name) throws IOException {
    Path file = home.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new ZipEntry("x"));
    }
    return file;
  }

  private List<String> warnings() {
    return ExtensionJars.warnings(home).stream().map(Problem::toString).toList();
  }
}
