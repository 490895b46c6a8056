// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be waited for is waited for; what can't ends the process with a reason. */
@ProcessTest
class StartIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void anApiThatIsNotThereYetIsWaitedForWhileTheLinkRuns() throws Exception {
    // Given
    pair.cloudflare().down();

    // When
    pair.srv1().start();
    pair.srv2().start();
    for (var server : new Server[] {pair.srv1(), pair.srv2()}) {
      server.awaitLine("state=up: connected");
      server.awaitLines(2, "state=failing: connection refused");
    }
    pair.cloudflare().up();

    // Then
    assertThat(pair.srv1().allLines().get(0)).contains("server=" + SRV1 + " state=starting ");
    pair.srv1().awaitLine("state=settled");
    pair.srv2().awaitLine("state=settled");
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  @Full
  void aListeningServerThatIsNotThereYetIsWaitedFor() throws Exception {
    // When
    pair.srv2().start();
    pair.srv2().awaitLine("state=unreachable");
    pair.staysQuiet();
    pair.srv1().start();

    // Then
    pair.srv2().awaitLine("state=up: connected");
    assertThat(pair.srv2().lines("state=unreachable")).hasSize(1);
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  @Full
  void aServerWhoseOtherWasNeverSeenDoesNothing() throws Exception {
    // Given
    pair.prefer(SRV2);

    // When
    pair.srv1().start();
    pair.srv1().awaitLine("state=read value=" + SRV2);

    // Then
    pair.staysQuiet();
    assertThat(pair.srv1().running()).isTrue();
    assertThat(pair.history()).containsExactly(SRV2);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  void allThatIsWrongInTheConfigIsSaidAtOnce() throws Exception {
    // Given
    pair.srv1()
        .remove("key")
        .set("/link/watchdog", "soon")
        .set("/link/keepalvie", "60s")
        .set("/server/port", 70000);

    // When
    pair.srv1().start();

    // Then
    assertThat(pair.srv1().exitStatus()).isEqualTo(2);
    assertThat(pair.srv1().allLines()).isEmpty();
    assertThat(pair.srv1().errors())
        .contains("key: is missing", "soon", "keepalvie", "did you mean", "70000")
        .contains(pair.srv1().configFile() + ":");
  }

  @Test
  void aMissingConfigIsSaid() throws Exception {
    // When
    pair.srv1().start(pair.directory().resolve("none.json"));

    // Then
    assertThat(pair.srv1().exitStatus()).isEqualTo(2);
    assertThat(pair.srv1().errors()).contains("none.json");
  }

  @Test
  void aPortThatIsInUseIsSaid() throws Exception {
    try (var other = new ServerSocket(pair.port(), 1, InetAddress.getLoopbackAddress())) {
      // When
      pair.srv1().start();

      // Then
      assertThat(pair.srv1().exitStatus()).isEqualTo(1);
      assertThat(pair.srv1().errors())
          .contains("can't listen on 127.0.0.1 port " + other.getLocalPort())
          .hasLineCount(1);
    }
  }

  @Test
  void twoInstancesWithOneStateDirectoryAreOneTooMany() throws Exception {
    // Given
    pair.srv2().set("/state_dir", pair.srv1().stateDirectory().toString());
    pair.srv1().start();
    pair.srv1().awaitLine("state=started");

    // When
    pair.srv2().start();

    // Then
    assertThat(pair.srv2().exitStatus()).isEqualTo(1);
    assertThat(pair.srv2().errors()).contains("in use by another Clooster").hasLineCount(1);
    assertThat(pair.srv1().running()).isTrue();
  }
}
