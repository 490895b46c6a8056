// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KameletCatalogTest {
  private static final String SHIPPED = "pushbullet-notify-sink";

  @TempDir private Path directory;

  @Test
  void aPlaceThatHasNoneYetWillHaveThoseOfTheJar() throws Exception {
    Path kamelets = directory.resolve("kamelets");
    assertThat(new KameletCatalog(kamelets).has(SHIPPED)).isTrue();

    Files.createDirectory(kamelets);
    assertThat(new KameletCatalog(kamelets).has(SHIPPED)).isTrue();

    Files.writeString(kamelets.resolve("mine-notify-sink.kamelet.yaml"), "kind: Kamelet");
    assertThat(new KameletCatalog(kamelets).has(SHIPPED)).isFalse();
  }
}
