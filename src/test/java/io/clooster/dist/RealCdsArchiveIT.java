// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Full;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of classes with the Java that runs this test, and with every other one installed. */
@Full
class RealCdsArchiveIT {
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  @TempDir private Path temp;

  static List<Path> javas() throws IOException {
    var javas = new ArrayList<Path>();
    javas.add(Path.of(System.getProperty("java.home")).toRealPath());
    if (Files.isDirectory(INSTALLED)) {
      try (var homes = Files.list(INSTALLED)) {
        for (var home : homes.sorted().toList()) {
          if (feature(home) >= 17 && !javas.contains(home.toRealPath())) {
            javas.add(home.toRealPath());
          }
        }
      }
    }
    return javas;
  }

  /** The first number of the version, from {@code release}; 0 where that isn't a whole Java. */
  private static int feature(Path home) throws IOException {
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.exists(home.resolve("release"))) {
      return 0;
    }
    var release = new Properties();
    try (var text = Files.newBufferedReader(home.resolve("release"))) {
      release.load(text);
    }
    return Runtime.Version.parse(release.getProperty("JAVA_VERSION", "0").replace("\"", ""))
        .feature();
  }

  @Test
  void aJavaOfAnotherVersionIsAmongThem() throws IOException {
    var others = javas().size() - 1;

    if (others == 0) {
      Tool.notRun("another Java than %s is not in %s".formatted(javas().get(0), INSTALLED));
    }
    assertThat(others).isPositive();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anArchiveIsMadeAndUsedAndAWrongOneDoesNoHarm(Path javaHome) throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("clooster"));
    var log = temp.resolve("classes.log");
    var version =
        Command.of(installation.script(), "version")
            .with("JAVA_HOME", javaHome)
            .with("CLOOSTER_JAVA_OPTS", "-Xlog:class+load:file=" + log);

    var made =
        Command.of(installation.script(), "cds-archive")
            .with("JAVA_HOME", javaHome)
            .start()
            .outcome(5);
    assertThat(made.status()).as(() -> made.err() + reason(installation)).isZero();

    assertRuns(version);
    assertThat(log).content().contains("io.clooster.Clooster source: shared objects file (top)");

    var archive = Path.of(made.out().strip());
    assertThat(archive.toFile().setWritable(true, true)).isTrue();
    for (var damage : List.of(0.0, 0.1, 0.5, 0.9)) {
      var whole = Files.readAllBytes(archive);
      damage(archive, (long) (damage * whole.length));
      assertRuns(version);
      Files.write(archive, whole);
    }

    try (var file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertRuns(version);
    assertThat(log).content().doesNotContain("shared objects file (top)");
  }

  /** What the script wrote down, where it could not make an archive. */
  private static String reason(TestInstallation installation) {
    try {
      for (var name : TestInstallation.filesIn(installation.cache())) {
        if (name.endsWith(".failed")) {
          return Files.readString(installation.cache().resolve(name));
        }
      }
      return "no reason was written down";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void damage(Path file, long from) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(from);
      bytes.write(new byte[4096]);
      bytes.write("damaged".repeat(1000).getBytes(US_ASCII));
    }
  }

  private static void assertRuns(Command version) throws Exception {
    var outcome = version.run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isNotBlank();
    assertThat(outcome.status()).isZero();
  }
}
