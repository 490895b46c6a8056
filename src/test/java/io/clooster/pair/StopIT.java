// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signal ends Clooster within five seconds and with status 0, whatever it is doing. */
@ProcessTest
class StopIT {
  @RegisterExtension private final Pair pair = new Pair();

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void whileItIsLinked(String signal) throws Exception {
    // Given
    pair.start();

    // When, then
    pair.srv1().stop(signal);
    pair.awaitNotes(1);
    pair.srv2().stop(signal);
    assertThat(pair.srv1().lines()).last().asString().endsWith("state=stopped");
    assertThat(pair.srv2().lines()).last().asString().endsWith("state=stopped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void whileACallHangs(String signal) throws Exception {
    // Given
    pair.cloudflare().faults().onAny().always(SandboxFault.hang());
    pair.srv1().start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !pair.cloudflare().calls().isEmpty());
    pair.srv1().awaitLine("state=started");

    // When, then
    pair.srv1().stop(signal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @Full
  void whileAMessageCanNotBeDelivered(String signal) throws Exception {
    // Given
    pair.start();
    pair.pushbullet().faults().onAny().once(SandboxFault.answer(503, "away", "Try later"));
    pair.pushbullet().faults().onAny().always(SandboxFault.hang());
    pair.srv1().kill();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> pair.pushbullet().calls().size() >= 2);

    // When, then
    pair.srv2().stop(signal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @Full
  void whileADeliveryWaitsForItsNextTry(String signal) throws Exception {
    // Given
    pair.start();
    pair.pushbullet().down();
    pair.cloudflare().down();
    pair.srv1().kill();
    pair.srv2().awaitLine("something went wrong");
    pair.srv2().awaitLines(3, "state=failing");

    // When, then
    pair.srv2().stop(signal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @Full
  void whileItWaitsForAHello(String signal) throws Exception {
    // Given: somebody who accepts, and says nothing.
    try (var silent = new ServerSocket(pair.port(), 1, InetAddress.getLoopbackAddress())) {
      pair.srv2().start();
      try (var accepted = silent.accept()) {
        pair.srv2().awaitLine("state=started");

        // When, then
        assertThat(accepted.isConnected()).isTrue();
        pair.srv2().stop(signal);
      }
    }
  }
}
