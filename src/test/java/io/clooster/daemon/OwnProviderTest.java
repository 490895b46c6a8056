// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.DnsReads;
import io.clooster.dns.DnsRefusal;
import io.clooster.dns.Mapping;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Full;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped routes, and in place of a provider's Kamelets what one of the user's own may do. */
@Timeout(60)
@Slow
class OwnProviderTest {
  private static final Map<String, Object> RECORD =
      Map.of("name", "www.example.com", "type", "CNAME", "content", "srv1.example.com");
  private static final Map<String, Object> CHANGED =
      Map.of("name", "WWW.example.com.", "type", "CNAME", "content", "SRV2.example.com.");
  private static final RecordSnapshot READING = reading(RECORD);

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
    in("record-write", exchange -> exchange.getMessage().setBody(List.of(CHANGED)));

    // When
    driver.order("seda:record-write", new Action.WriteRecord(1, READING, "srv2.example.com"));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordWritten(1, reading(CHANGED)));
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
  void whatAReadLeavesMayHaveRecordsThatNobodyAskedFor() throws Exception {
    // Given
    Map<String, Object> other = Map.of("name", "example.com", "type", "MX", "content", "10 mx");
    in("record-read", exchange -> exchange.getMessage().setBody(List.of(other, RECORD)));

    // When
    driver.order("seda:record-read", new Action.ReadRecord(1));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordRead(1, READING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"name\": \"www.example.com\", \"type\": \"CNAME\", \"content\": \"srv1.example.com\"}]"
      })
  void whatItLeavesMayBeJson(String json) throws Exception {
    // Given
    in("record-read", exchange -> exchange.getMessage().setBody(json));

    // When
    driver.order("seda:record-read", new Action.ReadRecord(1));

    // Then
    assertThat(driver.next()).isEqualTo(new Event.RecordRead(1, READING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "x"} | cloudflare's answer is no list of records
          [             | cloudflare's answer is no JSON
          [7]           | cloudflare's answer has something that is no record
          ``            | cloudflare's answer is no list of records
          """)
  @Full
  void whatIsNoListOfRecordsIsToldSo(String body, String reason) throws Exception {
    // Given
    in("record-read", exchange -> exchange.getMessage().setBody(body));

    // When
    driver.order("seda:record-read", new Action.ReadRecord(1));

    // Then
    assertThat(driver.next(Event.RecordFailed.class).reason()).isEqualTo(reason);
  }

  private static RecordSnapshot reading(Map<String, Object> record) {
    Mapping mapping =
        Mapping.of(
            new Config.DnsRecord("example.com", "www.example.com", "CNAME", "srv1.example.com"));
    try {
      return new DnsReads(new Config.Provider("own", true, Set.of(), 10, 0, 0, 0), mapping)
          .reading(List.of(record));
    } catch (DnsFailure e) {
      throw new IllegalStateException(e);
    }
  }

  private void in(String route, Processor kamelet) throws Exception {
    AdviceWith.adviceWith(
        session.daemon().context(),
        route,
        advice -> advice.weaveById(route + "-call").replace().process(kamelet).id(route + "-call"));
  }
}
