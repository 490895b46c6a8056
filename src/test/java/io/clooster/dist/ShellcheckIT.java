// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShellcheckIT {
  @Test
  void theScriptsAreClean() throws Exception {
    var shellcheck = Tool.find("shellcheck", "shellcheck");

    var outcome =
        Command.of(
                shellcheck,
                TestInstallation.built().script(),
                Path.of(".ci/run").toAbsolutePath(),
                Path.of("src/main/runtime/link").toAbsolutePath(),
                Path.of("src/main/runtime/bill").toAbsolutePath(),
                Path.of("src/main/image/root").toAbsolutePath(),
                Path.of("src/main/deb/control/postinst").toAbsolutePath(),
                Path.of("src/main/deb/control/prerm").toAbsolutePath(),
                Path.of("src/main/deb/control/postrm").toAbsolutePath())
            .run();

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}
