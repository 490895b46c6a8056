// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdUnitIT {
  private static final Path UNITS = TestInstallation.built().home().resolve("systemd");

  @TempDir private Path temp;

  /** For one group, and for several on one machine. */
  @ParameterizedTest
  @ValueSource(strings = {"clooster.service", "clooster@.service"})
  void systemdUnderstandsEveryLine(String name) throws Exception {
    var analyze = Tool.find("systemd-analyze", "systemd");
    // It wants the program to exist, and knows no blanks, which the build's own path may have.
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    var unit = temp.resolve(name.replace("@.", "@web."));
    Files.writeString(
        unit,
        Files.readString(UNITS.resolve(name)).replace("/opt/clooster/", installation.home() + "/"));

    var outcome = Command.of(analyze, "verify", unit).run();

    // It exits 0 even with keys it doesn't know: what it says is the result.
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void whatRunsSeveralDiffersByTheGroupsNameAlone() throws Exception {
    var one = text("clooster.service");
    var several = text("clooster@.service");

    assertThat(
            several
                .replace(" (%i)", "")
                .replace("/etc/clooster/%i.json", "/etc/clooster/clooster.json")
                .replace("-%i", ""))
        .isEqualTo(one);
  }

  /** What comes after the comment about the installation. */
  private static String text(String name) throws IOException {
    var whole = Files.readString(UNITS.resolve(name));
    return whole.substring(whole.indexOf("[Unit]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clooster.service", "clooster@.service"})
  void itsExposureIsNotAboveOnePointOne(String name) throws Exception {
    var analyze = Tool.find("systemd-analyze", "systemd");

    var outcome =
        Command.of(
                analyze,
                "security",
                "--offline=true",
                "--threshold=11",
                "--no-pager",
                UNITS.resolve(name))
            .run();

    assertThat(outcome.out()).contains("Overall exposure level for clooster");
    assertThat(outcome.status()).as(outcome.out()).isZero();
  }
}
