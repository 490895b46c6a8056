// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No jar that is shipped is older than the one that mended the flaws known of it, whatever the bill
 * of materials of Camel asks for.
 */
class KnownFlawsIT {
  @ParameterizedTest
  @CsvSource({
    "httpclient5, 5.6.4", // CVE-2026-64607, CVE-2026-71290
    "httpcore5, 5.4.3", // CVE-2026-54399
    "httpcore5-h2, 5.4.3", // CVE-2026-54428
    "jackson-core, 2.22.2", // CVE-2026-68494, CVE-2026-68498
    "jackson-databind, 2.22.2", // CVE-2026-54512 to 54518, CVE-2026-59888, CVE-2026-59889,
    // CVE-2026-68497
    "jackson-dataformat-yaml, 2.22.2", // as the other two
    "netty-handler, 4.1.135.Final", // CVE-2026-50010
  })
  void theShippedJarIsNotOlderThanTheOneThatIsMended(String artifact, String mended)
      throws IOException {
    var versions =
        TestInstallation.filesIn(TestInstallation.built().lib()).stream()
            .filter(jar -> jar.matches(artifact + "-\\d.*\\.jar"))
            .map(jar -> jar.substring(artifact.length() + 1, jar.length() - ".jar".length()))
            .toList();

    assertThat(versions)
        .singleElement()
        .satisfies(
            version ->
                assertThat(Version.parse(version)).isGreaterThanOrEqualTo(Version.parse(mended)));
  }
}
