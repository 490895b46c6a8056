// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server without a file descriptor left goes on with those that it has. */
@ProcessTest
@Full
class NoDescriptorsIT {
  @RegisterExtension private final Pair pair = new Pair();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatCannotBeAcceptedIsOneLineAndTheLinkStands(int protocol) throws Exception {
    // Given
    for (var server : new Server[] {pair.srv1(), pair.srv2()}) {
      if (protocol == 2) {
        server.remove("link").set("/protocol", 2).set("/key", "secret-link-key-of-enough-messages");
      }
      server.start();
    }
    pair.srv1().awaitLine("state=up: connected");
    pair.srv1().awaitLine("state=settled");

    // When
    limit("20");
    var waiting = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 5; i++) {
        waiting.add(new Socket(LoopbackPorts.address(pair.port()).getAddress(), pair.port()));
      }
      pair.srv1().awaitLine("Too many open files");
      pair.staysQuiet();

      // Then: no stack trace, and not a line for each attempt.
      assertThat(pair.srv1().lines())
          .allMatch(line -> Server.LOG_LINE.matcher(line).matches())
          .filteredOn(line -> line.contains("Too many open files"))
          .filteredOn(line -> line.contains("can't accept"))
          .hasSize(1);
      assertThat(pair.srv1().lines("state=disconnected")).isEmpty();

      // And: as soon as it can, it accepts again.
      limit("1024");
      pair.srv1().awaitLine("Rejecting client 127.0.0.1");
    } finally {
      for (var socket : waiting) {
        socket.close();
      }
    }
    assertThat(pair.srv1().running()).isTrue();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
  }

  private void limit(String descriptors) throws IOException, InterruptedException {
    var prlimit =
        new ProcessBuilder(
                "prlimit",
                "--pid",
                String.valueOf(pair.srv1().pid()),
                "--nofile=" + descriptors + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }
}
