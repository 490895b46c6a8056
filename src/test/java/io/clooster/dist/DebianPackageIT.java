// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Full;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package, as a file; what it does when it is installed, DebianInstallIT shows. */
@Full
class DebianPackageIT {
  @TempDir private Path temp;

  @Test
  void lintianAndSystemdHaveNothingToSayAndAnotherBuildIsTheSame() throws Exception {
    String lintian = Tool.find("lintian", "lintian");
    String analyze = Tool.find("systemd-analyze", "systemd");

    Path deb = DebianPackage.in(temp.resolve("first"));

    Command.Outcome judged =
        Command.of(lintian, "--allow-root", "--fail-on", "error,warning", deb).run();
    assertThat(judged.out() + judged.err()).isEmpty();
    assertThat(judged.status()).isZero();

    Path again = DebianPackage.in(temp.resolve("second"));
    assertThat(Files.mismatch(deb, again)).as("the first byte that differs").isEqualTo(-1);

    Path root = temp.resolve("root");
    DebianPackage.run("dpkg-deb", "-x", deb, root);
    DebianPackage.run("dpkg-deb", "-e", deb, temp.resolve("control"));
    assertThat(temp.resolve("control/conffiles"))
        .content()
        .contains("/etc/fail2ban/filter.d/clooster.conf\n", "/etc/fail2ban/jail.d/clooster.conf\n");
    for (String name : new String[] {"clooster.service", "clooster@.service"}) {
      Path unit = root.resolve("lib/systemd/system").resolve(name);
      assertThat(unit)
          .content()
          .contains("ExecStart=/usr/bin/clooster run")
          .doesNotContain("/opt/", "cp ");
      // The program has to exist for it, and blanks in a path of the build are not known to it.
      Path there = temp.resolve(name.replace("@.", "@web."));
      Files.writeString(
          there,
          Files.readString(unit).replace("ExecStart=/usr/bin/clooster", "ExecStart=/bin/sh"));
      Command.Outcome verified = Command.of(analyze, "verify", there).run();
      assertThat(verified.out() + verified.err()).isEmpty();
      Command.Outcome exposed =
          Command.of(analyze, "security", "--offline=true", "--threshold=14", "--no-pager", there)
              .run();
      assertThat(exposed.status()).as(exposed.out()).isZero();
    }
  }
}
