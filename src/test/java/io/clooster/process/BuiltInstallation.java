// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dist.TestInstallation;
import io.clooster.testing.SignalDefaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The CDS archive that all tests share, so that each start takes a second less. */
final class BuiltInstallation {
  private static final Path CACHE = Path.of("target", "cds-archive").toAbsolutePath();
  private static final TestInstallation BUILT = prepared();

  private BuiltInstallation() {}

  /** The built installation, its CDS archive made. */
  static TestInstallation installation() {
    return BUILT;
  }

  /**
   * A CDS archive holds for one place only, and making one is not worth it for a copy of a test.
   */
  private static String cacheFor(TestInstallation installation) {
    return installation.equals(BUILT) ? CACHE.toString() : "none";
  }

  /** How its program is started, in an environment that holds nothing else of ours. */
  static ProcessBuilder process(TestInstallation installation, List<String> words, Path directory) {
    var builder =
        new ProcessBuilder(SignalDefaults.restoredFor(words))
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "JAVA_HOME",
                System.getProperty("java.home"),
                "CLOOSTER_CACHE",
                cacheFor(installation)));
    return builder;
  }

  /** Made by the command for it, with which no start waits. */
  private static TestInstallation prepared() {
    var built = TestInstallation.built();
    var start = new ProcessBuilder(built.script().toString(), "cds-archive");
    start.environment().put("CLOOSTER_CACHE", CACHE.toString());
    start.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      var process = start.redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the CDS archive is made").isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return built;
    } catch (IOException e) {
      throw new AssertionError("the built installation doesn't start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while preparing the CDS archive", e);
    }
  }
}
