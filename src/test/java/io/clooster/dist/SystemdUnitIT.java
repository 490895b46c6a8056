// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdUnitIT {
  private static final Path UNIT =
      TestInstallation.built().home().resolve("systemd/clooster.service");

  @TempDir private Path temp;

  @Test
  void systemdUnderstandsEveryLine() throws Exception {
    var analyze = Tool.find("systemd-analyze", "systemd");
    // It wants the program to exist, and knows no blanks, which the build's own path may have.
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    var unit = temp.resolve("clooster.service");
    Files.writeString(
        unit, Files.readString(UNIT).replace("/opt/clooster/", installation.home() + "/"));

    var outcome = Command.of(analyze, "verify", unit).run();

    // It exits 0 even with keys it doesn't know: what it says is the result.
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void itsExposureIsAtMostTwoOfTen() throws Exception {
    var analyze = Tool.find("systemd-analyze", "systemd");

    var outcome =
        Command.of(analyze, "security", "--offline=true", "--threshold=20", "--no-pager", UNIT)
            .run();

    assertThat(outcome.out()).contains("Overall exposure level for clooster.service");
    assertThat(outcome.status()).as(outcome.out()).isZero();
  }
}
