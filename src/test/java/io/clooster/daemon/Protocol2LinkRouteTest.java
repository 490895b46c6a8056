// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.config.Secret;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Report;
import io.clooster.link.protocol2.LinkKey;
import io.clooster.link.protocol2.LinkSettings;
import io.clooster.testing.DeafServer;
import io.clooster.testing.Logged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of a group with the shipped routes, over real TLS. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Protocol2LinkRouteTest {
  private static final String SRV1 = "srv1.test";
  private static final String SRV2 = "srv2.test";
  private static final String SRV3 = "srv3.test";
  private static final String DEAF = "deaf.test";
  private static final String NUMBERS = "2001:db8::4";
  private static final String SECRET = "a secret of the tests";

  private final int port = RouteSession.freePort();
  private final int nobody = RouteSession.freePort();
  private DeafServer deaf;
  private Protocol2Session first;
  private Protocol2Session second;
  private RouteDriver firstHands;
  private RouteDriver secondHands;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    deaf = new DeafServer(0);
    first = Protocol2Session.start(directory.resolve("1"), settings(SRV1), port, Map.of());
    second =
        Protocol2Session.start(
            directory.resolve("2"),
            settings(SRV2),
            0,
            Map.of(SRV1, port, SRV3, nobody, NUMBERS, nobody, DEAF, deaf.port()));
    firstHands = new RouteDriver(first.context());
    secondHands = new RouteDriver(second.context());
  }

  @AfterAll
  void stop() throws Exception {
    firstHands.close();
    secondHands.close();
    first.close();
    second.close();
    deaf.close();
  }

  @Test
  void twoServersAreLinkedReportAndLeaveAndNoSecretIsLogged() {
    try (Logged log = Logged.inDetailBy("ROOT")) {
      // When
      talk();

      // Then
      assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }
  }

  private void talk() {
    // When
    secondHands.order("seda:link-dial", new Action.Connect(SRV1));
    Event.LinkOpened dialled = secondHands.next(Event.LinkOpened.class);
    Event.LinkOpened accepted = firstHands.next(Event.LinkOpened.class);

    // Then
    assertThat(dialled).isEqualTo(new Event.LinkOpened(SRV1, dialled.link(), true));
    assertThat(accepted).isEqualTo(new Event.LinkOpened(SRV2, accepted.link(), false));

    // When
    Report down = new Report(1, true, Set.of(SRV1, SRV2), SRV1, 7);
    Report up = new Report(1, false, Set.of(), null, 0);
    secondHands.order("direct:link-message", new Action.SendReport(dialled.link(), down));
    firstHands.order("direct:link-message", new Action.SendReport(accepted.link(), up));

    // Then
    assertThat(firstHands.next()).isEqualTo(new Event.Reported(accepted.link(), down));
    assertThat(secondHands.next()).isEqualTo(new Event.Reported(dialled.link(), up));

    // When
    secondHands.order(
        "direct:link-message",
        new Action.SendLeave(dialled.link(), "restart", Duration.ofSeconds(20)));

    // Then
    assertThat(firstHands.next())
        .isEqualTo(new Event.Leaving(accepted.link(), "restart", Duration.ofSeconds(20)));

    // When
    secondHands.order("bean:links?method=close", new Action.CloseLink(dialled.link()));

    // Then
    assertThat(secondHands.next(Event.LinkClosed.class).link()).isEqualTo(dialled.link());
    assertThat(firstHands.next(Event.LinkClosed.class).link()).isEqualTo(accepted.link());
  }

  @Test
  void aPortWhereNobodyListensIsARefusalOfThatPeer() {
    for (String peer : List.of(SRV3, NUMBERS)) {
      // When
      secondHands.order("seda:link-dial", new Action.Connect(peer));

      // Then
      assertThat(secondHands.next())
          .isEqualTo(
              new Event.ConnectFailed(
                  peer, true, "connecting to 127.0.0.1:" + nobody + ": connection refused"));
    }
  }

  @Test
  void aPeerThatDoesNotAnswerDelaysNoOther() {
    // When
    secondHands.order("seda:link-dial", new Action.Connect(DEAF));
    secondHands.order("seda:link-dial", new Action.Connect(SRV3));

    // Then
    assertThat(secondHands.next(Event.ConnectFailed.class).peer()).isEqualTo(SRV3);
    assertThat(secondHands.next())
        .isEqualTo(
            new Event.ConnectFailed(
                DEAF, false, "connecting to 127.0.0.1:" + deaf.port() + ": no answer in time"));
  }

  @Test
  void aNewAttemptEndsAnEarlierConnection() {
    // Given
    secondHands.order("seda:link-dial", new Action.Connect(SRV1));
    long old = secondHands.next(Event.LinkOpened.class).link();
    firstHands.next(Event.LinkOpened.class);

    // When
    secondHands.order("seda:link-dial", new Action.Connect(SRV1));

    // Then
    assertThat(secondHands.next(Event.LinkClosed.class).link()).isEqualTo(old);
    long young = secondHands.next(Event.LinkOpened.class).link();
    assertThat(young).isGreaterThan(old);
    firstHands.next();
    firstHands.next();
    secondHands.order("bean:links?method=close", new Action.CloseLink(young));
    secondHands.next(Event.LinkClosed.class);
    firstHands.next(Event.LinkClosed.class);
  }

  @Test
  void protocol1BytesAreRejected() throws Exception {
    try (Logged log = Logged.by("io.clooster");
        RawPeer protocol1 = RawPeer.connect(port)) {
      // When
      protocol1.sendHex(LinkAcceptRouteTest.SRV2);

      // Then
      while (!protocol1.ended()) {
        // An alert of TLS.
      }
      await().until(() -> !log.lines().isEmpty());
      assertThat(log.lines())
          .containsExactly(
              "WARN Rejecting client 127.0.0.1 (no TLS: protocol 1, or something else)");
      assertThat(firstHands.waiting()).isNull();
    }
  }

  @Test
  void aReportForALinkThatIsGoneIsNoError() {
    try (Logged log = Logged.by("ROOT")) {
      // When
      firstHands.order(
          "direct:link-message",
          new Action.SendReport(999, new Report(1, true, Set.of(), null, 0)));

      // Then
      assertThat(log.lines()).isEmpty();
    }
  }

  private static LinkSettings settings(String me) {
    return new LinkSettings(
        me,
        List.of(SRV1, SRV2, SRV3, DEAF, NUMBERS),
        List.of("www.example.com"),
        List.of(new LinkKey("default", new Secret(SECRET))));
  }
}
