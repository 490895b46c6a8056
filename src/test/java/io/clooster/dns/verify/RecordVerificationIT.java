// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.failover.Event;
import io.clooster.testing.Full;
import io.clooster.testing.ScriptedNameServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

/** Two real name servers of a zone: ns1 at 127.0.0.1, and ns2 at 127.0.0.2. */
@Timeout(120)
class RecordVerificationIT {
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String OLD =
      """
      www CNAME srv1
      api A 192.0.2.1
      api AAAA 2001:db8::1
      """;
  private static final String NEW =
      """
      WWW CNAME SRV2
      api A 192.0.2.2
      api AAAA 2001:db8::2
      """;

  @TempDir private Path directory;
  private int port;
  private Knot ns1;
  private Knot ns2;

  @BeforeEach
  void twoNameServers() throws Exception {
    port = Knot.freePort();
    ns1 = Knot.start(directory.resolve("ns1"), "127.0.0.1", port, NEW);
    ns2 = Knot.start(directory.resolve("ns2"), "127.0.0.2", port, OLD);
  }

  @AfterEach
  void stop() {
    for (Knot knot : new Knot[] {ns1, ns2}) {
      if (knot != null) {
        knot.close();
      }
    }
  }

  /** As on a machine whose resolver is this one. */
  private Verified byResolver(InetSocketAddress resolver, Duration within) {
    return all(
        new Verified(within, () -> new ZoneServers("example.com", () -> List.of(resolver), port)));
  }

  private static Verified all(Verified verified) {
    return verified
        .record("www.example.com", "CNAME")
        .record("api.example.com", "A")
        .record("api.example.com", "AAAA");
  }

  @Test
  void theServersThatTheZoneNamesAreAskedUntilTheLastOneHasBeenUpdated() throws Exception {
    try (Verified verified = byResolver(ns1.address(), LONG)) {
      // Given
      CompletableFuture<Event.RecordVerified> answer = verified.begin();
      await().during(Duration.ofMillis(500)).until(() -> !answer.isDone());

      // When
      ns2.change(NEW);

      // Then
      assertThat(answer.join().asked()).isEqualTo(2);
      assertThat(answer.join().lagging()).isEmpty();
    }
  }

  @Test
  void theOneThatIsNotUpdatedIsNamedWithWhatItGives() throws Exception {
    try (Verified verified = byResolver(ns1.address(), SHORT)) {
      assertThat(verified.verify().lagging())
          .containsExactly(
              "ns2.example.com (127.0.0.2:%d): www.example.com CNAME srv1.example.com"
                  .formatted(port));
    }
  }

  @Test
  void theOneThatIsDeadIsNamed() throws Exception {
    // Given
    ns2.close();
    try (Verified verified = byResolver(ns1.address(), SHORT)) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer.asked()).isEqualTo(2);
      assertThat(answer.lagging())
          .singleElement()
          .asString()
          .startsWith("ns2.example.com (127.0.0.2:" + port + "): ");
    }
  }

  @Test
  @Full
  void theOneThatComesBackDuringTheVerificationIsNotLate() throws Exception {
    // Given
    ns2.close();
    try (Verified verified = byResolver(ns1.address(), LONG)) {
      CompletableFuture<Event.RecordVerified> answer = verified.begin();
      await().during(Duration.ofMillis(500)).until(() -> !answer.isDone());

      // When
      ns2 = Knot.start(directory.resolve("ns2"), "127.0.0.2", port, NEW);

      // Then
      assertThat(answer.join().lagging()).isEmpty();
    }
  }

  @Test
  @Full
  void theOneThatRefusesIsNamed() throws Exception {
    // Given
    ns2.close();
    try (var refusing =
            new ScriptedNameServer("127.0.0.2", port, ScriptedNameServer.saying(Rcode.REFUSED));
        Verified verified = byResolver(ns1.address(), SHORT)) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(refusing.questions()).isNotEmpty();
      assertThat(answer.lagging())
          .containsExactly("ns2.example.com (127.0.0.2:" + port + "): REFUSED");
    }
  }

  @Test
  void serversThatTheConfigurationNamesAreAskedInPlaceOfTheZones() throws Exception {
    try (Verified verified = all(new Verified(LONG, ns1.address()))) {
      assertThat(verified.verify())
          .isEqualTo(new Event.RecordVerified(1, 1, List.of(), Duration.ofMinutes(1)));
    }
  }

  @Test
  void aRecordThatIsGoneIsTold() throws Exception {
    // Given
    ns1.change("api A 192.0.2.2");
    try (Verified verified = all(new Verified(SHORT, ns1.address()))) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer.lagging()).containsExactly("127.0.0.1:" + port + ": NXDOMAIN");
    }
  }

  @Test
  @Full
  void theSecondResolverIsAskedWhereTheFirstIsDead() throws Exception {
    // Given
    InetSocketAddress dead = ns2.address();
    ns2.close();
    NameServerSource whom =
        new ZoneServers("example.com", () -> List.of(dead, ns1.address()), port);

    // When
    NameServerSource.Found found = whom.find();

    // Then
    assertThat(found.servers())
        .extracting(NameServer::toString)
        .containsExactly(
            "ns1.example.com (127.0.0.1:" + port + ")", "ns2.example.com (127.0.0.2:" + port + ")");
    assertThat(found.lost()).isEmpty();
  }

  @Test
  @Full
  void thatNoResolverKnowsTheZoneIsSaid() {
    NameServerSource whom =
        new ZoneServers("example.net", () -> List.of(ns1.address(), ns2.address()), port);

    assertThatThrownBy(whom::find)
        .isInstanceOf(IOException.class)
        .hasMessage("the name servers of example.net can't be found: 127.0.0.2: REFUSED");
  }
}
