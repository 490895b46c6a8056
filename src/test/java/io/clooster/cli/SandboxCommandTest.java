// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Printed;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code clooster sandbox} where it can't run. */
class SandboxCommandTest {
  @RegisterExtension private final Printed printed = new Printed();

  @Test
  void aPortThatIsTakenIsNamedWithWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(Cli.execute("sandbox", "--port", "" + (port - 1))).isEqualTo(ExitStatus.FAILED);

      assertThat(printed.err())
          .startsWith("clooster: the sandbox can't run: ")
          .contains("port " + port + ": ", "--port")
          .containsOnlyOnce("can't");
    }
  }
}
