// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The survivor takes the record, and dies right after the provider took its write: the death that
 * made it do so is told all the same, when it is back, and once.
 */
@ProcessTest
@Full
class IntentionIT {
  private static final String KEY = "secret-link-key, which is not short";

  @RegisterExtension private final Pair pair = new Pair();

  @ParameterizedTest
  @CsvSource({"2,0", "2,5", "2,10", "2,15", "2,20", "1,0", "1,10"})
  void aDeathIsToldByWhoDidNotLiveToTellIt(int protocol, int millis) throws Exception {
    // Given
    start(protocol);
    pair.srv1().kill();

    // When
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofMinutes(1))
        .until(() -> pair.record().equals(SRV2));
    await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    pair.srv2().kill();
    pair.srv2().start();

    // Then
    pair.awaitNotes(1);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
    assertThat(pair.notes()).hasSize(1);
    assertThat(pair.notes().get(0).title())
        .startsWith("[%s] Server '%s' is now down (".formatted(SRV2, SRV1));
    assertThat(pair.notes().get(0).body())
        .startsWith("The address for 'www.example.com' has been changed to '%s'".formatted(SRV2));
  }

  private void start(int protocol) throws Exception {
    if (protocol == 1) {
      pair.start();
      return;
    }
    for (var server : new Server[] {pair.srv1(), pair.srv2()}) {
      server.remove("link").set("/link/keepalive", "1s").set("/link/confirm", "1s");
      server.set("/link/reconnect/min", "100ms").set("/link/reconnect/max", "1s");
      server.set("/protocol", 2).set("/key", KEY);
      server.start();
    }
    pair.srv1().awaitLine("state=up: connected");
    pair.srv2().awaitLine("state=up: connected");
    pair.srv1().awaitLine("state=settled");
    pair.srv2().awaitLine("state=read");
  }
}
