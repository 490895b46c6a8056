// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dns.DnsRefusal;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped routes, and in place of a provider's Kamelets what one of the user's own may do. */
@Timeout(60)
@Slow
class OwnProviderTest {
  private static final RecordSnapshot READING = new RecordSnapshot("srv1.example.com", "source");

  private RouteSession session;
  private RouteDriver driver;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    session = RouteSession.listening(directory).start();
    driver = new RouteDriver(session);
  }

  @AfterEach
  void stop() {
    driver.close();
    session.close();
  }

  static Stream<Object> bodies() {
    return Stream.of(
        "", "OK", "a, 'b' \"c\") ${body} {{d}}", "null", 7, new byte[] {1, 2}, new Object());
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whateverAWriteLeavesItIsDone(Object body) throws Exception {
    // Given
    in("record-write", exchange -> exchange.getMessage().setBody(body));

    // When
    driver.order("seda:record-write", new Action.WriteRecord(1, READING, "srv2.example.com"));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordWritten(1));
  }

  @Test
  void aWriteThatLeavesItsOrderOrNothingIsDoneToo() throws Exception {
    // Given
    in("record-write", exchange -> {});
    driver.order("seda:record-write", new Action.WriteRecord(1, READING, "srv2.example.com"));
    assertThat(driver.next()).isEqualTo(new Event.RecordWritten(1));

    // When
    in("record-write", exchange -> exchange.getMessage().setBody(null));
    driver.order("seda:record-write", new Action.WriteRecord(2, READING, "srv2.example.com"));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordWritten(2));
  }

  @Test
  void aReadingThatAWriteLeavesIsHandedOn() throws Exception {
    // Given
    in("record-write", exchange -> exchange.getMessage().setBody(READING));

    // When
    driver.order("seda:record-write", new Action.WriteRecord(1, READING, "srv2.example.com"));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordWritten(1, READING));
  }

  @Test
  void aRefusalIsToldWithTheTimeToWait() throws Exception {
    // Given
    DnsRefusal refusal = new DnsRefusal("no, not now", Duration.ofSeconds(7));
    in(
        "record-write",
        exchange -> {
          throw new IllegalStateException(refusal);
        });

    // When
    driver.order("seda:record-write", new Action.WriteRecord(1, READING, "srv2.example.com"));

    // Then
    assertThat(driver.next())
        .isEqualTo(new Event.RecordRefused(1, "no, not now", Duration.ofSeconds(7)));
  }

  @Test
  void aReadMayIgnoreWhatItIsAskedFor() throws Exception {
    // Given
    in("record-read", exchange -> exchange.getMessage().setBody(READING));

    // When
    driver.order("seda:record-read", new Action.ReadRecord(1));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordRead(1, READING));
  }

  private void in(String route, Processor kamelet) throws Exception {
    AdviceWith.adviceWith(
        session.daemon().context(),
        route,
        advice -> advice.weaveById(route + "-call").replace().process(kamelet).id(route + "-call"));
  }
}
