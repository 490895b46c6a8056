// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dist.TestInstallation;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stand-ins for the services are a jar of their own; only what is shown on them needs it. */
@ProcessTest
class WithoutSandboxIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  @Full
  void theDaemonWorksWithoutTheSandboxAndTheDemoSaysWhatIsMissing() throws Exception {
    // Given
    var installation = TestInstallation.copiedTo(pair.directory().resolve("clooster"));
    var jar = theOnlyFileIn(installation.sandbox());
    Files.delete(jar);
    for (var server : List.of(pair.srv1(), pair.srv2())) {
      server.from(installation);
    }

    // When
    pair.start();
    pair.srv1().kill();

    // Then
    pair.awaitRecord(SRV2);
    pair.awaitNotes(1);
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
    for (var command : List.of("demo", "train")) {
      var started =
          new ProcessBuilder(installation.script().toString(), command).redirectErrorStream(true);
      started.environment().put("CLOOSTER_CACHE", "none");
      var process = started.start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isEqualTo(1);
      assertThat(output)
          .startsWith("clooster " + command + ": this needs the sandbox")
          .contains(jar + " is not there")
          .contains("the daemon runs without it")
          .hasLineCount(1);
    }
  }

  @Test
  void noJarOfTheDaemonHoldsAStandIn() throws Exception {
    var installation = TestInstallation.built();
    try (var jars = Files.list(installation.lib())) {
      for (var jar : jars.toList()) {
        assertThat(entries(jar))
            .as("%s", jar)
            .noneMatch(entry -> entry.startsWith("io/clooster/sandbox/"))
            .noneMatch(entry -> entry.startsWith("io/clooster/demo/"));
      }
    }
    assertThat(entries(theOnlyFileIn(installation.sandbox())))
        .contains("io/clooster/sandbox/Sandbox.class", "io/clooster/demo/Demo.class")
        .filteredOn(entry -> entry.endsWith(".class"))
        .allMatch(entry -> entry.matches("io/clooster/(sandbox|demo)/.*"));
  }

  private static List<String> entries(Path jar) throws Exception {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream().map(entry -> entry.getName()).toList();
    }
  }

  private static Path theOnlyFileIn(Path directory) throws Exception {
    try (var files = Files.list(directory)) {
      var all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
