// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstalledPlaceTest {
  private static final Set<Path> SECRETS = Set.of(Path.of("/etc/clooster/token"));

  @Test
  void theServiceIsHandedWhatItCannotRead() {
    var place =
        new InstalledPlace(
            Path.of("/usr/share/clooster"),
            Path.of("/etc/clooster/clooster.json"),
            InstalledPlace.Kind.PACKAGE);

    assertThat(place.secrets(SECRETS))
        .singleElement()
        .asString()
        .endsWith("under [Service], LoadCredential=token:/etc/clooster/token");
  }

  @Test
  void aTrialReadsItsFilesItself() {
    assertThat(InstalledPlace.of(Path.of("/home/me/clooster")).secrets(SECRETS)).isEmpty();
  }
}
