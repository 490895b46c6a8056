// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import static io.clooster.dns.verify.Verified.SRV1;
import static io.clooster.dns.verify.Verified.SRV2;
import static io.clooster.testing.ScriptedNameServer.answering;
import static io.clooster.testing.ScriptedNameServer.giving;
import static io.clooster.testing.ScriptedNameServer.record;
import static io.clooster.testing.ScriptedNameServer.saying;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.call.Deadlines;
import io.clooster.config.Config;
import io.clooster.failover.Event;
import io.clooster.testing.ScriptedNameServer;
import io.clooster.testing.ScriptedNameServer.Script;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Servers of all sorts, each a socket of the test; what real ones do is in RecordVerificationIT.
 */
@Timeout(60)
@Slow
class RecordVerificationTest {
  private static final String WWW = "www.example.com";
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Script NEW = giving(WWW, "CNAME", SRV2);

  @Test
  void aServerThatGivesTheNewValueIsAskedOnce() throws Exception {
    try (var server = new ScriptedNameServer(NEW);
        var verified = new Verified(LONG, server.address()).record(WWW, "CNAME")) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer)
          .isEqualTo(new Event.RecordVerified(1, 1, List.of(), Duration.ofMinutes(1)));
      assertThat(server.questions())
          .singleElement()
          .satisfies(asked -> assertThat(asked.getHeader().getFlag(Flags.RD)).isFalse());
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(saying(Rcode.REFUSED), "REFUSED"),
        Arguments.of(saying(Rcode.SERVFAIL), "SERVFAIL"),
        Arguments.of(saying(Rcode.NXDOMAIN), "NXDOMAIN"),
        Arguments.of(saying(Rcode.NOERROR), "no CNAME record www.example.com"),
        Arguments.of(giving(WWW, "CNAME", SRV1), "www.example.com CNAME srv1.example.com"),
        Arguments.of((Script) question -> null, "no answer"),
        Arguments.of(
            (Script)
                question -> {
                  Message both = answering(question);
                  both.addRecord(record(WWW, "CNAME", SRV1), Section.ANSWER);
                  both.addRecord(record(WWW, "CNAME", SRV2), Section.ANSWER);
                  return both.toWire();
                },
            "www.example.com CNAME srv1.example.com, srv2.example.com"),
        Arguments.of(
            (Script)
                question -> {
                  Message heard = new Message(NEW.answer(question));
                  heard.getHeader().unsetFlag(Flags.AA);
                  return heard.toWire();
                },
            "doesn't answer for the zone"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aServerThatDoesNotGiveItLagsWithWhatItGave(Script script, String given) throws Exception {
    try (var server = new ScriptedNameServer(script);
        var verified = new Verified(SHORT, server.address()).record(WWW, "CNAME")) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer.asked()).isEqualTo(1);
      assertThat(answer.lagging())
          .containsExactly("127.0.0.1:" + server.address().getPort() + ": " + given);
    }
  }

  static Stream<Script> garbage() {
    return Stream.of(
        question -> "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII),
        question -> new byte[0],
        question -> new byte[] {1},
        question -> {
          byte[] cut = NEW.answer(question);
          return Arrays.copyOf(cut, cut.length - 3);
        },
        question -> {
          Message other = new Message(NEW.answer(question));
          other.getHeader().setID(question.getHeader().getID() ^ 1);
          return other.toWire();
        },
        question -> {
          throw new IOException("nothing");
        });
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void garbageIsNoAnswerAndNoEnd(Script garbage) throws Exception {
    try (var server = new ScriptedNameServer(garbage);
        var verified = new Verified(LONG, server.address()).record(WWW, "CNAME")) {
      // Given
      CompletableFuture<Event.RecordVerified> answer = verified.begin();
      await().until(() -> server.questions().size() >= 2);
      assertThat(answer).isNotDone();

      // When
      server.then(NEW);

      // Then
      assertThat(answer.join().lagging()).isEmpty();
    }
  }

  @Test
  void aServerIsAskedUntilItGivesTheNewValue() throws Exception {
    try (var server = new ScriptedNameServer(giving(WWW, "CNAME", SRV1));
        var verified = new Verified(LONG, server.address()).record(WWW, "CNAME")) {
      // Given
      CompletableFuture<Event.RecordVerified> answer = verified.begin();
      await().until(() -> server.questions().size() >= 3);

      // When
      server.then(NEW);

      // Then
      assertThat(answer.join().lagging()).isEmpty();
    }
  }

  @Test
  void aServerThatIsDeadOrHasNoNameKeepsNoOtherOneWaiting() throws Exception {
    InetSocketAddress nobody;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) socket.getLocalSocketAddress();
    }
    try (var silent = new ScriptedNameServer(question -> null);
        var well = new ScriptedNameServer(NEW);
        var verified =
            new Verified(
                    SHORT,
                    nobody,
                    silent.address(),
                    InetSocketAddress.createUnresolved("nowhere.invalid", 53),
                    well.address())
                .record(WWW, "CNAME")) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer.asked()).isEqualTo(4);
      assertThat(well.questions()).hasSize(1);
      assertThat(answer.lagging()).hasSize(3);
      assertThat(answer.lagging().get(0)).startsWith("nowhere.invalid:53: name lookup failed");
      assertThat(answer.lagging().get(1)).startsWith("127.0.0.1:" + nobody.getPort() + ": ");
      assertThat(answer.lagging().get(2)).endsWith(": no answer");
    }
  }

  @Test
  void allRecordsAreAskedForAndWhatWasGivenOnceIsNotAskedForAgain() throws Exception {
    Script addresses =
        question ->
            (question.getQuestion().getType() == Type.A
                    ? giving(WWW, "A", "192.0.2.2")
                    : giving(WWW, "AAAA", "2001:DB8:0:0::1"))
                .answer(question);
    try (var server = new ScriptedNameServer(addresses);
        var verified = new Verified(SHORT, server.address()).record(WWW, "A").record(WWW, "AAAA")) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer.lagging())
          .singleElement()
          .asString()
          .endsWith("www.example.com AAAA 2001:db8::1");
      assertThat(server.questions())
          .filteredOn(asked -> asked.getQuestion().getType() == Type.A)
          .hasSize(1);
    }
  }

  static Stream<Arguments> flattened() {
    return Stream.of(
        Arguments.of("127.0.0.1", List.of()),
        Arguments.of("127.0.0.9", List.of("example.com 127.0.0.9")));
  }

  /** The new value is "localhost": a name that needs no name server. */
  @ParameterizedTest
  @MethodSource("flattened")
  void ofACnameThatIsGivenAsAddressesThoseOfTheTargetCount(String address, List<String> faults)
      throws Exception {
    var expected = new ExpectedRecord("example.com", "CNAME", "localhost");
    try (var server = new ScriptedNameServer(giving("example.com", "A", address));
        var deadlines = new Deadlines();
        var patience = new Interruptible()) {
      // Given
      var asked = new NameServer("ns", server.address());
      deadlines.set(SHORT, patience::end);

      // When
      List<String> lagging = ParallelChecks.lagging(List.of(asked), List.of(expected));

      // Then
      assertThat(lagging)
          .containsExactlyElementsOf(faults.stream().map(fault -> asked + ": " + fault).toList());
    }
  }

  @Test
  void ofRecordsBehindAProxyNobodyIsAsked() throws Exception {
    try (var server = new ScriptedNameServer(NEW);
        var verified =
            new Verified(LONG, server.address())
                .record(WWW, "CNAME", new Verified.Seen(true, Duration.ofMinutes(5)))) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer).isEqualTo(new Event.RecordVerified(1, 0, List.of(), Duration.ZERO));
      assertThat(server.questions()).isEmpty();
    }
  }

  @Test
  void ofSeveralTheOnesWithoutProxyAreAskedForAndTheLongestOfTheirTtlsCounts() throws Exception {
    try (var server = new ScriptedNameServer(NEW);
        var verified =
            new Verified(LONG, server.address())
                .record("a.example.com", "A", new Verified.Seen(true, Duration.ofHours(9)))
                .record(WWW, "CNAME", new Verified.Seen(false, Duration.ofMinutes(2)))
                .record(WWW, "CNAME", new Verified.Seen(false, Duration.ofSeconds(30)))
                .record(WWW, "CNAME", "a source that knows nothing")) {
      // When
      Event.RecordVerified answer = verified.verify();

      // Then
      assertThat(answer)
          .isEqualTo(new Event.RecordVerified(1, 1, List.of(), Duration.ofMinutes(2)));
      assertThat(server.questions()).hasSize(3);
    }
  }

  @Test
  void turnedOffItAsksNobody() throws Exception {
    var settings = new Config.Verify(false, List.of(), LONG);
    try (var verified =
        new Verified(
                settings,
                () -> {
                  throw new AssertionError("asked for servers");
                })
            .record(WWW, "CNAME")) {
      assertThat(verified.verify())
          .isEqualTo(new Event.RecordVerified(1, 0, List.of(), Duration.ofMinutes(1)));
    }
  }

  @Test
  void aNewerOrderEndsTheOlderOneWhichTellsWhatItKnows() throws Exception {
    try (var server = new ScriptedNameServer(giving(WWW, "CNAME", SRV1));
        var verified = new Verified(LONG, server.address()).record(WWW, "CNAME")) {
      // Given
      CompletableFuture<Event.RecordVerified> older = verified.begin();
      await().until(() -> server.questions().size() >= 2);

      // When
      CompletableFuture<Event.RecordVerified> newer = verified.begin();

      // Then
      assertThat(older.join().number()).isEqualTo(1);
      assertThat(older.join().lagging())
          .singleElement()
          .asString()
          .endsWith("www.example.com CNAME srv1.example.com");
      assertThat(newer).isNotDone();
      server.then(NEW);
      assertThat(newer.join().number()).isEqualTo(2);
      assertThat(newer.join().lagging()).isEmpty();
    }
  }

  @Test
  void aStopEndsItAtOnce() throws Exception {
    try (var server = new ScriptedNameServer(question -> null);
        var verified = new Verified(LONG, server.address()).record(WWW, "CNAME")) {
      // Given
      CompletableFuture<Event.RecordVerified> answer = verified.begin();
      await().until(() -> !server.questions().isEmpty());

      // When
      verified.stop();

      // Then
      assertThat(answer.get(1, TimeUnit.SECONDS).lagging()).hasSize(1);
    }
  }

  @Test
  void thatNoServerCanBeFoundIsAnAnswer() throws Exception {
    NameServerSource nobody =
        () -> {
          throw new IOException("the name servers of example.com can't be found: no answer");
        };
    try (var verified = new Verified(SHORT, () -> nobody).record(WWW, "CNAME")) {
      assertThat(verified.verify())
          .isEqualTo(
              new Event.RecordVerified(
                  1,
                  0,
                  List.of("the name servers of example.com can't be found: no answer"),
                  Duration.ofMinutes(1)));
    }
  }

  @Test
  void aResolverThatFailsAtFirstIsAskedAgain() throws Exception {
    var asked = new AtomicInteger();
    NameServerSource later =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new IOException("the name servers of example.com can't be found: no answer");
          }
          return new NameServerSource.Found(List.of(), List.of());
        };
    try (var verified = new Verified(LONG, () -> later).record(WWW, "CNAME")) {
      assertThat(verified.verify())
          .isEqualTo(new Event.RecordVerified(1, 0, List.of(), Duration.ofMinutes(1)));
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void aSearchForServersThatTakesTooLongIsAnAnswerToo() throws Exception {
    NameServerSource never =
        () -> {
          new CountDownLatch(1).await();
          throw new AssertionError("woken without a reason");
        };
    try (var verified = new Verified(SHORT, () -> never).record(WWW, "CNAME")) {
      assertThat(verified.verify().lagging())
          .containsExactly("the name servers of example.com were not found in time");
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
